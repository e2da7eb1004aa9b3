import * as z from "zod";
import { text, version } from "./words.ts";

/** What ctool prints with `--json` when it cannot do what was asked; the exit code says which sort of error it is. */
export const failure = z.object({
  schemaVersion: version,
  error: z.object({
    code: z.string(),
    message: z.string(),
    hint: text.describe("why, or what to do"),
    fix: text.describe("a command to paste"),
  }),
});
