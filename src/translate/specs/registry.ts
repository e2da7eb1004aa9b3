import { nerdctlFormat } from "../formats.ts";
import { asTyped, flag, none, operands, reshape, same, sinceForm } from "../rules.ts";
import { type CommandSpec, isOn, lastValue } from "../spec.ts";

const SEARCH = "https://hub.docker.com/search, or curl 'https://index.docker.io/v1/search?q=TERM'";
const CRICTL_LOGIN = "crictl keeps no credentials";
const CTR_LOGIN = "ctr keeps no credentials";
const KUBELET = "for the kubelet: an imagePullSecret, or credentials in containerd's registry configuration";

export const commands: readonly CommandSpec[] = [
  {
    path: "search",
    aliases: [],
    risk: "read",
    summary: "Searches Docker Hub, or another registry that can be searched, for images.",
    operands: operands("TERM", "text"),
    tools: {
      nerdctl: sinceForm("2.3", asTyped(), none("nerdctl searches from 2.3 on", SEARCH)),
      crictl: none("CRI does not search registries", SEARCH),
      ctr: none("ctr does not search registries", SEARCH),
    },
    flags: [
      flag("-f, --filter filter", "Shows only what matches a condition (stars, is-official).", {
        nerdctl: reshape("same, without is-automated", (draft, use) => {
          if (/^(?:stars|is-official)=/.test(use.value)) draft.keep(use);
          else draft.lose(use, `nerdctl rejects the filter ${use.value.split("=", 1)[0]}`);
        }),
      }),
      flag("--format string", "Prints in another format: json, table or a Go template.", { nerdctl: nerdctlFormat }),
      flag("--limit int", "Number of results at most.", { nerdctl: same }),
      flag("--no-trunc", "Prints descriptions whole.", { nerdctl: same }),
    ],
    examples: [
      "docker search nginx",
      "docker search --limit 5 nginx",
      "docker search -f is-official=true --filter stars=3 --no-trunc nginx",
      "docker search --filter is-automated=true nginx",
      "docker search --format 'table {{.Name}}\\t{{.StarCount}}' nginx",
    ],
  },
  {
    path: "login",
    aliases: [],
    risk: "write",
    summary: "Stores credentials for a registry.",
    operands: operands("[SERVER]", "text"),
    tools: {
      nerdctl: asTyped({ info: "stored in ~/.docker/config.json, like docker's own; root has another one" }),
      crictl: none(CRICTL_LOGIN, `per pull: crictl pull --creds USER:PASSWORD IMAGE (-u USER asks for it); ${KUBELET}`),
      ctr: none(
        CTR_LOGIN,
        "per command: ctr images pull --user USER:PASSWORD IMAGE (--user USER asks for it), the same with push",
      ),
    },
    flags: [
      flag("-p, --password string", "Password or token.", { nerdctl: same }),
      flag("--password-stdin", "Reads the password from the standard input.", { nerdctl: same }),
      flag("-u, --username string", "User name.", { nerdctl: same }),
    ],
    examples: [
      "docker login",
      "docker login registry.example.com",
      "docker login -u me -p s3cret registry.example.com",
      "docker login --username me --password-stdin ghcr.io",
    ],
    check(command) {
      const message = isOn(command, "password-stdin")
        ? stdinProblem(command.byName.has("password"), lastValue(command, "username"))
        : null;
      return message === null ? [] : [{ code: "bad-combination", message, suggestion: null }];
    },
  },
  {
    path: "logout",
    aliases: [],
    risk: "write",
    summary: "Forgets the credentials for a registry.",
    operands: operands("[SERVER]", "text"),
    tools: {
      nerdctl: asTyped(),
      crictl: none(CRICTL_LOGIN, "nothing has to be forgotten; nerdctl logout SERVER for what nerdctl login stored"),
      ctr: none(CTR_LOGIN, "nothing has to be forgotten; nerdctl logout SERVER for what nerdctl login stored"),
    },
    flags: [],
    examples: ["docker logout", "docker logout registry.example.com"],
  },
];

/** docker's words for --password-stdin beside --password, or without a user. */
function stdinProblem(password: boolean, user: string | null): string | null {
  if (password) return "conflicting options: cannot specify both --password and --password-stdin";
  return user === null || user === "" ? "the --password-stdin option requires --username to be set" : null;
}
