import * as z from "zod";
import { blob, disk, hit, layer, network, record, snapshot, usage, volume } from "./read-rows.ts";
import { container, image, namespace, pod, versions } from "./rows.ts";
import { note, step } from "./translation.ts";
import { count, engine, fit, node, target, text, tool, version } from "./words.ts";

const gap = z.object({
  tool,
  code: z.enum([
    "other-engine",
    "other-namespace",
    "sandbox",
    "not-cri",
    "not-running",
    "tool-missing",
    "tool-failed",
    "timeout",
    "denied",
    "unsupported",
    "not-listed",
  ]),
  why: z.string().describe("one clause for a person"),
});

/** What every joined row has besides its kind's own fields. */
const sighted = {
  at: z.string().describe("id of the engine it lives in"),
  namespace: text.describe("containerd namespace it lives in"),
  seenBy: z.array(tool),
  missing: z.array(gap).describe("the tools that do not show it, and why"),
  differs: z
    .array(z.object({ field: z.string(), values: z.partialRecord(tool, z.unknown()) }))
    .describe("fields on which the tools disagree, with what each says"),
};

const answer = z.object({
  tool,
  version: text,
  at: text.describe("id of the engine it was asked about; null when it was not asked"),
  state: z.enum(["ok", "failed", "missing", "denied", "timeout", "unsupported"]),
  translation: z.object({ fit, steps: z.array(step), notes: z.array(note) }).nullable(),
  queries: z
    .array(z.object({ argv: z.array(z.string()), exitCode: z.int().nullable(), durationMs: z.number() }))
    .describe("what ctool ran to ask it"),
  count: count.describe("rows it listed itself, before docker's filters"),
  error: text,
  hint: text,
});

const elsewhere = z.object({
  engine,
  socket: z.string(),
  namespace: text,
  running: count,
  total: count,
  why: text.describe("why the engine there does not answer, though its containers run; null when it does"),
});

const comparisonOf = <const K extends readonly [string, ...string[]], R extends z.ZodRawShape>(
  kinds: K,
  row: z.ZodObject<R>,
) =>
  z.object({
    schemaVersion: version,
    input: z.string().describe("the line as typed"),
    command: z.string().describe("the canonical docker command"),
    kind: z.literal(kinds),
    node,
    target: target.nullable(),
    elsewhere: z.array(elsewhere).describe("containers in other engines of this node"),
    tools: z.array(answer),
    rows: z.array(row.extend(sighted)),
  });

/** What `--json` prints for each kind of list. */
export const comparisons = {
  container: comparisonOf(["container"], container),
  image: comparisonOf(["image"], image),
  pod: comparisonOf(["pod"], pod),
  namespace: comparisonOf(["namespace"], namespace),
  version: comparisonOf(["version"], versions),
  network: comparisonOf(["network"], network),
  volume: comparisonOf(["volume"], volume),
  layer: comparisonOf(["layer"], layer),
  hit: comparisonOf(["hit"], hit),
  disk: comparisonOf(["disk"], disk),
  snapshot: comparisonOf(["snapshot"], snapshot),
  blob: comparisonOf(["blob"], blob),
  usage: comparisonOf(["usage"], usage),
  record: comparisonOf(
    ["containerRecord", "imageRecord", "podRecord", "networkRecord", "volumeRecord", "engineRecord"],
    record,
  ),
};
