import type { Draft, DraftStep } from "../draft.ts";
import { alias, asTyped, flag, implied, lost, none, operands, reshape, same, since, verb } from "../rules.ts";
import { type CommandSpec, type FlagSpec, isOn, lastValue, type Rule } from "../spec.ts";
import { readInt } from "../values.ts";

const CONTAINERS = operands("CONTAINER [CONTAINER...]", "container");
/** What docker waits before it kills. */
const GRACE = 10;

function ids(draft: Draft): string[] {
  return draft.operands.map(({ word }) => word);
}

/** One step per container: `ctr tasks kill a b` leaves b alone, without a word. */
function each(draft: Draft, argv: readonly string[]): DraftStep[] {
  const several = ids(draft).find((id) => /^(?:\$\(|`)/.test(id));
  if (several !== undefined)
    draft.change(
      null,
      `ctr ${argv.slice(0, 2).join(" ")} takes one id at a time: for id in ${several}; do …; done where there are more`,
    );
  return ids(draft).map((id) => ({ argv: ["ctr", ...argv, id] }));
}

/** Linux's signal numbers that have the same name on every machine. */
const SIGNALS = new Map(
  (
    "1 HUP 2 INT 3 QUIT 4 ILL 5 TRAP 6 ABRT 8 FPE 9 KILL 10 USR1 11 SEGV 12 USR2 13 PIPE 14 ALRM 15 TERM 17 CHLD " +
    "18 CONT 19 STOP 20 TSTP 21 TTIN 22 TTOU 28 WINCH"
  )
    .match(/\d+ \w+/g)
    ?.map((pair) => pair.split(" ") as [string, string]),
);

/** `9`, `KILL`, `sigkill` → `SIGKILL`; numbers without a common name stay numbers. */
function signalName(signal: string): string {
  const name = SIGNALS.get(signal) ?? signal.toUpperCase();
  return /^\d+$/.test(name) || name.startsWith("SIG") ? name : `SIG${name}`;
}

/** Sends a signal to each container and gives the last one the grace period. */
function signalAll(draft: Draft, signal: string, wait: number): DraftStep[] {
  const steps = each(draft, ["tasks", "kill", "-s", signal]);
  const last = steps.at(-1);
  if (last !== undefined && wait > 0) last.wait = wait;
  return steps;
}

function graceOf(draft: Draft): number {
  const typed = lastValue(draft.command, "timeout");
  return typed === null ? GRACE : readInt(typed);
}

function stopInCtr(draft: Draft): void {
  const grace = graceOf(draft);
  const term = signalAll(draft, signalName(lastValue(draft.command, "signal") ?? "SIGTERM"), grace);
  // A signal is sent, not waited for, and tasks rm fails on a task that has not ended yet.
  const kill = signalAll(draft, "SIGKILL", 1).map((step) => ({ ...step, mayFail: true }));
  draft.steps = [...term, ...(grace < 0 ? [] : kill), { argv: ["ctr", "tasks", "rm", ...ids(draft)] }];
  draft.tell(
    null,
    `wait up to ${Math.max(grace, 0)} s before SIGKILL, which fails where the task has ended, and 1 s after it`,
  );
  draft.tell(null, "a stopped task has to be removed, or the container cannot be started again");
}

function restartInCtr(draft: Draft): void {
  const grace = graceOf(draft);
  const remove = { argv: ["ctr", "tasks", "rm", "-f", ...ids(draft)] };
  const term = signalAll(draft, signalName(lastValue(draft.command, "signal") ?? "SIGTERM"), grace);
  draft.steps = [...term, remove, ...each(draft, ["tasks", "start", "-d"])];
  draft.tell(null, `wait up to ${Math.max(grace, 0)} s before tasks rm -f, which kills at once`);
}

function startInCtr(draft: Draft): void {
  const attached = isOn(draft.command, "attach") || isOn(draft.command, "interactive");
  const remove: DraftStep = { argv: ["ctr", "tasks", "rm", ...ids(draft)], mayFail: true };
  draft.steps = [remove, ...each(draft, ["tasks", "start", ...(attached ? [] : ["-d"])])];
  draft.tell(null, "a task that stopped earlier has to go first; `not found` from tasks rm is fine");
}

function stopInCrictl(draft: Draft): void {
  if (!draft.command.byName.has("timeout")) draft.put(null, ["--timeout", String(GRACE)]);
  draft.tell(null, "crictl's own timeout is 0, which kills at once; names have to be looked up, or nothing is stopped");
}

/** docker 28 renamed --time; nerdctl did not. */
const time = reshape("--time", (draft, use) => {
  if (use.short || use.row.long === "time") draft.keep(use);
  else draft.put(use, ["--time", use.value]);
});

function timeoutRows(crictl: Rule, ctr: Rule): FlagSpec[] {
  const timeout = flag("-t, --timeout int", "Seconds to wait before the container is killed; -1 waits for ever.", {
    nerdctl: time,
    crictl,
    ctr,
  });
  return [timeout, alias("--time int", timeout)];
}

const crictlTimeout = reshape("--timeout", (draft, use) => {
  if (readInt(use.value) >= 0) draft.put(use, ["--timeout", use.value]);
  else draft.lose(use, "crictl always kills after its timeout");
});
const ctrTimeout = reshape("the wait before SIGKILL", (draft, use) => {
  if (readInt(use.value) < 0) draft.lose(use, "wait yourself until the task has ended");
});
const inSteps = reshape("-s of ctr tasks kill", () => {});
const signalRow = (crictl: Rule, ctr: Rule) =>
  flag("-s, --signal string", "Signal to send to the container.", { nerdctl: since("2.0", same), crictl, ctr });

/** The name of a real-time signal: 34 → `RTMIN`, 36 → `RTMIN+2`, 64 → `RTMAX`. */
function realTime(number: number): string {
  if (number === 64) return "RTMAX";
  return number === 34 ? "RTMIN" : `RTMIN+${number - 34}`;
}

/** A --signal row's rule: nerdctl takes signals by name only. */
export const signalByName = reshape("same; numbers by their name", (draft, use) => {
  if (!/^\d+$/.test(use.value)) return draft.keep(use);
  const number = readInt(use.value);
  const name = number >= 34 && number <= 64 ? realTime(number) : signalName(use.value).replace(/^SIG/, "");
  // Without a signal nerdctl would kill, so nothing is better than that.
  if (/^\d+$/.test(name)) draft.refuse("nerdctl takes signals by name only", "ctr tasks kill -s NUMBER ID");
  else draft.put(use, [use.short ? "-s" : "--signal", name]);
});

function killInCrictl(draft: Draft): void {
  const signal = signalName(lastValue(draft.command, "signal") ?? "SIGKILL");
  if (signal === "SIGKILL") {
    draft.put(null, ["--timeout", "0"]);
    draft.change(null, "crictl stop sends the stop signal first, and kills at once with a timeout of 0");
    return;
  }
  const [container, ...more] = draft.operands;
  if (container === undefined) return;
  draft.verb = ["exec"];
  draft.operands = [container, ...["kill", `-${signal.replace(/^SIG/, "")}`, "1"].map((word) => ({ at: 0, word }))];
  draft.change(
    null,
    "CRI sends no signals: by the program kill, which the image has to have, to the container's process 1",
  );
  const several = draft.command.operands.length > 1;
  if (several || more.length > 0) draft.lose(null, "one container at a time");
}

export const commands: readonly CommandSpec[] = [
  {
    path: "container stop",
    aliases: ["stop"],
    risk: "write",
    summary: "Stops running containers.",
    operands: CONTAINERS,
    tools: {
      nerdctl: asTyped(),
      crictl: verb("stop", { lookup: "running", finish: stopInCrictl }),
      ctr: verb("tasks kill", { finish: stopInCtr }),
    },
    flags: [
      signalRow(lost("crictl sends the image's STOPSIGNAL only"), inSteps),
      ...timeoutRows(crictlTimeout, ctrTimeout),
    ],
    examples: [
      "docker stop web",
      "docker stop web db",
      "docker stop -t 0 web",
      "docker stop --timeout 30 web",
      "docker container stop --time=5 -s SIGQUIT f52d55c8e029 web",
      "docker stop -t -1 web",
    ],
  },
  {
    path: "container start",
    aliases: ["start"],
    risk: "write",
    summary: "Starts containers that are not running.",
    operands: CONTAINERS,
    check(command) {
      if (command.operands.length < 2 || !(isOn(command, "attach") || isOn(command, "interactive"))) return [];
      const message = "docker: you cannot start and attach multiple containers at once";
      return [{ code: "bad-attach", message, suggestion: null }];
    },
    tools: {
      nerdctl: asTyped(),
      crictl: verb("start", {
        lookup: "all",
        partial: "a CRI container starts once: one that has exited has to be made anew",
        grouped: false,
      }),
      ctr: verb("tasks start", { finish: startInCtr }),
    },
    flags: [
      flag("-a, --attach", "Attaches to the container's output.", {
        nerdctl: same,
        crictl: lost("crictl start attaches nothing", "crictl attach ID"),
        ctr: reshape("without -d", () => {}),
      }),
      flag("--checkpoint string", "Restores the container from a checkpoint.", {
        nerdctl: since("2.3", same),
        crictl: lost("crictl restores no checkpoints"),
        ctr: lost("ctr restores checkpoints otherwise", "ctr containers restore"),
      }),
      flag("--checkpoint-dir string", "Folder of the checkpoint.", {
        nerdctl: since("2.3", same),
        crictl: lost("crictl restores no checkpoints"),
        ctr: lost("ctr restores checkpoints otherwise", "ctr containers restore"),
      }),
      flag("--detach-keys string", "Keys that leave an attached container.", {
        nerdctl: same,
        crictl: lost("crictl has no detach keys"),
        ctr: lost("ctr has no detach keys"),
      }),
      flag("-i, --interactive", "Attaches to the container's stdin.", {
        nerdctl: since("2.3", same),
        crictl: lost("crictl start attaches nothing", "crictl attach -i ID"),
        ctr: reshape("without -d", () => {}),
      }),
    ],
    examples: [
      "docker start web",
      "docker start web db",
      "docker start -ai web",
      "docker container start --checkpoint c1 --checkpoint-dir /c --detach-keys ctrl-x web",
    ],
  },
  {
    path: "container restart",
    aliases: ["restart"],
    risk: "write",
    summary: "Stops containers and starts them again.",
    operands: CONTAINERS,
    tools: {
      nerdctl: asTyped(),
      crictl: none(
        "a CRI container that has ended cannot be started again",
        "crictl stop ID: the kubelet starts a new attempt; without a kubelet: crictl rm, create, start",
      ),
      ctr: verb("tasks start", { finish: restartInCtr }),
    },
    flags: [signalRow(lost(""), inSteps), ...timeoutRows(lost(""), ctrTimeout)],
    examples: ["docker restart web", "docker restart --timeout 5 web db", "docker restart -s HUP -t 3 web"],
  },
  {
    path: "container kill",
    aliases: ["kill"],
    risk: "write",
    summary: "Kills running containers, or sends them a signal.",
    operands: CONTAINERS,
    tools: {
      nerdctl: asTyped(),
      crictl: verb("stop", { lookup: "running", finish: killInCrictl }),
      ctr: verb("tasks kill", {
        finish(draft) {
          const typed = lastValue(draft.command, "signal") ?? "SIGKILL";
          if (!draft.command.byName.has("signal"))
            draft.tell(null, "without -s, ctr sends the image's STOPSIGNAL or SIGTERM, not SIGKILL");
          draft.steps = each(draft, ["tasks", "kill", "-s", /^\d+$/.test(typed) ? typed : signalName(typed)]);
        },
      }),
    },
    flags: [
      flag("-s, --signal string", "Signal to send; SIGKILL without it.", {
        nerdctl: signalByName,
        crictl: reshape("--timeout 0 for KILL", () => {}),
        ctr: inSteps,
      }),
    ],
    examples: [
      "docker kill web",
      "docker kill -s 9 web",
      "docker kill --signal=HUP web",
      "docker container kill -s 36 web db",
      "docker kill -s 33 web",
    ],
  },
  {
    path: "container rm",
    aliases: ["container remove", "rm"],
    risk: "destroy",
    summary: "Removes containers.",
    operands: CONTAINERS,
    tools: {
      nerdctl: asTyped({ spelled: { "container remove": "container rm" } }),
      crictl: verb("rm", {
        lookup: "all",
        info: "removes the log as well (--keep-logs keeps it), and not the pod's sandbox: that is crictl rmp -f POD",
      }),
      ctr: verb("containers rm", {
        finish(draft) {
          if (isOn(draft.command, "force"))
            draft.before.push({ argv: ["ctr", "tasks", "rm", "-f", ...ids(draft)], mayFail: true });
          else draft.tell(null, "fails while the task runs; removes a stopped task and the snapshot as well");
        },
      }),
    },
    flags: [
      flag("-f, --force", "Kills a container that runs, then removes it.", {
        nerdctl: same,
        crictl: same,
        ctr: reshape("ctr tasks rm -f first", () => {}),
      }),
      flag("-l, --link", "Removes a link, not the container.", {
        nerdctl: lost("nerdctl has no links"),
        crictl: lost("CRI has no links"),
        ctr: lost("ctr has no links"),
      }),
      flag("-v, --volumes", "Removes the container's anonymous volumes too.", {
        nerdctl: same,
        crictl: implied("CRI has no volumes"),
        ctr: implied("ctr has no volumes"),
      }),
    ],
    examples: ["docker rm web", "docker rm -fv web db", "docker container remove -l a b", "docker rm --force my.web"],
  },
];
