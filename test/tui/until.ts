import type { Emulator } from "./terminal.ts";

/**
 * Waits for a screen to be so.
 * @param watchers called whenever something was drawn
 * @returns a function that resolves once the screen is so, and rejects with the screen as it is
 */
export const untilOn =
  (screen: Emulator, watchers: Set<() => void>, patienceMs: number) =>
  (is: (text: string) => boolean, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(deadline);
        watchers.delete(look);
      };
      const look = (): void => {
        if (!is(screen.text())) return;
        done();
        resolve();
      };
      const deadline = setTimeout(() => {
        done();
        reject(new Error(`never saw ${what}; the screen is:\n${screen.text()}`));
      }, patienceMs);
      watchers.add(look);
      look();
    });
