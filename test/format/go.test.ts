import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluator } from "../../src/format/evaluate.ts";
import { functions } from "../../src/format/functions.ts";
import { parse } from "../../src/format/parse.ts";
import { TemplateError } from "../../src/format/problem.ts";
import { listOf, textMapOf, textsOf, type Value } from "../../src/format/values.ts";

const isFunction = (name: string): boolean => Object.hasOwn(functions, name);
const mapOf = (entries: Record<string, Value>): Value => ({
  kind: "map",
  type: "map[string]interface {}",
  entries: new Map(Object.entries(entries)),
});

/** The value that Go's text/template was given too, with docker's functions. */
const state: Value = {
  kind: "struct",
  type: "*main.State",
  fields: {
    Status: "up",
    Running: true,
    Exit: 0n,
    Health: { kind: "nil", type: "*main.Health" },
    Nums: listOf([1n, 2n], "[]int"),
  },
};
const row: Value = {
  kind: "struct",
  type: "*main.Row",
  fields: {
    Name: "row",
    Count: 4n,
    Pi: 0.25,
    State: state,
    Labels: textMapOf({ k: "v" }),
    List: textsOf(["p", "q"]),
  },
  methods: { Label: (name) => (name === "k" ? "v" : "") },
};
const data = mapOf({
  Name: "wéb-1 x",
  Empty: "",
  Count: 3n,
  Zero: 0n,
  Pi: 1.5,
  Big: 123456789,
  Yes: true,
  No: false,
  Nil: null,
  List: textsOf(["a", "b <c>", "Ünï"]),
  None: textsOf([]),
  Any: listOf([1n, "two", null, 2.5, textsOf(["x"])]),
  Labels: textMapOf({ a: "1", "com.example.x": "y", "b-c": "<&>" }),
  Deep: mapOf({ In: mapOf({ Side: "s", N: 7n }) }),
  Row: row,
});

const run = (template: string): { out?: string; error?: string } => {
  try {
    return { out: evaluator(parse(template, "", isFunction), { functions })(data) };
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message };
    throw error;
  }
};

const cases = readFileSync(new URL("../fixtures/format/go-templates.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): { template: string; out?: string; error?: string } => JSON.parse(line));

describe("what Go's text/template makes of generated templates", () => {
  test("there are many", () => {
    expect(cases.filter(({ out }) => out !== undefined).length).toBeGreaterThan(200);
    expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(20);
  });
  test.each(cases.map((one) => [one.template, one] as const))("%j", (template, { out, error }) => {
    expect(run(template)).toEqual(out === undefined ? { error } : { out });
  });
});
