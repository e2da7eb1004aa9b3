import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main } from "../../src/cli/main.ts";
import { splitWords } from "../../src/translate/index.ts";
import { fakeIo } from "../cli/fake-io.ts";
import type { RealNode } from "../node/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** How wide the terminal of a `console` block is. */
const COLUMNS = 100;

export interface Ran {
  exitCode: number | null;
  /** What went to stdout and to stderr, as they came. */
  output: string;
}

/**
 * A folder to run blocks in, with a home of its own. Over the demo, PATH holds ctool and a few harmless programs and nothing else:
 * what a page tells people to do to a node must not happen to the machine that tests.
 */
export interface Place {
  folder: string;
  env: Record<string, string>;
  remove: () => void;
}

/** ctool over the demo, unless the line names a recording itself. */
const DEMO = `#!/bin/sh
case " $* " in *" --demo "* | *" --replay "*) exec ${root}bin/ctool "$@" ;; esac
exec ${root}bin/ctool --demo "$@"
`;

/** What the blocks and ctool's launcher may use besides ctool. */
const HARMLESS = ["sh", "cat", "dirname", "head", "readlink", "sed", "sort", "uname", "wc"];

const findOnPath = (name: string): string | undefined =>
  (process.env.PATH ?? "")
    .split(":")
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

export const makePlace = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), "ctool-blocks-"));
  for (const name of ["bin", "demo", "real", "home"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "demo", "ctool"), DEMO);
  chmodSync(join(folder, "demo", "ctool"), 0o755);
  for (const name of ["bin", "real"]) symlinkSync(join(root, "bin", "ctool"), join(folder, name, "ctool"));
  for (const name of HARMLESS) {
    const path = findOnPath(name);
    if (path !== undefined) symlinkSync(path, join(folder, "demo", name));
  }
  const env = { HOME: join(folder, "home"), CTOOL_RUNS: "false", NO_COLOR: "1", LC_ALL: "C.UTF-8" };
  return { folder, env, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** The block as sh runs it: the first command that fails ends it. */
const script = (code: string): string => `set -eu\n${code}\n`;

/** Runs a shell block, `ctool` answering from the demo. */
export const runOverDemo = (code: string, { folder, env }: Place, shell = "sh"): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(`/bin/${shell}`, ["-c", script(code)], {
      cwd: folder,
      env: { ...env, PATH: join(folder, "demo") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, output }));
  });

/** Runs a shell block on a real node. */
export const runOnNode = async (code: string, { folder, env }: Place, node: RealNode): Promise<Ran> => {
  const argv = ["sh", "-c", `cd ${folder}; PATH=${join(folder, "real")}:$PATH\n${script(code)}`];
  const { exitCode, stdout, stderr } = await node.exec(argv, { env });
  return { exitCode, output: stdout + stderr };
};

/** What one command line of a `console` block prints on a terminal, over the demo; blank lines at its end are left out. */
export const runOnTerminal = async (command: string): Promise<string> => {
  const { words } = splitWords(command);
  const [program, ...rest] = words;
  if (program !== "ctool") throw new Error(`a console block runs ctool, not ${program}`);
  const io = fakeIo({ columns: COLUMNS });
  const options = { version: "0.0.0", home: root, interrupt: new AbortController().signal, io };
  const exitCode = await main(rest.includes("--demo") ? rest : ["--demo", ...rest], options);
  if (exitCode !== 0) throw new Error(`exit ${exitCode}: ${io.stderr()}`);
  return io.stdout().replace(/\n+$/, "");
};
