import { describe, expect, it } from "vitest";
import { maskRecording } from "../../src/runtime/mask-recording.ts";
import { parseRecording, printRecording, type RecordedPath, type Recording } from "../../src/runtime/recording.ts";

const recordingOf = (files: Record<string, string>, runs: Recording["runs"] = []): Recording => ({
  header: {
    recording: 1,
    time: "2026-11-21T00:00:00.000Z",
    ctool: "1",
    title: null,
    facts: {
      hostname: "node1",
      uid: 0,
      env: { PATH: "/usr/bin", DOCKER_HOST: "tcp://me:s3cret@far:2376" },
      paths: Object.fromEntries(Object.entries(files).map(([path, read]): [string, RecordedPath] => [path, { read }])),
    },
  },
  runs,
});
const masked = (path: string, text: string): unknown =>
  maskRecording(recordingOf({ [path]: text })).header.facts.paths[path]?.read;
const run = (argv: string[], stdout: string): string =>
  maskRecording(recordingOf({}, [{ argv, exit: 0, ms: 1, stdout, stderr: "" }])).runs[0]?.stdout ?? "";

describe("a masked recording", () => {
  it.each([
    [
      "/etc/rancher/k3s/registries.yaml",
      "configs:\n  r.example:\n    auth:\n      username: me\n      password: s3cret\n",
    ],
    [
      "/etc/containerd/config.toml",
      '[plugins.x.registry.configs."r".auth]\n  password = "s3cret"\n  identitytoken = "s3cret"\n',
    ],
    [
      "/etc/containerd/certs.d/r/hosts.toml",
      '[host."https://r".header]\n  authorization = ["Basic s3creta3NlY3JldA=="]\n',
    ],
    ["/root/.docker/config.json", '{"auths":{"r.example":{"auth":"s3cret","email":"a@b"}}}'],
    ["/etc/rancher/k3s/config.yaml", "token: s3cret\ndatastore-endpoint: postgres://me:s3cret@db/k3s\n"],
    ["/etc/systemd/system/k3s.service.env", "K3S_TOKEN=s3cret\nAWS_WHATEVER=s3cret\n"],
    ["/etc/systemd/system/k3s.service", '[Service]\nEnvironment="MY_PASS=s3cret"\n'],
    ["/proc/12/cmdline", "/usr/local/bin/k3s\0server\0--token=s3cret\0"],
    ["/proc/13/cmdline", "mysql\0-ps3cret\0"],
    [
      "/run/k3s/containerd/x/config.json",
      '{"process":{"env":["A=s3cret"],"args":["x","--password","s3cret"]},"annotations":{"team/key":"s3cret"}}',
    ],
  ])("hides what is secret in %s", (path, text) => {
    expect(masked(path, text)).not.toContain("s3cret");
    expect(String(masked(path, text)).length).toBeGreaterThan(5);
  });

  it("keeps what doctor reads", () => {
    const annotations = { "io.kubernetes.cri.container-type": "sandbox", "nerdctl/name": "web" };
    const config = JSON.stringify({ process: { args: ["/pause"] }, annotations });
    expect(JSON.parse(String(masked("/run/x/config.json", config)))).toEqual({
      process: { args: ["/pause"] },
      annotations,
    });
    const cmdline = "containerd\0-a\0/run/k3s/containerd/containerd.sock\0";
    expect(masked("/proc/9/cmdline", cmdline)).toBe(cmdline);
    const title = "/usr/local/bin/k3s server\0\0\0";
    expect(masked("/proc/10/cmdline", title)).toBe(title);
    const toml = 'version = 2\ndisabled_plugins = ["cri"]\n[grpc]\n  address = "/run/x.sock"\n';
    expect(masked("/etc/containerd/config.toml", toml)).toBe(toml);
    const kubelet = 'KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///run/x.sock"\n';
    expect(masked("/var/lib/kubelet/kubeadm-flags.env", kubelet)).toBe(kubelet);
  });

  it("hides environments, labels and commands in answers", () => {
    const ps =
      '{"ID":"a","Labels":"team=s3cret,io.kubernetes.pod.name=web","Command":"x --password s3cret"}\n{"ID":"b","Labels":""}\n';
    const shown = run(["docker", "ps"], ps);
    expect(shown).not.toContain("s3cret");
    expect(shown).toContain("io.kubernetes.pod.name=web");
    expect(shown.trim().split("\n")).toHaveLength(2);
    expect(run(["docker", "inspect"], '[{"Config":{"Env":["A=s3cret","B"]}}]')).not.toContain("s3cret");
    const table = "REF TYPE LABELS\ndocker.io/x:1 y io.cri-containerd.image=managed,team.key=s3cret\n";
    expect(run(["ctr", "images", "ls"], table)).toBe(
      "REF TYPE LABELS\ndocker.io/x:1 y io.cri-containerd.image=managed,team.key=***\n",
    );
  });

  it("hides passwords in variables' addresses", () => {
    expect(maskRecording(recordingOf({})).header.facts.env.DOCKER_HOST).toBe("tcp://me:***@far:2376");
  });

  it("with findings is a recording still", () => {
    const diagnosis = {
      schemaVersion: 1 as const,
      node: { hostname: "n" },
      input: null,
      findings: [],
      checked: [],
      unseen: [],
    };
    const whole: Recording = { ...recordingOf({ "/a": "b" }), diagnosis };
    expect(parseRecording(printRecording(whole))).toEqual(whole);
  });
});
