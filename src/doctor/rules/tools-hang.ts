import type { Tool } from "../../model/index.ts";
import type { Probe } from "../facts.ts";
import type { Rule } from "../rule.ts";

/** Tools have deadlines of their own (crictl 2 s, ctr 10 s): one that gave up before ctool's says so. */
const gaveUp = ({ run, at }: Probe): boolean =>
  run.outcome === "timeout" || (at !== null && run.exitCode !== 0 && /context deadline exceeded/.test(run.stderr));

const list = (words: Iterable<string>): string => [...new Set(words)].join(", ");

/** Where a call went, in words. */
const placeOf = ({ at }: Probe): string => at ?? "as typed";

export const toolsHang: Rule = {
  id: "tools-hang",
  area: "node",
  title: "Tools gave no answer within the deadline",
  worst: "error",
  check: ({ probes, deadlineMs, node }) => {
    const hung = probes.filter(gaveUp);
    if (hung.length === 0) return null;
    const tools = [...new Set(hung.map(({ tool }) => tool))] as Tool[];
    // A tool that answers nowhere says nothing about engines.
    const works = new Set(probes.filter((probe) => !gaveUp(probe)).map(({ tool }) => tool));
    const engines = node.engines.filter(({ id }) => {
      const own = probes.filter(({ at }) => at === id);
      return own.some(({ tool }) => works.has(tool)) && own.every(gaveUp);
    });
    const seconds = Math.round(deadlineMs / 100) / 10;
    const [engine] = engines;
    return {
      severity: "error",
      title: engine
        ? `${list(engines.map(({ id }) => id))} took connections and answered nothing within ${seconds} s`
        : `${list(tools)} gave no answer within ${seconds} s`,
      because: [
        engine
          ? "The daemon listens but does not work: a shim or a disk that hangs, or a daemon that is stopped (SIGSTOP)."
          : "They wait for something: a shim that hangs, a disk, a socket that nobody serves.",
      ],
      evidence: hung
        .slice(0, 6)
        .map((probe) => ({ text: `no answer to: ${probe.argv.join(" ")}`, source: placeOf(probe) })),
      see: [
        ...(engine?.pid
          ? [`ps -o pid,stat,wchan:32,args -p ${engine.pid}`]
          : ["ps -eo pid,stat,wchan:32,args | grep ' D'"]),
        "ctool --timeout 30 doctor",
      ],
      fix: [{ text: "give them longer, to tell slow from stuck", argv: ["ctool", "--timeout", "30", "doctor"] }],
      notThis: ["Killing shims: their containers end with them."],
      about: tools,
    };
  },
  page: {
    symptom: "`docker ps`, `crictl ps` or `nerdctl ps` hangs, or ends with `context deadline exceeded`.",
    cause:
      "One shim that hangs is enough to hold up a list of all containers; so is a disk in state D, or a daemon that was stopped. ctool gives every call a deadline (`--timeout`).",
    check:
      "`ps -eo pid,stat,wchan:32,args | grep containerd` shows processes in state D or T; `dmesg | tail` tells of disks.",
    fix: "Find what hangs (one pod after the other: `crictl inspectp ID`), end that one pod, or mend the disk. Restarting containerd does not end its shims.",
  },
};
