import * as z from "zod";
import { event, usage } from "./read-rows.ts";
import { time, tool, version } from "./words.ts";

const head = {
  schemaVersion: version,
  tool: tool.nullable().describe("who says it; null where ctool reads a log file itself"),
  time,
  stream: z.enum(["stdout", "stderr"]),
};

/** One line of a streaming verb: `logs`, `top`, `port` and `diff` print what a container or tool printed. */
export const line = z.object({ ...head, line: z.string() });

/** One line of `ctool events --json`. */
export const eventLine = z.object({ ...head, event });

/** One line of `ctool stats --json`: one tool's measure of one container. */
export const usageLine = z.object({ ...head, event: usage });
