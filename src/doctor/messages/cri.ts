import { criTroubleOf, enableCommand } from "../cri-state.ts";
import type { FixTemplate, KnownMessage, Meaning, Seen } from "./types.ts";

const restart: FixTemplate = { text: "restart it; running containers live on", run: "{restart}" };
const check: FixTemplate = { text: "check that CRI answers", run: "{crictl} info" };
const seePlugins: FixTemplate = { text: "ask containerd which of its plugins failed", run: "{ctr} plugins ls" };
const seeReason: FixTemplate = { text: "and why", run: "{ctr} plugins ls -d id==cri" };

/** Only doctor's facts tell the causes of "unknown service" apart. */
const decideCri = ({ about, place }: Seen): Partial<Meaning> | null => {
  const { doctor } = about;
  const engine = doctor?.node.engines.find(({ id }) => id === place.engine);
  if (place.flavor === "docker-containerd")
    return {
      cause: "This socket is Docker's own containerd, which never serves CRI.",
      fix: [{ text: "list the sockets that are there, and which serves CRI", run: "ctool targets" }],
      notThis: ["Do not switch CRI on in Docker's own containerd: the kubelet would share it with dockerd."],
    };
  const trouble = doctor && engine ? criTroubleOf(doctor, engine) : null;
  const at = trouble ? `${trouble.source}${trouble.line === null ? "" : `:${trouble.line}`}` : "";
  switch (trouble?.why) {
    case "disabled":
    case "short-uri": {
      const command = enableCommand(trouble);
      return {
        cause:
          trouble.why === "disabled"
            ? `The CRI plugin is switched off: ${at} has ${trouble.text}`
            : `${at} has ${trouble.text}; in a file with a version line, containerd wants the plugin's whole name and does not start.`,
        fix: [
          { text: "take cri out of disabled_plugins, keeping the old file", ...(command ? { argv: command } : {}) },
          restart,
          check,
        ],
      };
    }
    case "mirrors":
      return {
        cause: `containerd's configuration has registry.mirrors beside config_path, and the CRI plugin refuses both at once (${at}).`,
        fix: [
          { text: `take the registry.mirrors tables out of ${trouble.source}; each becomes a hosts.toml in {certs}` },
          restart,
          check,
        ],
      };
    case "failed":
      return {
        cause: `The CRI plugin did not load. containerd says: ${trouble.text}`,
        fix: [seePlugins, seeReason, restart],
      };
    default:
      return null;
  }
};

