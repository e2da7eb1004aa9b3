import type { Context } from "../cli/context.ts";
import { rawOutput } from "../cli/layout.ts";
import type { Listed } from "../cli/list.ts";
import { lookAtNode } from "../cli/node.ts";
import { cleanLine, TOOLS } from "../model/index.ts";
import { reportOn, translate, understand } from "../translate/index.ts";
import { clipboardSequence } from "./clipboard.ts";
import { findCandidates } from "./completions.ts";
import { readOf } from "./reads.ts";
import { runLine } from "./run-line.ts";
import type { Action, Effect, NodeView } from "./state/index.ts";
import { stopUntilContinued, type Terminal } from "./terminal.ts";
import { watchHost } from "./watch-host.ts";

type Dispatch = (action: Action) => void;

/** The chosen place, or why there is none. */
const look = async (context: Context): Promise<NodeView> => {
  const { choice } = await lookAtNode(context);
  if ("target" in choice) return { state: "found", target: choice.target };
  const { message, hint } = choice.error;
  return { state: "none", failure: { message, hint, fix: null } };
};

const answerLine = async ({ seq, text, cursor }: Effect & { type: "understand" }): Promise<Action> => {
  const candidates = await findCandidates(text, cursor);
  if (text.trim() === "") return { type: "understood", seq, report: null, candidates, runs: false };
  const understood = await understand(text);
  const isProblem = "problem" in understood;
  return {
    type: "understood",
    seq,
    report: isProblem ? await translate(text) : reportOn(understood),
    candidates,
    runs: !isProblem && readOf(understood.command) !== null,
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
  let current: { run: number; cancel: AbortController; listed: Promise<Listed | null> } | null = null;

  const start = (run: number, line: string, dispatch: Dispatch): void => {
    current?.cancel.abort();
    const cancel = new AbortController();
    current = { run, cancel, listed: runLine(line, run, context, cancel.signal, dispatch) };
  };

  const askRaw = async (run: number, dispatch: Dispatch): Promise<void> => {
    if (current?.run !== run) return;
    const { cancel, listed: pending } = current;
    const listed = await pending;
    if (listed === null) return;
    const host = watchHost(context.host, cancel.signal, () => {});
    await Promise.all(
      TOOLS.map(async (tool) => {
        const output = await rawOutput(tool, listed, { ...context, host });
        if (output !== null) dispatch({ type: "raw", run, output });
      }),
    );
  };

  const carryOut = async (effect: Effect, dispatch: Dispatch): Promise<void> => {
    switch (effect.type) {
      case "look":
        return dispatch({ type: "looked", node: await look(context) });
      case "understand":
        return dispatch(await answerLine(effect));
      case "run":
        return start(effect.run, effect.line, dispatch);
      case "raw":
        return askRaw(effect.run, dispatch);
      case "cancel":
        if (current?.run === effect.run) current.cancel.abort();
        return;
      case "copy":
        return dispatch(copy(effect, terminal));
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
    dispose: () => current?.cancel.abort(),
  };
};
