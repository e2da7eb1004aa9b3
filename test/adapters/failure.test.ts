import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorLine, judge } from "../../src/adapters/failure.ts";
import type { Failure } from "../../src/adapters/types.ts";
import type { RunResult, Tool } from "../../src/model/index.ts";
import { anyText } from "../any-text.ts";
import { recorded, run } from "./recorded.ts";

const judgeRun = (tool: Tool, changes: Partial<RunResult>): Failure | null => {
  const result = run(changes);
  return judge({ query: { tool, name: "x", argv: [...result.argv] }, run: result });
};

/** Judges the run of a recording whose command holds these words. */
const judgeRecorded = (name: string, words: string): Failure | null => {
  const found = recorded(name).find(({ argv }) => argv.join(" ").includes(words));
  if (!found) throw new Error(`not recorded: ${words}`);
  const tool = found.argv.find((word): word is Tool => ["docker", "nerdctl", "crictl", "ctr"].includes(word)) ?? "ctr";
  return judgeRun(tool, { argv: found.argv, exitCode: found.exit, stdout: found.stdout, stderr: found.stderr });
};

describe("judge", () => {
  it.each([
    [
      "permission-denied",
      "ctr ",
      "denied",
      "cannot access socket /run/containerd/containerd.sock: stat /run/containerd/containerd.sock: permission denied",
    ],
    [
      "permission-denied",
      "nerdctl ",
      "denied",
      "rootless containerd not running? (hint: use `containerd-rootless-setuptool.sh",
    ],
    [
      "permission-denied",
      "crictl ",
      "denied",
      'validate service connection: validate CRI v1 runtime API for endpoint "unix:',
    ],
    ["permission-denied", "docker ", "denied", "permission denied while trying to connect to the Docker daemon socket"],
    ["containerd-stopped", "ctr ", "failed", "cannot access socket /run/containerd/containerd.sock: stat"],
    [
      "containerd-stopped",
      "nerdctl ",
      "failed",
      'cannot access containerd socket "/run/containerd/containerd.sock" (hint',
    ],
    [
      "containerd-stopped",
      "crictl ",
      "failed",
      "validate service connection: validate CRI v1 runtime API for endpoint",
    ],
    [
      "containerd-killed-stale-socket",
      "ctr ",
      "failed",
      'failed to dial "/run/containerd/containerd.sock": connection error',
    ],
    [
      "containerd-killed-stale-socket",
      "nerdctl ",
      "failed",
      'connection error: desc = "transport: Error while dialing: dial unix',
    ],
    ["docker-stopped", "docker ps", "failed", "Cannot connect to the Docker daemon at unix:///var/run/docker.sock."],
    [
      "cri-disabled",
      "crictl ",
      "failed",
      'validate service connection: validate CRI v1 runtime API for endpoint "unix:///run/containerd/containerd.sock": rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService',
    ],
    [
      "versions/crictl-1.26.0",
      "inspect nosuch",
      "failed",
      'getting the status of the container "nosuch": rpc error: code = NotFound',
    ],
    ["versions/crictl-1.36", "rmi nosuch", "failed", "no such image nosuch"],
    ["versions/crictl-1.26.0", "rmi nosuch", "failed", "no such image nosuch"],
    ["versions/crictl-1.36", "push x", "failed", "No help topic for 'push'"],
    ["versions/crictl-1.36", "ps --nosuch", "failed", "flag provided but not defined: -nosuch"],
    ["versions/crictl-1.36", "run nginx", "failed", "prints its help, not an answer"],
    ["versions/crictl-1.26.0", "run nginx", "failed", "prints its help, not an answer"],
    ["versions/nerdctl-2.3.5", "stop nosuch", "failed", "no such container: nosuch"],
    ["versions/nerdctl-1.7.7", "inspect nosuch", "failed", "1 errors: [no such object nosuch]"],
    ["versions/ctr-2.4", "tasks ls --nosuch", "failed", "flag provided but not defined: -nosuch"],
    [
      "k3s-node",
      "images pull docker.io/library/nosuch",
      "failed",
      'failed to resolve reference "docker.io/library/nosuch:latest"',
    ],
  ])("%s: %s", (name, words, state, error) => {
    const failure = judgeRecorded(name, words);
    expect(failure?.state).toBe(state);
    expect(failure?.error.slice(0, error.length)).toBe(error);
  });

  it("takes every recorded list for an answer, warnings on stderr or not", () => {
    const lists = / (?:ps|images|pods|containers ls|tasks ls|namespaces? ls|version|plugins ls)\b/;
    for (const name of ["versions/nerdctl-2.3.5", "versions/crictl-1.36", "versions/ctr-2.4", "versions/docker-28.2"]) {
      const good = recorded(name).filter(({ argv, exit }) => exit === 0 && lists.test(argv.join(" ")));
      expect(good.length).toBeGreaterThan(5);
      for (const { argv } of good) expect(judgeRecorded(name, argv.join(" ")), argv.join(" ")).toBeNull();
    }
  });

  it.each([
    [{ outcome: "not-found", exitCode: null } as const, "missing", "crictl is not there"],
    [{ outcome: "not-executable", exitCode: null } as const, "missing", "crictl cannot be executed"],
    [{ outcome: "timeout", exitCode: null, durationMs: 10_004 } as const, "timeout", "no answer within 10 s"],
    [
      { outcome: "too-big", exitCode: null, stdout: "x".repeat(2_000_000) } as const,
      "failed",
      "printed more than 2 MB",
    ],
    [{ outcome: "cancelled", exitCode: null } as const, "failed", "stopped before it answered"],
    [{ outcome: "failed", exitCode: null, stderr: "spawn EACCES" } as const, "denied", "spawn EACCES"],
    [{ outcome: "failed", exitCode: null, stderr: "spawn EAGAIN" } as const, "failed", "spawn EAGAIN"],
    [{ exitCode: null, signal: "SIGSEGV" } as const, "failed", "ended by SIGSEGV"],
    [{ exitCode: 7 } as const, "failed", "exit code 7 without a word"],
    [{ exitCode: 1, stdout: "Incorrect Usage: x\n\nit went wrong" } as const, "failed", "it went wrong"],
  ])("%o", (changes, state, error) => {
    expect(judgeRun("crictl", changes)).toEqual({ state, error });
  });

  it("does not take rights for the reason when a rootless containerd is meant", () => {
    const rootless = { exitCode: 1, stderr: 'time="x" level=fatal msg="rootless containerd not running? (hint: …)"' };
    expect(
      judgeRun("nerdctl", { ...rootless, argv: ["nerdctl", "--address", "/run/k3s/containerd/containerd.sock", "ps"] })
        ?.state,
    ).toBe("denied");
    expect(
      judgeRun("nerdctl", { ...rootless, argv: ["nerdctl", "--address", "/run/user/1000/c.sock", "ps"] })?.state,
    ).toBe("failed");
  });
});

