import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { main } from "../../src/cli/main.ts";
import { path as contract } from "../../src/contract/path.ts";
import type { ContainerPath, Hop, HopName } from "../../src/path/index.ts";
import { widthOf } from "../../src/render/cells.ts";
import { parseRecording } from "../../src/runtime/recording.ts";
import { replayHost } from "../../src/runtime/replay.ts";
import { fakeIo } from "../cli/fake-io.ts";
import { expectGolden } from "../golden/golden.ts";

const recording = readFileSync(new URL("../fixtures/path/k3s-node.jsonl", import.meta.url), "utf8");
const home = fileURLToPath(new URL("../..", import.meta.url));

const run = async (line: string, over: Parameters<typeof fakeIo>[0] = {}) => {
  const io = fakeIo(over);
  const interrupt = new AbortController().signal;
  const host = replayHost(parseRecording(recording));
  const exitCode = await main(line.split(" "), { version: "0", home, interrupt, io, host });
  return { exitCode, stdout: io.stdout(), stderr: io.stderr() };
};

const pathOf = async (line: string): Promise<ContainerPath> => {
  const { exitCode, stdout, stderr } = await run(`${line} --json`);
  expect([exitCode, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
};
const hopOf = <N extends HopName>({ hops }: ContainerPath, hop: N) =>
  hops.find((one) => one.hop === hop) as Extract<Hop, { hop: N }>;

const lines = {
  nginx: "path nginx",
  redis: "path redis",
  docker: "--target docker path web",
  nerdctl: "--namespace default path d1f2fdd0d925",
  oneshot: "path oneshot",
};

describe("the path of a container, from a recording", () => {
  test.each([120, 80, 40])("is drawn at %i columns; only commands are wider", async (columns) => {
    const { stdout } = await run(lines.nginx, { columns });
    for (const line of stdout.split("\n").filter((one) => !one.trimStart().startsWith("$ ")))
      expect(widthOf(line)).toBeLessThanOrEqual(columns);
    expectGolden(`../path/golden/nginx-${columns}`, stdout);
  });

  test.each(["redis", "docker", "nerdctl", "oneshot"] as const)("%s is drawn at 80 columns", async (name) => {
    const { stdout } = await run(lines[name], { columns: 80 });
    expectGolden(`../path/golden/${name}-80`, stdout);
  });

  test("in ASCII there is nothing else", async () => {
    const { stdout } = await run(`--ascii ${lines.nginx}`, { columns: 80 });
    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });

  test("a pipe gets one line for each hop, with tabs", async () => {
    const { stdout } = await run(lines.nginx, { stdoutIsTerminal: false });
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((row) => row.split("\t"));
    expect(rows.map(([hop]) => hop)).toEqual([
      "HOP",
      "pod",
      "sandbox",
      "container",
      "task",
      "shim",
      "runc",
      "cgroup",
      "log",
      "rootfs",
      "mounts",
    ]);
    expect(rows.every(({ length }) => length === 4)).toBe(true);
  });

  test("a pod's container: every hop, from the pod to its files", async () => {
    const path = await pathOf(lines.nginx);
    expect(path.hops.map(({ state }) => state)).toEqual(Array(10).fill("seen"));
    expect(hopOf(path, "pod").facts).toMatchObject({ namespace: "default", name: "nginx-7c5ddbdf54-x2x9k" });
    const { facts: sandbox } = hopOf(path, "sandbox");
    const { facts: task } = hopOf(path, "task");
    const { facts: shim } = hopOf(path, "shim");
    // One shim holds the whole pod: it is called after the sandbox.
    expect(shim?.id).toBe(sandbox?.id);
    expect(task).toMatchObject({ status: "RUNNING", namespace: "k8s.io", processes: 2 });
    expect(hopOf(path, "runc").facts).toMatchObject({ root: "/run/containerd/runc/k8s.io", status: "running" });
    expect(hopOf(path, "cgroup").facts?.memory).toBeGreaterThan(0);
    expect(hopOf(path, "log").facts?.path).toMatch(/^\/var\/log\/pods\/default_nginx-.*\/nginx\/0\.log$/);
    expect(hopOf(path, "rootfs").facts).toMatchObject({ snapshotter: "overlayfs", layers: 1 });
    expect(hopOf(path, "mounts").facts?.list.map(({ destination }) => destination)).toContain("/etc/hosts");
  });

  test("a container that ended has no task, no runc state and no cgroup, and its pod's shim lives on", async () => {
    const path = await pathOf(lines.redis);
    expect(hopOf(path, "container").facts).toMatchObject({ state: "exited", exitCode: 3, attempt: 4 });
    for (const hop of ["task", "runc", "cgroup"] as const) {
      expect(hopOf(path, hop).state).toBe("absent");
      expect(hopOf(path, hop).why).toMatch(/\w/);
    }
    expect(hopOf(path, "shim").facts?.id).toBe(hopOf(path, "sandbox").facts?.id);
    expect(hopOf(path, "log").facts?.path).toMatch(/\/redis\/4\.log$/);
  });

  test("docker's own container: in no pod, in namespace moby, with docker's runc root and log", async () => {
    const path = await pathOf(lines.docker);
    expect(hopOf(path, "pod").state).toBe("absent");
    expect(hopOf(path, "sandbox").state).toBe("absent");
    expect(hopOf(path, "task").facts).toMatchObject({ status: "RUNNING", namespace: "moby" });
    expect(hopOf(path, "task").commands[0]?.argv).toEqual(
      expect.arrayContaining(["--address", "/run/docker/containerd/containerd.sock", "--namespace", "moby"]),
    );
    expect(hopOf(path, "runc").facts?.root).toBe("/var/run/docker/runtime-runc/moby");
    expect(hopOf(path, "log").facts).toMatchObject({ driver: "json-file" });
    expect(hopOf(path, "rootfs").facts).toMatchObject({ snapshotter: "overlay2", key: null });
  });

  test("nerdctl's own container: its log lies in nerdctl's folder", async () => {
    const path = await pathOf(lines.nerdctl);
    expect(hopOf(path, "container").facts?.madeBy).toBe("nerdctl");
    expect(hopOf(path, "container").commands[0]?.argv).toContain("nerdctl");
    expect(hopOf(path, "log").facts?.path).toMatch(/^\/var\/lib\/nerdctl\/.*-json\.log$/);
    expect(hopOf(path, "runc").facts?.root).toBe("/run/containerd/runc/default");
  });

  test("docker's container that ended is gone from containerd", async () => {
    const path = await pathOf(lines.oneshot);
    expect(hopOf(path, "task").why).toMatch(/docker removes/);
    expect(hopOf(path, "rootfs").state).toBe("seen");
  });

  test("every printed JSON is what the schema says", async () => {
    const check = new Ajv2020({ strict: true, allErrors: true, discriminator: true }).compile(z.toJSONSchema(contract));
    for (const line of Object.values(lines)) {
      const path = await pathOf(line);
      expect([check(path), check.errors]).toEqual([true, null]);
    }
  });

  test("with containerd dead, its containers are found by their task folders, and say what cannot be asked now", async () => {
    const dead = parseRecording(recording);
    const socket = dead.header.facts.paths["/run/k3s/containerd/containerd.sock"];
    if (!socket) throw new Error("the recording has no k3s");
    socket.connect = "refused";
    // runc, and docker with its own containerd, still answer.
    dead.runs = dead.runs.filter(({ argv }) => !argv.some((word) => word.includes("/run/k3s/")));
    const io = fakeIo();
    const options = { version: "0", home, interrupt: new AbortController().signal, io, host: replayHost(dead) };
    expect(await main(["path", "nginx", "--json"], options)).toBe(0);
    const path: ContainerPath = JSON.parse(io.stdout());
    expect(path.container.name).toBe("default/nginx-7c5ddbdf54-x2x9k/nginx");
    for (const hop of ["pod", "task", "shim", "runc", "cgroup", "rootfs", "mounts"] as const)
      expect([hop, hopOf(path, hop).state]).toEqual([hop, "seen"]);
    expect(hopOf(path, "log")).toMatchObject({ state: "unseen", why: expect.stringMatching(/nothing listens/) });
    expect(hopOf(path, "container").commands[0]?.needs).toBe("its engine to run");
    expect(hopOf(path, "runc").commands[0]?.needs).toBe(null);
  });

  test("a name that is nobody's is exit 1, no name at all exit 2", async () => {
    expect((await run("path nobody")).exitCode).toBe(1);
    expect((await run("path")).exitCode).toBe(2);
  });
});
