import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/adapters/table.ts";
import { UnreadableAnswer } from "../../src/adapters/unreadable.ts";
import { recorded } from "./recorded.ts";

const stdoutOf = (recording: string, words: string): string => {
  const run = recorded(recording).find(({ argv }) => argv.join(" ").endsWith(words));
  if (!run) throw new Error(`not recorded: ${words}`);
  return run.stdout;
};

const width = (text: string): number => [...text].length;

/**
 * Go's text/tabwriter with one flush, as ctr and nerdctl print tables: every cell that a tab ends is padded to the widest of
 * its column plus `padding`, with blanks or (ctr content ls) with tabs to the next multiple of 8.
 */
const tabwriter = (rows: string[][], padding: number, padWith: " " | "\t", endsWithTab: boolean): string => {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) => {
    const widest = Math.max(...rows.map((row) => width(row[column] ?? ""))) + padding;
    return padWith === "\t" ? Math.ceil(widest / 8) * 8 : widest;
  });
  const pad = (cell: string, to: number) =>
    padWith === " " ? cell + " ".repeat(to - width(cell)) : cell + "\t".repeat(Math.ceil((to - width(cell)) / 8));
  return rows
    .map((row) =>
      row.map((cell, column) => (column < columns - 1 || endsWithTab ? pad(cell, widths[column] ?? 0) : cell)).join(""),
    )
    .map((line) => `${line}\n`)
    .join("");
};

/** A cell: any visible text (wide and astral letters too), blanks inside, none at the ends; or empty. */
const cell = fc
  .array(fc.string({ unit: fc.constantFrom("a", "Z", "9", "/", ":", "-", "é", "名", "🐳", "ß", "="), maxLength: 12 }), {
    maxLength: 4,
  })
  .map((words) => words.filter((word) => word !== "").join(" "));
const TITLES = ["REF", "CREATED AT", "SIZE", "LABELS"] as const;

describe("readTable", () => {
  it("reads back every table that tabwriter can print", () => {
    const key = cell.filter((text) => text !== "");
    const rows = fc.array(fc.tuple(key, cell, cell, cell), { maxLength: 8 });
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(" ", "\t"),
        fc.boolean(),
        (cells, padding, pad, end) => {
          const text = tabwriter([[...TITLES], ...cells], padding, pad as " " | "\t", end);
          const read = readTable(text, TITLES);
          expect(read.dropped).toBe(0);
          expect(read.rows.map((row) => TITLES.map((title) => row[title]))).toEqual(cells);
        },
      ),
    );
  });

  it("reads ctr's tables, all versions", () => {
    for (const version of ["1.6.20", "1.7", "2.4"]) {
      const of = (words: string) => stdoutOf(`versions/ctr-${version}`, words);
      const images = readTable(of("images ls"), ["REF", "TYPE", "DIGEST", "SIZE", "PLATFORMS", "LABELS"]);
      expect(images.rows[1]).toEqual({
        REF: "docker.io/library/nginx:1.27-alpine",
        TYPE: "application/vnd.oci.image.manifest.v1+json",
        DIGEST: "sha256:835518aaad5a52ccfd65f4108d5fc8bbe4ecb3c430340096dd3b50e6a7dfc45a",
        SIZE: "2.0 MiB",
        PLATFORMS: "linux/amd64",
        LABELS: "io.cri-containerd.image=managed",
      });
      const snapshots = readTable(of("snapshots ls"), ["KEY", "PARENT", "KIND"]);
      expect(snapshots.rows.some(({ PARENT, KIND }) => PARENT === "" && KIND === "Committed")).toBe(true);
      expect(readTable(of("leases ls"), ["ID", "CREATED AT", "LABELS"])).toEqual({ rows: [], dropped: 0 });
    }
  });

  it("reads a table that is padded with tabs", () => {
    const content = readTable(stdoutOf("versions/ctr-2.4", "content ls"), ["DIGEST", "SIZE", "AGE", "LABELS"]);
    expect(content.dropped).toBe(0);
    expect(content.rows[1]).toEqual({
      DIGEST: "sha256:098a6a8dc0a69c3c7c90e1d2952ee6f8fa2041359c11384527fa53ecf060908a",
      SIZE: "2.13MB",
      AGE: "About an hour",
      LABELS: "containerd.io/uncompressed=sha256:098a6a8dc0a69c3c7c90e1d2952ee6f8fa2041359c11384527fa53ecf060908a",
    });
  });

  it("takes the last cell to the end of the line, however long", () => {
    const text = "NAME    LABELS \nlab     team=a b,x=1,y=2 and far beyond the header\n";
    expect(readTable(text, ["NAME", "LABELS"]).rows).toEqual([
      { NAME: "lab", LABELS: "team=a b,x=1,y=2 and far beyond the header" },
    ]);
  });

  it("drops rows whose cells do not stand under the header", () => {
    const text = "NAME    PID    STATUS\nfirst   1      UP\ntorn apart by a line feed\nlast    2      UP\n";
    const read = readTable(text, ["NAME", "PID", "STATUS"]);
    expect(read.rows.map(({ NAME }) => NAME)).toEqual(["first", "last"]);
    expect(read.dropped).toBe(1);
  });

  it.each([
    ["nothing", "", "prints nothing"],
    ["blank lines", "\n\n", "prints no table"],
    ["another table", "TASK    PID    STATUS    \n", "prints a table without the column CONTAINER"],
    ["a sentence", "no CONTAINER here, sorry\n", "prints a table without the column CONTAINER"],
    [
      "a title that only begins alike",
      "CONTAINERS    IMAGE    RUNTIME\n",
      "prints a table without the column CONTAINER",
    ],
  ])("refuses %s", (_, text, message) => {
    const read = () => readTable(text, ["CONTAINER", "IMAGE", "RUNTIME"]);
    expect(read).toThrow(UnreadableAnswer);
    expect(read).toThrow(message);
  });
});
