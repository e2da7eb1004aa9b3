import type { Joined, Tool } from "../../model/index.ts";
import { isOn, lastValue, type Understood } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes, usageError } from "../errors.ts";
import { type Found, findContainer } from "../find-container.ts";
import { findOrphan } from "../find-unlisted.ts";
import { lookAtNode } from "../node.ts";
import { sayRecording } from "../show.ts";
import { viaOf } from "../via.ts";
import { criLines, kubeletLogFile, tailCommand, toolLogFile } from "./log-file.ts";
import { type LogWindow, logWindow, untilMs, windowed } from "./log-window.ts";
import type { ReadLine } from "./print.ts";
import { exitCodeOfRun, noSource, runSource, sayNotes, whyNot } from "./run-source.ts";
import { findSources, type Source } from "./sources.ts";

/** crictl is asked first about what it knows: it is the fastest, and reads the kubelet's file itself. */
const FIRST: readonly Tool[] = ["crictl"];
const ORDER: readonly Tool[] = ["docker", "nerdctl", "crictl", "ctr"];

/** What was typed, and what of it ctool does itself. */
interface Asked {
  window: LogWindow;
  follow: boolean;
  times: boolean;
  tail: string | null;
  json: boolean;
}

const askedOf = (understood: Understood, { host, globals }: Context): Asked => {
  const { command } = understood;
  const tail = lastValue(command, "tail");
  if (tail !== null && tail !== "all" && !/^-?\d+$/.test(tail))
    throw usageError(`--tail ${tail} is no number, and not all`);
  const window = logWindow(understood, host.now());
  return {
    window,
    // What ended already is not followed.
    follow: isOn(command, "follow") && (window.until === null || window.until > BigInt(host.now()) * 1_000_000n),
    times: isOn(command, "timestamps"),
    tail: tail?.startsWith("-") ? "all" : tail,
    json: globals.switches.has("json"),
  };
};

/** Whether a tool keeps to `--since` and `--until`: crictl knows no end, and nerdctl's reader of CRI's files neither (pkg/logging/cri_logger.go). */
const keepsWindow = (tool: Tool, row: Joined<"container">, { since, until }: LogWindow): boolean => {
  if (tool === "crictl") return until === null;
  return tool !== "nerdctl" || row.cri !== true || (since === null && until === null);
};

/** The flag and its value out of a tool's line. */
const without = (argv: readonly string[], flag: string): string[] => {
  const kept: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    if (argv[at] === flag) at++;
    else if (!argv[at]?.startsWith(`${flag}=`)) kept.push(argv[at] ?? "");
  }
  return kept;
};

/** The line without `--follow`, also where it stands in a group: `-ft`. */
const withoutFollow = (argv: readonly string[]): string[] =>
  argv.flatMap((word) => {
    if (/^--follow(?:=|$)/.test(word) || word === "-f") return [];
    return [/^-[ftn]+\d*$/.test(word) ? word.replace("f", "") : word];
  });

