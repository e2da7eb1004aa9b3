import { as, changing, implied, lost, picking, reshape, row, same } from "../back-rules.ts";
import type { ToolFlag } from "../tool-spec.ts";
import { readCtrMount } from "./ctr-mounts.ts";
import { loginStep } from "./login.ts";

/** How ctr reaches a registry: pull, push, fetch and others. docker has it all in its daemon's configuration. */
export function registryFlags(login: ToolFlag["back"] = lost("docker login before it")): ToolFlag[] {
  const insecure = lost('docker decides this per registry: "insecure-registries" in /etc/docker/daemon.json');
  const certificates = lost("docker reads certificates from /etc/docker/certs.d/REGISTRY");
  const debug = lost("dockerd talks to the registry; its own debug log shows it");
  return [
    row("-k, --skip-verify", "Does not check the registry's certificate.", insecure),
    row("--plain-http", "Allows HTTP without TLS.", implied("docker does so for localhost and insecure-registries")),
    row("-u, --user string", "Credentials: user[:password].", login),
    row(
      "--refresh string",
      "Refresh token for the authorization server.",
      lost("docker takes credentials from docker login"),
    ),
    row("--hosts-dir string", "Folder with the registries' configuration.", certificates),
    row("--tlscacert string", "CA of the registry.", certificates),
    row("--tlscert string", "Client certificate for the registry.", certificates),
    row("--tlskey string", "Key of the client certificate.", certificates),
    row("--http-dump", "Prints requests and responses.", debug),
    row("--http-trace", "Traces requests.", debug),
  ];
}

/** Credentials are a `docker login` before the command. */
export const loginFirst = reshape("docker login before it", (draft, use) => {
  draft.before.push(loginStep(draft, use.value, draft.operands[0]));
});

const snapshots = lost("docker chooses its storage driver for the whole daemon");
export const snapshotter = row("--snapshotter string", "Snapshotter to use.", snapshots);
export const localFlag = row(
  "--local",
  "Works in the client, not in containerd's transfer service.",
  implied("dockerd does the work"),
);

/** `-v /a:/b:ro` from `type=bind,src=/a,dst=/b,options=rbind:ro`. */
const mount = reshape("-v, --tmpfs or --mount", (draft, use) => {
  const read = readCtrMount(use.value);
  if (read === null) return draft.lose(use, "docker has no mount of this type");
  draft.put(use, read);
});

/** CAP_ is docker's too, but nobody types it there. */
const capability = (name: string) =>
  as(name, (value, draft, use) => {
    if (/^(?:CAP_)?ALL$/i.test(value)) {
      draft.lose(use, `ctr does not expand ALL, so ${name} ${value} had no effect: docker's would`);
      return null;
    }
    return value.replace(/^CAP_/i, "");
  });

const NAMESPACES: Readonly<Record<string, string>> = {
  network: "--network",
  pid: "--pid",
  ipc: "--ipc",
  uts: "--uts",
  cgroup: "--cgroupns",
};

/** `--with-ns network:/proc/1/ns/net` is the host's. */
const withNamespace = reshape("--network host, --pid host, …", (draft, use) => {
  const [kind = "", path = ""] = use.value.split(/:(.*)/s);
  const flag = NAMESPACES[kind];
  if (flag !== undefined && path.startsWith("/proc/1/ns/")) draft.put(use, [flag, "host"]);
  else
    draft.lose(use, "docker joins namespaces of the host or of a container, not of a path: --network container:NAME");
});

const resourceManager = lost("docker has no such class");
const runc = lost("docker chooses runtimes by name: --runtime, and their options in daemon.json");

