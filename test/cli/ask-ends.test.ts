import { describe, expect, it } from "vitest";
import { askEnds } from "../../src/cli/ask-ends.ts";
import type { ReadAnswer } from "../../src/cli/outcomes.ts";
import type { Host } from "../../src/facts/host.ts";
import type { Ask } from "../../src/plan/list.ts";
import { target } from "../adapters/recorded.ts";

const id = (letter: string): string => letter.repeat(64);

/** A crictl 1.36 that knows some containers, and prints nothing at all where one that it is asked for is not among them. */
const crictlWith = (known: readonly string[]) => {
  const asked: string[][] = [];
  const exec: Host["exec"] = async ({ argv }) => {
    const ids = argv.filter((word) => /^[0-9a-f]{64}$/.test(word));
    asked.push(ids);
    const gone = ids.find((one) => !known.includes(one));
    const status = (one: string) => ({ status: { id: one, state: "CONTAINER_EXITED", exitCode: 3 } });
    return {
      argv,
      outcome: "exited",
      exitCode: gone === undefined ? 0 : 1,
      signal: null,
      durationMs: 1,
      stdout: gone === undefined ? ids.map((one) => JSON.stringify(status(one))).join("\n") : "",
      stderr:
        gone === undefined
          ? ""
          : `time="2026-11-21T14:18:48Z" level=error msg="get the status of containers: get container status: rpc error: code = NotFound desc = an error occurred when try to find container \\"${gone}\\": not found"\n`,
    };
  };
  return { host: { exec } as Host, asked };
};

const endsOf = (host: Host, ids: readonly string[]) => {
  const ask = {
    tool: "crictl",
    command: ["crictl"],
    target: target(),
    queries: [],
  };
  const rows = ids.map((one) => ({ id: one, kind: "container", state: "exited" }));
  const reading = { answered: [], read: { listing: { rows } } } as unknown as ReadAnswer;
  return askEnds(host, [ask as unknown as Ask], [Promise.resolve(reading)], 1000);
};

describe("askEnds", () => {
  it("asks once for all of them", async () => {
    const { host, asked } = crictlWith([id("a"), id("b")]);
    expect((await endsOf(host, [id("a"), id("b")])).map(({ exitCode }) => exitCode)).toEqual([3, 3]);
    expect(asked).toEqual([[id("a"), id("b")]]);
    expect(await endsOf(host, [])).toEqual([]);
    expect(asked.length).toBe(1);
  });

  it("asks again without those that went in between, and tells the others", async () => {
    const { host, asked } = crictlWith([id("a"), id("d")]);
    expect((await endsOf(host, ["a", "b", "c", "d"].map(id))).map((one) => one.id)).toEqual([id("a"), id("d")]);
    expect(asked.length).toBe(3);
  });

  it("gives up where they go faster than it can ask, and where the reason is another", async () => {
    const all = [..."0123456789"].map(id);
    const { host, asked } = crictlWith([]);
    expect(await endsOf(host, all)).toEqual([]);
    expect(asked.length).toBe(4);
    let times = 0;
    const broken = {
      exec: async () => ({ stdout: "", stderr: "permission denied", argv: [times++] }),
    } as unknown as Host;
    expect(await endsOf(broken, all)).toEqual([]);
    expect(times).toBe(1);
  });
});
