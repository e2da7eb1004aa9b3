import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { explainText } from "../../../src/doctor/messages/index.ts";

const folder = new URL("../../fixtures/recordings/", import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".jsonl"));

interface Run {
  argv: string[];
  exit: number;
  stdout: string;
  stderr: string;
}

/** Said by a command that succeeded, and rightly so: ctr and containerd were of different versions there. */
const isSkew = ({ argv, stderr }: Run): boolean => argv.at(-1) === "version" && stderr.includes("mismatch");

it.each(files)("nothing is explained in what succeeded: %s", (file) => {
  const runs = readFileSync(new URL(file, folder), "utf8")
    .trim()
    .split("\n")
    .map((line): Run => JSON.parse(line));
  const healthy = runs.filter((run) => run.exit === 0 && !isSkew(run));
  const wrong = healthy.flatMap(({ argv, stdout, stderr }) =>
    explainText(`${stderr}\n${stdout}`, { tool: null, argv }).map(
      ({ id, match }) => `${argv.join(" ")}: ${id}: ${match}`,
    ),
  );
  expect(wrong).toEqual([]);
});
