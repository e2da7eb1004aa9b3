import * as z from "zod";
import { text, tool, version } from "./words.ts";

const about = z.object({
  tool,
  purpose: z.string(),
  community: z.string(),
  worksWith: z.string(),
  sees: z.string(),
  onlyHere: z.array(z.string()),
  lacks: z.array(z.string()),
});

const here = z.object({
  tool,
  path: text,
  realPath: text.describe("the path with links followed"),
  command: z.array(z.string()).describe("what is executed; empty when it is missing"),
  owner: text.describe("whose build it is; null when plain"),
  version: text,
  problem: z.enum(["missing", "not-executable"]).nullable(),
  also: z.array(z.string()).describe("other copies on this node"),
  about: about.nullable(),
});

/** What `ctool tools --json` prints. */
export const tools = z.object({ schemaVersion: version, tools: z.array(here) });
