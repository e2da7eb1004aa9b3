import { Box, Text, useApp, useCursor, useInput, usePaste, useWindowSize } from "ink";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { readKeys } from "./read-keys.ts";
import type { Store } from "./store.ts";
import type { Terminal } from "./terminal.ts";
import { drawScreen, type Look } from "./views/index.ts";

export interface AppProps {
  readonly store: Store;
  readonly look: Look;
  /** Given its ways to leave and to suspend. */
  readonly terminal: Terminal;
}

/** The workbench in Ink: keys in, lines out. All that it shows is drawn by `drawScreen`. */
export const App = ({ store, look, terminal }: AppProps): ReactNode => {
  const state = useSyncExternalStore(store.subscribe, store.get);
  const { columns, rows } = useWindowSize();
  const { exit, suspendTerminal } = useApp();
  const { setCursorPosition } = useCursor();
  useEffect(() => {
    store.dispatch({ type: "resize", columns, rows });
  }, [store, columns, rows]);
  useEffect(() => {
    terminal.leave = () => exit();
    terminal.suspend = suspendTerminal;
  }, [terminal, exit, suspendTerminal]);
  useInput((input, key) => {
    for (const each of readKeys(input, key)) store.dispatch({ type: "key", key: each });
  });
  usePaste((text) => store.dispatch({ type: "paste", text }));
  const { lines, cursor } = drawScreen(state, look);
  setCursorPosition(cursor ?? undefined);
  // Rows keep their places: what changes is their text.
  const row = (line: string, index: number): ReactNode => (
    <Text key={index} wrap="truncate-end">
      {line}
    </Text>
  );
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {lines.slice(0, rows).map(row)}
    </Box>
  );
};
