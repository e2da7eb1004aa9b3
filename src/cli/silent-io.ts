import type { Io } from "./io.ts";

/** An Io that nobody reads and that says nothing, with what differs. */
export const silentIo = (over: Partial<Io> = {}): Io => ({
  out: () => {},
  err: () => {},
  pass: async () => {},
  stdinText: async function* () {},
  ask: async () => "",
  outClosed: () => false,
  inheritable: false,
  stdoutIsTerminal: true,
  stderrIsTerminal: false,
  stdinIsTerminal: true,
  columns: 100,
  colour: true,
  unicode: true,
  ...over,
});
