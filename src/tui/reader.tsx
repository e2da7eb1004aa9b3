import { Text, useStdout } from "ink";
import { type ReactNode, useEffect } from "react";
import type { AppProps } from "./app.tsx";
import { useWorkbench } from "./use-workbench.ts";
import { promptOf, sayings } from "./views/index.ts";

/**
 * The workbench for those who hear it: what changes is said in lines that stay, under them one line for what is typed. No
 * boxes, no second screen, nothing is drawn twice.
 */
export const ReaderApp = ({ store, terminal }: Omit<AppProps, "look">): ReactNode => {
  const { state } = useWorkbench(store, terminal);
  const { write } = useStdout();
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
  return <Text>{promptOf(state)}</Text>;
};
