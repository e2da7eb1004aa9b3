import { fileURLToPath } from "node:url";
import { keepCompiledCode } from "./runtime/compile-cache.ts";

declare const __CTOOL_VERSION__: string;

/** argv in, exit code out: the one place that touches process.exitCode and signals. */
const start = async (): Promise<void> => {
  const words = process.argv.slice(2);
  if (words.length === 1 && words[0] === "--version") {
    process.stdout.write(`ctool ${__CTOOL_VERSION__}\n`);
    return;
  }
  keepCompiledCode();
  const { main } = await import("./cli/main.ts");
  const interrupt = new AbortController();
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.once(signal, () => {
      interrupt.abort();
      process.exitCode = code;
    });
  }
  const exitCode = await main(words, {
    version: __CTOOL_VERSION__,
    home: fileURLToPath(new URL("..", import.meta.url)),
    interrupt: interrupt.signal,
  });
  process.exitCode ||= exitCode;
};

void start();
