import { describe, expect, it } from "vitest";
import { translate } from "../../../src/translate/index.ts";
import { groupFlags as buildx } from "../../../src/translate/specs/buildx.ts";
import { groupFlags as compose } from "../../../src/translate/specs/compose.ts";
import { groupFlags as stack } from "../../../src/translate/specs/stack.ts";
import { readSurface } from "../surface.ts";

const docker = [...readSurface("docker").commands, ...readSurface("docker-plugins").commands];

describe("flags between an object and its verb equal docker's surface", () => {
  it.each(Object.entries({ compose, buildx, stack }))("%s", (group, rows) => {
    const real = docker.find(({ path }) => path.join(" ") === group)?.flags ?? [];
    const plain = (flags: readonly { long: string; short: string | null }[], kind: (i: number) => string) =>
      flags.map(({ long, short }, i) => `${short ?? ""} ${long} ${kind(i)}`).sort();
    expect(plain(rows, (i) => rows[i]?.kind ?? "")).toEqual(plain(real, (i) => real[i]?.type ?? ""));
  });
});

describe("groups inside groups", () => {
  it("flags may stand after each of them", async () => {
    const line = "docker buildx --builder a imagetools --builder b inspect --builder c --raw nginx";
    const { command, flags, translations } = await translate(line);
    expect(command).toBe("buildx imagetools inspect");
    expect(flags.map(({ flag, value }) => [flag, value])).toEqual([
      ["--builder", "a"],
      ["--builder", "b"],
      ["--builder", "c"],
      ["--raw", null],
    ]);
    expect(translations[0]?.shell).toBe("nerdctl manifest inspect nginx");
  });
  it("say what is missing or misspelt", async () => {
    const problem = async (line: string) => (await translate(line)).problems[0];
    expect(await problem("docker buildx imagetools")).toMatchObject({ code: "verb-missing" });
    expect(await problem("docker buildx imagetools inspekt x")).toMatchObject({
      code: "unknown-verb",
      suggestion: "docker buildx imagetools inspect x",
    });
    expect(await problem("docker compose -f x.yml upp -d")).toMatchObject({
      code: "unknown-verb",
      suggestion: "docker compose -f x.yml up -d",
    });
    expect(await problem("docker compose --profil x up")).toMatchObject({
      code: "unknown-flag",
      suggestion: "docker compose --profile x up",
    });
  });
});
