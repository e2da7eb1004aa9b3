import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { main } from "../../src/cli/main.ts";
import { knownMessages } from "../../src/doctor/messages/index.ts";
import { localHost } from "../../src/facts/local-host.ts";
import type { Finding } from "../../src/model/index.ts";
import { fakeIo } from "../cli/fake-io.ts";

const known = readFileSync(new URL("../fixtures/messages/known.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): { ids: string[]; text: string } => JSON.parse(line));

const home = fileURLToPath(new URL("../..", import.meta.url));

/** `ctool why -` with a text on its standard input, on a machine at which nothing is looked. */
const whyPasted = async (text: string, ...flags: string[]) => {
  const io = fakeIo({
    columns: 100,
    stdoutIsTerminal: false,
    stdinIsTerminal: false,
    stdinText: async function* () {
      yield text;
    },
  });
  const host = localHost({
    exec: () => Promise.reject(new Error("a pasted text runs nothing")),
    stream: () => Promise.reject(new Error("a pasted text runs nothing")),
  });
  const interrupt = new AbortController().signal;
  const exitCode = await main([...flags, "why", "-"], { version: "0", home, interrupt, io, host });
  return { exitCode, stdout: io.stdout(), stderr: io.stderr() };
};

describe("ctool why -", () => {
  it.each(knownMessages.map(({ id }) => id))("explains %s: cause, and a page that is there", async (id) => {
    const text = known.find(({ ids }) => ids[0] === id)?.text ?? known.find(({ ids }) => ids.includes(id))?.text ?? "";
    const { exitCode, stdout } = await whyPasted(text, "--json");
    expect(exitCode).toBe(0);
    const { findings } = JSON.parse(stdout) as { findings: Finding[] };
    const finding = findings.find((one) => one.id === id);
    expect(finding?.because.join("").trim()).not.toBe("");
    expect(finding?.fix.length).toBeGreaterThan(0);
    const [page = "", anchor] = finding?.docs?.split("#") ?? [];
    expect(readFileSync(`${home}${page}`, "utf8")).toContain(`\n## ${anchor}\n`);
    const shown = await whyPasted(text);
    expect(shown.exitCode).toBe(0);
    expect(shown.stdout).toContain("because");
  });

  it("says so where it knows nothing, and what to do then", async () => {
    const { exitCode, stderr } = await whyPasted("all is well\n");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("ctool doctor");
  });
});
