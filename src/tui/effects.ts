import type { Context } from "../cli/context.ts";
import { rawOutput } from "../cli/layout.ts";
import type { Listed } from "../cli/list.ts";
import { lookAtNode } from "../cli/node.ts";
import { ownVerbNamed } from "../cli/verbs.ts";
import { cleanLine, TOOLS } from "../model/index.ts";
import { reportOn, translate, understand } from "../translate/index.ts";
import { attach, enterContainer } from "./attach.ts";
import { clipboardSequence } from "./clipboard.ts";
import { makeCommandLog } from "./command-log.ts";
import { findCandidates, findCommands } from "./completions.ts";
import { findTrouble } from "./find-trouble.ts";
import { movedTo } from "./move.ts";
import { makeNames } from "./names.ts";
import { runLine, wordsOf } from "./run-line.ts";
import { runPage } from "./run-page.ts";
import { savePage } from "./save.ts";
import type { Action, Candidates, Effect } from "./state/index.ts";
import { placesOf, surveyPlaces } from "./survey-places.ts";
import { stopUntilContinued, type Terminal } from "./terminal.ts";
import { watchHost } from "./watch-host.ts";

const A_SECOND = 1000;

type Dispatch = (action: Action) => void;

/** The chosen place, or why there is none, and every other one. */
const look = async (context: Context): Promise<Action> => {
  const { choice, facts } = await lookAtNode(context);
  const places = placesOf(facts.engines);
  if ("target" in choice) return { type: "looked", node: { state: "found", target: choice.target }, places };
  const { message, hint } = choice.error;
  return { type: "looked", node: { state: "none", failure: { message, hint, fix: null } }, places };
};

/** What the line means, with what would fit at the cursor. */
const answerLine = async (
  { seq, text }: Effect & { type: "understand" },
  candidates: Candidates | null,
): Promise<Action> => {
  if (text.trim() === "") return { type: "understood", seq, report: null, candidates, runs: false };
  if (ownVerbNamed(wordsOf(text)[0]) !== undefined)
    return { type: "understood", seq, report: null, candidates, runs: true };
  const understood = await understand(text);
  const isProblem = "problem" in understood;
  return {
    type: "understood",
    seq,
    report: isProblem ? await translate(text) : reportOn(understood),
    candidates,
    runs: !isProblem,
  };
};

const copy = ({ text, what }: Effect & { type: "copy" }, terminal: Terminal): Action => {
  const sequence = clipboardSequence(text, terminal.multiplexer);
  if (sequence === null) {
    return {
      type: "said",
      notice: { text: `${what} is longer than terminals take on their clipboard`, style: "warn" },
    };
  }
  terminal.send(sequence);
  return { type: "said", notice: { text: `copied ${what}: ${cleanLine(text)}`, style: "good" } };
};

/** What carries out the workbench's effects: the only part of it that looks at the node, asks tools and touches the terminal. */
export interface Effects {
  perform(effect: Effect, dispatch: Dispatch): void;
  /** Stops whatever still runs. */
  dispose(): void;
}

