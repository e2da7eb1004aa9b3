import { describe, expect, it } from "vitest";
import { globalFlags } from "../../src/cli/globals.ts";
import { main } from "../../src/cli/main.ts";
import { ownVerbs } from "../../src/cli/verbs.ts";
import { topics } from "../../src/docs/topics.ts";
import { everyCommand } from "../../src/translate/map/index.ts";
import { fakeIo } from "./fake-io.ts";

const run = async (words: readonly string[], columns = 80, terminal = true) => {
  const io = fakeIo({ columns, stdoutIsTerminal: terminal });
  const exitCode = await main(words, { version: "1.2.3", home: "/", interrupt: new AbortController().signal, io });
  return { exitCode, stdout: io.stdout(), stderr: io.stderr() };
};
const tooWide = (text: string, columns: number): string[] =>
  text.split("\n").filter((line) => [...line].length > columns);

describe("ctool map", () => {
  it.each([60, 80, 120])("fits a terminal of %i columns", async (columns) => {
    for (const words of [["map"], ["map", "compose"], ["map", "--tool", "ctr"]]) {
      const { exitCode, stdout } = await run(words, columns);
      expect(exitCode).toBe(0);
      expect(tooWide(stdout, columns)).toEqual([]);
    }
  });

  it("has a line for every verb in a pipe, and per tool what is lost", async () => {
    const { stdout } = await run(["map"], 80, false);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t"));
    expect(rows[0]).toEqual(["DOCKER", "TOOL", "FIT", "COMMAND", "LOST"]);
    expect(rows).toHaveLength(1 + 3 * (await everyCommand()).length);
    expect(rows.find(([verb, tool]) => verb === "ps" && tool === "ctr")).toEqual([
      "ps",
      "ctr",
      "partial",
      "ctr tasks ls",
      expect.stringContaining("--format --last --latest"),
    ]);
  });

  it("folds groups that no tool has, unless they are asked for", async () => {
    expect((await run(["map"])).stdout).toMatch(/No form in any of them: .*swarm/);
    expect((await run(["map", "swarm"])).stdout).toMatch(/^swarm init\s+none\s+none\s+none/m);
  });

  it("filters by tool and by fit", async () => {
    const { stdout } = await run(["map", "--tool", "crictl", "--fit", "exact", "--json"]);
    const { verbs } = JSON.parse(stdout) as { verbs: { command: string; tools: { tool: string; fit: string }[] }[] };
    expect(verbs.map(({ command }) => command)).toContain("container ls");
    for (const { tools } of verbs) expect(tools.map(({ tool, fit }) => [tool, fit])).toEqual([["crictl", "exact"]]);
    const { stdout: both } = await run(["map", "--verb", "container", "--fit", "steps,exact", "--json"]);
    expect((JSON.parse(both) as { verbs: object[] }).verbs.length).toBeGreaterThan(5);
  });

  it("tells every flag of one verb, in every tool", async () => {
    const { stdout } = await run(["map", "run"]);
    const [spec] = (await everyCommand()).filter(({ path }) => path === "container run");
    for (const { long, aliasOf } of spec?.flags ?? []) if (aliasOf === null) expect(stdout).toContain(`--${long}`);
    expect(stdout).toMatch(
      /-p, --publish list[\s\S]*?nerdctl\s+same\n\s+crictl\s+pod\.json: port_mappings\n\s+ctr\s+--net-host/,
    );
  });

  it("is Markdown when asked: the table, or the page of one verb", async () => {
    expect((await run(["map", "--markdown"])).stdout).toMatch(/^\| docker \| nerdctl \| crictl \| ctr \|\n\| --- /);
    expect((await run(["map", "container", "ls", "--markdown"])).stdout).toMatch(/^# docker ps\n/);
  });

  it("maps for the version that is assumed", async () => {
    const { stdout } = await run(["map", "run", "--assume", "nerdctl=1.7", "--tool", "nerdctl"]);
    expect(stdout).toContain("lost: needs nerdctl 2.0");
  });

  it("says what is wrong with a line", async () => {
    expect(await run(["map", "compos"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("ctool map compose"),
    });
    expect(await run(["map", "--fit", "good"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("exact, steps"),
    });
    expect(await run(["map", "ps", "--verb", "run"])).toMatchObject({ exitCode: 2 });
  });
});

describe("help", () => {
  it("lists every verb, flag and topic there is, at 80 columns", async () => {
    const { stdout } = await run(["help"]);
    expect(tooWide(stdout, 80)).toEqual([]);
    for (const { name, hidden } of ownVerbs) expect(stdout.includes(`\n  ${name} `), name).toBe(hidden !== true);
    for (const flag of Object.keys(globalFlags)) expect(stdout).toContain(`\n  --${flag}`);
    for (const topic of Object.keys(topics)) expect(stdout).toContain(`\n  ${topic} `);
    for (const { path } of await everyCommand()) {
      const [group = ""] = path.split(" ");
      expect(stdout.includes(group) || stdout.includes(path.split(" ").at(-1) ?? "")).toBe(true);
    }
    expect((await run(["--help"])).stdout).toBe(stdout);
  });

  it("begins with examples, for every verb", async () => {
    for (const { name, hidden } of ownVerbs) {
      if (hidden) continue;
      const { stdout } = await run(["help", ...name.split(" ")]);
      expect(stdout, name).toMatch(/^Examples:\n {2}/);
      expect(tooWide(stdout.split("\n\n").slice(1).join("\n\n"), 80), name).toEqual([]);
      const { stdout: short } = await run([...name.split(" "), "--help"]);
      expect(name in topics ? stdout.slice(0, short.length) : stdout, name).toBe(short);
    }
    for (const { path } of await everyCommand()) {
      const { stdout } = await run(["help", ...path.split(" ")]);
      expect(stdout, path).toMatch(/^Examples:\n {2}ctool /);
      expect(tooWide(stdout.split("\n\n").slice(1).join("\n\n"), 80), path).toEqual([]);
    }
  });

  it("knows groups and topics, and says what was meant", async () => {
    expect((await run(["help", "compose"])).stdout).toMatch(/^ {2}compose up /m);
    expect((await run(["help", "docker", "ps"])).stdout).toContain("Usage: ctool ps [flags]");
    for (const topic of Object.keys(topics))
      expect(tooWide((await run(["help", topic])).stdout, 80), topic).toEqual([]);
    expect(await run(["help", "imagse"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("ctool help images"),
    });
  });
});
