import { describe, expect, it } from "vitest";
import type { FakeWorld } from "../fixtures/facts/fake-host.ts";
import * as worlds from "../fixtures/facts/worlds.ts";
import { diagnosisOf, findingOf } from "./make-facts.ts";

const rows = '{"ID":"d1","Names":"web"}\n{"ID":"d2","Names":"oneshot"}\n';
const docker = { "docker ps": rows, "docker info": '{"ServerVersion":"20.10.24"}' };
const K3S = "/run/k3s/containerd/containerd.sock";

/** k3s without dockerd. */
const k3s: FakeWorld = {
  ...worlds.k3sWithDocker,
  dirs: { "/run/k3s": { mode: 0o711 } },
  sockets: { [K3S]: "open" },
  processes: (worlds.k3sWithDocker.processes ?? []).filter(({ pid }) => pid < 50),
};
const dockerd = { "/usr/bin/dockerd": { text: "", mode: 0o755 } };
const container = { "/var/lib/docker/containers/d1/config.v2.json": "{}" };

describe("docker is not there", () => {
  it("and the pods are k3s's: where they are, and how to see them", async () => {
    const found = await findingOf("docker-absent", k3s, { tools: ["crictl", "ctr"] });
    expect(found).toMatchObject({ severity: "info", about: ["docker"] });
    expect(found?.title).toContain("2 pod containers run in containerd");
    expect(found?.see[0]).toContain(`unix://${K3S}`);
  });

  it("but dockerd runs", async () => {
    const found = await findingOf("docker-absent", worlds.dockerOnly, { tools: [] });
    expect(found).toMatchObject({ severity: "warning", evidence: [{ text: "dockerd --iptables=false" }] });
  });
});

describe("docker is stopped", () => {
  it("with containers: an error", async () => {
    const found = await findingOf("docker-stopped", { files: { ...dockerd, ...container } });
    expect(found).toMatchObject({ severity: "error" });
    expect(found?.title).toContain("its 1 container cannot be listed");
  });

  it("and holds nothing: good to know", async () => {
    expect(await findingOf("docker-stopped", { files: dockerd })).toMatchObject({ severity: "info" });
  });

  it("because systemd could not start it: with the journal's last lines", async () => {
    const unit = "/usr/lib/systemd/system/docker.service";
    const found = await findingOf(
      "docker-stopped",
      { files: { ...dockerd, [unit]: "[Service]\nExecStart=/usr/bin/dockerd\n" }, dirs: ["/run/systemd/system"] },
      {
        answers: {
          "systemctl show":
            "Id=docker.service\nActiveState=failed\nSubState=failed\nUnitFileState=enabled\nResult=exit-code\nMainPID=0\n",
          journalctl:
            '{"UNIT":"docker.service","MESSAGE":"unable to configure the Docker daemon with file /etc/docker/daemon.json","__REALTIME_TIMESTAMP":"1795000000000000"}\n',
        },
      },
    );
    expect(found).toMatchObject({
      severity: "error",
      title: "docker could not start",
      fix: [{ argv: ["systemctl", "start", "docker"] }],
    });
    expect(found?.evidence.map(({ text }) => text)).toContain(
      "unable to configure the Docker daemon with file /etc/docker/daemon.json",
    );
  });

  it("is not said of a node that has no dockerd", async () => {
    expect(await findingOf("docker-stopped", k3s)).toBeUndefined();
  });
});

