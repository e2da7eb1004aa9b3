/** Where a verb reads from and prints to; tests put a double in its place. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** All of standard input as text. */
  readStdin(): Promise<string>;
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

/** The process's own standard streams. A closed pipe (`ctool ps | head`) ends output silently. */
export const processIo = (): Io => {
  const { stdout, stderr, stdin, env } = process;
  const quietOnClosedPipe = (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  };
  stdout.on("error", quietOnClosedPipe);
  stderr.on("error", quietOnClosedPipe);
  const columns = stdout.columns || Number(env.COLUMNS) || 80;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    readStdin: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks).toString("utf8");
    },
    stdoutIsTerminal: stdout.isTTY === true,
    stderrIsTerminal: stderr.isTTY === true,
    stdinIsTerminal: stdin.isTTY === true,
    columns,
    colour: mayColour(env, stdout.isTTY === true),
    unicode: speaksUnicode(env),
  };
};
