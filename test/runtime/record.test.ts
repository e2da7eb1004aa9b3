import { describe, expect, it } from "vitest";
import type { Host } from "../../src/facts/host.ts";
import type { RunRequest } from "../../src/model/index.ts";
import { recordingHost } from "../../src/runtime/record.ts";
import { parseRecording, printRecording, RecordingError } from "../../src/runtime/recording.ts";
import { replayHost } from "../../src/runtime/replay.ts";
import { streamOf } from "../fixtures/facts/stream-of.ts";

const request = (argv: string[]): RunRequest => ({ tool: null, argv, file: null, timeoutMs: 1, maxBytes: 1 });

/** A world with one file, one folder, one socket, and a clock and a counter that never stand still. */
const livingHost = (): Host => {
  let ticks = 0;
  const exec: Host["exec"] = async ({ argv }) => ({
    argv,
    outcome: "exited",
    exitCode: 0,
    signal: null,
    durationMs: 7,
    stdout: `call ${ticks++}`,
    stderr: "",
  });
  return {
    now: () => 1_795_000_000_000 + ticks++,
    hostname: () => "node1",
    uid: () => 0,
    env: (name) => (name === "HOME" ? "/root" : undefined),
    stat: (path) =>
      path === "/run/x.sock"
        ? { ok: true, value: { kind: "socket", mode: 0o660, uid: 0, gid: 0, size: 0, mtimeMs: 1 } }
        : { ok: false, code: "EACCES" },
    read: (path) => (path === "/etc/f" ? { ok: true, value: "text" } : { ok: false, code: "ENOENT" }),
    list: () => ({ ok: true, value: ["a", "b"] }),
    readlink: () => ({ ok: false, code: "EINVAL" }),
    statfs: () => ({ ok: true, value: { totalBytes: 9, freeBytes: 3, totalInodes: 0, freeInodes: 0 } }),
    connect: async () => "refused",
    exec,
    stream: streamOf(exec),
  };
};

const streamed = async (host: Host, argv: string[]): Promise<string> => {
  let text = "";
  await host.stream({
    ...request(argv),
    timeoutMs: null,
    stdin: "none",
    stdout: (chunk) => {
      text += Buffer.from(chunk).toString("utf8");
    },
    stderr: () => {},
  });
  return text;
};

const look = async (host: Host) => ({
  now: host.now(),
  hostname: host.hostname(),
  uid: host.uid(),
  env: [host.env("HOME"), host.env("NOPE")],
  stat: [host.stat("/run/x.sock"), host.stat("/root/secret")],
  read: [host.read("/etc/f"), host.read("/etc/g")],
  list: host.list("/proc"),
  readlink: host.readlink("/etc/f"),
  statfs: [host.statfs("/etc/f"), host.statfs("/")],
  connect: await host.connect("/run/x.sock", 10),
  runs: [await host.exec(request(["ctr", "a"])), await host.exec(request(["ctr", "a"]))],
  streamed: await streamed(host, ["crictl", "logs", "x"]),
});

describe("record and replay", () => {
  it("answers the same questions the same way, through the text of the file", async () => {
    const { host, recording } = recordingHost(livingHost(), { ctool: "1.2.3", title: "a node" });
    const seen = await look(host);
    const again = await look(replayHost(parseRecording(printRecording(recording()))));
    // The clock is the only thing that may differ: it stands at the moment recording began.
    expect({ ...again, now: 0 }).toEqual({ ...seen, now: 0 });
    expect(again.now).toBe(1_795_000_000_000);
  });

  it("is not there for what was not recorded", async () => {
    const { recording } = recordingHost(livingHost(), { ctool: "1.2.3", title: null });
    const host = replayHost(recording());
    expect(host.stat("/anything")).toEqual({ ok: false, code: "ENOENT" });
    expect(await host.connect("/run/x.sock", 1)).toBe("missing");
    expect(await host.exec(request(["ctr", "b"]))).toMatchObject({
      outcome: "failed",
      stderr: "not in this recording",
    });
  });

  it("finds a run on another path, but never on another named socket", async () => {
    const line = (argv: string[], stdout: string) => JSON.stringify({ argv, exit: 0, ms: 1, stdout, stderr: "" });
    const host = replayHost(
      parseRecording(
        [
          line(["crictl", "--runtime-endpoint", "unix:///run/k3s/c.sock", "ps", "-o", "json"], "cri"),
          line(["ctr", "--address", "/run/k3s/c.sock", "namespaces", "ls"], "k3s"),
          line(["docker", "ps", "--format", "json"], "docker"),
        ].join("\n"),
      ),
    );
    const both = ["--runtime-endpoint", "unix:///run/k3s/c.sock", "--image-endpoint", "unix:///run/k3s/c.sock"];
    expect((await host.exec(request(["crictl", ...both, "ps", "-o", "json"]))).stdout).toBe("cri");
    expect((await host.exec(request(["ctr", "namespaces", "ls"]))).stdout).toBe("k3s");
    expect((await host.exec(request(["ctr", "--address", "/run/other.sock", "namespaces", "ls"]))).outcome).toBe(
      "failed",
    );
    const unix = ["--host", "unix:///var/run/docker.sock"];
    expect((await host.exec(request(["docker", ...unix, "ps", "--format", "{{json .}}"]))).stdout).toBe("docker");
  });

  it.each([
    ["", "it holds nothing"],
    ['{"argv":["a"]', "line 1 is not JSON"],
    ['{"recording":2}', "version 2"],
    ['{"argv":[]}\n{"x":1}', "line 2 is neither"],
  ])("refuses %j: %s", (text, message) => {
    expect(() => parseRecording(text)).toThrow(RecordingError);
    expect(() => parseRecording(text)).toThrow(message);
  });
});
