import * as z from "zod";
import { fit, risk, text, tool, version } from "./words.ts";

const column = z.enum([...tool.options, "kubectl"]);

export const note = z.object({
  kind: z.enum(["lost", "changed", "by-ctool", "info"]),
  flag: text.describe("the docker flag it is about, in its long form; null for the verb as a whole"),
  text: z.string(),
});

export const step = z.object({
  argv: z.array(z.string()).describe("no addresses; <container-id> and the like are to be filled in"),
  files: z.array(z.object({ path: z.string(), content: z.string() })).describe("files that have to exist before"),
  captures: text.describe("what its output gives later steps"),
  stdin: text,
  wait: z.exactOptional(z.number()).describe("seconds before the next step"),
  mayFail: z.exactOptional(z.literal(true)).describe("the next step is right even if this one fails"),
});

export const translation = z.object({
  tool: column,
  fit,
  steps: z.array(step).describe("empty for none, and for a line with a pipe or a redirection, which has its text only"),
  shell: z.string().describe("the steps as one text to paste; empty for none"),
  notes: z.array(note),
  instead: text.describe("for none: what to do instead"),
});

const how = z.enum(["same", "renamed", "reshaped", "implied", "by-ctool", "lost"]);

/** What `ctool translate --json` prints for each input line. */
export const translationReport = z.object({
  schemaVersion: version,
  input: z.string(),
  from: column,
  command: text.describe("canonical docker command; null when the line could not be understood"),
  risk: risk.nullable(),
  translations: z.array(translation),
  flags: z.array(
    z.object({
      flag: z.string(),
      value: text,
      meaning: z.string(),
      tools: z.partialRecord(tool, z.object({ how, text: z.string() })),
    }),
  ),
  problems: z.array(z.object({ code: z.string(), message: z.string(), suggestion: text })),
});
