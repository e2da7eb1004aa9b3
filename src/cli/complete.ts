import { type Candidate, completeWords, type Tables } from "../completion/index.ts";
import { topics } from "../docs/topics.ts";
import { findNames, namesFor, nothingFound } from "./complete-live.ts";
import type { Context } from "./context.ts";
import { exitCodes } from "./errors.ts";
import { type Globals, globalFlags, splitGlobals } from "./globals.ts";
import { openHost, openMachine } from "./open-host.ts";
import { loadSettings } from "./settings.ts";
import { ownFlagsOf, ownVerbs, type VerbInput } from "./verbs.ts";

/** Milliseconds for asking the node: with the start of a process before it, an answer is there within half a second. */
const LIVE_MS = 330;

/** Fewer candidates than anybody reads; a shell that is handed thousands stands still. */
const MAX_CANDIDATES = 500;

const tables = (): Tables => ({
  verbs: ownVerbs,
  globals: Object.entries(globalFlags).map(([name, { value, meaning }]) => ({ name, short: null, value, meaning })),
  topics: Object.entries(topics).map(([text, { summary }]) => ({ text, meaning: summary })),
});

/** ctool's own flags among the words before the one that is being typed; the last one may still want that word as its value. */
const globalsIn = async (words: readonly string[], otherwise: Globals): Promise<Globals> => {
  for (const whole of [words, words.slice(0, -1)]) {
    try {
      return (await splitGlobals(whole, ownFlagsOf)).globals;
    } catch {
      // Not whole yet.
    }
  }
  return otherwise;
};

/** Resolves when the time is up, and lets the process end before that. */
const timeUp = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

/**
 * `ctool __complete -- words…`: what would fit as the last word, for the completion scripts. The first line says what else the
 * shell should do (`files`, `open`: no blank after the word), each other line is a candidate, a tab, and what it does.
 * Whatever goes wrong, the answer is only shorter: a person is typing.
 */
export const runComplete = async ({ operands }: VerbInput, context: Context): Promise<number> => {
  const words = operands[0] === "--" ? operands.slice(1) : operands;
  try {
    context.io.out(await answer(words, context));
  } catch {
    context.io.out("none\n");
  }
  return exitCodes.done;
};

const answer = async (words: readonly string[], context: Context): Promise<string> => {
  const { candidates, live, prefix, files, open } = await completeWords(words, tables());
  const found = nothingFound();
  const typed = (words.at(-1) ?? "").slice(prefix.length);
  if (live !== null) {
    const finished = new AbortController();
    const late = AbortSignal.any([AbortSignal.timeout(LIVE_MS), finished.signal]);
    // A machine of its own: its children die when the time is up, and no list of runs is kept of them.
    const machine = await openMachine(late);
    const look = async (): Promise<void> => {
      const { globals, settings } = await loadSettings(machine, await globalsIn(words.slice(0, -1), context.globals));
      const { host, recording } = await openHost(machine, globals, context.home);
      await findNames(live, { ...context, globals, settings, host, recording }, LIVE_MS, found);
    };
    // Without an engine, or where it may not be looked at, there are no names: nothing to say.
    await Promise.race([look().catch(() => {}), timeUp(late)]);
    finished.abort();
  }
  const names = live === null ? [] : namesFor(found, live, typed);
  const all: Candidate[] = [...candidates, ...names.map((name) => ({ ...name, text: prefix + name.text }))].slice(
    0,
    MAX_CANDIDATES,
  );
  const head = [files ? "files" : "", open ? "open" : ""].filter((word) => word !== "").join(" ") || "none";
  return [head, ...all.map(({ text, meaning }) => `${text}\t${meaning}`), ""].join("\n");
};
