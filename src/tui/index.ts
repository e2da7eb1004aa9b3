import { setMaxListeners } from "node:events";
import { render } from "ink";
import { createElement } from "react";
import type { Context } from "../cli/context.ts";
import { loadWidths } from "../render/index.ts";
import { App } from "./app.tsx";
import { customKeys } from "./custom-keys.ts";
import { makeEffects } from "./effects.ts";
import { ReaderApp } from "./reader.tsx";
import { initialState } from "./state/index.ts";
import { makeStore } from "./store.ts";
import { type Streams, silenceWarnings, terminalOn } from "./terminal.ts";

export type { Streams } from "./terminal.ts";

/** A letter that takes two cells: the tables that measure such are loaded before any text from outside is drawn. */
const WIDE_LETTER = "漢";

/**
 * Opens the workbench on a terminal, over the context's node or recording; done when the person leaves. The terminal is given
 * back as it was, also when the workbench fails.
 * @throws {CtoolError} usage, for keys in the settings that cannot be; whatever a view threw
 */
export const openWorkbench = async (context: Context, { stdin, stdout }: Streams = process): Promise<void> => {
  const { io, recording, settings } = context;
  const keys = customKeys(settings.keys);
  const look = { colour: io.colour, ascii: !io.unicode };
  const terminal = terminalOn(stdout);
  const effects = makeEffects(context, terminal);
  const { columns = io.columns, rows = 24 } = stdout;
  const title = recording === null ? null : (recording.title ?? "unnamed");
  const store = makeStore(initialState({ columns, rows, ascii: look.ascii, recording: title, keys }), effects.perform);
  const spoken = context.globals.switches.has("screen-reader") || process.env.INK_SCREEN_READER === "true";
  const app = spoken ? createElement(ReaderApp, { store, terminal }) : createElement(App, { store, look, terminal });
  const screen = render(app, {
    stdin,
    stdout,
    alternateScreen: !spoken,
    incrementalRendering: !spoken,
    isScreenReaderEnabled: spoken,
    maxFps: 60,
    exitOnCtrlC: false,
    // Nothing prints while the workbench is open.
    patchConsole: false,
    // A terminal was asked for and is there; CI=1 in its environment does not make it less of one.
    interactive: true,
  });
  const leave = () => screen.unmount();
  const unsilence = silenceWarnings();
  context.interrupt.addEventListener("abort", leave);
  // Every child that runs listens to it, and a survey of the node starts many at once.
  setMaxListeners(0, context.interrupt);
  try {
    const left = screen.waitUntilExit();
    // Behind the first frame: nothing of the node is drawn before.
    await loadWidths(WIDE_LETTER);
    effects.perform({ type: "look" }, store.dispatch);
    await left;
  } finally {
    context.interrupt.removeEventListener("abort", leave);
    effects.dispose();
    unsilence();
  }
};
