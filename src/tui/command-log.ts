import type { Host } from "../facts/host.ts";
import type { RunResult, StreamResult } from "../model/index.ts";
import { maskArgv } from "../model/mask.ts";
import { quote } from "../translate/index.ts";
import type { Entry } from "./state/index.ts";

/** Commands that are kept; the oldest go. */
const MOST = 500;

interface Ran {
  number: number;
  /** The line that it was run for. */
  line: string;
  argv: readonly string[];
  outcome: RunResult["outcome"];
  exitCode: number | null;
  ms: number;
}

/** Every command that this workbench ran, secrets masked. */
export interface CommandLog {
  /** A Host that writes down what it runs for a line. */
  watching(host: Host, line: string): Host;
  /** The newest first. */
  entries(): Entry[];
}

const headOf = ({ exitCode, outcome, ms }: Ran): { text: string; style: "good" | "bad" | "warn" } => ({
  text: `${exitCode === null ? outcome : `exit ${exitCode}`}  ${Math.round(ms)} ms`,
  style: exitCode === 0 ? "good" : outcome === "cancelled" ? "warn" : "bad",
});

export const makeCommandLog = (): CommandLog => {
  const ran: Ran[] = [];
  let number = 0;
  const keep = (line: string, { argv, outcome, exitCode, durationMs }: RunResult | StreamResult): void => {
    ran.push({ number: ++number, line, argv: maskArgv(argv), outcome, exitCode, ms: durationMs });
    if (ran.length > MOST) ran.shift();
  };
  return {
    watching: (host, line) => ({
      ...host,
      exec: async (request) => {
        const result = await host.exec(request);
        keep(line, result);
        return result;
      },
      stream: async (request) => {
        const result = await host.stream(request);
        keep(line, result);
        return result;
      },
    }),
    entries: () =>
      ran.toReversed().map((one): Entry => {
        const { text, style } = headOf(one);
        const command = quote(one.argv);
        return {
          key: String(one.number),
          lines: [
            { text: `${text}  ${one.line}`, style, indent: 0 },
            { text: command, style: "plain", indent: 2, command: true },
          ],
          enter: { do: "run", line: one.line },
          copy: { text: command, what: "the command" },
        };
      }),
  };
};
