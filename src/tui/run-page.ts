import type { Context } from "../cli/context.ts";
import { CtoolError, exitCodes } from "../cli/errors.ts";
import { runWords } from "../cli/run-words.ts";
import { pageIo } from "./page-io.ts";
import type { Action } from "./state/index.ts";
import { watchHost } from "./watch-host.ts";

/** Cells left of a page's text. */
const MARGIN = 2;

/** Verbs that go on and on, or print what a container did. */
const LIVE = new Set(["logs", "events", "stats"]);

/** Runs a line for a page: what it prints becomes the page's lines, its children die with the signal. Never throws. */
export const runPage = async (
  page: number,
  words: readonly string[],
  context: Context,
  columns: number,
  cancel: AbortSignal,
  dispatch: (action: Action) => void,
): Promise<void> => {
  const look = { unicode: context.io.unicode, terminal: !LIVE.has(words[0] ?? "") };
  const { io, end } = pageIo(Math.max(20, columns - MARGIN), look, (lines) => {
    if (!cancel.aborted) dispatch({ type: "printed", page, lines });
  });
  const host = watchHost(context.host, cancel, () => {});
  let exitCode: number = exitCodes.failed;
  try {
    exitCode = await runWords(words, { ...context, io, host });
  } catch (error) {
    if (error instanceof CtoolError) {
      exitCode = error.exitCode;
      io.err(
        `${error.message}\n${error.hint === null ? "" : `${error.hint}\n`}${error.fix === null ? "" : `  ${error.fix}\n`}`,
      );
    } else io.err(`${error instanceof Error ? error.message : error}\n`);
  }
  end();
  if (!cancel.aborted) dispatch({ type: "ended", page, exitCode });
};
