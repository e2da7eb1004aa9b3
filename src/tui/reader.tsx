import { Text, useApp, useInput, usePaste, useStdout, useWindowSize } from "ink";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import type { AppProps } from "./app.tsx";
import { readKeys } from "./read-keys.ts";
import { promptOf, sayings } from "./views/index.ts";

/**
 * The workbench for those who hear it: what changes is said in lines that stay, under them one line for what is typed. No
 * boxes, no second screen, nothing is drawn twice.
 */
export const ReaderApp = ({ store, terminal }: Omit<AppProps, "look">): ReactNode => {
  const state = useSyncExternalStore(store.subscribe, store.get);
  const { columns, rows } = useWindowSize();
  const { exit, suspendTerminal } = useApp();
  const { write } = useStdout();
  useEffect(() => {
    store.dispatch({ type: "resize", columns, rows });
  }, [store, columns, rows]);
  useEffect(() => {
    terminal.leave = () => exit();
    terminal.suspend = suspendTerminal;
  }, [terminal, exit, suspendTerminal]);
  useEffect(() => {
    let before = store.get();
    write(
      "ctool. Type a docker line; Enter runs what only reads, Tab goes to the list, question mark tells the keys.\n",
    );
    return store.subscribe(() => {
      const after = store.get();
      const words = sayings(before, after);
      before = after;
      if (words.length > 0) write(`${words.join("\n")}\n`);
    });
  }, [store, write]);
  useInput((input, key) => {
    for (const each of readKeys(input, key)) store.dispatch({ type: "key", key: each });
  });
  usePaste((text) => store.dispatch({ type: "paste", text }));
  return <Text>{promptOf(state)}</Text>;
};
