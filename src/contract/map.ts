import * as z from "zod";
import { note } from "./translation.ts";
import { fit, risk, text, version } from "./words.ts";

const column = z.enum(["nerdctl", "crictl", "ctr"]);

const cell = z.object({
  how: z.enum(["same", "renamed", "reshaped", "implied", "by-ctool", "lost"]),
  text: z.string(),
  instead: text.describe("for lost: what to do instead"),
  since: text.describe("from which version of the tool on; null: every version that was checked"),
});

const flag = z.object({
  flag: z.string(),
  short: text,
  kind: z.string().describe("docker's word for its value; bool takes none"),
  meaning: z.string(),
  aliasOf: text.describe("the flag that this is another spelling of"),
  tools: z.partialRecord(column, cell).describe("a tool without the verb is left out"),
});

const tool = z.object({
  tool: column,
  fit: fit.describe("of the bare line"),
  verb: text.describe("the tool's own verb; null where it has none"),
  lines: z.array(z.string()).describe("the bare line in this tool; no addresses"),
  notes: z.array(note),
  instead: text.describe("for none: what to do instead"),
  lostFlags: z.array(z.string()),
  better: z
    .object({ line: z.string(), fit })
    .nullable()
    .describe("a line of this verb that fits better than the bare one"),
});

const verb = z.object({
  command: z.string().describe("canonical: container ls"),
  typed: z.string().describe("the shortest way to say it: ps"),
  aliases: z.array(z.string()),
  usage: z.string().describe("operands"),
  summary: z.string(),
  risk: risk.describe("of the bare line"),
  example: z.string().describe("the bare line"),
  examples: z.array(z.string()),
  tools: z.array(tool),
  flags: z.array(flag),
});

/** What `ctool map --json` prints: every verb that was asked for, whole. */
export const map = z.object({ schemaVersion: version, verbs: z.array(verb) });
