import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { ctool } from "../cli/ctool.ts";
import { isRunning } from "../is-running.ts";
import { openSession, type Session } from "../tui/pty.ts";

const bin = fileURLToPath(new URL("../../bin", import.meta.url));
const PATH = `${bin}:${process.env.PATH}`;
const has = (program: string): boolean => spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;

let session: Session | undefined;
afterEach(() => session?.kill());

/** The line that is being typed: what stands behind the last prompt. */
const typedLine = (screen: string): string => (screen.trimEnd().split("SET>").at(-1) ?? "").trimStart();

/** Runs lines of setting up in a shell that has just been opened, and waits for the prompt that comes after them: what
 * is typed before that, the terminal would show a first time by itself. */
const setUp = async (shell: Session, ...lines: readonly string[]): Promise<Session> => {
  await shell.sees("READY>");
  shell.type(`${lines.join("; ")}; clear; PS1='SET'\\> \r`);
  await shell.until((screen) => screen.trim() === "SET>", "the prompt after setting up");
  return shell;
};

/** A shell that has completed a line: types it, presses Tab, and waits for what comes. */
const completes = async (shell: Session, line: string, want: string): Promise<void> => {
  shell.type(`${line}\t`);
  await shell.until(
    (screen) => typedLine(screen).startsWith(want),
    `${JSON.stringify(want)} after ${JSON.stringify(line)}`,
  );
  shell.type("\u0015");
  await shell.until((screen) => typedLine(screen) === "", "an empty line");
};

const lines: readonly (readonly [string, string])[] = [
  ["ctool ps --fi", "ctool ps --filter "],
  ["ctool docker run --resta", "ctool docker run --restart "],
  ["ctool --demo logs ngi", "ctool --demo logs nginx "],
  ["ctool --demo rmi nginx:1", "ctool --demo rmi nginx:1.27-alpine "],
  ["ctool ps --filter=status=ex", "ctool ps --filter=status=exited "],
  ["ctool ps --filter stat", "ctool ps --filter status="],
];

describe.skipIf(!has("bash"))("bash", () => {
  const open = async (...more: readonly string[]): Promise<Session> => {
    session = openSession("bash", ["--norc", "--noprofile", "-i"], {
      env: { PATH, PS1: "READY> ", HISTFILE: undefined },
    });
    return setUp(session, 'eval "$(ctool completion bash)"', ...more);
  };

  it("completes verbs, flags, values, and names out of the demo recording", async () => {
    const shell = await open();
    for (const [line, want] of lines) await completes(shell, line, want.trimEnd());
  });

  it("lists what is open, and files", async () => {
    const shell = await open();
    shell.type("ctool docker run --re\t\t");
    await shell.sees("--restart");
    await shell.sees("--read-only");
    shell.type("\u0015");
    await completes(shell, "ctool load -i /etc/host", "ctool load -i /etc/host");
  });

  it("completes under docker's name when told to", async () => {
    const shell = await open("alias docker='ctool docker'", "complete -F _ctool docker");
    await completes(shell, "docker ps --fi", "docker ps --filter");
  });
});

describe.skipIf(!has("zsh"))("zsh", () => {
  it("completes verbs, flags, values, and names out of the demo recording", async () => {
    session = openSession("zsh", ["-f", "-i"], { env: { PATH, PS1: "READY> " } });
    await setUp(session, 'autoload -U compinit && compinit -u -D; eval "$(ctool completion zsh)"');
    for (const [line, want] of lines) await completes(session, line, want.trimEnd());
  });
});

describe.skipIf(!has("fish"))("fish", () => {
  it("completes verbs, flags, values, and names out of the demo recording", () => {
    const asked = lines.map(([line]) => `complete -C '${line}'`).join("; echo ---; ");
    const { stdout } = spawnSync("fish", ["--no-config", "-c", `ctool completion fish | source; ${asked}`], {
      env: { ...process.env, PATH },
      encoding: "utf8",
    });
    const answers = stdout.split("---\n").map((text) => text.split("\n").map((each) => each.split("\t")[0] ?? ""));
    for (const [index, [, want]] of lines.entries()) expect(answers[index]).toContain(want.trim().split(" ").at(-1));
  });
});

describe("ctool __complete", () => {
  it("answers in time, with the names of the tools that answered, while another hangs; and leaves nothing behind", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ctool-complete-"));
    const socket = join(folder, "containerd.sock");
    const server = createServer().listen(socket);
    const pods = {
      containers: [{ id: "a".repeat(64), metadata: { name: "web" }, state: "CONTAINER_RUNNING", image: {} }],
    };
    const tool = (name: string, body: string) =>
      writeFileSync(join(folder, name), `#!/bin/sh\necho $$ >> ${folder}/pids\n${body}\n`, { mode: 0o755 });
    tool("crictl", `echo '${JSON.stringify(pods)}'`);
    for (const name of ["nerdctl", "ctr", "docker"]) tool(name, "exec sleep 60");
    try {
      const env = { PATH: `${folder}:${process.env.PATH}`, XDG_CACHE_HOME: folder };
      const timed = async (...words: string[]): Promise<[number, string]> => {
        const start = performance.now();
        const { stdout } = await ctool(["--address", socket, "--namespace", "k8s.io", ...words], { env });
        return [performance.now() - start, stdout];
      };
      const [bare] = await timed("__complete", "--", "ps", "--fi");
      const place = ["--address", socket, "--namespace", "k8s.io"];
      const times: number[] = [];
      const asked = async () => {
        const [took, stdout] = await timed("__complete", "--", ...place, "logs", "");
        times.push(took);
        return stdout.split("\n").slice(1);
      };
      // On a loaded machine a third of a second may be over before even the one that answers has begun.
      await expect.poll(asked).toEqual(["web\trunning", ""]);
      // The start of the process, what a loaded machine adds, and the third of a second that the tools are given.
      expect(Math.max(...times)).toBeLessThan(bare * 2 + 1000);
      for (const pid of readFileSync(join(folder, "pids"), "utf8").trim().split("\n"))
        await expect.poll(() => isRunning(Number(pid))).toBe(false);
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
  });

  it("is quiet and quick when the node is gone", async () => {
    const env = { CONTAINERD_ADDRESS: "/nowhere/containerd.sock", DOCKER_HOST: "unix:///nowhere/docker.sock" };
    for (const words of [
      ["logs", ""],
      ["--address", "/nowhere", "exec", ""],
      ["--replay", "/nowhere", "rmi", ""],
    ]) {
      const { exitCode, stdout, stderr } = await ctool(["__complete", "--", ...words], { env });
      expect([exitCode, stderr], words.join(" ")).toEqual([0, ""]);
      expect(stdout).toMatch(/^(?:none|files|open)/);
    }
  });

  it("hands on only names that a shell takes as they are", async () => {
    const { stdout } = await ctool(["__complete", "--", "--demo", "logs", ""]);
    const names = stdout.trim().split("\n").slice(1);
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_.:/@+-]*\t/);
  });

  it("prints a script for each shell, and says which there are", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const { exitCode, stdout } = await ctool(["completion", shell]);
      expect([exitCode, stdout.includes("ctool")]).toEqual([0, true]);
    }
    const { exitCode, stderr } = await ctool(["completion", "tcsh"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("bash, zsh, fish");
  });
});
