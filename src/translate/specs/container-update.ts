import type { Draft } from "../draft.ts";
import { isOpaque } from "../grammar.ts";
import { asTyped, flag, implied, lost, none, operands, reshape, same, sameLong, to, verb } from "../rules.ts";
import { type CommandSpec, type FlagSpec, isOn, lastValue, type Rule } from "../spec.ts";
import { readBytes, readDecimal, readInt } from "../values.ts";
import { refusalOf } from "./run/values.ts";

/** Microseconds of a CFS period, as docker takes for --cpus. */
const PERIOD = 100_000;

/** CPUs as a quota of a period. nerdctl's own --cpus changes nothing and exits 0 (1.7.7 to main: it never sets the quota). */
const byQuota = reshape("--cpu-quota and --cpu-period", (draft, use) => {
  const quota = Math.round(readDecimal(use.value) * PERIOD);
  draft.put(use, ["--cpu-quota", String(quota), "--cpu-period", String(PERIOD)]);
});

/** nerdctl writes the swap limit only along with the memory limit. */
const swap: Rule = {
  ...same,
  text: "same, beside --memory only",
  apply(draft, use) {
    if (isOn(draft.command, "memory")) draft.keep(use);
    else draft.lose(use, "nerdctl update ignores --memory-swap without --memory", "type both");
  },
};

/** Without any limit left, the command would do nothing. */
function refuseEmpty(draft: Draft): void {
  if (draft.flags().length > 0) return;
  const why = draft.notes.filter(({ kind }) => kind === "lost").map(({ text }) => text);
  if (why.length === 0) why.push("there is nothing to change");
  draft.refuse(why.join("; "), draft.column === "crictl" ? "nerdctl -n k8s.io update" : "make the container anew");
}

/** nerdctl update takes every word after the first container for a container. */
function flagsFirst(draft: Draft): void {
  refuseEmpty(draft);
  const containers = draft.operands.map(({ word }) => word);
  draft.steps = [{ argv: ["nerdctl", ...draft.globals, ...draft.verb, ...draft.flags(), ...containers] }];
}

const int = (value: string): number => readInt(value);
const bytes = (value: string): number => readBytes(value);
const cri = (what: string, instead?: string): Rule => lost(`crictl update has no ${what}`, instead);
const rules = (nerdctl: Rule, crictl: Rule): FlagSpec["rules"] => ({ nerdctl, crictl });

export const commands: readonly CommandSpec[] = [
  {
    path: "container update",
    aliases: ["update"],
    risk: "write",
    summary: "Changes the limits of containers.",
    operands: operands("CONTAINER [CONTAINER...]", "container"),
    tools: {
      nerdctl: asTyped({ finish: flagsFirst }),
      crictl: verb("update", {
        lookup: "running",
        info: "on a Kubernetes node the kubelet keeps the pod's own limits",
        finish: refuseEmpty,
      }),
      ctr: none(
        "ctr changes no limits of a container that is there",
        "runc --root /run/containerd/runc/NAMESPACE update --memory BYTES ID, until the container ends",
      ),
    },
    flags: [
      flag("--blkio-weight uint16", "Share of block I/O, 10 to 1000.", rules(same, cri("block I/O"))),
      flag("--cpu-period int64", "Length of a CFS period in microseconds.", rules(same, to("--cpu-period", int))),
      flag("--cpu-quota int64", "CPU time per CFS period in microseconds.", rules(same, to("--cpu-quota", int))),
      flag(
        "--cpu-rt-period int64",
        "Length of a real-time period in microseconds.",
        rules(lost("nerdctl update has no real-time limits"), cri("real-time limits")),
      ),
      flag(
        "--cpu-rt-runtime int64",
        "Real-time CPU time per period in microseconds.",
        rules(lost("nerdctl update has no real-time limits"), cri("real-time limits")),
      ),
      flag(
        "-c, --cpu-shares int64",
        "Relative weight among containers that want CPU.",
        rules(sameLong, to("--cpu-share", int)),
      ),
      flag("--cpus decimal", "How many CPUs the container may use.", rules(byQuota, byQuota)),
      flag("--cpuset-cpus string", "CPUs the container may run on: 0-3, 0,1.", rules(same, same)),
      flag("--cpuset-mems string", "Memory nodes the container may use.", rules(same, same)),
      flag(
        "--kernel-memory bytes",
        "Kernel memory limit (gone from Linux).",
        rules(same, implied("docker ignores it as well")),
      ),
      flag("-m, --memory bytes", "Memory limit.", rules(same, to("--memory", bytes, "in bytes"))),
      flag(
        "--memory-reservation bytes",
        "Memory that the container should stay below.",
        rules(same, cri("soft limit of memory")),
      ),
      flag("--memory-swap bytes", "Limit of memory and swap together; -1 is none.", rules(swap, cri("limit of swap")), {
        unlimited: true,
      }),
      flag("--pids-limit int64", "How many processes the container may have.", rules(same, cri("limit of processes"))),
      flag(
        "--restart string",
        "When the container is started again: no, always, on-failure, unless-stopped.",
        rules(same, lost("CRI restarts nothing: the kubelet does", "restartPolicy of the pod")),
      ),
    ],
    examples: [
      "docker update --memory 512m --memory-swap 1g --cpus 1 web",
      "docker update --cpu-shares 512 --cpuset-cpus 0 web",
      "docker update web -m 1g -c 512",
      "docker update --cpus 1.5 web db",
      "docker update --restart unless-stopped web",
      "docker update --memory-swap -1 --memory-reservation 256m web",
      "docker update --cpu-quota 50000 --cpu-period 100000 --pids-limit 100 f52d55c8e029",
      "docker container update --blkio-weight 300 --cpuset-mems 0 --kernel-memory 1g web",
      "docker update --cpu-rt-period 1000000 --cpu-rt-runtime 950000 web",
    ],
    check(command) {
      const policy = lastValue(command, "restart");
      const refusal = policy === null || isOpaque(policy) ? null : refusalOf("restart", policy);
      if (refusal !== null) return [{ code: "bad-value", message: refusal, suggestion: null }];
      if (command.uses.length > 0) return [];
      const message = "docker: you must provide one or more flags when using this command";
      return [{ code: "bad-update", message, suggestion: null }];
    },
  },
];
