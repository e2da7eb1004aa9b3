import type { Context } from "../cli/context.ts";
import type { Listed } from "../cli/list.ts";
import { lookAtNode } from "../cli/node.ts";
import { ownVerbNamed } from "../cli/verbs.ts";
import { cleanLine, TOOLS } from "../model/index.ts";
import { reportOn, translate, understand } from "../translate/index.ts";
import { clipboardSequence } from "./clipboard.ts";
import { makeCommandLog } from "./command-log.ts";
import { movedTo } from "./move.ts";
import type { Names } from "./names.ts";
import { placesOf } from "./places-of.ts";
import type { Action, Candidates, Effect } from "./state/index.ts";
import { stopUntilContinued, type Terminal } from "./terminal.ts";
import { watchHost } from "./watch-host.ts";
import { wordsOf } from "./words-of.ts";

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
  let names: Names | null = null;
  /** Loaded once something is typed: the first frame does not wait for it. */
  const loadNames = async (): Promise<Names> => {
    const { makeNames } = await import("./names.ts");
    names ??= makeNames(here);
    return names;
  };
  let current: { run: number; cancel: AbortController; listed: Promise<Listed | null> } | null = null;

  const start = (run: number, line: string, dispatch: Dispatch): void => {
    current?.cancel.abort();
    const cancel = new AbortController();
    current = {
      run,
      cancel,
      listed: import("./run-line.ts").then(({ runLine }) => runLine(line, run, forLine(line), cancel.signal, dispatch)),
    };
  };

  const startPage = async (page: number, words: readonly string[], dispatch: Dispatch): Promise<void> => {
    const cancel = new AbortController();
    pages.set(page, cancel);
    const { runPage } = await import("./run-page.ts");
    await runPage(page, words, forLine(`ctool ${words.join(" ")}`), terminal.columns(), cancel.signal, dispatch);
    pages.delete(page);
  };

  const askRaw = async (run: number, dispatch: Dispatch): Promise<void> => {
    if (current?.run !== run) return;
    const { cancel, listed: pending } = current;
    const listed = await pending;
    if (listed === null) return;
    const host = watchHost(forLine(listed.comparison.input).host, cancel.signal, () => {});
    const { rawOutput } = await import("../cli/layout.ts");
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
    const { findCandidates } = await import("./completions.ts");
    const { candidates, live } = await findCandidates(text, cursor);
    const known = live === null ? null : (await loadNames()).known(live);
    const answer = await answerLine(effect, known ?? candidates);
    dispatch(answer);
    // A line that is wrong is mended before it is completed.
    const isWrong = answer.type === "understood" && (answer.report?.problems.length ?? 0) > 0;
    if (live === null || known !== null || isWrong) return;
    const found = await (await loadNames()).find(live);
    if (found !== null) dispatch({ type: "named", seq, candidates: found });
  };

  const carryOut = async (effect: Effect, dispatch: Dispatch): Promise<void> => {
    switch (effect.type) {
      case "look":
        return dispatch(await look(here()));
      case "survey":
        return dispatch({ type: "surveyed", places: await (await import("./survey-places.ts")).surveyPlaces(here()) });
      case "examine":
        return dispatch({
          type: "filled",
          panel: "doctor",
          ...(await (await import("./find-trouble.ts")).findTrouble(forLine("ctool doctor"))),
        });
      case "listLog":
        return dispatch({ type: "filled", panel: "log", entries: log.entries(), note: "" });
      case "deal":
      case "judge":
        return (await import("./teach.ts")).teach(effect, here(), dispatch);
      case "understand":
        return understandLine(effect, dispatch);
      case "suggest":
        return dispatch({
          type: "suggested",
          seq: effect.seq,
          candidates: await (await import("./completions.ts")).findCommands(effect.text, effect.cursor),
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
        return terminal.suspend(async () =>
          (await import("./attach.ts")).attach(effect.words, forLine(`ctool ${effect.words.join(" ")}`)),
        );
      case "shell":
        return terminal.suspend(async () =>
          (await import("./attach.ts")).enterContainer(effect.id, effect.at, forLine(`ctool exec -it ${effect.id} sh`)),
        );
      case "place":
        place = movedTo(place, effect);
        names?.forget();
        return dispatch(await look(here()));
      case "save":
        return dispatch({ type: "said", notice: (await import("./save.ts")).savePage(effect.name, effect.lines) });
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
