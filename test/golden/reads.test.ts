import { describe, expect, test } from "vitest";
import { widthOf } from "../../src/render/index.ts";
import { piped, replayed } from "../cli/replayed.ts";
import { expectGolden } from "./golden.ts";

/** What a line prints, with stderr under a line of its own; every line of a terminal's fits. */
const page = async (line: string, columns: number): Promise<string> => {
  const { stdout, stderr, exitCode } = await replayed(line, { columns });
  expect(exitCode).toBe(0);
  for (const each of stdout.split("\n")) expect(widthOf(each)).toBeLessThanOrEqual(columns);
  expect(stdout.split("\n").filter((each) => / $/.test(each))).toEqual([]);
  return stderr === "" ? stdout : `${stdout}--- stderr\n${stderr}`;
};

const SCREENS: readonly [string, string, readonly number[]][] = [
  ["inspect-container", "inspect nginx", [120, 80, 40]],
  ["inspect-exited", "inspect redis", [120]],
  ["inspect-docker", "inspect web", [80]],
  ["inspect-pod", "inspect --type pod nginx", [120, 80, 40]],
  ["inspect-image", "inspect docker.io/library/nginx:1.27-alpine", [120, 80, 40]],
  ["inspect-network", "network inspect bridge", [80]],
  ["info", "info", [120, 80, 40]],
  ["history", "history nginx:1.27-alpine", [120, 80, 40]],
  ["networks", "network ls", [120, 80, 40]],
  ["volumes", "volume ls", [80]],
  ["disk", "system df", [120, 80, 40]],
  ["snapshots", "snapshots", [120, 80, 40]],
  ["content", "content", [120, 80, 40]],
  ["stats", "stats --no-stream", [120, 80, 40]],
];

describe("the further reads, from a recorded node", () => {
  test.each(SCREENS.flatMap(([name, line, widths]) => widths.map((width) => [name, line, width] as const)))(
    "%s: ctool %s, %d columns",
    async (name, line, width) => {
      expectGolden(`${name}-${width}`, await page(line, width));
    },
  );

  test.each([
    ["inspect-container-piped", "inspect nginx"],
    ["stats-piped", "stats --no-stream"],
    ["snapshots-piped", "snapshots"],
  ])("%s", async (name, line) => {
    const { stdout, stderr } = await piped(line);
    expectGolden(name, `${stdout}--- stderr\n${stderr}`);
  });
});
