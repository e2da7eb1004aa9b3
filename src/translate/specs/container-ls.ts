import type { Draft } from "../draft.ts";
import { filtersOf, filterValue, labelFilter } from "../filters.ts";
import { crictlFormat, nerdctlFormat } from "../formats.ts";
import { asTyped, flag, implied, lost, operands, otherVerb, reshape, same, verb } from "../rules.ts";
import { type CommandSpec, type FlagUse, onlyTyped } from "../spec.ts";

const STATES = new Map([
  ["running", "running"],
  ["exited", "exited"],
  ["created", "created"],
]);

/** nerdctl rejects what it does not know: `invalid filter 'ancestor=nginx'`. */
const nerdctlFilter = reshape("same, without ancestor, health, publish, expose, isolation, is-task", (draft, use) => {
  const key = use.value.split("=", 1)[0]?.trim() ?? "";
  if (/^(?:ancestor|health|publish|expose|isolation|is-task)$/.test(key))
    draft.lose(use, `nerdctl rejects the filter ${key}`, "filter its output");
  else draft.keep(use);
});

/** crictl has a flag per field; several docker names are one regular expression there. */
function crictlFilters(draft: Draft): void {
  const names: string[] = [];
  const seen = new Set<string>();
  const once = (use: FlagUse, name: string, value: string) => {
    if (seen.has(name)) return draft.lose(use, `crictl takes one ${name} only`);
    seen.add(name);
    draft.put(use, [name, value]);
  };
  for (const { key, value, use } of filtersOf(draft)) {
    if (key === "name") names.push(value.replace(/^\//, ""));
    else if (key === "id") once(use, "--id", value);
    else if (key === "label") draft.put(use, ["--label", value]);
    else if (key === "ancestor") once(use, "--image", value);
    else if (key === "status" && STATES.has(value)) once(use, "--state", value);
    else if (key === "exited") draft.lose(use, "crictl ps has no exit codes", "crictl inspect ID: .status.exitCode");
    else draft.lose(use, `crictl ps has no filter ${key}`);
    if (key === "name" && names.length === 1) draft.put(use, ["--name", namesOf(draft)]);
  }
}

function namesOf(draft: Draft): string {
  return filtersOf(draft)
    .filter(({ key }) => key === "name")
    .map(({ value }) => value.replace(/^\//, ""))
    .join("|");
}

/** `containers ls` takes containerd's filters as operands; what is joined by commas must hold together. */
function ctrFilters(draft: Draft): void {
  const wanted: string[] = [];
  const names: string[] = [];
  for (const { key, value, use } of filtersOf(draft)) {
    if (key === "label") wanted.push(labelFilter(value));
    else if (key === "name" || key === "id") {
      names.push(`id~=${filterValue(key === "id" ? `^${value}` : value)}`);
      draft.change(use, "ctr knows ids, which are names only for containers that ctr made");
    } else if (key === "ancestor") {
      wanted.push(`image~=${filterValue(value)}`);
      draft.change(use, "a regular expression on the image's whole reference; images built on it are not found");
    } else draft.lose(use, whyNot(key), key === "status" ? "read the STATUS column of ctr tasks ls" : undefined);
  }
  const all = names.length === 0 ? [wanted.join(",")] : names.map((name) => [name, ...wanted].join(","));
  if (all[0] === "") return;
  if (draft.verb.join(" ") === "tasks ls") {
    draft.verb = ["containers", "ls"];
    draft.change(null, "ctr tasks ls has no filters: this lists stopped containers as well");
  }
  draft.operands = all.map((word, at) => ({ at, word }));
}

function whyNot(key: string): string {
  return key === "exited" ? "ctr lists no exit codes" : `ctr has no filter ${key}`;
}

/** Sizes are another command in both: only shown when nothing else was asked. */
const sizeAlone = (name: string, note: string, why: string) =>
  reshape(name, (draft, use) => {
    if (!onlyTyped(draft.command, "size", "all")) return draft.lose(use, why, name);
    draft.verb = name.split(" ").slice(1);
    draft.change(use, note);
  });

export const commands: readonly CommandSpec[] = [
  {
    path: "container ls",
    aliases: ["container list", "container ps", "ps"],
    risk: "read",
    summary: "Lists containers.",
    operands: operands(""),
    tools: {
      nerdctl: asTyped({ spelled: { "container ps": "ps" } }),
      crictl: verb("ps", {
        info: "crictl knows containers made through CRI only (namespace k8s.io), and hides sandboxes",
        finish: (draft) => crictlFilters(draft),
      }),
      ctr: verb("tasks ls", {
        finish(draft) {
          ctrFilters(draft);
          if (draft.verb.join(" ") === "tasks ls")
            draft.change(null, "lists tasks: ID, PID and STATUS (stopped ones too); images only in ctr containers ls");
          else if (draft.verb[0] === "containers") draft.tell(null, "no states: those are in ctr tasks ls");
        },
      }),
    },
    flags: [
      flag("-a, --all", "Lists stopped containers too.", {
        nerdctl: same,
        crictl: same,
        ctr: otherVerb("containers ls"),
      }),
      flag("-f, --filter filter", "Lists only what matches a condition (name, id, label, status, ancestor, …).", {
        nerdctl: nerdctlFilter,
        crictl: reshape("--name, --id, --label, --state, --image", () => {}),
        ctr: reshape("containerd filters as operands of containers ls", () => {}),
      }),
      flag("--format string", "Prints in another format: json, table or a Go template.", {
        nerdctl: nerdctlFormat,
        crictl: crictlFormat(".containers[]"),
        ctr: lost("ctr has no output formats"),
      }),
      flag("-n, --last int", "Lists the last n created containers, in any state.", {
        nerdctl: same,
        crictl: same,
        ctr: lost("ctr cannot limit or sort by time"),
      }),
      flag("-l, --latest", "Lists the last created container, in any state.", {
        nerdctl: same,
        crictl: same,
        ctr: lost("ctr cannot limit or sort by time"),
      }),
      flag("--no-trunc", "Prints ids, images and commands whole.", {
        nerdctl: same,
        crictl: same,
        ctr: implied("ctr never truncates"),
      }),
      flag("-q, --quiet", "Prints ids only.", { nerdctl: same, crictl: same, ctr: same }),
      flag("-s, --size", "Shows the size of the writable layer.", {
        nerdctl: same,
        crictl: sizeAlone("crictl stats -a", "sizes are the DISK column of crictl stats", "crictl ps has no sizes"),
        ctr: sizeAlone("ctr snapshots usage", "one snapshot per container, named by its id", "ctr lists no sizes here"),
      }),
    ],
    examples: [
      "docker ps",
      "docker ps -a",
      "docker ps -aq",
      "docker container ps -a",
      "docker container ls --no-trunc",
      "docker container list -q",
      "docker ps -n 5",
      "docker ps -l",
      "docker ps -s",
      "docker ps -a --size",
      "docker ps -sq",
      "docker ps --format json",
      "docker ps --format table",
      "docker ps --format '{{.ID}}\\t{{.Image}}'",
      "docker ps --format 'table {{.ID}}\\t{{.Names}}'",
      "docker ps -a -f name=web",
      "docker ps -f name=web -f name=db",
      "docker ps -f id=f52d55c8e029",
      "docker ps -a --filter label=app=web --filter label=tier",
      "docker ps -a -f label=io.kubernetes.pod.name=web",
      "docker ps -f status=exited",
      "docker ps -f status=paused",
      "docker ps -f ancestor=nginx",
      "docker ps -f health=healthy",
      "docker ps -a -f exited=1",
      "docker ps -f volume=data",
      "docker -H unix:///run/docker.sock ps",
      "docker --context remote ps",
      "docker -D ps",
    ],
  },
];
