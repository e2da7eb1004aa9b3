// The hand-checked translations of test/fixtures/truth/mapping.jsonl: fit, argv and files, one by one.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Translation } from "../../src/model/index.ts";
import { allPaths, COLUMNS, type Column, splitWords, translate } from "../../src/translate/index.ts";
import { complaint, FILES } from "./surface.ts";
import { BETTER } from "./truth-better.ts";

interface Wanted {
  fit: "exact" | "steps" | "partial" | "none";
  steps?: string[][];
  files?: Record<string, unknown>;
  parses?: string[];
  /** The flag has no form: partial with the rest of the command, or none. */
  either?: true;
}
type Case = { id: string; docker: string } & Record<Column, Wanted>;

const url = new URL("../fixtures/truth/mapping.jsonl", import.meta.url);
const cases = readFileSync(url, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);
const paths = new Set(allPaths());

/** Whether a spec file knows the command of a line. */
function isCovered(line: string): boolean {
  const words = splitWords(line).words.slice(1);
  while (words[0]?.startsWith("-") && !paths.has(words[0]))
    words.splice(0, /^-[lcH]$|^--(?:host|context|config)$/.test(words[0]) ? 2 : 1);
  return paths.has(words[0] ?? "") || paths.has(words.slice(0, 2).join(" "));
}

const covered = cases.filter(({ docker }) => isCovered(docker));

describe(`hand-checked translations: ${covered.length} of ${cases.length} have a spec`, () => {
  for (const each of covered) {
    for (const column of COLUMNS) {
      const reason = BETTER[`${each.id} ${column}`];
      it(`${each.id} ${column}: ${each.docker}${reason === undefined ? "" : ` (better: ${reason})`}`, async () => {
        const report = await translate(each.docker);
        const got = report.translations.find(({ tool }) => tool === column);
        if (got === undefined) throw new Error(JSON.stringify(report.problems));
        const wrong = disagreements(each[column], got, each.docker);
        if (reason === undefined) expect(wrong).toEqual([]);
        else expect(wrong, "agrees by now: take it off the list in truth-better.ts").not.toEqual([]);
        if (got.fit === "partial") expect(got.notes.some(({ kind }) => kind !== "info")).toBe(true);
        if (got.fit === "none") expect(got.instead).not.toBeNull();
        for (const version of each[column].parses ?? []) {
          const named = Object.keys(FILES[column]).find(
            (name) => name === version || (version === "2.x" && name === "2.4"),
          );
          if (reason !== undefined || named === undefined) continue;
          for (const { argv } of got.steps) expect(complaint(column, named, argv)).toBeNull();
        }
      });
    }
  }
});

function disagreements(want: Wanted, got: Translation, line: string): unknown[] {
  const wrong: unknown[] = [];
  const fits = want.either === true ? ["partial", "none"] : [want.fit];
  if (!fits.includes(got.fit)) wrong.push({ fit: got.fit, want: fits.join(" or "), notes: got.notes });
  const argv = got.steps.map((step) => step.argv);
  if (want.steps !== undefined && JSON.stringify(argv) !== JSON.stringify(want.steps))
    wrong.push({ argv, want: want.steps });
  // The truth writes docker's CMD as CRI's `command`, which would replace the image's ENTRYPOINT too: CRI's `args` is docker's CMD.
  const container = want.files?.["container.json"] as { command?: string[]; args?: string[] } | undefined;
  if (container?.command !== undefined && container.args === undefined && !line.includes("--entrypoint")) {
    container.args = container.command;
    delete container.command;
  }
  const files = Object.fromEntries(
    got.steps.flatMap((step) => step.files.map(({ path, content }) => [path, JSON.parse(content)])),
  );
  if (want.files !== undefined && JSON.stringify(sorted(files)) !== JSON.stringify(sorted(want.files)))
    wrong.push({ files, want: want.files });
  return wrong;
}

/** The same JSON with its keys in order, so that only content is compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
