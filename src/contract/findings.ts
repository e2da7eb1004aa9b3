import * as z from "zod";
import { node, text, tool, version } from "./words.ts";

const evidence = z.object({
  text: z.string().describe("what was seen"),
  source: text.describe("the file, the process or the command that says so"),
  line: z.int().nullable().describe("line in the file, from 1"),
});

const fix = z.object({
  text: z.string().describe("what it does, in words"),
  argv: z.array(z.string()).nullable().describe("the one command that does it; null when it takes a shell or a hand"),
  shell: z.exactOptional(text).describe("what to paste when it takes several commands"),
  edit: z
    .exactOptional(z.object({ path: z.string(), content: z.string() }))
    .describe("a file to be written whole: what ctool doctor --fix applies"),
});

export const finding = z.object({
  id: z.string(),
  severity: z.enum(["error", "warning", "info", "ok", "skipped"]),
  title: z.string(),
  because: z.array(z.string()),
  evidence: z.array(evidence),
  see: z.array(z.string()).describe("command lines that show what was looked for"),
  fix: z.array(fix).describe("the one to try first in front"),
  notThis: z.array(z.string()).describe("what does not help, and why"),
  after: text.describe("what will happen after the fix"),
  about: z.array(tool).describe("tools whose answer this explains"),
  explains: z.array(z.object({ id: z.string(), title: z.string() })).describe("what only follows from this"),
  docs: text,
});

/** What `ctool doctor --json` prints. */
export const findings = z.object({
  schemaVersion: version,
  node,
  input: text.describe("the command it is about; null when the whole node was looked at"),
  findings: z.array(finding).describe("the one that explains most first"),
  checked: z.array(z.object({ what: z.string(), count: z.int() })).describe("what was looked at"),
  unseen: z.array(z.object({ what: z.string(), why: z.string() })).describe("what could not be looked at"),
});

/** What `ctool why --json` prints: doctor's findings, with the run that they explain. */
export const explanation = z.object({
  ...findings.shape,
  node: node.nullable().describe("null for a pasted text"),
  asked: z
    .object({
      argv: z.array(z.string()),
      ran: z.boolean().describe("false: it changes something, or could not be started; see reason"),
      reason: text,
      exitCode: z.int().nullable(),
      stdout: z.string(),
      stderr: z.string(),
    })
    .nullable()
    .describe("null for a pasted text"),
  explained: z.boolean(),
});
