import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Image, Kind, Tool, Version } from "../../src/model/index.ts";
import { dockerTarget, question, readRecorded, rowsOf, target } from "./recorded.ts";

/** Every version of a tool that was asked the same questions on the same node. */
const versions: Record<Tool, string[]> = {
  nerdctl: ["1.7.7", "2.0.5", "2.3.5"],
  crictl: ["1.26.0", "1.30.0", "1.33.0", "1.36"],
  ctr: ["1.6.20", "1.7", "2.4"],
  docker: ["28.2"],
};

/** What each recorded client calls itself; crictl was built without a version. */
const clients: Record<string, string> = {
  "nerdctl-1.7.7": "1.7.7",
  "nerdctl-2.0.5": "2.0.5",
  "nerdctl-2.3.5": "2.3.5",
  "ctr-1.6.20": "1.6.20~ds1",
  "ctr-1.7": "1.7.34+unknown",
  "ctr-2.4": "2.4.0-beta+unknown",
  "docker-28.2": "28.2.2",
};

/** The expectation, written once per tool by hand: golden/TOOL.json, rows by kind. */
const golden = (tool: Tool): Partial<Record<Kind, Record<string, unknown>[]>> =>
  JSON.parse(readFileSync(new URL(`golden/${tool}.json`, import.meta.url), "utf8"));

const sorted = (rows: readonly object[]): object[] =>
  rows.toSorted((a, b) => (JSON.stringify(keyOf(a)) < JSON.stringify(keyOf(b)) ? -1 : 1));
const keyOf = (row: object): unknown => {
  const { id, name, manifestDigest, configDigest } = row as Record<string, unknown>;
  return [id, name, manifestDigest, configDigest];
};

/** nerdctl 1 rounds sizes to a tenth of a MiB: they are compared apart. */
const withoutSizes = (rows: readonly object[]): object[] =>
  rows.map((row) => ("contentSize" in row ? { ...row, contentSize: null, unpackedSize: null } : row));

const read = (tool: Tool, version: string, kind: Kind) => {
  // docker was asked for images without `-a`.
  const asked = question(kind, { all: !(tool === "docker" && kind === "image") });
  return readRecorded(`versions/${tool}-${version}`, tool, asked, tool === "docker" ? dockerTarget : target());
};

const cases = (Object.keys(versions) as Tool[]).flatMap((tool) =>
  versions[tool].flatMap((version) => (Object.keys(golden(tool)) as Kind[]).map((kind) => ({ tool, version, kind }))),
);

describe("every version of a tool reads to one model", () => {
  it.each(cases)("$tool $version: $kind", ({ tool, version, kind }) => {
    const listing = read(tool, version, kind);
    const rows = rowsOf(listing, kind);
    const expected = (golden(tool)[kind] ?? []).map((row) =>
      row.client === "VERSION" ? { ...row, client: clients[`${tool}-${version}`] } : row,
    );
    const rounded = tool === "nerdctl" && version.startsWith("1.") && kind === "image";
    const compared = rounded ? withoutSizes : (all: readonly object[]) => all;
    expect(sorted(compared(rows))).toEqual(sorted(compared(expected)));
    expect(listing).not.toHaveProperty("listing.dropped");
  });

  it("covers every kind that a tool can list from what was recorded", () => {
    const kinds = (tool: Tool) => Object.keys(golden(tool)).sort();
    expect(kinds("nerdctl")).toEqual(["container", "image", "namespace", "pod", "version"]);
    expect(kinds("crictl")).toEqual(["container", "image", "pod", "version"]);
    // ctr's list of sandboxes is a filtered one: see ctr.test.ts
    expect(kinds("ctr")).toEqual(["container", "image", "namespace", "version"]);
    expect(kinds("docker")).toEqual(["container", "image", "version"]);
  });

  it("reads nerdctl 1's binary sizes to within what they were rounded by", () => {
    const images = rowsOf(read("nerdctl", "1.7.7", "image"), "image") as Image[];
    expect(images).toHaveLength(8);
    for (const { contentSize, unpackedSize } of images) {
      expect(Math.abs((contentSize ?? 0) - 2_131_000)).toBeLessThan(0.05 * 1024 ** 2);
      expect(Math.abs((unpackedSize ?? 0) - 2_030_000)).toBeLessThan(0.05 * 1024 ** 2);
    }
  });

  it("tells a client's version from the engine's", () => {
    const [version] = rowsOf(read("ctr", "2.4", "version"), "version") as Version[];
    expect(version?.client).not.toBe(version?.server);
  });
});
