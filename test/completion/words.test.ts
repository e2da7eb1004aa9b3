import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globalFlags } from "../../src/cli/globals.ts";
import { ownVerbs } from "../../src/cli/verbs.ts";
import { completeWords, type Tables } from "../../src/completion/index.ts";
import { wordsIn } from "../../src/completion/values.ts";
import { everyCommand } from "../../src/translate/map/index.ts";

const tables: Tables = {
  verbs: ownVerbs,
  globals: Object.entries(globalFlags).map(([name, { value, meaning }]) => ({ name, short: null, value, meaning })),
  topics: [{ text: "namespaces", meaning: "what they are" }],
};

/** The line as typed behind `ctool`; a blank at its end begins a new word. */
const at = (line: string) => completeWords(line.split(" "), tables);
const texts = async (line: string): Promise<string[]> => (await at(line)).candidates.map(({ text }) => text);

describe("verbs", () => {
  it.each([
    ["p", ["path", "pause", "plugin", "pods", "port", "ps", "pull", "push"]],
    ["container l", ["list", "logs", "ls"]],
    ["compose -f app.yml u", ["unpause", "up"]],
    ["image cop", ["copy"]],
    ["docker imag", ["image", "images"]],
    ["--demo docker imag", ["image", "images"]],
    ["help names", ["namespaces"]],
    ["map container l", ["list", "logs", "ls"]],
    ["completion ", ["bash", "zsh", "fish"]],
    ["nosuch ", []],
  ])("%s", async (line, want) => {
    expect(await texts(line)).toEqual(expect.arrayContaining(want));
    if (want.length === 0) expect(await texts(line)).toEqual([]);
  });

  it("every verb of ctool's own and of docker's comes, hidden ones do not", async () => {
    const all = await texts("");
    for (const { name, hidden } of ownVerbs) expect(all.includes(name.split(" ", 1)[0] ?? "")).toBe(hidden !== true);
    for (const { path } of await everyCommand()) expect(all).toContain(path.split(" ", 1)[0]);
  });
});

describe("flags", () => {
  it("are the verb's own, and ctool's where the verb does not own the name", async () => {
    expect(await texts("ps --fi")).toEqual(["--filter"]);
    expect(await texts("docker run --re")).toEqual(expect.arrayContaining(["--read-only", "--record", "--restart"]));
    for (const { path, flags } of await everyCommand()) {
      const found = await texts(`${path} --`);
      for (const { long, aliasOf } of flags) if (aliasOf === null) expect(found, path).toContain(`--${long}`);
      expect(new Set(found).size, path).toBe(found.length);
    }
  });

  it("end where the container's words begin, and behind --", async () => {
    expect(await texts("run nginx -")).toEqual([]);
    expect(await texts("exec web sh --")).toEqual([]);
    expect(await texts("stop -- -")).toEqual([]);
    expect(await texts("stop web --si")).toEqual(["--signal"]);
  });
});

describe("values of flags", () => {
  it.each([
    ["ps --format ", ["json", "table"]],
    ["ps --format=j", ["--format=json"]],
    ["ps --filter stat", ["status="]],
    ["ps -f status=ex", ["status=exited"]],
    ["ps --filter=status=ex", ["--filter=status=exited"]],
    ["network ls --filter dr", ["driver="]],
    ["run --restart unl", ["unless-stopped"]],
    ["run --pull m", ["missing"]],
    ["--layout st", ["stacked"]],
    ["translate --to c", ["crictl", "ctr"]],
    ["map --tool n", ["nerdctl"]],
    ["map --fit ", ["exact", "steps", "partial", "none"]],
    ["--assume ", ["nerdctl=", "crictl=", "ctr="]],
  ])("%s", async (line, want) => {
    expect(await texts(line)).toEqual(want);
  });

  it("keep the word open where more has to come", async () => {
    expect((await at("ps --filter stat")).open).toBe(true);
    expect((await at("ps --format ")).open).toBe(false);
  });

  it("are read off the one sentence that the tables have", () => {
    expect(wordsIn("When to pull the image: always, missing, never.")).toEqual(["always", "missing", "never"]);
    expect(wordsIn("When to restart the container: no, on-failure[:N], always.")).toEqual([
      "no",
      "on-failure",
      "always",
    ]);
    expect(wordsIn("CPUs the container may run on: 0-3, 0,1.")).toEqual([]);
    expect(wordsIn("Number of CPUs (Windows).")).toEqual([]);
  });
});

describe("names on this node", () => {
  it.each([
    ["logs ", "container", ""],
    ["exec -it ", "running", ""],
    ["exec -it web ", null, ""],
    ["rmi ", "image", ""],
    ["run -d --name web ", "image", ""],
    ["network rm ", "network", ""],
    ["volume rm ", "volume", ""],
    ["--namespace ", "namespace", ""],
    ["--target ", "target", ""],
    ["--namespace=k", "namespace", "--namespace="],
    ["ps -f ancestor=ng", "image", "ancestor="],
    ["run --network br", "network", ""],
    ["translate docker stop ", "running", ""],
    ["translate ctr tasks ", null, ""],
  ])("%s", async (line, live, prefix) => {
    const found = await at(line);
    expect([found.live, found.prefix]).toEqual([live, prefix]);
  });

  it("or files", async () => {
    for (const line of ["build -f ", "run -v ", "load -i ", "--replay ", "translate --file "])
      expect((await at(line)).files, line).toBe(true);
    expect((await at("logs ")).files).toBe(false);
  });
});

it("any words at all are answered, with candidates that go on with the last one", async () => {
  const word = fc.oneof(
    fc.constantFrom(
      "docker",
      "ps",
      "run",
      "compose",
      "-f",
      "--filter",
      "--",
      "-it",
      "translate",
      "--demo",
      "image",
      "map",
      "help",
      "",
    ),
    fc.string({ maxLength: 8 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
      const { candidates } = await completeWords(words, tables);
      for (const { text } of candidates) expect(text.startsWith(words.at(-1) ?? "")).toBe(true);
    }),
    { numRuns: 300 },
  );
});
