import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { explainText, knownMessages } from "../../../src/doctor/messages/index.ts";

interface Known {
  ids: string[];
  by: "run" | "journal" | "thread";
  argv: string[];
  text: string;
}
const read = (file: string): string[] =>
  readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), "utf8")
    .trim()
    .split("\n");
const known = read("messages/known.jsonl").map((line): Known => JSON.parse(line));
const idsOf = (text: string, argv: readonly string[] = []): string[] =>
  explainText(text, { tool: null, argv }).map(({ id }) => id);

describe("every known message", () => {
  it("has at least one real text", () => {
    const seen = new Set(known.flatMap(({ ids }) => ids));
    expect(knownMessages.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });

  it("has an id of its own, and covers only others that exist", () => {
    const ids = knownMessages.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(knownMessages.flatMap(({ covers = [] }) => covers).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("is matched statelessly: no pattern keeps a position", () => {
    expect(knownMessages.filter(({ pattern }) => pattern.global || pattern.sticky)).toEqual([]);
  });

  it.each(known.map((one) => [`${one.ids.join(", ")}: ${one.text.slice(0, 60)}`, one] as const))("%s", (_, one) => {
    expect(idsOf(one.text, one.argv)).toEqual(one.ids);
  });

  it("is found the same however it is logged", () => {
    const wrong = known.filter(({ text, ids }) => {
      const quoted = text
        .split("\n")
        .map((line) => `time="2026-11-21T01:16:00Z" level=fatal msg=${JSON.stringify(line)}`)
        .join("\n");
      const journal = text
        .split("\n")
        .map((line) => `Nov 21 01:16:00 node1 kubelet[812]: \u001b[31m${line}\u001b[0m`)
        .join("\n");
      return [quoted, journal].some((other) => idsOf(other).join() !== idsOf(text).join() || ids.length === 0);
    });
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });
});
