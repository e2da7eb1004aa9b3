import type { Note, Step, Translation } from "../../model/index.ts";
import { type DockerCommand, type FlagUse, isOn } from "../spec.ts";
import { nameOf } from "../specs/run/name.ts";
import { quote } from "../words.ts";

/** What kubectl does with a docker flag: words, or why it is lost; an empty list: nothing needs to be written. */
type FlagForm = (value: string, command: DockerCommand) => readonly string[] | { lost: string };

interface KubectlForm {
  verb: string;
  flags: Readonly<Record<string, FlagForm>>;
  /** What follows the flags. */
  operands(command: DockerCommand): string[];
  /** Flags that docker implies. */
  implied?(command: DockerCommand): string[];
}

const as =
  (name: string): FlagForm =>
  (value) => [name, value];
const on =
  (name: string): FlagForm =>
  () => [name];
const nothing: FlagForm = () => [];
const words = (command: DockerCommand) => command.operands.map(({ word }) => word);
const alone = (verb: string): KubectlForm => ({ verb, flags: {}, operands: () => [] });
const deleted: KubectlForm = {
  verb: "delete pod",
  flags: {
    force: on("--now"),
    timeout: (value) => (/^\d+$/.test(value) ? ["--grace-period", value] : []),
    volumes: nothing,
  },
  operands: words,
};
const labels: FlagForm = (value) => {
  if (value.startsWith("label=")) return ["-l", value.slice("label=".length)];
  if (value.startsWith("status=running")) return ["--field-selector", "status.phase=Running"];
  return { lost: "kubectl get pods selects by labels (-l) and phases only" };
};

/** docker's commands that kubectl has for pods (kubernetes.io, "kubectl for Docker users"). */
const FORMS: Readonly<Record<string, KubectlForm>> = {
  "container run": {
    verb: "run",
    flags: {
      detach: nothing,
      name: nothing,
      interactive: on("-i"),
      tty: on("-t"),
      rm: on("--rm"),
      env: (value) => (value.includes("=") ? ["--env", value] : { lost: "kubectl takes no variables from the caller" }),
      label: as("--labels"),
      expose: as("--port"),
      privileged: on("--privileged"),
      publish: (value) => {
        const port = /(?:^|:)(\d+)(?:\/tcp)?$/.exec(value)?.[1];
        return port === undefined ? { lost: "a pod's ports are published by a service" } : ["--port", port];
      },
      restart: (value) =>
        ({ always: ["--restart=Always"], "on-failure": ["--restart=OnFailure"], no: ["--restart=Never"] })[
          value.split(":")[0] as string
        ] ?? { lost: "kubectl knows Always, OnFailure and Never" },
      pull: (value) => [`--image-pull-policy=${{ always: "Always", never: "Never" }[value] ?? "IfNotPresent"}`],
      entrypoint: on("--command"),
    },
    implied: (command) => [
      `--image=${command.operands[0]?.word ?? ""}`,
      ...(isOn(command, "rm") || isOn(command, "tty") ? ["--restart=Never"] : []),
    ],
    operands(command) {
      const entrypoint = command.byName.get("entrypoint")?.at(-1)?.value;
      const args = [...(entrypoint === undefined ? [] : [entrypoint]), ...words(command).slice(1)];
      return [nameOf(command), ...(args.length === 0 ? [] : ["--", ...args])];
    },
  },
  "container exec": {
    verb: "exec",
    flags: { interactive: on("-i"), tty: on("-t") },
    operands: (command) => [words(command)[0] ?? "", "--", ...words(command).slice(1)],
  },
  "container logs": {
    verb: "logs",
    flags: {
      follow: on("-f"),
      timestamps: on("--timestamps"),
      tail: (value) => (value === "all" ? [] : [`--tail=${value}`]),
      since: (value) => [/^\d{4}-/.test(value) ? `--since-time=${value}` : `--since=${value}`],
    },
    operands: words,
  },
  "container attach": {
    verb: "attach",
    flags: {},
    implied: (command) => (isOn(command, "no-stdin") ? [] : ["-it"]),
    operands: words,
  },
  "container ls": {
    verb: "get pods",
    flags: {
      all: nothing,
      quiet: () => ["-o", "name"],
      "no-trunc": () => ["-o", "wide"],
      filter: labels,
      format: (value) =>
        value === "json" ? ["-o", "json"] : { lost: "kubectl's templates are not docker's: -o go-template" },
    },
    operands: () => [],
  },
  "container inspect": { verb: "describe pod", flags: {}, operands: words },
  inspect: { verb: "describe pod", flags: {}, operands: words },
  "container cp": { verb: "cp", flags: {}, operands: words },
  "container rm": deleted,
  "container stop": deleted,
  "container kill": { ...deleted, implied: () => ["--now"] },
  "container stats": { verb: "top pod", flags: { "no-stream": nothing }, operands: words },
  "system events": { verb: "events", flags: {}, implied: () => ["--watch"], operands: () => [] },
  "system info": alone("cluster-info"),
  version: alone("version"),
};

const POD = "kubectl asks the cluster about pods, by the pod's name; docker about containers of this node";

/**
 * A docker command in kubectl, for clusters: an entry of its own beside the tools of this node.
 * @returns null where kubectl has no form, which needs no saying
 */
export function toKubectl(command: DockerCommand, live: readonly string[]): Translation | null {
  const form = FORMS[command.spec.path];
  if (form === undefined || command.help) return null;
  if (command.spec.path === "inspect" && command.operands.some(({ word }) => /[:/]/.test(word))) return null;
  const flags: string[] = [];
  const notes: Note[] = [];
  for (const use of command.uses) {
    const written = write(use, form, command);
    if ("lost" in written) notes.push({ kind: "lost", flag: `--${use.name}`, text: written.lost });
    else flags.push(...written);
  }
  notes.push({ kind: "changed", flag: null, text: POD });
  const argv = [
    "kubectl",
    ...form.verb.split(" "),
    ...grouped(flags),
    ...(form.implied?.(command) ?? []),
    ...form.operands(command),
  ];
  const steps: Step[] = [{ argv, files: [], captures: null, stdin: null }];
  return { tool: "kubectl", fit: "partial", steps, shell: quote(argv, live), notes, instead: null };
}

function write(use: FlagUse, form: KubectlForm, command: DockerCommand): readonly string[] | { lost: string } {
  if (use.row.kind === "bool" && use.value === "false") return [];
  return form.flags[use.name]?.(use.value, command) ?? { lost: `kubectl ${form.verb} has no such flag` };
}

/** `-i -t` → `-it`, as everybody writes it. */
function grouped(flags: readonly string[]): string[] {
  const both = flags.includes("-i") && flags.includes("-t");
  return both ? ["-it", ...flags.filter((flag) => flag !== "-i" && flag !== "-t")] : [...flags];
}
