import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Namespaces and cgroups of their own, with nothing running in them yet. */
export interface Cage {
  /** The caller's pid of the namespaces' first process: what `nsenter --target` takes. */
  pid: number;
  /** The node's own folder: the same path inside and outside, but outside it is empty. */
  base: string;
  /** Kills every process inside by ending the first one, and waits until cgroups and folder are gone. May be called twice. */
  close(): Promise<void>;
}

const SCRIPT = fileURLToPath(new URL("cage.sh", import.meta.url));

function makeBase(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), "ctool-node-"));
}

/**
 * Opens a cage and closes it again, in about 0.2 s.
 * @returns null when this machine allows it, else what the scripts said
 */
export function tryCage(): string | null {
  const base = makeBase();
  const { status, stderr } = spawnSync("/bin/sh", [SCRIPT, base], { stdio: ["ignore", "ignore", "pipe"], cwd: "/" });
  rmSync(base, { recursive: true, force: true });
  return status === 0 ? null : stderr.toString().trim() || `exit ${status}`;
}

/**
 * Opens an empty cage (cage.sh, init.sh), in about 0.2 s. It dies with this process: its first process reads a pipe that we
 * hold open, and what cleans up behind it is a session of its own, so that Ctrl-C or a crash here does not stop it.
 * @throws with what the scripts said when namespaces or mounts are not allowed
 */
export async function openCage(): Promise<Cage> {
  const base = makeBase();
  const child = spawn("/bin/sh", [SCRIPT, base], { stdio: ["pipe", "pipe", "pipe"], detached: true, cwd: "/" });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  let said = "";
  let complaint = "";
  child.stdin.on("error", () => {}); // the reader may be gone already
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  const pid = await new Promise<number | null>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const ready = /^ready (\d+)$/m.exec(said);
      if (ready) resolve(Number(ready[1]));
    });
    child.once("error", (error) => {
      complaint += error.message;
      resolve(null);
    });
    child.once("close", () => resolve(null));
  });
  if (pid === null) {
    rmSync(base, { recursive: true, force: true });
    throw new Error(`no private node: ${complaint.trim() || "its first process ended at once"}`);
  }
  // A forgotten node must not keep the test runner alive.
  child.unref();
  for (const pipe of [child.stdin, child.stdout, child.stderr]) if (pipe instanceof Socket) pipe.unref();

  return {
    pid,
    base,
    async close() {
      child.ref();
      child.stdin.end();
      await ended;
    },
  };
}
