import * as z from "zod";
import { text, tool, version } from "./words.ts";

/** `--json` of every verb that changes something. */
export const writeReport = z.object({
  schemaVersion: version,
  input: z.string(),
  command: z.string().describe("canonical docker command: `container rm`"),
  tool: tool.nullable().describe("the tool that carried it out; null when several did, each its own part"),
  dryRun: z.boolean().describe("nothing was run"),
  steps: z
    .array(
      z.object({
        tool,
        argv: z.array(z.string()),
        exitCode: z.int().nullable(),
        durationMs: z.int().nonnegative().nullable().describe("null where it was not run"),
        files: z
          .array(z.object({ path: z.string(), content: z.string() }))
          .optional()
          .describe("files that the command needs, whole; with --dry-run only"),
      }),
    )
    .describe("every command, in order"),
  output: z.string().describe("what docker would print"),
  undone: z
    .array(z.object({ kind: z.enum(["container", "sandbox"]), name: z.string(), id: z.string() }))
    .describe("what this run had made and took away again when a later step failed"),
  losses: z.array(z.string()).describe("what the tools in use lose of the line"),
  guards: z
    .array(z.object({ code: z.string(), subject: z.string(), why: z.string() }))
    .describe("guards that were overridden; with --dry-run those that stand in the way"),
  error: z
    .object({ tool, message: z.string(), said: text.describe("what the tool printed, as it is") })
    .nullable()
    .describe("why it ended early"),
});
