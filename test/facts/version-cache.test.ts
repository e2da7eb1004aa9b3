import { describe, expect, test } from "vitest";
import { findTools } from "../../src/facts/tools.ts";
import {
  readVersionCache,
  refreshVersions,
  versionCachePath,
  writeVersionCache,
} from "../../src/facts/version-cache.ts";
import type { RunRequest, RunResult } from "../../src/model/index.ts";
import { type FakeWorld, fakeHost } from "../fixtures/facts/fake-host.ts";

const exe = (mtimeMs = 1) => ({ text: "\u007fELF", mode: 0o755, mtimeMs });

const says: Record<string, string> = {
  docker: "Docker version 28.2.2, build e6534b4\n",
  nerdctl: "nerdctl version 2.3.5\n",
  crictl: "crictl version unknown\n",
  ctr: "ctr github.com/containerd/containerd 1.6.20~ds1\n",
};

const answer = (request: RunRequest, stdout: string, outcome: RunResult["outcome"] = "exited"): RunResult => ({
  argv: request.argv,
  outcome,
  exitCode: 0,
  signal: null,
  durationMs: 1,
  stdout,
  stderr: "",
});

const world: FakeWorld = {
  env: { PATH: "/usr/bin", HOME: "/root" },
  dirs: ["/root"],
  files: { "/usr/bin/docker": exe(), "/usr/bin/nerdctl": exe(), "/usr/bin/crictl": exe(), "/usr/bin/ctr": exe() },
  exec: (request) => answer(request, says[request.argv[0] ?? ""] ?? ""),
};

const cacheFile = "/root/.cache/ctool/versions.json";

/** Asks all tools once and returns what would be written. */
const firstRun = async (at: FakeWorld = world): Promise<string> => {
  const host = fakeHost(at);
  const { cache } = await refreshVersions(host, findTools(host));
  let written = "";
  writeVersionCache(host, cache, (_, text) => {
    written = text;
  });
  return written;
};

const versionsWith = (text: string, more: FakeWorld = {}, rights: object = { mode: 0o600 }) => {
  const host = fakeHost({
    ...world,
    ...more,
    files: { ...(more.files ?? world.files), [cacheFile]: { text, ...rights } },
  });
  return findTools(host).map(({ version }) => version);
};

test("every tool says its version in its own way", async () => {
  const host = fakeHost(world);
  const { tools } = await refreshVersions(host, findTools(host));
  expect(tools.map(({ version }) => version)).toEqual(["28.2.2", "2.3.5", "unknown", "1.6.20"]);
});

test("k3s's ctr is asked through k3s", async () => {
  const asked: RunRequest[] = [];
  const host = fakeHost({
    ...world,
    files: { "/usr/local/bin/k3s": exe() },
    exec: (request) => {
      asked.push(request);
      return answer(request, "ctr github.com/k3s-io/containerd v1.7.11-k3s2\n");
    },
  });
  const { tools } = await refreshVersions(host, findTools(host));
  expect(tools[3]?.version).toBe("1.7.11-k3s2");
  expect(asked.map(({ argv, file }) => [argv, file])).toContainEqual([
    ["ctr", "--version"],
    ["/usr/local/bin/k3s", "ctr"],
  ]);
});

test("written once, known without a run afterwards", async () => {
  expect(versionsWith(await firstRun())).toEqual(["28.2.2", "2.3.5", "unknown", "1.6.20"]);
  const host = fakeHost({ ...world, files: { ...world.files, [cacheFile]: { text: await firstRun(), mode: 0o600 } } });
  await refreshVersions(host, findTools(host));
  expect(host.asked.filter((line) => line.startsWith("exec"))).toEqual([]);
});

test("an upgraded tool is not known any more", async () => {
  expect(versionsWith(await firstRun(), { files: { ...world.files, "/usr/bin/nerdctl": exe(2) } })).toEqual([
    "28.2.2",
    null,
    "unknown",
    "1.6.20",
  ]);
});

test("two snaps behind one launcher are not mixed up, nor two revisions of one", async () => {
  const snaps = (revision: string): FakeWorld => ({
    ...world,
    env: { PATH: "/snap/bin", HOME: "/root" },
    files: { "/usr/bin/snap": exe() },
    links: {
      "/snap/bin/docker": "/usr/bin/snap",
      "/snap/bin/microk8s.ctr": "/usr/bin/snap",
      "/snap/docker/current": revision,
      "/snap/microk8s/current": "1",
    },
  });
  const written = await firstRun(snaps("10"));
  expect(versionsWith(written, snaps("10"))).toEqual(["28.2.2", null, null, "1.6.20"]);
  expect(versionsWith(written, snaps("11"))).toEqual([null, null, null, "1.6.20"]);
});

test("a tool that hangs stays unknown and is asked again", async () => {
  const host = fakeHost({ ...world, exec: (request) => answer(request, "", "timeout") });
  const { tools, cache } = await refreshVersions(host, findTools(host));
  expect(tools.map(({ version }) => version)).toEqual([null, null, null, null]);
  expect(cache.size).toBe(0);
});

describe("a cache that is not to be trusted", () => {
  test.each<[string, string | null, object]>([
    ["somebody else's", null, { mode: 0o600, uid: 1000 }],
    ["one that others may write", null, { mode: 0o666 }],
    ["broken", "{", { mode: 0o600 }],
    ["of another version", '{"schemaVersion":2,"versions":{}}', { mode: 0o600 }],
    ["of another shape", '{"schemaVersion":1,"versions":null}', { mode: 0o600 }],
  ])("%s", async (_, text, rights) => {
    expect(versionsWith(text ?? (await firstRun()), {}, rights)).toEqual([null, null, null, null]);
  });

  test("entries that are no versions", async () => {
    const text = (await firstRun()).replace("2.3.5", "\\u001b[31m2");
    expect(versionsWith(text)).toEqual(["28.2.2", null, "unknown", "1.6.20"]);
  });
});

describe("where it lies", () => {
  test.each<[string, FakeWorld, string | null]>([
    ["in the home folder", { env: { HOME: "/root" }, dirs: ["/root"] }, cacheFile],
    [
      "where XDG says",
      { env: { HOME: "/root", XDG_CACHE_HOME: "/var/c" }, dirs: ["/var/c"] },
      "/var/c/ctool/versions.json",
    ],
    ["XDG must be absolute", { env: { HOME: "/root", XDG_CACHE_HOME: "c" }, dirs: ["/root"] }, cacheFile],
    ["nowhere without a home", {}, null],
    ["not in another user's home (sudo -E)", { env: { HOME: "/home/me" }, dirs: { "/home/me": { uid: 1000 } } }, null],
  ])("%s", (_, at, path) => {
    expect(versionCachePath(fakeHost(at))).toBe(path);
  });

  test("a disk that is full stops nobody", () => {
    const full = () => {
      throw new Error("ENOSPC");
    };
    expect(() => writeVersionCache(fakeHost(world), new Map([["a", "1"]]), full)).not.toThrow();
  });

  test("an empty cache is read from a missing file", () => {
    expect(readVersionCache(fakeHost(world)).size).toBe(0);
  });
});
