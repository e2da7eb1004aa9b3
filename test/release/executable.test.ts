import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { available, findOnPath } from "../node/available.ts";
import { sharedNode } from "../node/shared.ts";
import { openSession } from "../tui/pty.ts";

/** The single executables that `npm run release` leaves in out/. */

const root = fileURLToPath(new URL("../../", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const own = process.arch === "arm64" ? "arm64" : "x64";
const fileOf = (architecture: string): string => join(root, "out", `ctool-${version}-linux-${architecture}`);
const executable = fileOf(own);

const why =
  process.platform !== "linux"
    ? "single executables are for Linux"
    : existsSync(`${fileOf("x64")}.tar.gz`) && existsSync(`${fileOf("arm64")}.tar.gz`)
      ? null
      : "out/ is made by npm run release";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ctool-executable-"));
  for (const name of ["home", "links", "here"]) mkdirSync(join(folder, name));
  if (why === null) symlinkSync(executable, join(folder, "links", "docker"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A machine without Node: PATH leads nowhere. */
const alone = (): Record<string, string> => ({
  PATH: "/nowhere",
  HOME: join(folder, "home"),
  CTOOL_RUNS: "false",
  LC_ALL: "C.UTF-8",
});

const run = (file: string, args: readonly string[], env = alone()) =>
  spawnSync(file, [...args], { env, cwd: join(folder, "here"), encoding: "utf8" });

describe.skipIf(why !== null)(`a single executable ${why ?? ""}`, () => {
  it("is no larger than 120 MB", () => {
    for (const architecture of ["x64", "arm64"]) expect(statSync(fileOf(architecture)).size).toBeLessThanOrEqual(120e6);
  });

  it("waits for a reader that is slower", async () => {
    const whole = run(executable, ["map", "--json"]).stdout;
    const child = spawn(executable, ["map", "--json"], { env: alone(), stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout, "readable");
    expect((await text(child.stdout)).length).toBe(whole.length);
    expect(child.exitCode ?? (await once(child, "exit"))[0]).toBe(0);
  });

  it("needs no Node: version, a list, a translation, a lesson", () => {
    expect(run(executable, ["--version"]).stdout).toBe(`ctool ${version}\n`);
    expect(run(executable, ["--demo", "ps", "-q"]).stdout).toMatch(/^[0-9a-f]{64}\n/);
    expect(run(executable, ["translate", "--to", "ctr", "docker ps -a"]).stdout).toBe("ctr containers ls\n");
    expect(run(executable, ["learn", "namespaces", "--lang", "ko"]).stdout).toContain("$ ctool --demo namespaces");
    expect(run(executable, ["completion", "bash"]).stdout).toContain("complete ");
  });

  it("says how sockets are, by Bun's own connect", () => {
    const left = join(folder, "left.sock");
    const leave = `require("net").createServer().listen(${JSON.stringify(left)}, () => process.kill(process.pid, "SIGKILL"))`;
    spawnSync(process.execPath, ["-e", leave]);
    const { stdout } = run(executable, ["--json", "--address", left, "targets"]);
    const { engines } = JSON.parse(stdout) as { engines: { socket: string; liveness: string }[] };
    expect(engines.find(({ socket }) => socket === left)?.liveness).toBe("refused");
  });

  it("draws the workbench", async () => {
    const session = openSession(executable, ["--demo", "ui"], { env: alone() });
    try {
      await session.sees("recording");
      session.type("docker ps\r");
      await session.sees("coredns");
      session.type("\u0003\u0003\u0003");
      expect((await session.ended).exitCode).toBe(0);
    } finally {
      session.kill();
    }
  });

  it("answers as docker under that name", () => {
    const { stdout } = run(join(folder, "links", "docker"), ["--demo", "ps"]);
    expect(stdout).toMatch(/^CONTAINER ID +IMAGE/);
    expect(run(join(folder, "links", "docker"), ["--version"]).stdout).toMatch(/^ctool version \d.*docker/);
  });

  it("loads nothing of the folder that it is called in", () => {
    const trap = join(folder, "here", "trap.ts");
    writeFileSync(trap, `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "trapped"))}, "");\n`);
    writeFileSync(join(folder, "here", "bunfig.toml"), `preload = [${JSON.stringify(trap)}]\n`);
    writeFileSync(join(folder, "here", ".env"), "CTOOL_LAYOUT=sideways\n");
    expect(run(executable, ["--demo", "ps", "-q"]).status).toBe(0);
    expect(existsSync(join(folder, "trapped"))).toBe(false);
  });

  it("has its completions and man pages in the tarball, in one folder", () => {
    const { stdout } = spawnSync("tar", ["-tzf", `${executable}.tar.gz`], { encoding: "utf8" });
    const top = `ctool-${version}-linux-${own}`;
    for (const path of ["bin/ctool", "share/man/man1/ctool.1", "share/bash-completion/completions/ctool"])
      expect(stdout.split("\n")).toContain(`${top}/${path}`);
    expect(stdout.split("\n").filter((path) => path !== "" && !path.startsWith(`${top}/`))).toEqual([]);
  });

  const machine = available();
  it.skipIf(!machine.ok)(
    `works on a real node, as docker too, and never takes itself for docker ${machine.reason ?? ""}`,
    async () => {
      const node = await sharedNode();
      const shell = (script: string) => node.exec(["sh", "-c", `PATH=${join(folder, "links")}:$PATH; ${script}`]);
      const listed = await node.exec([executable, "ps", "--format", "{{.Names}}"]);
      expect(listed.stdout).toMatch(/nginx/);
      expect((await shell("docker ps --format '{{.Names}}'")).stdout).toMatch(/nginx/);
      const { tools } = JSON.parse((await shell("docker --json tools")).stdout) as {
        tools: { tool: string; path: string | null; also: string[] }[];
      };
      const docker = tools.find(({ tool }) => tool === "docker");
      expect(docker?.path).toBe(machine.docker);
      expect(docker?.also).not.toContain(join(folder, "links", "docker"));
    },
  );

  const other = own === "x64" ? "arm64" : "x64";
  const [machineName, loader] =
    other === "arm64" ? ["aarch64", "lib/ld-linux-aarch64.so.1"] : ["x86_64", "lib64/ld-linux-x86-64.so.2"];
  const emulator = findOnPath(`qemu-${machineName}-static`);
  /** Where the other architecture's glibc is. */
  const libraries = [process.env.QEMU_LD_PREFIX ?? "/", `/usr/${machineName}-linux-gnu`].find((path) =>
    existsSync(join(path, loader)),
  );
  const cannot = emulator === null || libraries === undefined ? ": no qemu-user-static, or no glibc for it" : "";
  it.skipIf(cannot !== "")(`runs on ${other} too${cannot}`, { timeout: 120_000 }, () => {
    const env = { ...alone(), QEMU_LD_PREFIX: libraries ?? "" };
    expect(run(emulator ?? "", [fileOf(other), "--version"], env).stdout).toBe(`ctool ${version}\n`);
    expect(run(emulator ?? "", [fileOf(other), "--demo", "ps", "-q"], env).stdout).toMatch(/^[0-9a-f]{64}\n/);
  });
});
