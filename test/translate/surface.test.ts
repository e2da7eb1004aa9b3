import { describe, expect, it } from "vitest";
import {
  allLoaders,
  allPaths,
  CHECKED,
  COLUMNS,
  type Column,
  type CommandSpec,
  isOwn,
  translate,
} from "../../src/translate/index.ts";
import { complaint, readSurface, type SurfaceCommand } from "./surface.ts";

const files = await Promise.all(allLoaders().map((load) => load()));
const specs: CommandSpec[] = files.flatMap(({ commands }) => [...commands]);
const OWN = new Set(specs.map(({ path }) => path).filter((path) => isOwn(path) || path.startsWith("--")));
/** Commands that take a plugin's flags too: `docker build` is `docker buildx build` where buildx is installed. */
const PLUGIN: Record<string, string> = { "image build": "buildx build" };
const docker = [...readSurface("docker").commands, ...readSurface("docker-plugins").commands];
const at = (path: string): SurfaceCommand | undefined => docker.find((command) => command.path.join(" ") === path);

describe("rows equal docker's surface", () => {
  for (const spec of specs.filter(({ path }) => !OWN.has(path))) {
    it(spec.path, () => {
      for (const path of [spec.path, ...spec.aliases]) {
        const real = at(path);
        if (real === undefined) {
          const parent = at(spec.path);
          expect(parent?.aliases, `docker ${path} is an alias`).toContain(`docker ${path}`);
          continue;
        }
        const plugin = at(PLUGIN[spec.path] ?? "")?.flags ?? [];
        const more = plugin.filter(({ long }) => !real.flags.some((flag) => flag.long === long));
        const want = [...real.flags, ...more].map(({ long, short, type }) => `${short ?? ""} ${long} ${type}`).sort();
        const listed = spec.flags.filter(({ unlisted }) => !unlisted);
        expect(listed.map(({ long, short, kind }) => `${short ?? ""} ${long} ${kind}`).sort()).toEqual(want);
      }
      for (const alias of at(spec.path)?.aliases ?? [])
        expect([spec.path, ...spec.aliases]).toContain(alias.replace(/^docker /, ""));
    });
  }
});

describe("every spec is whole", () => {
  for (const spec of specs) {
    it(spec.path, () => {
      expect(spec.examples.length).toBeGreaterThan(0);
      for (const row of spec.flags) {
        expect(row.meaning, `--${row.long}`).toMatch(/^[A-Z].*\.$/);
        for (const column of COLUMNS)
          if (spec.tools[column].kind === "verb")
            expect(row.rules[column], `--${row.long} for ${column}`).toBeDefined();
      }
    });
  }
  it("the index and the files agree", () => {
    const said = specs.filter(({ path }) => !isOwn(path)).flatMap(({ path, aliases }) => [path, ...aliases]);
    expect(said.sort()).toEqual(allPaths().sort());
  });
});

describe("what the examples become parses in every version of the tools", () => {
  for (const spec of specs) {
    for (const example of spec.examples) {
      it(example, async () => {
        for (const column of COLUMNS) {
          for (const version of CHECKED[column]) await parses(example, column, version);
        }
      });
    }
  }
});

async function parses(line: string | readonly string[], column: Column, version: string): Promise<void> {
  const report = await translate(line, { versions: { [column]: version }, tools: [column] });
  expect(report.translations, JSON.stringify(report.problems)).toHaveLength(1);
  for (const step of report.translations[0]?.steps ?? []) {
    const tool = step.argv[0] as Column;
    expect(complaint(tool, version, step.argv), `${tool} ${version}: ${JSON.stringify(step.argv)}`).toBeNull();
  }
}
