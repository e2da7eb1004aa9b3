import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkRowFormat, rowFormat, rowValue, TemplateError } from "../../src/format/index.ts";

const row = rowValue("*formatter.ContainerContext", { Names: "web", ID: "0123", Ports: "" }, { a: "1" });
const print = (template: string, rows = 1): string =>
  rowFormat(template, { headers: { Names: "NAMES" }, widthOf: (text) => text.length }).print(
    Array.from({ length: rows }, () => row),
  );

describe("templates that mean harm end, and say why", () => {
  const doubling = `{{$x := "aaaaaaaaaa"}}${"{{$x = print $x $x}}".repeat(60)}{{len $x}}`;
  const nested = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);
  test.each([
    ["a loop without end in sight", "{{range 9000000000000000000}}x{{end}}"],
    ["a loop that prints nothing", "{{range 9000000000000000000}}{{end}}"],
    ["loops in loops", "{{range 100000}}{{range 100000}}{{range 100000}}{{end}}{{end}}{{end}}"],
    ["a template that calls itself", '{{define "a"}}{{template "a" .}}{{end}}{{template "a" .}}'],
    [
      "two that call each other",
      '{{define "a"}}{{template "b" .}}{{end}}{{define "b"}}{{template "a" .}}{{template "a" .}}{{end}}{{template "a" .}}',
    ],
    ["a text that doubles", doubling],
    ["a wide pad", "{{pad .Names 9000000000000000 1}}"],
    ["a wide verb, many times", `{{printf "${"%999999d".repeat(100)}" 1}}`],
    ["deep parentheses", `{{${nested("(", ")")}}}`],
    ["deep blocks", nested("{{if .}}", "{{end}}")],
    ["a long chain of else if", `{{if .Ports}}${"{{else if .Ports}}".repeat(20_000)}{{end}}`],
    ["names of JavaScript", "{{.constructor.prototype}}"],
    ["its functions", "{{constructor .}}"],
    ["its fields", "{{.__proto__}}"],
  ])("%s", (_, template) => {
    expect(() => print(template)).toThrow(TemplateError);
  });

  test("a label called like something of JavaScript's is no label", () => {
    const value = rowValue("*formatter.ContainerContext", {}, { a: "1" });
    const { print: printRows } = rowFormat('[{{.Label "constructor"}}]', {
      headers: {},
      widthOf: (text) => text.length,
    });
    expect(printRows([value])).toBe("[]\n");
  });

  test("many rows have room", () => {
    const text = '{{range $i, $x := split .Names ""}}{{$i}}{{$x}}{{end}} {{json .}}';
    expect(print(text, 5000).split("\n").length).toBe(5001);
  });
});

test("whatever is typed is printed or refused, never a fault of ours", () => {
  const piece = fc.constantFrom(
    ..."{{ }} {{- -}} | . $ ( ) \" ' ` := = , if else end range with define block template break continue nil true".split(
      " ",
    ),
    ...".Names .ID .Label .Nope $x $ \"a\" `b` 1 -2 1.5 0x1f 'c' json join upper title split pad truncate printf index len eq slice and or".split(
      " ",
    ),
    " ",
    "\n",
    "é",
    "/*",
    "*/",
    '"%[1]*.*d%"',
  );
  const template = fc.oneof(
    fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(" ")),
    fc.array(piece, { maxLength: 24 }).map((pieces) => `{{${pieces.join("")}}}`),
    fc.string({ maxLength: 40 }),
  );
  fc.assert(
    fc.property(template, (text) => {
      for (const act of [() => print(text), () => print(`table ${text}`), () => checkRowFormat(text, row)]) {
        try {
          act();
        } catch (error) {
          if (!(error instanceof TemplateError)) throw error;
        }
      }
    }),
    { numRuns: 1500 },
  );
});