/** What `ctr run` and `ctr containers create` share. */
export function containerFlags(): ToolFlag[] {
  return [
    row("--runtime string", "Runtime of the container: io.containerd.runc.v2.", as("--runtime")),
    row("--runtime-config-path string", "The runtime's configuration file.", runc),
    row("--runc-binary string", "The runc to use.", runc),
    row("--runc-root string", "Where runc keeps its state.", runc),
    row(
      "--runc-systemd-cgroup",
      "Makes runc use systemd's cgroups.",
      lost('docker decides this for the daemon: "exec-opts": ["native.cgroupdriver=systemd"]'),
    ),
    snapshotter,
    row("--snapshotter-label list", "Label of the container's snapshot.", snapshots),
    picking(
      row(
        "-c, --config string",
        "OCI specification to run.",
        reshape("none", (draft) =>
          draft.refuse("docker writes the OCI specification itself", "docker run with flags that say the same"),
        ),
      ),
    ),
    row("--cwd string", "Working directory.", as("-w")),
    row("--env list", "Environment variable: A=b.", as("-e")),
    row("--env-file string", "File of environment variables.", same),
    row("--label list", "Label of the container.", same),
    row("--annotation list", "Annotation of the OCI specification.", same),
    row("--mount list", "Mount: type=bind,src=/a,dst=/b,options=rbind:ro.", mount),
    row("--net-host", "Uses the host's network.", as("--network host")),
    row("--privileged", "Gives the container nearly all rights of the host.", same),
    row("--read-only", "Makes the root file system read-only.", same),
    row("--sandbox string", "Sandbox to run in.", lost("docker has no sandboxes")),
    row("-t, --tty", "Gives the process a terminal.", as("-it")),
    row("--with-ns list", "Joins a namespace: network:/proc/1/ns/net.", withNamespace),
    row(
      "--pid-file string",
      "File for the process's PID.",
      lost("docker inspect -f '{{.State.Pid}}' prints it; --cidfile writes the id"),
    ),
    row(
      "--gpus list",
      "Index of a GPU.",
      as("--gpus", (value) => `"device=${value}"`),
    ),
    row("--allow-new-privs", "Lets processes gain rights.", implied("docker's default")),
    row("--memory-limit uint64", "Memory limit in bytes.", as("--memory")),
    row("--cap-add list", "Adds a capability: CAP_NET_ADMIN.", capability("--cap-add")),
    row("--cap-drop list", "Drops a capability: CAP_MKNOD.", capability("--cap-drop")),
    row("--seccomp", "Uses the default seccomp profile.", implied("docker's default")),
    row(
      "--seccomp-profile string",
      "seccomp profile; needs --seccomp.",
      as("--security-opt", (value) => `seccomp=${value}`),
    ),
    row(
      "--apparmor-default-profile string",
      "Name to load the default AppArmor profile under.",
      implied("docker loads docker-default"),
    ),
    row(
      "--apparmor-profile string",
      "AppArmor profile.",
      as("--security-opt", (value) => `apparmor=${value}`),
    ),
    row("--blockio-config-file string", "Definitions of block I/O classes.", resourceManager),
    row("--blockio-class string", "Class of block I/O.", resourceManager),
    row("--rdt-class string", "Class of cache and memory bandwidth.", resourceManager),
    row("--hostname string", "Host name.", same),
    row("-u, --user string", "User (and group).", as("-u")),
    row(
      "--rootfs",
      "The first operand is a folder, not an image.",
      reshape("none", (draft) => draft.refuse("docker runs images, not folders", "docker import, then docker run")),
    ),
    row("--no-pivot", "Does not pivot the root.", lost("docker decides this for the daemon: DOCKER_RAMDISK")),
    row("--cpu-quota int64", "CPU time per period in microseconds.", same),
    row("--cpu-period uint64", "Length of a CPU period in microseconds.", same),
    row(
      "--rootfs-propagation string",
      "Mount propagation of the root file system.",
      lost("docker sets propagation per mount: -v /a:/b:rslave"),
    ),
    row("--device list", "Device of the host.", same),
  ];
}

/** Where a task's output goes. */
export function ioFlags(): ToolFlag[] {
  return [
    row("--null-io", "Throws the output away.", as("--log-driver none")),
    row(
      "--log-uri string",
      "Where the output goes: file:///path.",
      lost("docker keeps the output itself: --log-driver"),
    ),
    row("--fifo-dir string", "Folder of the pipes.", implied("dockerd's business")),
  ];
}

/** What only `ctr run` has. */
export function runFlags(): ToolFlag[] {
  return [
    row("--rm", "Removes the container afterwards.", same),
    ...ioFlags(),
    row("-d, --detach", "Does not wait for the container.", same),
    row(
      "--cgroup string",
      "Path of the cgroup.",
      as("--cgroup-parent", (value) => value.replace(/\/[^/]+$/, "") || value),
    ),
    row("--platform string", "Platform of the image.", same),
    row("--cni", "Gives the container CNI's network.", implied("docker's own network, bridge")),
    row("--sync-fs", "Syncs the file system while unpacking.", implied("dockerd unpacks the image")),
    row(
      "--dump-config string",
      "Writes the OCI specification to a file.",
      lost("docker does not show the OCI specification"),
    ),
    row("--uidmap list", "Maps user ids.", lost('docker maps ids for the whole daemon: "userns-remap"')),
    row("--gidmap list", "Maps group ids.", lost('docker maps ids for the whole daemon: "userns-remap"')),
    row("--remap-labels", "Maps ids by the snapshotter.", lost('docker maps ids for the whole daemon: "userns-remap"')),
    row(
      "--privileged-without-host-devices",
      "With --privileged, leaves the host's devices out.",
      changing(implied("--privileged"), "docker's --privileged gives the host's devices too"),
    ),
    row("--cpus float", "CPUs, with fractions.", same),
    row("--cpu-shares int", "Weight among containers that want CPU.", same),
    row("--cpuset-cpus string", "CPUs it may run on.", same),
    row("--cpuset-mems string", "Memory nodes it may use.", same),
    row(
      "--rlimit-nofile uint64",
      "Limit of open files.",
      as("--ulimit", (value) => `nofile=${value}`),
    ),
  ];
}
