import { Box, Text, useCursor } from "ink";
import type { ReactNode } from "react";
import type { Store } from "./store.ts";
import type { Terminal } from "./terminal.ts";
import { useWorkbench } from "./use-workbench.ts";
import { drawScreen, type Look } from "./views/index.ts";

export interface AppProps {
  readonly store: Store;
  readonly look: Look;
  /** Given its ways to leave and to suspend. */
  readonly terminal: Terminal;
}

/** The workbench in Ink: keys in, lines out. All that it shows is drawn by `drawScreen`. */
export const App = ({ store, look, terminal }: AppProps): ReactNode => {
  const { state, columns, rows } = useWorkbench(store, terminal);
  const { setCursorPosition } = useCursor();
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
