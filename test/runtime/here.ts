import type { Host } from "../../src/facts/index.ts";
import { localHost } from "../../src/facts/local-host.ts";
import { run } from "../../src/runtime/run.ts";
import { stream } from "../../src/runtime/stream.ts";

/** This machine, with variables in place of its own; `interrupt` ends whatever it runs. */
export const here = (env: Record<string, string> = {}, interrupt: AbortSignal = new AbortController().signal): Host => {
  const either = (cancel: AbortSignal | undefined) => (cancel ? AbortSignal.any([interrupt, cancel]) : interrupt);
  return {
    ...localHost({
      exec: (request) => run(request, either(request.cancel)),
      stream: (request) => stream(request, either(request.cancel)),
    }),
    env: (name) => env[name],
  };
};
