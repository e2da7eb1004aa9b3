import type { NodeFacts } from "../facts/node-facts.ts";
import type { Flavor } from "../model/index.ts";
import type { ServiceFact } from "./facts.ts";

/** How an engine's owner is set up on disk; null where it has no such thing. */
export interface FlavorPaths {
  /** The file to edit to change containerd's configuration. k3s and RKE2 write config.toml anew at every start. */
  config: string | null;
  /** The folder with a hosts.toml for each registry. */
  certs: string;
  /** k3s's and RKE2's own file for registries. */
  registries: string | null;
  /** Their crictl.yaml. */
  crictl: string;
}

/** From https://docs.k3s.io/installation/private-registry, https://docs.rke2.io/install/private_registry, https://microk8s.io/docs/registry-private, https://docs.k0sproject.io/stable/runtime. */
const paths: Readonly<Partial<Record<Flavor, FlavorPaths>>> = {
  k3s: {
    config: "/var/lib/rancher/k3s/agent/etc/containerd/config.toml.tmpl",
    certs: "/var/lib/rancher/k3s/agent/etc/containerd/certs.d",
    registries: "/etc/rancher/k3s/registries.yaml",
    crictl: "/var/lib/rancher/k3s/agent/etc/crictl.yaml",
  },
  rke2: {
    config: "/var/lib/rancher/rke2/agent/etc/containerd/config.toml.tmpl",
    certs: "/var/lib/rancher/rke2/agent/etc/containerd/certs.d",
    registries: "/etc/rancher/rke2/registries.yaml",
    crictl: "/var/lib/rancher/rke2/agent/etc/crictl.yaml",
  },
  microk8s: {
    config: "/var/snap/microk8s/current/args/containerd-template.toml",
    certs: "/var/snap/microk8s/current/args/certs.d",
    registries: null,
    crictl: "/etc/crictl.yaml",
  },
  k0s: {
    config: "/etc/k0s/containerd.toml",
    certs: "/etc/k0s/containerd.d/certs.d",
    registries: null,
    crictl: "/etc/crictl.yaml",
  },
};

const plain: FlavorPaths = {
  config: "/etc/containerd/config.toml",
  certs: "/etc/containerd/certs.d",
  registries: null,
  crictl: "/etc/crictl.yaml",
};

/** Where a flavor keeps its configuration; plain containerd's for every flavor that has no places of its own. */
export const pathsOf = (flavor: Flavor | null): FlavorPaths => (flavor === null ? plain : (paths[flavor] ?? plain));

/** k3s and RKE2 name the service after what the node is; the process says which. */
const roleOf = (facts: NodeFacts | null, program: "k3s" | "rke2"): string | null =>
  facts?.daemons.find((daemon) => daemon.program === program)?.argv[1] ?? null;

/** The service that runs an engine, without `.service`. */
export const serviceNameOf = (
  flavor: Flavor | null,
  facts: NodeFacts | null,
  services: readonly Pick<ServiceFact, "name">[] = [],
): string => {
  const known = (name: string): boolean => services.some((service) => service.name === name);
  switch (flavor) {
    case "k3s":
      return roleOf(facts, "k3s") === "agent" || (known("k3s-agent") && !known("k3s")) ? "k3s-agent" : "k3s";
    case "rke2":
      return roleOf(facts, "rke2") === "agent" || (known("rke2-agent") && !known("rke2-server"))
        ? "rke2-agent"
        : "rke2-server";
    case "k0s":
      return known("k0sworker") && !known("k0scontroller") ? "k0sworker" : "k0scontroller";
    case "microk8s":
      return "snap.microk8s.daemon-containerd";
    case "docker":
    case "docker-containerd":
      return known("snap.docker.dockerd") && !known("docker") ? "snap.docker.dockerd" : "docker";
    case "cri-o":
      return "crio";
    case "cri-dockerd":
      return "cri-docker";
    default:
      return "containerd";
  }
};

/**
 * The command that starts, restarts or shows the service of an engine, without sudo.
 * @param services what doctor knows of services: tells OpenRC from systemd, and an agent from a server
 */
export const serviceCommand = (
  action: "start" | "restart" | "status",
  flavor: Flavor | null,
  facts: NodeFacts | null,
  services: readonly Pick<ServiceFact, "name" | "manager">[] = [],
): string[] => {
  const name = serviceNameOf(flavor, facts, services);
  if (flavor === "rootless") return ["systemctl", "--user", action, "containerd"];
  if (flavor === "microk8s") return action === "status" ? ["microk8s", "status"] : ["snap", action, "microk8s"];
  if (flavor === "colima") return ["colima", action];
  const manager = services.find((service) => service.name === name)?.manager ?? "systemd";
  if (manager === "openrc") return ["rc-service", name, action];
  return name.startsWith("snap.") && action !== "status" ? ["snap", action, "docker"] : ["systemctl", action, name];
};