/** RFC 3339 with nanoseconds: what crictl takes, whatever was typed for docker. */
const rfc3339 = (nanos: bigint): string => {
  const seconds = new Date(Number(nanos / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${String(nanos % 1_000_000_000n).padStart(9, "0")}Z`;
};

/** A source's line as it is run, and how its lines are read: times are asked for where ctool needs them. */
const prepare = (source: Source, row: Joined<"container">, asked: Asked): { argv: string[]; read: ReadLine | null } => {
  const { tool } = source;
  const { window, times, json, follow } = asked;
  let argv = follow ? [...source.argv] : withoutFollow(source.argv);
  const byCtool = !keepsWindow(tool, row, window);
  if (tool === "crictl" && window.since !== null) {
    argv = without(argv, "--since");
    argv.splice(argv.indexOf("logs") + 1, 0, "--since", rfc3339(window.since));
  } else if (tool === "nerdctl" && byCtool) argv = without(without(argv, "--since"), "--until");
  if (!byCtool && !json) return { argv, read: null };
  if (!times) argv.splice(argv.indexOf("logs") + 1, 0, "-t");
  return { argv, read: windowed(byCtool ? window : { since: null, until: null }, times && !json) };
};

/** The end of a window that lies ahead: the log is followed until then. */
const deadlineOf = ({ follow, window: { until } }: Asked, now: number): number | null =>
  !follow || until === null ? null : untilMs(Number(until / 1_000_000n), now);

/** The attempt before the newest one: its container where there still is one, else crictl's `--previous`, which reads its file. */
const previousOf = (found: Found): { found: Found; byCrictl: boolean } => {
  const [older, ...rest] = found.older;
  if (older) return { found: { ...found, row: older, older: rest }, byCrictl: false };
  if ((found.row.attempt ?? 0) > 0) return { found, byCrictl: true };
  throw new CtoolError(
    "not-found",
    exitCodes.failed,
    `${found.row.name ?? found.row.id.slice(0, 12)} has no attempt before this one`,
    { hint: found.row.pod === null ? "Only containers of pods have attempts." : "It has not been restarted." },
  );
};

/** The kubelet's file, where neither nerdctl nor crictl is there to read it. */
const readFile = async (path: string, asked: Asked, context: Context): Promise<number> => {
  const argv = tailCommand(path, asked);
  const read = criLines(asked.window, asked.times && !asked.json);
  const timeoutMs = deadlineOf(asked, context.host.now());
  const result = await runSource(
    { tool: null, argv, command: [...argv.slice(0, 1)] },
    { timeoutMs, isWindow: timeoutMs !== null, label: false, read },
    context,
  );
  return result.outcome === "timeout" ? exitCodes.done : exitCodeOfRun(result);
};

const sayFile = (path: string | null, context: Context): void => {
  if (path !== null && !context.dockerMode) context.io.err(`ctool: log file: ${path}\n`);
};

/**
 * The kubelet's file of a container whose engine died: it ends where that did, which was what wrote it.
 * @throws the error that said so, where there is no such file
 */
const readOrphans = async (word: string, error: CtoolError, asked: Asked, context: Context): Promise<number> => {
  const { facts } = await lookAtNode(context);
  const orphan = findOrphan(context, facts, word);
  const file = orphan && kubeletLogFile(orphan, context);
  if (!file || context.globals.switches.has("previous")) throw error;
  context.io.err(`ctool: ${error.message}; its log file is read\n`);
  sayFile(file, context);
  return readFile(file, asked, context);
};

/**
 * `ctool logs CONTAINER`, with docker's flags, and `--previous` for the attempt before. One tool is asked: crictl about pods (else
 * nerdctl, else their file is read), docker and nerdctl about their own; `--compare` asks them all.
 */
export const runLogs = async (understood: Understood, context: Context): Promise<number> => {
  const [via, asked] = [viaOf(context), askedOf(understood, context)];
  const word = understood.command.operands[0]?.word ?? "";
  const named = await findContainer(word, context).catch((error: unknown) => {
    if (error instanceof CtoolError && (error.code === "dead-engine" || error.code === "no-engine")) return error;
    throw error;
  });
  if (named instanceof CtoolError) return readOrphans(word, named, asked, context);
  const { found, byCrictl } = context.globals.switches.has("previous")
    ? previousOf(named)
    : { found: named, byCrictl: false };
  const sources = await findSources(
    understood,
    found,
    { order: ORDER, first: FIRST, via: byCrictl ? "crictl" : via },
    context,
  );
  const { row } = found;
  sayRecording(context);
  const attempt = byCrictl ? { ...row, attempt: (row.attempt ?? 1) - 1 } : row;
  const file = kubeletLogFile(attempt, context);
  if (byCrictl && file === null) {
    throw new CtoolError(
      "not-found",
      exitCodes.failed,
      `the log of attempt ${attempt.attempt} of ${row.name ?? row.id.slice(0, 12)} is gone`,
      {
        hint: "The kubelet keeps the last attempt's log only as long as its container is there.",
        fix: `ctool logs ${row.name ?? row.id}`,
      },
    );
  }
  const [chosen] = sources.sources;
  if (!chosen) {
    if (file === null) throw noSource(sources, "the log");
    context.io.err(`ctool: neither crictl nor nerdctl is here: the file is read\n`);
    sayFile(file, context);
    return readFile(file, asked, context);
  }
  sayFile(file ?? (await toolLogFile(row.id, chosen, context)), context);
  const compare = context.globals.switches.has("compare");
  const run = async (source: Source): Promise<number> => {
    const { argv, read } = prepare(source, row, asked);
    if (byCrictl) argv.splice(argv.indexOf("logs") + 1, 0, "--previous");
    // What ctool does itself is not lost.
    const notes = source.notes.filter(({ flag }) => flag !== "--until" && flag !== "--since");
    sayNotes({ argv, notes }, context);
    const timeoutMs = deadlineOf(asked, context.host.now());
    const result = await runSource(
      { ...source, argv },
      { timeoutMs, isWindow: timeoutMs !== null, label: compare, read },
      context,
    );
    return result.outcome === "timeout" && timeoutMs !== null ? exitCodes.done : exitCodeOfRun(result);
  };
  if (!compare) return run(chosen);
  const codes: number[] = [];
  if (asked.follow) codes.push(...(await Promise.all(sources.sources.map(run))));
  else for (const source of sources.sources) codes.push(await run(source));
  for (const each of sources.without) context.io.err(`${whyNot(each)}\n`);
  return codes.includes(exitCodes.done) ? exitCodes.done : Math.max(...codes);
};
