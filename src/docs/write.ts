import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { compareDocuments, GENERATED_FOLDERS, outputs } from "./outputs.ts";

/**
 * `npm run docs` writes every generated document and removes those that no longer are; with `--check` it writes nothing, names
 * what is stale, missing or left over, and fails.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { version: string };

const read = (path: string): string | null => {
  try {
    return readFileSync(root + path, "utf8");
  } catch {
    return null;
  }
};

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(root + folder).map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
};

/** The day that stands behind the version in the changelog. */
const released = /^\[[^\]]*\] - (\d{4}-\d\d-\d\d)/.exec(
  read("CHANGELOG.md")
    ?.split("\n## ")
    .find((part) => part.startsWith(`[${version}]`)) ?? "",
);

const wanted = await outputs({ version, released: released?.[1] ?? null });
const paths = new Set([...wanted.keys(), ...GENERATED_FOLDERS.flatMap(filesIn)]);
const { stale, missing, leftOver } = compareDocuments(wanted, new Map([...paths].map((path) => [path, read(path)])));

if (process.argv.includes("--check")) {
  for (const path of stale) process.stderr.write(`${path} is stale: npm run docs\n`);
  for (const path of missing) process.stderr.write(`${path} is missing: npm run docs\n`);
  for (const path of leftOver) process.stderr.write(`${path} is generated no more: npm run docs removes it\n`);
  process.exitCode = stale.length + missing.length + leftOver.length > 0 ? 1 : 0;
} else {
  for (const path of [...stale, ...missing]) {
    mkdirSync(dirname(root + path), { recursive: true });
    writeFileSync(root + path, wanted.get(path) ?? "");
  }
  for (const path of leftOver) rmSync(root + path);
  const written = stale.length + missing.length;
  process.stdout.write(`${wanted.size} documents: ${written} written, ${leftOver.length} removed\n`);
}