describe("docker.sock", () => {
  const sock = "/run/docker.sock";
  const links = { "/var/run": "/run" };

  it("is a leftover: first, and not with docker-stopped beside it", async () => {
    const { findings } = await diagnosisOf({
      links,
      files: { ...dockerd, ...container },
      sockets: { [sock]: "refused" },
    });
    expect(findings[0]).toMatchObject({ id: "docker-socket-stale", severity: "error" });
    expect(findings.map(({ id }) => id)).not.toContain("docker-stopped");
    expect(findings[0]?.notThis.join()).toContain("chmod");
  });

  it("is a folder", async () => {
    const found = await findingOf("docker-socket-folder", { links, files: dockerd, dirs: [sock] });
    expect(found?.fix[0]?.argv).toEqual(["rmdir", "/run/docker.sock"]);
  });

  it("is root's", async () => {
    const found = await findingOf("docker-no-rights", {
      links,
      uid: 1000,
      files: { "/etc/passwd": "me:x:1000:1000::/home/me:/bin/sh\n", "/etc/group": "docker:x:998:\n" },
      sockets: { [sock]: { state: "open", gid: 998 } },
      processes: [
        { pid: 1, argv: ["/sbin/init"] },
        { pid: 50, argv: ["dockerd"] },
      ],
    });
    expect(found).toMatchObject({ severity: "error" });
    expect(found?.title).toBe("me may not use /run/docker.sock");
    expect(found?.fix.map(({ argv }) => argv?.join(" "))).toEqual(["sudo docker ps", "sudo usermod -aG docker me"]);
    expect(JSON.stringify(found?.fix)).not.toContain("chmod");
  });
});

describe("docker is led elsewhere", () => {
  it("by DOCKER_HOST, to containerd: one finding", async () => {
    const { findings } = await diagnosisOf(
      { ...worlds.k3sWithDocker, env: { DOCKER_HOST: `unix://${K3S}` } },
      { answers: { "docker ps": { exitCode: 1, stderr: 'malformed HTTP response "\\x00\\x00"' } } },
    );
    expect(findings[0]).toMatchObject({
      id: "docker-host-grpc",
      severity: "error",
      fix: [{ shell: "unset DOCKER_HOST" }],
    });
    expect(findings[0]?.evidence[0]).toEqual({ text: `DOCKER_HOST=unix://${K3S}`, source: "environment", line: null });
    expect(findings.map(({ id }) => id)).not.toContain("docker-other-context");
  });

  it("by a link at docker.sock", async () => {
    const world: FakeWorld = { ...k3s, links: { "/var/run": "/run", "/run/docker.sock": K3S } };
    const found = await findingOf("docker-host-grpc", world);
    expect(found?.fix[0]?.argv).toEqual(["rm", "/var/run/docker.sock"]);
    expect(found?.evidence.map(({ text }) => text).join()).toContain(`-> ${K3S}`);
  });

  const config = '{\n\t"auths": {"r.example": {"auth": "c2VjcmV0"}},\n\t"currentContext": "lab"\n}\n';
  const lab: FakeWorld["files"] = {
    "/root/.docker/config.json": config,
    "/root/.docker/contexts/meta/x/meta.json": '{"Name":"lab","Endpoints":{"docker":{"Host":"unix:///lab.sock"}}}',
  };

  it("by a context that does not answer, with the line of config.json and a change that keeps the rest", async () => {
    const { dockerOnly } = worlds;
    const found = await findingOf("docker-other-context", { ...dockerOnly, files: { ...dockerOnly.files, ...lab } });
    expect(found).toMatchObject({ severity: "error" });
    expect(found?.evidence[0]).toMatchObject({ source: "/root/.docker/config.json", line: 3 });
    const edit = found?.fix[0]?.edit;
    expect(edit?.path).toBe("/root/.docker/config.json");
    expect(JSON.parse(edit?.content ?? "")).toEqual({ auths: { "r.example": { auth: "c2VjcmV0" } } });
  });

  it("by a context that answers: the list is the other's", async () => {
    const { dockerOnly } = worlds;
    const found = await findingOf(
      "docker-other-context",
      {
        ...dockerOnly,
        files: { ...dockerOnly.files, ...lab },
        sockets: { ...dockerOnly.sockets, "/lab.sock": "open" },
      },
      { answers: { "docker ps": "", "docker --host": rows } },
    );
    expect(found).toMatchObject({ severity: "warning" });
    expect(found?.because[0]).toContain("(2 there)");
  });

  it("by a context that is used on purpose: no finding", async () => {
    const found = await findingOf(
      "docker-other-context",
      { files: lab, sockets: { "/lab.sock": "open" } },
      { answers: { "docker ps": rows } },
    );
    expect(found).toBeUndefined();
  });

  it("by a context that does not exist", async () => {
    const files = { "/root/.docker/config.json": '{"currentContext": "gone"}' };
    const found = await findingOf("docker-other-context", {
      ...worlds.dockerOnly,
      files: { ...worlds.dockerOnly.files, ...files },
    });
    expect(found?.title).toContain("a context that does not exist");
  });
});