describe("errorLine", () => {
  it.each([
    ["a terminal's log", 'FATA[0000] cannot access containerd socket "/x"', 'cannot access containerd socket "/x"'],
    ["colours", "\x1b[31mFATA\x1b[0m[0000] no such thing", "no such thing"],
    ["warnings before the error", "WARN[0000] old config\nERRO[0000] it broke", "it broke"],
    ["warnings, when there is nothing else", 'time="t" level=warning msg="old config"', "old config"],
    [
      "an error beside the message",
      'time="t" level=fatal msg="cannot pull" error="EOF \\"x\\""',
      'cannot pull: EOF "x"',
    ],
    ["a message of one word", "time=t level=error msg=broken", "broken"],
    ["escapes inside the quotes", 'time="t" level=fatal msg="bad \\x1b[2J name \\u202e"', "bad  name"],
    [
      "klog alone",
      'E1121 01:16:00.1 3217 log.go:32] "failed" err="rpc \\"x\\": gone" containerID="1"',
      'rpc "x": gone',
    ],
    ["ctr's own name", "ctr: container id must be provided", "container id must be provided"],
  ])("finds the message in %s", (_, stderr, error) => {
    expect(errorLine(stderr)).toBe(error);
  });

  it("is short, clean and one line, whatever was printed", () => {
    expect(errorLine("")).toBeNull();
    expect([...(errorLine(`${"long 🐳 ".repeat(100)}end`) ?? "")]).toHaveLength(300);
    fc.assert(
      fc.property(anyText, (stderr) => {
        const line = errorLine(stderr) ?? "";
        expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e]/);
        expect([...line].length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
