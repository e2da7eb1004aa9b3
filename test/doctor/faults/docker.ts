import type { RealNode } from "../../node/index.ts";
import { type Fault, sh } from "./fault.ts";

const SOCK = "/var/run/docker.sock";

const settled = async (node: RealNode): Promise<void> => {
  // What a printed fix has started goes first.
  await sh(
    node,
    `[ ! -e /run/docker.pid ] || kill "$(cat /run/docker.pid)" 2>/dev/null || true
    while pgrep -x dockerd >/dev/null; do sleep 0.05; done; rm -rf /etc/docker; rmdir ${SOCK} 2>/dev/null || rm -f ${SOCK}`,
  );
  await node.startEngine("docker");
};

/** What a dockerd that is started by hand needs here: no networks. */
const quietly = `mkdir -p /etc/docker; echo '{"iptables": false, "bridge": "none"}' >/etc/docker/daemon.json`;
const answers = "until docker ps >/dev/null 2>&1; do sleep 0.05; done";

/** Faults of docker on a node of its own. */
export const dockerFaults: readonly Fault[] = [
  {
    what: "DOCKER_HOST on the socket of Docker's own containerd",
    asked: "docker ps",
    as: { env: { DOCKER_HOST: "unix:///run/docker/containerd/containerd.sock" } },
    finding: "docker-host-grpc",
  },
  {
    what: "DOCKER_CONTEXT of a machine that is gone",
    asked: "docker ps",
    stage: "docker context create lab --docker host=unix:///nowhere/docker.sock",
    as: { env: { DOCKER_CONTEXT: "lab" } },
    finding: "docker-other-context",
    undo: "docker context rm lab",
  },
  {
    what: "config.json that is no JSON",
    asked: "docker ps",
    stage: 'mkdir -p "$HOME/.docker"; echo "{" >"$HOME/.docker/config.json"',
    finding: "config-file-broken",
    severity: "warning",
    mends: "undo",
    undo: 'rm -f "$HOME/.docker/config.json"',
  },
  {
    what: "dockerd stopped",
    asked: "docker ps",
    stage: async (node) => {
      await node.stopDocker();
      await sh(node, quietly);
    },
    finding: "docker-stopped",
    title: "2 containers",
    after: answers,
    undo: settled,
  },
  {
    what: "dockerd killed: a leftover at docker.sock",
    asked: "docker ps",
    stage: async (node) => {
      await node.killEngine("docker");
      await sh(node, quietly);
    },
    finding: "docker-socket-stale",
    title: "leftover",
    after: answers,
    undo: settled,
  },
  {
    what: "a folder where docker.sock should be",
    asked: "docker ps",
    stage: async (node) => {
      await node.stopDocker();
      await sh(node, `rm -f ${SOCK}; mkdir ${SOCK}`);
    },
    finding: "docker-socket-folder",
    undo: settled,
  },
  {
    what: "daemon.json that is no JSON: dockerd does not start",
    asked: "docker ps",
    stage: async (node) => {
      await node.stopDocker();
      await sh(
        node,
        `mkdir -p /etc/docker; printf '{\\n  "data-root": /var/lib/docker\\n}\\n' >/etc/docker/daemon.json`,
      );
    },
    finding: "config-file-broken",
    mends: "undo",
    undo: settled,
  },
  {
    what: "dockerd that is stopped in its tracks",
    asked: "docker ps",
    stage: 'kill -STOP "$(pgrep -x dockerd)"',
    timeout: 2,
    finding: "tools-hang",
    mends: "undo",
    undo: 'kill -CONT "$(pgrep -x dockerd)"',
  },
  {
    what: "an ordinary user",
    asked: "docker ps",
    as: { user: "nobody" },
    finding: "docker-no-rights",
    mends: "undo",
  },
];
