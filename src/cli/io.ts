import { isatty } from "node:tty";

/** Where a verb reads from and prints to; tests put a double in its place. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Bytes as they are, for what a container prints; resolved when the stream takes more, so that a slow reader slows the child. */
  pass(bytes: Uint8Array, to: "out" | "err"): Promise<void>;
  /** Standard input as it comes, as text (UTF-8; no letter is torn apart). */
  stdinText(): AsyncIterable<string>;
  /** Asks on stderr and reads one line of standard input; empty when there is none. */
  ask(question: string): Promise<string>;
  /** Whether stdout takes nothing any more (`| head`, a full disk): what is printed now, nobody reads. */
  outClosed(): boolean;
  /** Whether `out` and `err` are this process's own streams, which a child may be given; the workbench's pages are none. */
  inheritable: boolean;
  stdoutIsTerminal: boolean;
  stderrIsTerminal: boolean;
  stdinIsTerminal: boolean;
  /** Width of the terminal in cells; 80 where it is not known. */
  columns: number;
  /** Whether colour may be used on stdout: a terminal, no NO_COLOR, TERM not dumb; FORCE_COLOR wins. */
  colour: boolean;
  /** Whether the terminal shows more than ASCII, by its locale. */
  unicode: boolean;
}

const mayColour = (env: NodeJS.ProcessEnv, terminal: boolean): boolean => {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "") return env.FORCE_COLOR !== "0";
  return terminal && env.TERM !== "dumb";
};

const speaksUnicode = (env: NodeJS.ProcessEnv): boolean => {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || "";
  return locale === "" || /utf-?8/i.test(locale);
};

/** The process's own streams. */
export interface ProcessIo extends Io {
  /** Resolved when all that was printed has been taken: with what kept it from being written, null where nothing did or a reader has gone. */
  flushed(): Promise<NodeJS.ErrnoException | null>;
}

/** The process's own standard streams. A closed pipe (`ctool ps | head`) ends output silently. */
export const processIo = (): ProcessIo => {
  const { env } = process;
  const terminal = { stdin: isatty(0), stdout: isatty(1), stderr: isatty(2) };
  let closed = false;
  let failure: NodeJS.ErrnoException | null = null;
  // Node makes its streams when they are first touched, in milliseconds: not before the tools have been started.
  let out: NodeJS.WriteStream | null = null;
  let err: NodeJS.WriteStream | null = null;
  const stdout = (): NodeJS.WriteStream => {
    if (out !== null) return out;
    out = process.stdout;
    out.on("error", (error: NodeJS.ErrnoException) => {
      closed = true;
      if (error.code !== "EPIPE") failure ??= error;
    });
    return out;
  };
  const stderr = (): NodeJS.WriteStream => {
    if (err !== null) return err;
    err = process.stderr;
    // There is nowhere left to say it.
    err.on("error", () => {});
    return err;
  };
  const taken = (stream: NodeJS.WriteStream | null): Promise<void> =>
    new Promise((resolve) => {
      if (stream === null) resolve();
      else stream.write("", () => resolve());
    });
  return {
    flushed: async () => {
      await Promise.all([taken(out), taken(err)]);
      return failure;
    },
    out: (text) => void stdout().write(text),
    err: (text) => void stderr().write(text),
    pass: (bytes, to) =>
      new Promise((resolve) => {
        (to === "out" ? stdout() : stderr()).write(bytes, () => resolve());
      }),
    stdinText: () => process.stdin.setEncoding("utf8"),
    ask: async (question) => {
      // Loaded when somebody is asked; dist/'s scripts cannot import it (ADR 0010).
      const { createInterface } = process.getBuiltinModule("node:readline");
      const lines = createInterface({ input: process.stdin, terminal: false });
      stderr().write(question);
      try {
        return await new Promise<string>((answer) => {
          lines.once("line", answer);
          lines.once("close", () => answer(""));
        });
      } finally {
        // What a child is to read from the same terminal is left to it.
        lines.close();
      }
    },
    outClosed: () => closed,
    inheritable: true,
    stdoutIsTerminal: terminal.stdout,
    stderrIsTerminal: terminal.stderr,
    stdinIsTerminal: terminal.stdin,
    columns: (terminal.stdout ? process.stdout.columns : 0) || Number(env.COLUMNS) || 80,
    colour: mayColour(env, terminal.stdout),
    unicode: speaksUnicode(env),
  };
};
