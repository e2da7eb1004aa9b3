import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

it("says of every library why it is there, and of no other", () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read("package.json"));
  const [, table = ""] = /^## Libraries$(.*?)^## /ms.exec(read("docs/architecture.md")) ?? [];
  const rows = [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)].slice(1);
  const named = rows.flatMap(([, names = ""]) => names.split(", "));
  expect(named.sort()).toEqual([...Object.keys(devDependencies), ...Object.keys(optionalDependencies)].sort());
  expect(dependencies).toBeUndefined();
});

it("pins every library", () => {
  const { devDependencies, optionalDependencies } = JSON.parse(read("package.json"));
  for (const version of Object.values({ ...devDependencies, ...optionalDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