/** Messages about the CRI service, its versions, and how crictl is told about it. */
export const criMessages: readonly KnownMessage[] = [
  {
    id: "cri-short-uri",
    pattern: /invalid disabled plugin URI "([^"]+)" expect io\.containerd\.x\.vx/,
    from: ["containerd"],
    covers: ["containerd-config"],
    title: 'containerd does not start: disabled_plugins has the short name "{1}"',
    cause:
      'A line `version = 2` was added above Docker\'s `disabled_plugins = ["cri"]`. In files of that version, plugins have whole names (io.containerd.grpc.v1.cri).',
    fix: [
      {
        text: "serve CRI: empty the list, keeping the old file",
        run: "sed -i.before-ctool s/^disabled_plugins.*/disabled_plugins=[]/ /etc/containerd/config.toml",
      },
      restart,
    ],
    notThis: [
      'Writing "io.containerd.grpc.v1.cri" there makes containerd start, but without CRI: no kubelet can use it.',
    ],
  },
  {
    id: "cri-mirrors",
    pattern: /.mirrors. cannot be set when .config_path. is provided/,
    from: ["containerd"],
    covers: ["cri-off"],
    title: "The CRI plugin does not load: registry.mirrors and config_path are both set",
    cause:
      "containerd's configuration holds the old registry.mirrors tables and the newer config_path; the CRI plugin refuses to choose.",
    fix: [
      { text: "take the registry.mirrors tables out of {config}; each becomes a hosts.toml in {certs}" },
      restart,
      check,
    ],
    notThis: ["Taking config_path out instead works only up to containerd 1.7: 2.x reads hosts.toml files alone."],
  },
  {
    id: "cri-off",
    pattern: /unknown service runtime\.v1\.(Runtime|Image)Service/,
    from: ["crictl", "kubelet", "kubeadm"],
    title: "CRI is not served on this socket",
    cause:
      'A containerd answers, without CRI: its plugin is switched off (Docker\'s package ships `disabled_plugins = ["cri"]`), failed to load, or is older than 1.6 and this crictl is newer.',
    fix: [
      seePlugins,
      seeReason,
      { text: "look for a line that switches it off", run: "grep -n disabled_plugins {config}" },
      restart,
    ],
    notThis: ["Reinstalling crictl or the kubelet does not help: the daemon is what lacks the service."],
    decide: decideCri,
  },
  {
    id: "cri-v1-missing",
    pattern: /CRI v1 (runtime|image) API is not implemented for endpoint/,
    from: ["crictl", "kubelet"],
    covers: ["cri-off"],
    title: "No CRI v1 on this socket",
    cause:
      "crictl and kubelets from 1.26 on speak CRI v1 alone: containerd is older than 1.6, or its CRI plugin is off.",
    fix: [
      { text: "see how old it is", run: "{ctr} version" },
      seePlugins,
      { text: "containerd 1.6 or later serves CRI v1" },
    ],
    notThis: [],
    decide: decideCri,
  },
  {
    id: "cri-old",
    pattern: /unknown service runtime\.(?:v1alpha2\.)?(?:Runtime|Image)Service/,
    from: ["crictl", "kubelet"],
    title: "The client is older than the engine, or CRI is off",
    cause:
      "The client asks for CRI v1alpha2, which containerd 2.0 and CRI-O 1.26 no longer serve; with CRI switched off it looks the same.",
    fix: [
      { text: "see the client's version; it should be that of Kubernetes", run: "crictl --version" },
      { text: "see whether the daemon serves CRI at all", run: "{ctr} plugins ls" },
    ],
    notThis: [],
    decide: decideCri,
  },
  {
    id: "cri-method",
    pattern: /unknown method (\w+) for service runtime\.v1\.(?:Runtime|Image)Service/,
    from: ["crictl"],
    title: "The engine is too old for {1}",
    cause: "crictl asks for a call that came later than this containerd. Everything else works.",
    fix: [{ text: "see both versions", run: "{crictl} version" }],
    notThis: ["CRI is not switched off: the service answered, it only lacks this call."],
  },
  {
    id: "cri-timeout",
    pattern: /code = DeadlineExceeded/,
    from: ["crictl", "kubelet"],
    title: "CRI did not answer in time",
    cause: "crictl waits 2 seconds by default. A pull, a stuck shim or a busy disk takes longer.",
    fix: [
      { text: "wait longer", run: "{crictl} --timeout 60s ps" },
      { text: "see whether one shim hangs: each pod alone", run: "ctool ps" },
    ],
    notThis: ["Restarting containerd does not end a shim that hangs: shims outlive it."],
  },
  {
    id: "crictl-config-missing",
    pattern: /load config file: stat (\S+): no such file/,
    from: ["crictl"],
    title: "crictl's configuration file is not where it looks",
    cause:
      "crictl was sent to {1} (by --config or CRI_CONFIG_FILE, or k3s was installed with another --data-dir), and nothing is there.",
    fix: [
      {
        text: "write the usual file, once",
        run: "crictl --config /etc/crictl.yaml config --set runtime-endpoint={endpoint} --set image-endpoint={endpoint}",
      },
      { text: "or name both endpoints this time", run: "{crictl} ps" },
    ],
    notThis: [],
    decide: ({ match }) =>
      match[1]?.includes("/rancher/k3s/data/") || /\/data\/[0-9a-f]{16,}\/bin\//.test(match[1] ?? "")
        ? {
            cause: "k3s was started with another --data-dir, and its crictl looks in the usual one.",
            fix: [
              { text: "tell k3s where its data is", run: "k3s --data-dir <data-dir> crictl ps" },
              { text: "or name both endpoints this time", run: "{crictl} ps" },
            ],
          }
        : null,
  },
  {
    id: "crictl-config-broken",
    pattern: /load config file: (?:error unmarshaling \S+: )?yaml: (.*)/,
    from: ["crictl"],
    title: "crictl's configuration file is not YAML",
    cause: "The file crictl reads cannot be parsed: {1}",
    fix: [
      { text: "see which file it is, and the line", run: "ctool doctor" },
      { text: "do without it this time", run: "{crictl} ps" },
    ],
    notThis: [],
  },
  {
    id: "crictl-multiple",
    pattern: /Found multiple CRI (?:endpoints|sockets) on the host/,
    from: ["kubeadm"],
    title: "kubeadm finds several CRI sockets and wants to be told which",
    cause:
      "More than one engine is on this node (containerd and cri-dockerd, often because Docker was installed as well).",
    fix: [
      { text: "name it", run: "kubeadm init --cri-socket=unix:///run/containerd/containerd.sock" },
      { text: "or in kubeadm's file: nodeRegistration.criSocket" },
      { text: "see what is behind each", run: "ctool targets" },
    ],
    notThis: ["Removing a socket file does not remove the engine; it comes back at the next start."],
    decide: ({ facts }) =>
      facts?.kubernetes
        ? {
            fix: [
              {
                text: `name the one that this node uses`,
                argv: ["kubeadm", "init", `--cri-socket=unix://${facts.kubernetes.socket}`],
              },
            ],
          }
        : null,
  },
  {
    id: "runp-config",
    pattern: /load podSandboxConfig: config at (\S+) not found/,
    from: ["crictl"],
    title: "crictl runp wants a file, not an image",
    cause: "crictl makes pods from JSON files. {1} was taken for the name of one.",
    fix: [
      { text: "see the files and steps that docker run is in crictl", run: "ctool translate docker run -d {1}" },
      { text: "or let nerdctl do it", run: "nerdctl run -d {1}" },
    ],
    notThis: [
      "On a node with a kubelet, a pod made this way is removed again: the kubelet removes pods that it did not make.",
    ],
  },
  {
    id: "cri-not-found",
    pattern:
      /an error occurred when try to find (?:container|sandbox) "([^"]+)": not found|failed to find container "([^"]+)" in store|could not find (?:container|sandbox) "([^"]+)"/,
    from: ["crictl", "kubelet"],
    title: "CRI knows no container of that id",
    cause:
      "crictl takes container ids, whole or their beginning: no names, and no pod ids. It sees only containers that were made through CRI.",
    fix: [
      { text: "find the id by the name in the pod", shell: "{sudo} {crictl} ps -a --name {1}" },
      { text: "or let ctool find it, by any name", run: "ctool ps -a" },
    ],
    notThis: [],
    decide: ({ match, about }) => {
      const name = match.slice(1).find((part) => part !== undefined) ?? "";
      if (/^-?(?:it|ti|i|t)$/.test(name) && (about.argv ?? ["exec"]).includes("exec"))
        return {
          title: "crictl reads -it as two flags and a name",
          cause: "crictl's -i and -t stand alone: in `exec -i it ID` it is taken for the container.",
          fix: [{ text: "write them apart", run: "{crictl} exec -i -t <container-id> sh" }],
        };
      if (/^[0-9a-f]{64}$/.test(name))
        return {
          cause:
            "The id is whole, and no container that CRI made has it: it is a pod's id, or a container that nerdctl or ctr made, or one that is gone.",
          fix: [
            { text: "if it is a pod: its containers", argv: ["{crictl}", "ps", "-a", "--pod", name] },
            { text: "see who knows it", run: "ctool ps -a --no-trunc" },
          ],
        };
      return {
        fix: [
          { text: "find the id by the name in the pod", argv: ["{crictl}", "ps", "-a", "--name", name] },
          { text: "or let ctool find it, by any name", run: "ctool ps -a" },
        ],
      };
    },
  },
  {
    id: "cri-name-reserved",
    pattern: /failed to reserve (sandbox|container) name "([^"]+)": name "[^"]+" is reserved for "([0-9a-f]+)"/,
    from: ["crictl", "kubelet"],
    title: "The {1} {2} is still there",
    cause:
      "CRI makes its names of name, pod namespace, uid and attempt, and has one of each. Removing a container leaves its pod's sandbox.",
    fix: [{ text: "remove it", run: "{crictl} rm -f {3}" }],
    notThis: [],
    decide: ({ match }) =>
      match[1] === "sandbox"
        ? {
            fix: [
              { text: "see what is in it", run: "{crictl} ps -a --pod {3}" },
              { text: "remove it, with its containers", run: "{crictl} rmp -f {3}" },
            ],
          }
        : null,
  },
  {
    id: "cri-stop-first",
    pattern: /container "([^"]+)" is running, please stop it first/,
    from: ["crictl"],
    title: "A running container is not removed",
    cause: "crictl removes only what has stopped. If it is a pod's, the kubelet makes it anew as soon as it is gone.",
    fix: [
      { text: "to restart it, stop it: the kubelet starts the next attempt", run: "{crictl} stop {1}" },
      { text: "to be rid of it, delete the pod", run: "kubectl delete pod <pod> -n <namespace>" },
    ],
    notThis: ["crictl rm -f does not keep a pod's container away: the kubelet makes it anew."],
  },
  {
    id: "pod-stats",
    pattern: /failed to get cgroup metrics for sandbox (\S+) because cgroupPath is empty/,
    from: ["crictl"],
    title: "One pod without a cgroup parent keeps all pods' figures away",
    cause:
      "Sandbox {1} was made without a cgroup_parent (by crictl runp, not by a kubelet), and containerd 1.6 then answers for none.",
    fix: [
      { text: "see the containers' figures instead", run: "{crictl} stats" },
      { text: "or one pod's", run: "{crictl} statsp --id <pod-id>" },
    ],
    notThis: [],
  },
];
