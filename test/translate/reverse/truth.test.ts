// The hand-checked lines of test/fixtures/truth/reverse.jsonl: what nerdctl, crictl and ctr lines are in docker.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { splitLine } from "../../../src/translate/reverse/line.ts";
import { translateText } from "./translate-text.ts";

interface Case {
  id: string;
  input: string;
  verdict: "exact" | "approx" | "steps" | "none";
  docker: string[];
}

const url = new URL("../../fixtures/truth/reverse.jsonl", import.meta.url);
const cases = readFileSync(url, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);
const FITS = { exact: "exact", approx: "partial", steps: "steps", none: "none" } as const;

describe(`hand-checked lines of other tools: ${cases.length}`, () => {
  for (const { id, input, verdict, docker } of cases) {
    it(`${id}: ${input}`, async () => {
      const report = await translateText(input);
      const found = report.translations.find(({ tool }) => tool === "docker");
      expect(report.problems).toEqual([]);
      expect({ fit: found?.fit, steps: found?.steps.map(({ argv }) => argv) }).toEqual({
        fit: FITS[verdict],
        steps: docker.map((line) => splitLine(line).words),
      });
      if (verdict === "none") expect(found?.instead).toMatch(/\w/);
    });
  }
});
