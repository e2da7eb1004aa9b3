import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dockerWord } from "../../src/cli/docker-mode.ts";
import { available, type RealNode } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { ctool } from "./ctool.ts";

const launcher = fileURLToPath(new URL("../../bin/ctool", import.meta.url));
const machine = available();
const demo = (...words: string[]) => ctool(["--demo", "docker", ...words]);

it.each([
  ["docker ps", 0],
  ["--demo docker ps", 1],
  ["--target docker docker ps", 2],
  ["--target docker ps", null],
  ["ps docker", null],
  ["", null],
])("%j: docker stands in the verb's place at %j", (line, at) => {
  expect(dockerWord(line.split(" ").filter(Boolean))).toBe(at);
});

describe("docker mode prints docker's shape and nothing else", () => {
  it("ps: docker's table, of the target alone, without sandboxes", async () => {
    const { stdout, exitCode } = await demo("ps", "-a");
    const [header = "", ...rows] = stdout.trimEnd().split("\n");
    expect(exitCode).toBe(0);
    expect(header).toMatch(/^CONTAINER ID {3}IMAGE +COMMAND +CREATED +STATUS +PORTS {5}NAMES$/);
    expect(rows.length).toBe(5);
    // Every cell stands under its header.
    const starts = [...header.matchAll(/(?<=^| {2,})\S/g)].map(({ index }) => index);
    expect(starts.length).toBe(7);
    for (const row of rows) for (const start of starts.slice(1)) expect(row[start - 1]).toBe(" ");
    expect(stdout).not.toMatch(/pause/);
  });

  it("-q, counted by a script, is what the table shows", async () => {
    const [table, ids] = await Promise.all([demo("ps"), demo("ps", "-q")]);
    const shown = table.stdout.trimEnd().split("\n").slice(1);
    expect(ids.stdout.trimEnd().split("\n")).toEqual(shown.map((line) => line.split(" ")[0]));
    expect(ids.stdout).toMatch(/^([0-9a-f]{12}\n)+$/);
  });

  it("--format: names, tables, labels; -q wins over it with docker's warning", async () => {
    const names = await demo("ps", "--format", "{{.Names}}");
    expect(names.stdout).toContain("default/nginx-");
    const pods = await demo("ps", "--format", 'table {{.Label "io.kubernetes.pod.name"}}\\t{{.State}}');
    expect(pods.stdout).toMatch(/^name +STATE\n(?:[\w-]+ +running\n){3}$/);
    const quiet = await demo("ps", "-q", "--format", "{{.Names}}");
    expect(quiet.stdout).toMatch(/^([0-9a-f]{12}\n)+$/);
    expect(quiet.stderr).toContain("WARNING: Ignoring custom format");
  });

  it("images and version", async () => {
    const images = await demo("images");
    expect(images.stdout).toMatch(/^REPOSITORY +TAG +IMAGE ID +CREATED +SIZE\nbusybox +latest +[0-9a-f]{12} /);
    const listed = await demo("images", "-q", "--format", "{{.Repository}}:{{.Tag}}");
    expect(listed.stdout.split("\n")).toContain("nginx:1.27-alpine");
    const version = await demo("version", "--format", "{{.Server.Version}}");
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
    const whole = await demo("version");
    expect(whole.stdout).toMatch(/^Client: ctool\n Version: {11}\d/);
    const json = await demo("version", "--format", "json");
    expect(JSON.parse(json.stdout)).toMatchObject({
      Client: { Version: expect.any(String) },
      Server: { Version: expect.stringMatching(/./) },
    });
  });

  it("says what is wrong with a template before anything is asked, in docker's words, with exit 2", async () => {
    const cut = await demo("ps", "--format", "{{.Names");
    expect([cut.exitCode, cut.stdout]).toEqual([2, ""]);
    expect(cut.stderr).toContain("failed to parse template: template: :1: unclosed action");
    const unknown = await demo("ps", "--format", "{{.Name}}");
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toContain("can't evaluate field Name in type *formatter.ContainerContext");
    expect(unknown.stderr).toContain("The fields: .ID .Names");
  });

  it("asked for its version it says who it is", async () => {
    expect((await ctool(["docker", "--version"])).stdout).toMatch(/^ctool version \d/);
  });
});

describe.skipIf(!machine.ok)("a link named docker, early on PATH", () => {
  let node: RealNode;
  let folder: string;
  beforeAll(async () => {
    node = await sharedNode();
    folder = mkdtempSync(join(tmpdir(), "ctool-link-"));
    symlinkSync(launcher, join(folder, "docker"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const shell = (script: string) => node.exec(["sh", "-c", `PATH=${folder}:$PATH; ${script}`]);

  it("answers, and never takes itself for docker", async () => {
    const { stdout, exitCode } = await shell("docker --json tools");
    expect(exitCode).toBe(0);
    const docker = JSON.parse(stdout).tools.find(({ tool }: { tool: string }) => tool === "docker");
    expect([docker.path, ...docker.also]).not.toContain(join(folder, "docker"));
    expect(docker.path).toBe(machine.docker);
  });

  it("does what scripts expect", async () => {
    const names = (await shell("docker ps --format '{{.Names}}'")).stdout.trim().split("\n");
    expect(names.some((name) => name.endsWith("/nginx"))).toBe(true);
    expect(Number((await shell("docker ps -q | wc -l")).stdout)).toBe(names.length);
    expect((await shell("docker images --format '{{.Repository}}:{{.Tag}}'")).stdout).toContain("nginx:1.27-alpine\n");
    expect((await shell("docker version --format '{{.Server.Version}}'")).stdout).toMatch(/^\d+\.\d+/);
    const aliased = await shell(`alias docker='${launcher} docker'\nDOCKER=1 docker ps -q | head -1`);
    expect(aliased.stdout).toMatch(/^[0-9a-f]{12}\n$/);
  });
});
