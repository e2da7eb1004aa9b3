import * as z from "zod";

const source = z.nullable(z.object({ text: z.string(), line: z.nullable(z.number()) }));

/** `ctool settings --json`. */
export const settings = z.object({
  schemaVersion: z.literal(1),
  files: z.array(z.string()),
  settings: z.record(z.string(), z.object({ value: z.nullable(z.string()), source })),
  keys: z.record(z.string(), z.object({ keys: z.array(z.string()), source })),
});

/** `ctool runs --json`: the newest last. */
export const runs = z.object({
  schemaVersion: z.literal(1),
  file: z.nullable(z.string()),
  runs: z.array(
    z.object({
      time: z.string(),
      input: z.string(),
      argv: z.array(z.string()),
      outcome: z.string(),
      exitCode: z.nullable(z.number()),
      durationMs: z.number(),
    }),
  ),
});
