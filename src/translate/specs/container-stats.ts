import type { Draft } from "../draft.ts";
import { nerdctlFields } from "../fields.ts";
import { crictlFormat } from "../formats.ts";
import { lookUp } from "../lookup.ts";
import { asTyped, flag, implied, lost, operands, operandsFirst, reshape, same, verb } from "../rules.ts";
import { type CommandSpec, isOn } from "../spec.ts";

/** crictl stats takes one id; with two it prints its help and exits 0. */
function statsInCrictl(draft: Draft): void {
  if (!isOn(draft.command, "no-stream")) draft.put(null, ["-w"]);
  const [container, ...more] = draft.operands;
  if (container === undefined) return;
  if (more.length > 0) {
    draft.operands = [];
    draft.change(null, "crictl stats takes one container: this shows all of them");
  } else draft.operands = lookUp(draft, [container.word], "running").map((word) => ({ at: container.at, word }));
}

/** ctr shows one container's counters at a time. */
function statsInCtr(draft: Draft): void {
  if (draft.operands.length === 0) {
    draft.refuse(
      "ctr shows what one container uses",
      "ctr tasks metrics ID for each of ctr tasks ls -q, or nerdctl stats, crictl stats",
    );
    return;
  }
  draft.steps = draft.operands.map(({ word }) => ({ argv: ["ctr", ...draft.globals, ...draft.verb, word] }));
  if (!isOn(draft.command, "no-stream")) draft.change(null, "prints once: watch ctr tasks metrics ID");
  draft.tell(null, "the cgroup's own counters: CPU time in nanoseconds, no percentages, no network");
}

/** docker's ps runs on the host; crictl can only run the container's own. */
function topInCrictl(draft: Draft): void {
  const [container, ...options] = draft.operands;
  if (container === undefined) return;
  draft.operands = [container, { at: 0, word: "ps" }, ...options];
  draft.change(null, "by the container's own ps, which the image has to have; pids are those inside");
}

function topInCtr(draft: Draft): void {
  if (draft.operands.length > 1) draft.lose(null, "ctr tasks ps takes no options of ps");
  draft.operands = draft.operands.slice(0, 1);
}

export const commands: readonly CommandSpec[] = [
  {
    path: "container stats",
    aliases: ["stats"],
    risk: "read",
    summary: "Shows what containers use: CPU, memory, network, disk.",
    operands: operands("[CONTAINER...]", "container"),
    tools: {
      nerdctl: asTyped(),
      crictl: verb("stats", { finish: statsInCrictl, info: "containers of CRI only; without network and limits" }),
      ctr: verb("tasks metrics", { finish: statsInCtr }),
    },
    flags: [
      flag("-a, --all", "Shows stopped containers too.", {
        nerdctl: same,
        crictl: same,
        ctr: implied("ctr tasks metrics shows the named containers"),
      }),
      flag("--format string", "Prints in another format: json, table or a Go template.", {
        nerdctl: nerdctlFields(
          "nerdctl stats",
          "ID",
          "Name",
          "CPUPerc",
          "MemUsage",
          "MemPerc",
          "NetIO",
          "BlockIO",
          "PIDs",
        ),
        crictl: crictlFormat(".stats[]"),
        ctr: lost("ctr's metrics are raw", "ctr tasks metrics --format json prints them as JSON"),
      }),
      flag("--no-stream", "Prints once.", {
        nerdctl: same,
        crictl: reshape("without -w", () => {}),
        ctr: implied("ctr tasks metrics prints once"),
      }),
      flag("--no-trunc", "Prints everything whole.", {
        nerdctl: same,
        crictl: lost("crictl stats cuts ids", "crictl stats -o json"),
        ctr: implied("ctr never truncates"),
      }),
    ],
    examples: [
      "docker stats",
      "docker stats --no-stream",
      "docker stats --no-stream web",
      "docker container stats web db",
      "docker stats -a --no-stream --format '{{.Name}} {{.MemUsage}}'",
      "docker stats --format '{{.Container}}' --no-trunc f52d55c8e029",
      "docker stats --no-stream --format json",
      "docker stats --format 'table {{.Name}}\\t{{.CPUPerc}}'",
    ],
  },
  {
    path: "container top",
    aliases: ["top"],
    risk: "read",
    summary: "Lists the processes of a container.",
    operands: { ...operandsFirst("CONTAINER [ps OPTIONS...]", "container", "text"), min: 1 },
    tools: {
      nerdctl: asTyped({ spelled: { "container top": "top" } }),
      crictl: verb("exec", { lookup: "running", finish: topInCrictl }),
      ctr: verb("tasks ps", { partial: "process ids only", finish: topInCtr }),
    },
    flags: [],
    examples: [
      "docker top web",
      "docker container top web",
      "docker top web -eo pid,comm",
      "docker top web aux",
      "docker top f52d55c8e029 -o pid,user,args",
    ],
  },
];
