import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Interruption } from "./model/index.ts";

declare const __CTOOL_VERSION__: string;
/** From this file to the folder that holds demo/; `.` in a single executable. */
declare const __CTOOL_HOME__: string;

/** A single executable: its own launcher, with its code and the demo inside. */
const alone = __CTOOL_HOME__ === ".";

/** The words after the program's name. Under the name docker, ctool answers in docker's shape: bin/ctool sees to that elsewhere. */
const typedWords = (): string[] => {
  const words = process.argv.slice(2);
  return alone && basename(process.argv0) === "docker" ? ["docker", ...words] : words;
};

/** Nothing is lost without a word, save where nobody reads any more. */
const sayUnwritten = ({ code, message }: NodeJS.ErrnoException): void => {
  if (code === "EPIPE") return;
  process.exitCode = 1;
  process.stderr.write(`ctool: its output could not be written: ${message}\n`);
};

/** argv in, exit code out: the one place that ends the process and touches signals. */
const start = async (): Promise<void> => {
  const words = typedWords();
  if (words.length === 1 && words[0] === "--version") {
    process.stdout.on("error", sayUnwritten).write(`ctool ${__CTOOL_VERSION__}\n`);
    return;
  }
  const [{ main }, { processIo }] = await Promise.all([import("./cli/main.ts"), import("./cli/io.ts")]);
  const io = processIo();
  const interrupt = new AbortController();
  let interrupted: { reason: Interruption; code: number } | null = null;
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.on(signal, () => {
      // A second one does not wait for anybody, unless a child sees to signals itself.
      if (interrupted && !interrupted.reason.held) process.exit(code);
      interrupted ??= { reason: { signal, held: false }, code };
      interrupt.abort(interrupted.reason);
    });
  }
  const exitCode = await main(words, {
    version: __CTOOL_VERSION__,
    home: fileURLToPath(new URL(__CTOOL_HOME__, import.meta.url)),
    ...(alone ? { launcher: process.execPath } : {}),
    interrupt: interrupt.signal,
    io,
  });
  const ended = interrupted as { reason: Interruption; code: number } | null;
  process.exitCode = ended && !ended.reason.held ? ended.code : exitCode;
  const failure = await io.flushed();
  if (failure !== null) sayUnwritten(failure);
  // Left to itself, Node clears its heap away first: 20 ms after a long list. Bun, in an executable, does not say what is still
  // to be written.
  if (!alone) process.exit();
};

void start();
