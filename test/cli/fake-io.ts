import type { Io } from "../../src/cli/io.ts";

/** An Io that keeps what is printed. */
export const fakeIo = (over: Partial<Io> = {}): Io & { stdout: () => string; stderr: () => string } => {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    pass: async (bytes, to) => void (to === "out" ? out : err).push(Buffer.from(bytes).toString("utf8")),
    stdinText: async function* () {},
    outClosed: () => false,
    inheritable: true,
    ask: async () => "",
    stdoutIsTerminal: true,
    stderrIsTerminal: true,
    stdinIsTerminal: true,
    columns: 120,
    colour: false,
    unicode: true,
    stdout: () => out.join(""),
    stderr: () => err.join(""),
    ...over,
  };
};