/** Effects over this context's host: a node, or a recording that stands in for one. */
export const makeEffects = (context: Context, terminal: Terminal): Effects => {
  let place = context.globals;
  /** The context with the place that was chosen here. */
  const here = (): Context => ({ ...context, globals: place });
  const pages = new Map<number, AbortController>();
  const timers = new Set<NodeJS.Timeout>();
  const log = makeCommandLog();
  /** The same, with what is run for a line written down. */
  const forLine = (line: string): Context => ({ ...here(), host: log.watching(context.host, line) });
  const names = makeNames(here);
  let current: { run: number; cancel: AbortController; listed: Promise<Listed | null> } | null = null;

  const start = (run: number, line: string, dispatch: Dispatch): void => {
    current?.cancel.abort();
    const cancel = new AbortController();
    current = { run, cancel, listed: runLine(line, run, forLine(line), cancel.signal, dispatch) };
  };

  const startPage = async (page: number, words: readonly string[], dispatch: Dispatch): Promise<void> => {
    const cancel = new AbortController();
    pages.set(page, cancel);
    await runPage(page, words, forLine(`ctool ${words.join(" ")}`), terminal.columns(), cancel.signal, dispatch);
    pages.delete(page);
  };

  const askRaw = async (run: number, dispatch: Dispatch): Promise<void> => {
    if (current?.run !== run) return;
    const { cancel, listed: pending } = current;
    const listed = await pending;
    if (listed === null) return;
    const host = watchHost(forLine(listed.comparison.input).host, cancel.signal, () => {});
    await Promise.all(
      TOOLS.map(async (tool) => {
        const output = await rawOutput(tool, listed, { ...here(), host });
        if (output !== null) dispatch({ type: "raw", run, output });
      }),
    );
  };

  /** Answers at once with what the tables say; names on this node come when they have been looked up. */
  const understandLine = async (effect: Effect & { type: "understand" }, dispatch: Dispatch): Promise<void> => {
    const { text, cursor, seq } = effect;
    const { candidates, live } = await findCandidates(text, cursor);
    const known = live === null ? null : names.known(live);
    const answer = await answerLine(effect, known ?? candidates);
    dispatch(answer);
    // A line that is wrong is mended before it is completed.
    const isWrong = answer.type === "understood" && (answer.report?.problems.length ?? 0) > 0;
    if (live === null || known !== null || isWrong) return;
    const found = await names.find(live);
    if (found !== null) dispatch({ type: "named", seq, candidates: found });
  };

  const carryOut = async (effect: Effect, dispatch: Dispatch): Promise<void> => {
    switch (effect.type) {
      case "look":
        return dispatch(await look(here()));
      case "survey":
        return dispatch({ type: "surveyed", places: await surveyPlaces(here()) });
      case "examine":
        return dispatch({ type: "filled", panel: "doctor", ...(await findTrouble(forLine("ctool doctor"))) });
      case "listLog":
        return dispatch({ type: "filled", panel: "log", entries: log.entries(), note: "" });
      case "deal":
      case "judge":
        return (await import("./teach.ts")).teach(effect, context.host.now() % 1_000_000, dispatch);
      case "understand":
        return understandLine(effect, dispatch);
      case "suggest":
        return dispatch({
          type: "suggested",
          seq: effect.seq,
          candidates: await findCommands(effect.text, effect.cursor),
        });
      case "run":
        return start(effect.run, effect.line, dispatch);
      case "raw":
        return askRaw(effect.run, dispatch);
      case "cancel":
        if (current?.run === effect.run) current.cancel.abort();
        return;
      case "copy":
        return dispatch(copy(effect, terminal));
      case "verb":
        return startPage(effect.page, effect.words, dispatch);
      case "stopVerb":
        pages.get(effect.page)?.abort();
        return;
      case "attach":
        return terminal.suspend(() => attach(effect.words, forLine(`ctool ${effect.words.join(" ")}`)));
      case "shell":
        return terminal.suspend(() => enterContainer(effect.id, effect.at, forLine(`ctool exec -it ${effect.id} sh`)));
      case "place":
        place = movedTo(place, effect);
        names.forget();
        return dispatch(await look(here()));
      case "save":
        return dispatch({ type: "said", notice: savePage(effect.name, effect.lines) });
      case "wake":
        timers.add(setTimeout(() => dispatch({ type: "woke", now: Date.now() }), A_SECOND));
        return;
      case "suspend":
        return terminal.suspend(stopUntilContinued);
      case "leave":
        return terminal.leave();
    }
  };

  return {
    perform: (effect, dispatch) => {
      carryOut(effect, dispatch).catch((error: unknown) => {
        // Keys may wait for this answer.
        if (effect.type === "understand")
          dispatch({ type: "understood", seq: effect.seq, report: null, candidates: null, runs: false });
        const text = cleanLine(error instanceof Error ? error.message : String(error));
        dispatch({ type: "said", notice: { text, style: "bad" } });
      });
    },
    dispose: () => {
      current?.cancel.abort();
      for (const page of pages.values()) page.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
