import { expect, it } from "vitest";
import type { Joined } from "../../src/model/index.ts";
import { imagesOptionsOf, psOptionsOf } from "../../src/select/asked.ts";
import { selectPods } from "../../src/select/pods.ts";
import { understand } from "../../src/translate/index.ts";

const commandOf = async (line: string) => {
  const understood = await understand(line);
  if ("problem" in understood) throw new Error(understood.problem.message);
  return understood.command;
};

it("reads what a ps line asks for", async () => {
  expect(psOptionsOf(await commandOf("docker ps"))).toEqual({ all: false, last: null, latest: false, filters: [] });
  expect(psOptionsOf(await commandOf("docker ps -aln 3 -f name=web -f status=exited"))).toEqual({
    all: true,
    last: 3,
    latest: true,
    filters: ["name=web", "status=exited"],
  });
});

it("reads what an images line asks for", async () => {
  expect(imagesOptionsOf(await commandOf("docker images"))).toEqual({ filters: [], name: null });
  expect(imagesOptionsOf(await commandOf("docker images -f dangling=true ngin*"))).toEqual({
    filters: ["dangling=true"],
    name: "ngin*",
  });
});

it("shows pods that are ready, the others where -a or -n wants them, and as many as -n says", async () => {
  const pods = ["ready", "notready", "ready"].map((state, at) => ({ id: `${at}`, state })) as Joined<"pod">[];
  const shown = async (line: string) => selectPods(pods, await commandOf(line)).map(({ id }) => id);
  expect(await shown("docker pods")).toEqual(["0", "2"]);
  expect(await shown("docker pods -a")).toEqual(["0", "1", "2"]);
  expect(await shown("docker pods -n 2")).toEqual(["0", "1"]);
  expect(await shown("docker pods -n -1")).toEqual(["0", "1", "2"]);
});
