import type { Fix } from "../../model/index.ts";
import { quoteWord } from "../../translate/words.ts";
import { pathsOf, serviceCommand } from "../flavors.ts";
import { toolAt } from "./place.ts";
import type { FixTemplate, Seen } from "./types.ts";

/** Programs that work for root alone on a node as distributions set it up. */
const FOR_ROOT =
  /^(?:ctr|crictl|nerdctl|systemctl|snap|rc-service|containerd|journalctl|apt-get|dnf|k3s|rm|install|mkdir|tee|sed|kubeadm)$/;

const NAME = /\{(\w+)\}/g;

/** The words behind a name in braces; null for what nobody knows here. */
const wordsFor = (name: string, { match, place, about, facts }: Seen): string[] | null => {
  if (/^\d$/.test(name)) {
    const captured = match[Number(name)];
    return captured === undefined || captured === "" ? null : [captured];
  }
  switch (name) {
    case "ctr":
    case "crictl":
    case "nerdctl":
      return toolAt(name, place);
    case "socket":
      return place.socket === null ? null : [place.socket];
    case "endpoint":
      return place.socket === null ? null : [`unix://${place.socket}`];
    case "namespace":
      return [place.namespace ?? "k8s.io"];
    case "restart":
    case "start":
    case "status":
      return serviceCommand(name, place.flavor, facts, about.doctor?.services);
    case "certs":
      return [pathsOf(place.flavor).certs];
    case "config":
      return [pathsOf(place.flavor).config ?? "/etc/containerd/config.toml"];
    case "sudo":
      return needsSudo(facts?.uid) ? ["sudo"] : [];
    default:
      return null;
  }
};

const needsSudo = (uid: number | null | undefined): boolean => uid !== 0;

/** What a person has to fill in where the node does not say. */
const blank = (name: string): string => (/^\d$/.test(name) ? "<name>" : `<${name}>`);

/** Text for people: names in braces as they are. */
export const fillText = (text: string, seen: Seen): string =>
  text.replace(NAME, (_, name: string) => (wordsFor(name, seen) ?? [blank(name)]).join(" "));

const wordsOf = (word: string, seen: Seen): string[] => {
  const only = /^\{(\w+)\}$/.exec(word)?.[1];
  return only === undefined ? [fillText(word, seen)] : (wordsFor(only, seen) ?? [blank(only)]);
};

const asRoot = (words: string[], seen: Seen): string[] =>
  FOR_ROOT.test(words[0] ?? "") && !words.includes("--user") && needsSudo(seen.facts?.uid) ? ["sudo", ...words] : words;

/** The command's words: all of `run` are filled in, of `argv` only the first. */
const fillArgv = ({ run, argv }: FixTemplate, seen: Seen): string[] | null => {
  if (argv) return asRoot([...wordsOf(argv[0] ?? "", seen), ...argv.slice(1)], seen);
  return run === undefined
    ? null
    : asRoot(
        run.split(" ").flatMap((word) => wordsOf(word, seen)),
        seen,
      );
};

/** The same for a shell: every value is quoted, because it comes from outside. */
const fillShell = (shell: string, seen: Seen): string =>
  shell
    .replace(NAME, (_, name: string) => {
      const words = wordsFor(name, seen);
      return words === null ? blank(name) : words.map((word) => quoteWord(word)).join(" ");
    })
    .replace(/(^|\n|\| )\s+/g, "$1");

/** A template with this node's own names in it. */
export const fillFix = (template: FixTemplate, seen: Seen): Fix => ({
  text: fillText(template.text, seen),
  argv: fillArgv(template, seen),
  ...(template.shell === undefined ? {} : { shell: fillShell(template.shell, seen) }),
});
