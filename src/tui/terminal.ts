import { multiplexer } from "./clipboard.ts";

/** Where the workbench draws and what it reads keys from. */
export interface Streams {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
}

/** What effects do to the terminal itself; the view puts its own `suspend` and `leave` in once it is drawn. */
export interface Terminal {
  /** Gives the terminal back to the shell until `callback` is done, then draws again. */
  suspend(callback: () => Promise<void>): Promise<void>;
  /** Ends the workbench. */
  leave(): void;
  /** Sends what is not part of a frame: an escape sequence for the clipboard. */
  send(text: string): void;
  multiplexer: "tmux" | "screen" | null;
  /** Its width in cells, now. */
  columns(): number;
}

/** The terminal behind a stream, by the variables of this process. */
export const terminalOn = (stdout: NodeJS.WriteStream): Terminal => ({
  suspend: (callback) => callback(),
  leave: () => {},
  send: (text) => void stdout.write(text),
  multiplexer: multiplexer(process.env),
  columns: () => stdout.columns || 80,
});

/**
 * Node's own warnings go to stderr, which is the screen: they would push the rows away under the next frame.
 * @returns what lets them through again
 */
export const silenceWarnings = (): (() => void) => {
  const listeners = process.listeners("warning");
  process.removeAllListeners("warning");
  return () => {
    for (const listener of listeners) process.on("warning", listener);
  };
};

/** Milliseconds after which a process that was to be stopped and still runs was not stopped. */
const NOT_STOPPED_MS = 100;

/**
 * Stops this process as Ctrl-Z does, with everything else of its job; done when the shell brings it back (fg). Without a shell
 * to bring it back (`ssh -t node ctool`) the kernel does not stop it, and it is done at once.
 */
export const stopUntilContinued = (): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      process.off("SIGCONT", done);
      resolve();
    };
    const timer = setTimeout(done, NOT_STOPPED_MS);
    process.once("SIGCONT", done);
    process.kill(0, "SIGTSTP");
  });