describe("docker sees nothing", () => {
  it("of k3s's pods: how many, which namespace, which socket", async () => {
    const found = await findingOf("docker-sees-nothing", worlds.k3sWithDocker, { answers: docker, asked: "docker ps" });
    expect(found).toMatchObject({ severity: "info", title: "docker ps shows none of this node's 2 pod containers" });
    expect(found?.because[0]).toBe(`k3s runs them in containerd: namespace k8s.io on ${K3S}.`);
    expect(found?.because[1]).toBe("dockerd lists only its own (2: web, oneshot).");
    expect(found?.see.at(-1)).toBe("ctool ps");
  });

  it("is not said where k3s runs its pods with docker", async () => {
    const processes = (worlds.k3sWithDocker.processes ?? [])
      .filter(({ pid }) => pid < 11 || pid >= 50)
      .map((process) => (process.pid === 10 ? { pid: 10, argv: "/usr/local/bin/k3s server --docker" } : process));
    const world: FakeWorld = { ...worlds.k3sWithDocker, processes, tasks: worlds.dockerOnly.tasks ?? [] };
    expect(await findingOf("docker-sees-nothing", world, { answers: docker })).toBeUndefined();
  });

  it("is not said of docker's own containers in the system's containerd", async () => {
    expect(await findingOf("docker-sees-nothing", worlds.dockerOnly, { answers: docker })).toBeUndefined();
  });
});

describe("two of them", () => {
  it("dockers: the snap's and the package's on one socket", async () => {
    const { dockerOnly } = worlds;
    const snap = {
      pid: 60,
      argv: ["/snap/docker/2936/bin/dockerd", "--data-root=/var/snap/docker/common/var-lib-docker"],
    };
    const { findings } = await diagnosisOf(
      { ...dockerOnly, processes: [...(dockerOnly.processes ?? []), snap] },
      { answers: docker },
    );
    expect(findings[0]).toMatchObject({ id: "two-dockers", severity: "warning" });
    expect(findings[0]?.explains.map(({ id }) => id)).toContain("docker-snap");
    expect(findings[0]?.because[0]).toContain("Both listen on the same path");
  });

  it("containerds: the tools reach the one without the pods", async () => {
    const usual = "/run/containerd/containerd.sock";
    const world: FakeWorld = {
      ...k3s,
      sockets: { ...k3s.sockets, [usual]: "open" },
      processes: [...(k3s.processes ?? []), { pid: 70, argv: ["/usr/bin/containerd"] }],
    };
    const found = await findingOf("two-containerds", world);
    expect(found).toMatchObject({ severity: "warning" });
    expect(found?.fix.flatMap(({ edit }) => (edit ? [edit.path] : []))).toEqual([
      "/etc/crictl.yaml",
      "/etc/nerdctl/nerdctl.toml",
    ]);
    expect(
      await findingOf("two-containerds", {
        ...world,
        env: { CONTAINERD_ADDRESS: K3S, CONTAINER_RUNTIME_ENDPOINT: `unix://${K3S}` },
      }),
    ).toBeUndefined();
  });
});

it("a tool that hangs is said, with the deadline", async () => {
  const hangs = { outcome: "timeout" as const, exitCode: null };
  const { findings } = await diagnosisOf(worlds.dockerOnly, { answers: { ...docker, nerdctl: hangs, crictl: hangs } });
  expect(findings[0]).toMatchObject({ id: "tools-hang", severity: "error", about: ["nerdctl", "crictl"] });
});
