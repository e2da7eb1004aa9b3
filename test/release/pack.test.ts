import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** The package as `npm pack` makes it, installed into a folder of its own and taken away again. */

const root = fileURLToPath(new URL("../../", import.meta.url));
const { version, man } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
  man: string[];
};

/** What npm says when it is the registry that is missing, and not something about the package. */
const UNREACHABLE = /\b(?:ENOTCACHED|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b/;

let folder: string;
let prefix: string;
/** Why nothing could be installed; null when it was. */
let unreachable: string | null = null;

const npm = (args: readonly string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr, error } = spawnSync("npm", [...args], { cwd: folder, encoding: "utf8" });
  return { status, output: `${stdout}${stderr}${error?.message ?? ""}` };
};

/** The variables of somebody who has the system's programs and nothing of this checkout on PATH. */
const env = (): Record<string, string> => ({ PATH: "/usr/bin:/bin", HOME: folder, CTOOL_RUNS: "false" });

const filesBelow = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ctool-pack-"));
  prefix = join(folder, "prefix");
  // dist/ is there: building it here would swap it under the other tests.
  execFileSync("npm", ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder], { cwd: root });
  const tarball = join(folder, `ctool-${version}.tgz`);
  const { status, output } = npm(["install", "--global", "--prefix", prefix, "--prefer-offline", tarball]);
  if (status !== 0 && !UNREACHABLE.test(output)) throw new Error(output);
  if (status !== 0) unreachable = `npm cannot install here: ${UNREACHABLE.exec(output)?.[0]}`;
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("holds what is run and read, and no sources", () => {
  const list = execFileSync("tar", ["-tzf", join(folder, `ctool-${version}.tgz`)], { encoding: "utf8" }).split("\n");
  for (const path of ["bin/ctool", "dist/ctool.cjs", "demo/k3s-node.jsonl", "README.md", "README.ko.md", "LICENSE"])
    expect(list).toContain(`package/${path}`);
  expect(list.filter((path) => /^package\/(?:src|test|bench|release|out|node_modules)\//.test(path))).toEqual([]);
});

it("names every man page", () => {
  const pages = readdirSync(join(root, "docs", "man")).map((page) => `docs/man/${page}`);
  expect([...man].sort()).toEqual(pages.sort());
});

describe("installed", () => {
  const ctool = (name: string, ...args: string[]) =>
    spawnSync(join(prefix, "bin", name), args, { env: env(), cwd: folder, encoding: "utf8" });

  it("runs, on a Node of its own", ({ skip }) => {
    skip(unreachable !== null, unreachable ?? "");
    expect(ctool("ctool", "--version").stdout).toBe(`ctool ${version}\n`);
    const { status, stdout, stderr } = ctool("ctool", "--demo", "ps");
    expect(stderr).toContain("recording, not this node");
    expect(stdout).toMatch(/^CONTAINER\t/);
    expect(status).toBe(0);
    expect(existsSync(join(prefix, "share", "man", "man1", "ctool.1"))).toBe(true);
  });

  it("brings Node and nothing else: the libraries are in dist/", ({ skip }) => {
    skip(unreachable !== null, unreachable ?? "");
    const packages = readdirSync(join(prefix, "lib", "node_modules", "ctool", "node_modules"));
    expect(packages.filter((name) => !name.startsWith("."))).toEqual([expect.stringMatching(/^node-/)]);
  });

  it("answers as docker under that name", ({ skip }) => {
    skip(unreachable !== null, unreachable ?? "");
    symlinkSync("ctool", join(prefix, "bin", "docker"));
    const { stdout } = ctool("docker", "--demo", "ps", "--format", "{{.Names}}");
    rmSync(join(prefix, "bin", "docker"));
    expect(stdout).toMatch(/^default\/nginx-/m);
  });

  it("goes without leaving a file", ({ skip }) => {
    skip(unreachable !== null, unreachable ?? "");
    const { status, output } = npm(["uninstall", "--global", "--prefix", prefix, "ctool"]);
    expect(status, output).toBe(0);
    expect(filesBelow(prefix)).toEqual([]);
  });
});
