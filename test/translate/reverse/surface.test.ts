// The tables of reverse/specs against test/fixtures/surface: what the real --help and command trees of crictl and ctr accept.
import { describe, expect, it } from "vitest";
import { indexTable } from "../../../src/translate/reverse/find-command.ts";
import { crictl } from "../../../src/translate/reverse/specs/crictl.ts";
import { ctr } from "../../../src/translate/reverse/specs/ctr.ts";
import { nerdctlOwn, ownFlags } from "../../../src/translate/reverse/specs/nerdctl-own.ts";
import type { ToolFlag, ToolTable } from "../../../src/translate/reverse/tool-spec.ts";
import { FILES, readSurface, type SurfaceFlag } from "../surface.ts";

const real = ({ short, long, takesValue }: SurfaceFlag) => `${short ?? "-"} ${long ?? "-"} ${takesValue}`;
const row = ({ short, long, kind }: ToolFlag) => `${short ?? "-"} ${long ?? "-"} ${kind !== "bool"}`;
const byPath = (table: ToolTable) => new Map(table.commands.map((command) => [command.path, command]));
/** urfave and cobra add these to everything. */
const isHelp = ({ long }: SurfaceFlag) => long === "help";
/** Folders of commands that this surface lists as commands too. */
const newest: readonly (readonly [ToolTable, string])[] = [
  [crictl, "crictl-1.36"],
  [ctr, "ctr-2.x"],
];

for (const [table, file] of newest) {
  const surface = readSurface(file);
  const paths = byPath(table);
  describe(`${table.tool}: rows equal ${file}`, () => {
    it("commands", () => {
      const wanted = surface.commands.filter(({ runnable }) => runnable).map(({ path }) => path.join(" "));
      expect([...paths.keys()].sort()).toEqual(wanted.sort());
    });
    it("groups", () => {
      const wanted = surface.commands
        .filter(({ runnable }) => !runnable)
        .map(({ path, aliases, flags }) => ({
          name: path.join(" "),
          aliases: [...aliases].sort(),
          flags: flags.map(real),
        }));
      const have = table.groups.map(({ name, aliases, flags }) => ({
        name,
        aliases: [...aliases].sort(),
        flags: flags.map(row),
      }));
      const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
      expect(have.sort(byName)).toEqual(wanted.sort(byName));
    });
    it("global flags", () => {
      const wanted = surface.globalFlags.filter((flag) => !isHelp(flag)).map(real);
      expect(table.globals.map(row).sort()).toEqual(wanted.sort());
    });
    for (const command of surface.commands.filter(({ runnable }) => runnable)) {
      it(command.path.join(" "), () => {
        const have = paths.get(command.path.join(" "));
        expect([...(have?.aliases ?? [])].sort()).toEqual([...command.aliases].sort());
        expect(
          (have?.flags ?? [])
            .filter(({ until }) => until === undefined)
            .map(row)
            .sort(),
        ).toEqual(command.flags.map(real).sort());
        expect(have?.combine).toBe(command.shortOptionCombining ?? false);
      });
    }
  });
}

describe("older releases have nothing that the rows do not know", () => {
  for (const [table] of newest) {
    const paths = byPath(table);
    for (const [version, file] of Object.entries(FILES[table.tool as "crictl" | "ctr"])) {
      it(`${table.tool} ${version}`, () => {
        for (const { path, flags } of readSurface(file).commands) {
          const name = path.join(" ");
          const have = paths.get(name)?.flags ?? table.groups.find((group) => group.name === name)?.flags;
          expect(have, name).toBeDefined();
          for (const flag of flags) {
            const known = have?.find(({ long, short }) =>
              flag.long === null ? short === flag.short : long === flag.long,
            );
            expect(known, `${name} ${flag.long}`).toBeDefined();
            expect(known?.kind !== "bool", `${name} ${flag.long}`).toBe(flag.takesValue);
            if (flag.short !== null) expect(known?.short, `${name} ${flag.long}`).toBe(flag.short);
          }
        }
      });
    }
  }
});

describe("nerdctl's own", () => {
  const paths = byPath(nerdctlOwn);
  const docker = new Map(
    [...readSurface("docker").commands, ...readSurface("docker-plugins").commands].map((command) => [
      command.path.join(" "),
      command,
    ]),
  );
  const canonical = (path: string) => {
    const aliases = docker.get(path)?.aliases ?? [];
    const names = [path, ...aliases.map((alias) => alias.replace(/^docker /, ""))];
    return [
      ...names,
      ...[...docker].filter(([, { aliases: others }]) => others.includes(`docker ${path}`)).map(([other]) => other),
    ];
  };
  for (const [version, file] of Object.entries(FILES.nerdctl)) {
    it(`every command and flag of ${version} that docker lacks has a row`, () => {
      const { commands, globalFlags } = readSurface(file);
      const known = indexTable(nerdctlOwn);
      for (const { long, short } of globalFlags) {
        const name = long.length === 1 ? null : long;
        if (name === "help") continue;
        expect(
          nerdctlOwn.globals.some((flag) => (name === null ? flag.short === short : flag.long === name)),
          long,
        ).toBe(true);
      }
      for (const { path, flags, runnable } of commands) {
        const name = path.join(" ");
        const theirs = docker.get(name);
        if (theirs === undefined) {
          if (!runnable || name === "help") continue;
          expect(known.commands.has(name), name).toBe(true);
          for (const flag of flags)
            expect(
              paths.get(name)?.flags.map((each) => each.long),
              name,
            ).toContain(flag.long);
          continue;
        }
        const own = canonical(name).flatMap((each) => ownFlags[each] ?? []);
        for (const { long, short } of flags) {
          if (name === "compose" && (long === "f" || long === "ipfs-address")) continue;
          const docker = theirs.flags.find((flag) => flag.long === long);
          if (docker !== undefined && (short === null || short === docker.short)) continue;
          expect(
            own.map((flag) => flag.long),
            `${name} --${long}`,
          ).toContain(long);
        }
      }
    });
  }
});

describe("every row says what it is", () => {
  for (const table of [crictl, ctr, nerdctlOwn]) {
    it(table.tool, () => {
      for (const command of table.commands) {
        for (const flag of [...command.flags, ...table.globals])
          expect(flag.meaning, `${command.path} ${flag.long}`).toMatch(/^[A-Za-z].*\.$/);
        if (command.docker.kind === "none") expect(command.docker.instead.length, command.path).toBeGreaterThan(5);
      }
    });
  }
});
