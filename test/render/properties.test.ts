import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { compare } from "../../src/compare/index.ts";
import {
  cut,
  graphemesOf,
  loadWidths,
  type RawOutput,
  type RenderOptions,
  renderImages,
  renderPs,
  renderRaw,
  tableLines,
  widthOf,
  wrap,
} from "../../src/render/index.ts";
import { crictlImage, k3sImages, known, listed } from "../golden/images.ts";
import { answered, container, k3sNode, NOW, unanswered } from "../golden/node.ts";

beforeAll(() => loadWidths("日本"));

const letters = fc.constantFrom(
  ..."abc-/:.日本語한",
  "👩‍👩‍👧‍👦",
  "🇩🇪",
  "e\u0301",
  "🚀",
  "\u200b",
  " ",
  "\t",
  "\n",
  "\u001b[31m",
  "\u202e",
  "ß",
);
const texts = fc.array(letters, { maxLength: 60 }).map((list) => list.join(""));
const widths = fc.integer({ min: 20, max: 220 });
const options = fc
  .record({
    width: widths,
    ascii: fc.boolean(),
    colour: fc.boolean(),
    verbose: fc.boolean(),
    sandboxes: fc.boolean(),
    allNamespaces: fc.boolean(),
    showSize: fc.boolean(),
    showDigests: fc.boolean(),
  })
  .map((known): RenderOptions => ({ ...known, tty: true, now: NOW }));

const expectToFit = (text: string, width: number): void => {
  for (const line of text.split("\n"))
    expect([line, widthOf(stripVTControlCharacters(line)) <= width]).toEqual([line, true]);
};

describe("cutting", () => {
  test("fits, and breaks no grapheme", () => {
    fc.assert(
      fc.property(
        texts,
        fc.nat({ max: 80 }),
        fc.constantFrom("end" as const, "middle" as const),
        (text, width, where) => {
          const short = cut(text, width, "…", where);
          expect(widthOf(short)).toBeLessThanOrEqual(width);
          const whole = graphemesOf(text);
          const kept = short.includes("…") ? short.split("…").flatMap(graphemesOf) : graphemesOf(short);
          if (short !== text && short !== "") {
            const [head = "", tail = ""] = short.split("…");
            expect(whole.slice(0, graphemesOf(head).length).join("")).toBe(head);
            expect(tail === "" || whole.slice(-graphemesOf(tail).length).join("") === tail).toBe(true);
          }
          expect(kept.every((letter) => whole.includes(letter))).toBe(true);
        },
      ),
    );
  });

  test("wrapping fits and loses no letter", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 80 }), (text, width) => {
        const plain = text.replace(/[\t\n]|\u001b\[31m|\u202e|\u200b/g, "");
        const lines = wrap(plain, width);
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
        expect(lines.join("").replaceAll(" ", "")).toBe(plain.replaceAll(" ", ""));
      }),
    );
  });
});

describe("no line is wider than the terminal", () => {
  test("tables of anything", () => {
    const columns = fc.array(
      fc.record(
        {
          header: texts,
          min: fc.nat({ max: 20 }),
          fair: fc.nat({ max: 40 }),
          max: fc.integer({ min: 1, max: 60 }),
          priority: fc.nat({ max: 3 }),
          align: fc.constantFrom("left" as const, "right" as const),
          cut: fc.constantFrom("end" as const, "middle" as const),
        },
        { requiredKeys: ["header"] },
      ),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(
        columns,
        fc.array(fc.array(texts, { maxLength: 6 }), { maxLength: 5 }),
        fc.nat({ max: 100 }),
        fc.nat({ max: 4 }),
        (shape, rows, width, indent) => {
          for (const line of tableLines(shape, rows, { width, indent })) {
            expect([line, widthOf(line) <= width]).toEqual([line, true]);
            expect(line).not.toContain("\n");
          }
        },
      ),
    );
  });

  const containers = fc
    .record({
      id: fc.uuid(),
      name: fc.option(texts),
      image: fc.option(texts),
      status: fc.option(texts),
      attempt: fc.constantFrom(null, 0, 12),
      state: fc.constantFrom(
        "running" as const,
        "exited" as const,
        "unknown" as const,
        "paused" as const,
        "created" as const,
      ),
      kind: fc.constantFrom("container" as const, "sandbox" as const),
      exitCode: fc.constantFrom(null, 0, 137),
      createdAt: fc.constantFrom(null, "2026-11-21T01:00:00Z"),
      pid: fc.constantFrom(null, 7),
      cri: fc.constantFrom(null, true, false),
    })
    .map((known) => container(known));
  const failures = fc.constantFrom(
    "missing" as const,
    "failed" as const,
    "timeout" as const,
    "denied" as const,
    "unsupported" as const,
  );

  test("ctool ps", () => {
    fc.assert(
      fc.property(
        fc.array(containers, { maxLength: 8 }),
        fc.subarray(["nerdctl", "crictl", "ctr", "docker"] as const),
        failures,
        texts,
        options,
        (rows, gone, state, error, how) => {
          const change = {
            nerdctl: answered("nerdctl", rows, false),
            ctr: answered("ctr", rows.slice(2), false),
            ...Object.fromEntries(gone.map((tool) => [tool, unanswered(tool, state, error)])),
          };
          const comparison = compare(k3sNode({ change }));
          const { stdout, stderr } = renderPs(comparison, how);
          expectToFit(stdout, how.width);
          expect(stderr).toBe("");
          if (!how.colour) expect(stdout).not.toContain("\u001b");
        },
      ),
      { numRuns: 60 },
    );
  });

  test("ctool images", () => {
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 4 }), options, (references, how) => {
        const input = k3sImages({ crictl: listed("crictl", [{ ...crictlImage(known.nginx), references }]) });
        expectToFit(renderImages(compare(input), how).stdout, how.width);
      }),
      { numRuns: 60 },
    );
  });

  test("the tools' own outputs", () => {
    const outputs = fc.array(
      fc
        .record({ stdout: texts, stderr: texts, exitCode: fc.constantFrom(null, 0, 1) })
        .map(
          (known): RawOutput => ({ tool: "ctr", argv: ["ctr", "images", "ls"], state: "ok", durationMs: 3, ...known }),
        ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(
        outputs,
        fc.constantFrom("columns" as const, "stacked" as const),
        fc.boolean(),
        options,
        (list, layout, noTrunc, how) => {
          expectToFit(renderRaw(list, layout, { ...how, noTrunc }).stdout, how.width);
        },
      ),
    );
  });
});

test("piped, every row has as many tabs as the header, whatever is in the names", () => {
  fc.assert(
    fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), (names) => {
      const rows = names.map((name, index) => container({ id: String(index), name, image: name, command: name }));
      const comparison = compare(k3sNode({ change: { nerdctl: answered("nerdctl", rows, false) } }));
      const { stdout } = renderPs(comparison, { width: 80, tty: false, colour: false, ascii: false, now: NOW });
      const tabs = stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split("\t").length);
      expect(new Set(tabs).size).toBe(1);
    }),
  );
});
