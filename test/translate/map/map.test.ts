import { expect, it } from "vitest";
import { COLUMNS, translate } from "../../../src/translate/index.ts";
import {
  commandsUnder,
  everyCommand,
  globalFlagsMap,
  type MapVerb,
  mapVerb,
  shortName,
} from "../../../src/translate/map/index.ts";

const commands = await everyCommand();
const rows = await Promise.all(commands.map((spec) => mapVerb(spec)));
const row = (command: string): MapVerb => rows.find((each) => each.command === command) as MapVerb;

it("every fit is the translator's, for the bare line", async () => {
  for (const { example, tools } of rows) {
    const { translations, problems } = await translate(example.replace(/^ctool /, "docker "));
    expect(problems, example).toEqual([]);
    for (const { tool, fit, lines, notes } of tools) {
      const said = translations.find((each) => each.tool === tool);
      expect([fit, lines, notes], example).toEqual([
        said?.fit,
        said?.steps.map(({ argv }) => argv.join(" ")),
        said?.notes,
      ]);
    }
  }
});

it("the bare line is the example with the fewest flags", () => {
  expect(row("container ls").example).toBe("docker ps");
  expect(row("container run").example).toBe("docker run nginx:alpine");
  expect(row("container exec").example).toBe("docker exec web ls -l /");
});

it("every flag of every table is in its row, with every tool that has the verb", () => {
  for (const spec of commands) {
    const { flags } = row(spec.path);
    expect(flags.map(({ flag }) => flag)).toEqual(spec.flags.map(({ long }) => `--${long}`));
    for (const flag of flags)
      for (const tool of COLUMNS)
        expect(flag.tools[tool] !== undefined, `${spec.path} ${flag.flag} ${tool}`).toBe(
          spec.tools[tool].kind === "verb",
        );
  }
});

it("a lost flag is lost in the tool's list too, its other spellings not", () => {
  const ps = row("container ls").tools.find(({ tool }) => tool === "ctr");
  expect(ps?.lostFlags).toEqual(["--format", "--last", "--latest"]);
  const run = row("container run").tools.find(({ tool }) => tool === "nerdctl");
  expect(run?.lostFlags).toContain("--network-alias");
  expect(run?.lostFlags).not.toContain("--net-alias");
});

it("a line that fits better than the bare one is named", () => {
  expect(row("container ls").tools.find(({ tool }) => tool === "ctr")?.better).toEqual({
    line: "docker ps -a",
    fit: "exact",
  });
  expect(row("container ls").tools.find(({ tool }) => tool === "nerdctl")?.better).toBeNull();
});

it("is made for a version when one is named", async () => {
  const [spec] = commandsUnder(commands, "run");
  if (!spec) throw new Error("no run");
  const older = await mapVerb(spec, { nerdctl: "1.7.7" });
  const cell = older.flags.find(({ flag }) => flag === "--annotation")?.tools.nerdctl;
  expect(cell).toMatchObject({ how: "lost", text: "needs nerdctl 2.0" });
  expect(row("container run").flags.find(({ flag }) => flag === "--annotation")?.tools.nerdctl?.since).toBe(
    "nerdctl 2.0",
  );
});

it("a name finds one command, a group all of it", () => {
  for (const name of ["ps", "container ps", "container ls"])
    expect(commandsUnder(commands, name).map(({ path }) => path)).toEqual(["container ls"]);
  expect(commandsUnder(commands, "network").length).toBeGreaterThan(5);
  expect(commandsUnder(commands, "networks")).toEqual([]);
});

it("the short name is the one with the fewest words, docker's own where they are as short", () => {
  expect(shortName({ path: "container ls", aliases: ["container ps", "ps"] })).toBe("ps");
  expect(shortName({ path: "stack deploy", aliases: ["stack up"] })).toBe("stack deploy");
});

it("docker's flags before the verb say what becomes of them in every tool", () => {
  const host = globalFlagsMap().find(({ flag }) => flag === "--host");
  expect(host?.short).toBe("-H");
  for (const tool of COLUMNS) expect(host?.tools[tool]?.how).toBe("lost");
});
