import { describe, expect, it } from "vitest";
import { findCandidates } from "../../src/tui/completions.ts";

/** Candidates at the bar in the line. */
const at = async (line: string): Promise<string[]> => {
  const cursor = line.indexOf("|");
  const { candidates } = await findCandidates(line.replace("|", ""), cursor);
  return candidates === null ? [] : candidates.items.map(({ text }) => text);
};

describe("findCandidates", () => {
  it("finds docker's verbs and ctool's own, with and without docker before them", async () => {
    expect(await at("docker im|")).toEqual(["image", "images", "import"]);
    expect(await at("im|")).toEqual(["image", "images", "import"]);
    expect(await at("sudo docker namesp|")).toEqual(["namespaces"]);
    expect(await at("do|")).toContain("docker");
    expect(await at("docker |")).toEqual(expect.arrayContaining(["ps", "run", "container", "pods"]));
  });

  it("finds the verbs of an object", async () => {
    expect(await at("docker image pr|")).toEqual(["prune"]);
    expect(await at("docker image |")).toEqual(expect.arrayContaining(["ls", "pull", "prune"]));
  });

  it("finds a verb's flags, each once, with what they mean", async () => {
    expect(await at("docker ps --n|")).toEqual(["--no-trunc"]);
    expect(await at("docker container ls -|")).toEqual(expect.arrayContaining(["--all", "--filter", "--format"]));
    const { candidates } = await findCandidates("docker ps --al", 14);
    expect(candidates).toEqual({ from: 10, items: [{ text: "--all", meaning: "Lists stopped containers too." }] });
    const run = await at("docker run --net|");
    expect(new Set(run).size).toBe(run.length);
  });

  it("leaves what belongs to the container alone", async () => {
    expect(await at("docker run -d --na|")).toEqual(["--name"]);
    expect(await at("docker run -e X nginx --na|")).toEqual([]);
    expect(await at("docker run -e nginx --na|")).toEqual(["--name"]);
    expect(await at("docker exec -it web --us|")).toEqual([]);
    expect(await at("docker ps -- --al|")).toEqual([]);
  });

  it("looks at what stands before the cursor", async () => {
    expect(await at("docker p| --all")).toEqual(expect.arrayContaining(["ps", "pull"]));
  });

  it.each([
    "|",
    "docker ps|",
    "docker ps |",
    "docker run 'a b|",
    "docker nothing-like-it|",
    "docker ps | gr|",
    "docker ps --all|",
  ])("finds nothing at %s", async (line) => {
    // The bar that is the cursor is the last one.
    const cursor = line.lastIndexOf("|");
    expect((await findCandidates(line.slice(0, cursor), cursor)).candidates).toBeNull();
  });
});
