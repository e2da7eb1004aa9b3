import { useApp, useInput, usePaste, useWindowSize } from "ink";
import { useEffect, useSyncExternalStore } from "react";
import { readKeys } from "./read-keys.ts";
import type { State } from "./state/index.ts";
import type { Store } from "./store.ts";
import type { Terminal } from "./terminal.ts";

/**
 * What every way to show the workbench has in common: keys, pastes and the terminal's size go into the store, the terminal is given
 * its ways to leave and to suspend.
 * @returns the state as it is now, and the size in cells
 */
export const useWorkbench = (store: Store, terminal: Terminal): { state: State; columns: number; rows: number } => {
  const state = useSyncExternalStore(store.subscribe, store.get);
  const { columns, rows } = useWindowSize();
  const { exit, suspendTerminal } = useApp();
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
  return { state, columns, rows };
};
