import fc from "fast-check";
import { expect, test } from "vitest";
import { type CompareInput, compare, type ToolOutcome } from "../../src/compare/index.ts";
import { type Container, type Image, TOOLS, type Tool } from "../../src/model/index.ts";
import { fullReference } from "../../src/translate/index.ts";
import { image } from "../golden/images.ts";
import { container, elsewhere, engines, target } from "../golden/node.ts";

const places = [
  { target: "k3s", namespace: "k8s.io" },
  { target: "k3s", namespace: "default" },
  { target: "docker", namespace: "moby" },
] as const;
const digests = ["1", "2", "3", "4"].map((digit) => `sha256:${digit.repeat(64)}`);

const containers = fc
  .record({
    id: fc.constantFrom("a".repeat(64), "b".repeat(64), "c".repeat(64), "plain-ctr", "web"),
    podId: fc.constantFrom(null, "a".repeat(64), "d".repeat(64)),
    state: fc.constantFrom<Container["state"]>("running", "exited", "created", "paused", "unknown"),
    createdAt: fc.constantFrom(null, "2026-11-21T01:00:00Z", "2026-11-21T01:00:00.000000001Z", "2026-11-20T00:00:00Z"),
    image: fc.constantFrom(null, "nginx", "docker.io/library/nginx:latest", digests[0] ?? null),
    pid: fc.constantFrom(null, 0, 7),
    cri: fc.constantFrom(null, true, false),
    pod: fc.constantFrom(null, "p1", "p2"),
    exitCode: fc.constantFrom(null, 0, 3),
    labels: fc.constantFrom({}, { b: "1", a: "2" }, { a: "3" }),
  })
  .map((known) => container(known));

const images = fc
  .record({
    configDigest: fc.constantFrom(null, ...digests.slice(0, 2)),
    manifestDigest: fc.constantFrom(null, ...digests.slice(2)),
    references: fc.subarray(["nginx", "docker.io/library/nginx:latest", "redis:alpine", digests[0] ?? ""]),
  })
  .map((known) => image(known));

const outcomeOf = (
  tool: Tool,
  kind: "container" | "image",
  listings: { place: number; rows: unknown[] }[],
): ToolOutcome =>
  ({
    tool,
    version: null,
    translation: null,
    asked: listings.map(({ place }) => places[place]),
    queries: [],
    listings: listings.map(({ place, rows }) => ({ tool, kind, ...places[place], rows })),
    failure: null,
  }) as ToolOutcome;

const inputs = <R>(kind: "container" | "image", rows: fc.Arbitrary<R>) =>
  fc
    .tuple(
      ...TOOLS.map(() =>
        fc.array(fc.record({ place: fc.nat({ max: 2 }), rows: fc.array(rows, { maxLength: 4 }) }), { maxLength: 3 }),
      ),
    )
    .map((perTool) => perTool.map((listings, index) => outcomeOf(TOOLS[index] ?? "ctr", kind, listings)));

const base = { command: "", hostname: "n", input: "", target, elsewhere, engines, all: false };
const shuffle = <T>(list: readonly T[]): T[] => list.toReversed();
/** The same answers told in another order. */
const shuffled = (outcomes: readonly ToolOutcome[]): ToolOutcome[] =>
  shuffle(outcomes).map((outcome) => ({
    ...outcome,
    listings: shuffle(outcome.listings).map((listing) => ({ ...listing, rows: shuffle(listing.rows) })),
  }));
const rowsOf = (outcomes: readonly ToolOutcome[]) =>
  outcomes.flatMap(({ tool, listings }) => listings.flatMap(({ rows }) => rows.map((row) => ({ tool, row }))));

test("containers: no id is lost, none is made up, every sighting and every gap has its place", () => {
  fc.assert(
    fc.property(inputs("container", containers), (outcomes) => {
      const input = { ...base, kind: "container", outcomes } as CompareInput<"container">;
      const { rows } = compare(input);
      const listed = rowsOf(outcomes) as { tool: Tool; row: Container }[];
      expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(listed.map(({ row }) => row.id)));
      for (const { tool, row } of listed)
        expect(rows.some(({ id, seenBy }) => id === row.id && seenBy.includes(tool))).toBe(true);
      for (const { seenBy, missing } of rows)
        expect([...seenBy, ...missing.map(({ tool }) => tool)].sort()).toEqual([...TOOLS].sort());
    }),
  );
});

test("images: every listed image is in a row of its place with its names and digests, and no row is seen by nobody", () => {
  fc.assert(
    fc.property(inputs("image", images), (outcomes) => {
      const { rows } = compare({ ...base, kind: "image", outcomes } as CompareInput<"image">);
      for (const { tool, listings } of outcomes as ToolOutcome<"image">[]) {
        for (const { target: at, namespace, rows: listed } of listings) {
          const near = rows.filter(
            (row) => row.at === at && row.namespace === (tool === "crictl" && at === "k3s" ? "k8s.io" : namespace),
          );
          for (const row of listed) {
            const names = row.references.filter((name) => !name.startsWith("sha256:")).map(fullReference);
            const config = row.configDigest ?? row.references.find((name) => name.startsWith("sha256:")) ?? null;
            const manifests = (each: Image): (string | null)[] => [
              each.manifestDigest,
              ...each.digests.map((name) => name.split("@")[1] ?? null),
            ];
            expect(
              near.some(
                (each) =>
                  each.seenBy.includes(tool) &&
                  names.every((name) => each.references.includes(name)) &&
                  (config === null || each.configDigest !== null) &&
                  (row.manifestDigest === null || names.length === 0 || manifests(each).includes(row.manifestDigest)),
              ),
            ).toBe(true);
          }
        }
      }
      for (const { seenBy } of rows) expect(seenBy.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(rowsOf(outcomes).length);
    }),
  );
});

test("the order in which tools, listings and rows come does not matter", () => {
  for (const [kind, rows] of [
    ["container", containers],
    ["image", images],
  ] as const) {
    fc.assert(
      fc.property(inputs<unknown>(kind, rows), (outcomes) => {
        const input = { ...base, kind, outcomes } as CompareInput;
        const again = { ...base, kind, outcomes: shuffled(outcomes) } as CompareInput;
        // `at` of a tool is the place of its first listing, which is the order it was asked in.
        const { rows: one } = compare(input);
        const { rows: other } = compare(again);
        expect(JSON.stringify(other)).toBe(JSON.stringify(one));
      }),
    );
  }
});
