import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface CtoolResult {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built ctool to its end, as a user would: the launcher, a process of its own, piped. */
export const ctool = (
  args: readonly string[],
  { env = {}, input }: { env?: Record<string, string>; input?: string } = {},
): Promise<CtoolResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(`${root}bin/ctool`, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout, stderr }));
    child.stdin.end(input ?? "");
  });
