import { readersFor } from "../../adapters/reads/index.ts";
import { type CpuReading, readingsOf, withRates } from "../../compare/reads/rates.ts";
import type { Joined, Listing, Tool, Usage } from "../../model/index.ts";
import { askAll } from "../../runtime/ask.ts";
import { isOn, type Understood } from "../../translate/index.ts";
import { layoutOf } from "../choices.ts";
import type { Context } from "../context.ts";
import { exitCodes } from "../errors.ts";
import { findContainers } from "../find-container.ts";
import type { Listed } from "../list.ts";
import { listContainers } from "../list-all.ts";
import { deadlineOf } from "../node.ts";
import { type Asked, ask, lineUp } from "../reads/ask.ts";
import { dockerLines } from "../reads/docker-lines.ts";
import { renderOptionsOf, show } from "../show.ts";

/** docker takes two samples a second apart before it answers. */
const SAMPLE_MS = 20_000;
/** Between two readings of counters, and between two screens, at least. */
const APART_MS = 1_000;
/** ctr is asked about one container at a time: more than these cost more than they tell. */
const MOST_BY_CTR = 64;

/** Which containers are shown, and what they are called. */
interface Shown {
  /** Null: all. */
  ids: ReadonlySet<string> | null;
  sandboxes: ReadonlySet<string>;
  names: ReadonlyMap<string, string>;
  /** Those that ctr is asked about. */
  running: string[];
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

const whatIsShown = async (context: Context, ids: ReadonlySet<string> | null): Promise<Shown> => {
  const { comparison, target } = await listContainers(context, false);
  const rows = comparison.rows as Joined<"container">[];
  const withSandboxes = context.globals.switches.has("sandboxes");
  const running = rows.filter(
    ({ at, state, kind, id }) =>
      at === target.id &&
      state === "running" &&
      (kind === "container" || withSandboxes) &&
      (ids === null || ids.has(id)),
  );
  return {
    ids,
    sandboxes: new Set(withSandboxes ? [] : rows.filter(({ kind }) => kind === "sandbox").map(({ id }) => id)),
    names: new Map(rows.flatMap(({ id, name }) => (name === null ? [] : [[id, name]]))),
    running: running.map(({ id }) => id).slice(0, MOST_BY_CTR),
  };
};

/** Counters by tool, so that one tool's are never held against another's. */
type Readings = Map<Tool, Map<string, CpuReading>>;

/** One look: what every tool says now, rates reckoned from the look before. */
interface Look {
  asked: Asked<"usage">;
  readings: Readings;
  at: number;
}

const look = async (understood: Understood, shown: Shown, before: Readings, context: Context): Promise<Look> => {
  const at = performance.now();
  const all = isOn(understood.command, "all");
  const question = { kind: "usage", all, size: false, operands: shown.running } as const;
  const asked = await ask(understood, question, context, SAMPLE_MS);
  const readings: Readings = new Map();
  const outcomes = asked.outcomes.map((outcome) => {
    const read = at + Math.max(0, ...outcome.queries.map(({ durationMs }) => durationMs));
    const listings = outcome.listings.map((listing): Listing<"usage"> => {
      readings.set(outcome.tool, readingsOf(listing.rows, read));
      return { ...listing, rows: withRates(listing.rows, before.get(outcome.tool) ?? new Map(), read) };
    });
    return { ...outcome, listings };
  });
  return { asked: { ...asked, outcomes }, readings, at };
};

const lacksRates = (rows: readonly Usage[]): boolean =>
  rows.some(({ cpuPercent, cpuNanos }) => cpuPercent === null && cpuNanos !== null);

/** Asks the tools that only count once more, so that their percentages can be told too; the others are not kept waiting. */
const lookAgain = async ({ asked, readings, at }: Look, context: Context): Promise<Asked<"usage">> => {
  const behind = asked.outcomes.filter(({ listings }) => listings.some(({ rows }) => lacksRates(rows)));
  const asks = asked.plan.asks.filter(({ tool }) => behind.some((outcome) => outcome.tool === tool));
  if (asks.length === 0 || context.recording !== null) return asked;
  await pause(APART_MS - (performance.now() - at));
  const now = performance.now();
  const [readers, answers] = await Promise.all([
    readersFor("usage"),
    Promise.all(askAll(context.host, asks, deadlineOf(context, SAMPLE_MS))),
  ]);
  const outcomes = asked.outcomes.map((outcome) => {
    const index = asks.findIndex(({ tool }) => tool === outcome.tool);
    const [one, answered] = [asks[index], answers[index]];
    if (!one || !answered) return outcome;
    const read = readers[one.tool].read(asked.question, one.target, answered);
    if (!("listing" in read)) return outcome;
    const { rows } = read.listing as Listing<"usage">;
    const done = now + Math.max(...answered.map(({ run }) => run.durationMs));
    const rated = withRates(rows, readings.get(one.tool) ?? new Map(), done);
    return { ...outcome, listings: [{ ...(read.listing as Listing<"usage">), rows: rated }] };
  });
  return { ...asked, outcomes };
};

/** crictl lists what does not run as well, with nothing but what it takes on disk. */
const isMeasured = ({ cpuNanos, cpuPercent, memory, pids }: Usage): boolean =>
  cpuNanos !== null || cpuPercent !== null || memory !== null || pids !== null;

const rowsOf = (listed: Listed<"usage">, { ids, sandboxes, names }: Shown, all: boolean): Joined<"usage">[] =>
  (listed.comparison.rows as Joined<"usage">[])
    .filter((row) => (ids === null || ids.has(row.id)) && !sandboxes.has(row.id) && (all || isMeasured(row)))
    .map((row) => ({ ...row, name: names.get(row.id) ?? row.name }));

const wasStopped = ({ answered }: Asked<"usage">): boolean =>
  answered.some((runs) => runs.some(({ run }) => run.outcome === "cancelled"));

/** Prints one look: a table, docker's lines, or the documented JSON. */
const printOnce = async (
  understood: Understood,
  asked: Asked<"usage">,
  shown: Shown,
  context: Context,
): Promise<number> => {
  const layout = layoutOf(context);
  const listed = lineUp(asked);
  const [{ readSheetOf }, { renderJoined }] = await Promise.all([
    import("../../render/reads/index.ts"),
    import("../../render/joined.ts"),
  ]);
  const render = { ...renderOptionsOf(context), noTrunc: isOn(understood.command, "no-trunc") };
  return show<"usage">(
    listed as unknown as Listed,
    rowsOf(listed, shown, isOn(understood.command, "all")),
    {
      lines: await dockerLines("usage", understood, context),
      table: async (comparison) =>
        layout === "joined"
          ? renderJoined(comparison, readSheetOf("usage"), render)
          : (await import("../layout.ts")).rawLayout(layout, listed as unknown as Listed, context),
    },
    context,
  );
};

/** What each tool says in one look, as the lines of a stream. */
const printStream = ({ outcomes }: Asked<"usage">, { ids, sandboxes, names }: Shown, context: Context): void => {
  const time = new Date(context.host.now()).toISOString();
  for (const { tool, listings } of outcomes) {
    for (const row of listings.flatMap(({ rows }) => rows)) {
      if ((ids !== null && !ids.has(row.id)) || sandboxes.has(row.id) || !isMeasured(row)) continue;
      const event = { ...row, name: names.get(row.id) ?? row.name };
      context.io.out(`${JSON.stringify({ schemaVersion: 1, tool, time, stream: "stdout", event })}\n`);
    }
  }
};

/** From the top of the screen, with nothing left of what stood there. */
const HOME = "\x1b[H\x1b[2J";

/**
 * `ctool stats [CONTAINER…]`: what every tool measures, lined up by container; again and again until Ctrl-C, or with `--no-stream`
 * once. Tools that only count CPU time (crictl, ctr) are asked twice, so that a percentage can be reckoned.
 */
export const runStats = async (understood: Understood, context: Context): Promise<number> => {
  const { command } = understood;
  layoutOf(context);
  const words = command.operands.map(({ word }) => word);
  const found = words.length === 0 ? null : await findContainers(words, context);
  const ids = found === null ? null : new Set(found.map(({ row }) => row.id));
  const once = isOn(command, "no-stream") || context.recording !== null;
  const json = context.globals.switches.has("json");
  if (once) {
    const shown = await whatIsShown(context, ids);
    const first = await look(understood, shown, new Map(), context);
    return printOnce(understood, await lookAgain(first, context), shown, context);
  }
  let readings: Readings = new Map();
  for (let round = 0; !context.io.outClosed(); round++) {
    const shown = await whatIsShown(context, ids);
    const now = await look(understood, shown, readings, context);
    if (wasStopped(now.asked)) return exitCodes.interrupted;
    if (now.asked.answered.length === 0) return printOnce(understood, now.asked, shown, context);
    // The first screen has its percentages too.
    const asked = round === 0 ? await lookAgain(now, context) : now.asked;
    readings = now.readings;
    if (json) printStream(asked, shown, context);
    else {
      const frame: string[] = [];
      const io = { ...context.io, out: (text: string) => void frame.push(text) };
      const exitCode = await printOnce(understood, asked, shown, { ...context, io });
      context.io.out(`${context.io.stdoutIsTerminal ? HOME : round === 0 ? "" : "\n"}${frame.join("")}`);
      if (exitCode !== exitCodes.done) return exitCode;
    }
    await pause(APART_MS - (performance.now() - now.at));
  }
  return exitCodes.done;
};
