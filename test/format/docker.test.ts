import { describe, expect, test } from "vitest";
import { CtoolError } from "../../src/cli/errors.ts";
import { compileRows } from "../../src/cli/formatted.ts";
import { inspectedContainer, inspectFormat, TemplateError, valueFormat } from "../../src/format/index.ts";
import { dockerContainerRecord, dockerImageRecords, widthOf } from "../../src/render/index.ts";
import { answers, containers, type DockerAnswer, images, inspected, now, versionValue } from "./fixture.ts";

/** What ours prints, or says is wrong. */
const outcome = (print: () => string): { stdout: string; problem: string | null } => {
  try {
    return { stdout: print(), problem: null };
  } catch (error) {
    if (error instanceof TemplateError || error instanceof CtoolError) return { stdout: "", problem: error.message };
    throw error;
  }
};

/** Docker prints an empty line where a template over one value failed. */
const theirs = ({ stdout, stderr, exit }: DockerAnswer) => ({
  stdout: exit === 0 ? stdout : "",
  problem: exit === 0 ? null : stderr.replace(/\n$/, ""),
});

/** Docker lists the names of one image in no order. */
const inOrder = ({ stdout, problem }: ReturnType<typeof theirs>) => ({
  lines: stdout.split("\n").toSorted(),
  problem,
});

const has = ({ argv }: DockerAnswer, word: string): boolean => argv.includes(word);
const formatOf = ({ argv }: DockerAnswer): string | null => {
  const at = argv.indexOf("--format");
  return at < 0 ? null : (argv[at + 1] ?? null);
};
const answersTo = (verb: string) =>
  answers.filter((answer) => answer.argv[1] === verb && !(verb === "ps" && has(answer, "-q")));
const titled = (list: DockerAnswer[]) => list.map((answer) => [answer.argv.join(" "), answer] as const);

const ps = (answer: DockerAnswer): string => {
  const noTrunc = has(answer, "--no-trunc");
  const rows = has(answer, "-f") ? [] : containers;
  return compileRows("container", formatOf(answer)).lines(
    rows.map((row) => ({ record: dockerContainerRecord(row, { now, noTrunc }), labels: row.labels })),
  );
};

const listImages = (answer: DockerAnswer): string => {
  const digests = has(answer, "--digests");
  const compiled = compileRows("image", formatOf(answer) ?? (has(answer, "-q") ? "{{.ID}}" : null), { digests });
  const asked = { now, noTrunc: false, digests: digests || compiled.readsDigests };
  return compiled.lines(images.flatMap((row) => dockerImageRecords(row, asked)).map((record) => ({ record })));
};

describe("what docker 28 printed of the same rows", () => {
  test("the recording holds what it should", () => {
    expect(answersTo("ps").length).toBeGreaterThan(50);
    expect(answersTo("inspect").length).toBeGreaterThan(60);
    expect(answersTo("images").length).toBeGreaterThan(10);
    expect(answersTo("version").length).toBeGreaterThan(5);
  });
  // Docker runs a template over an empty row first, and refuses this one for that row. Rows that are there can do it.
  const refusedForNothing = "{{slice .ID 0 3}}";
  test.each(titled(answersTo("ps").filter((answer) => formatOf(answer) !== refusedForNothing)))("%s", (_, answer) => {
    expect(outcome(() => ps(answer))).toEqual(theirs(answer));
  });
  test("a template that only an empty row cannot do is done", () => {
    const answer = answersTo("ps").find((one) => formatOf(one) === refusedForNothing);
    expect(answer?.stderr).toMatch(/index out of range/);
    const { stdout, problem } = outcome(() =>
      compileRows("container", refusedForNothing).lines([{ record: { ID: "abcdef" } }]),
    );
    expect({ stdout, problem }).toEqual({ stdout: "abc\n", problem: null });
  });
  test.each(titled(answersTo("images")))("%s", (_, answer) => {
    expect(inOrder(outcome(() => listImages(answer)))).toEqual(inOrder(theirs(answer)));
  });
  test.each(titled(answersTo("inspect")))("%s", (_, answer) => {
    const name = answer.argv.at(-1) ?? "";
    const print = () => inspectFormat(formatOf(answer) ?? "")(inspectedContainer(inspected(name)));
    expect(outcome(print)).toEqual(theirs(answer));
  });
  test.each(titled(answersTo("version")))("%s", (_, answer) => {
    expect(outcome(() => valueFormat(formatOf(answer) ?? "", "version", widthOf)(versionValue))).toEqual(
      theirs(answer),
    );
  });
});
