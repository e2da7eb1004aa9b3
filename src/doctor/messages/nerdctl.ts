import type { KnownMessage } from "./types.ts";

/** Messages of nerdctl, and of BuildKit behind it. */
export const nerdctlMessages: readonly KnownMessage[] = [
  {
    id: "buildkit-socket",
    pattern: /failed to create lease.*dial unix(?::\/\/| )(\S+?): (?:timeout|connect: \S+)/,
    from: ["buildkitd", "nerdctl"],
    covers: ["sock-noent", "sock-timeout", "sock-refused"],
    title: "buildkitd looks for containerd at {1}",
    cause: "Its containerd worker has the default address. On k3s and RKE2 containerd listens elsewhere.",
    fix: [
      {
        text: "start it with this node's address, in the namespace that Kubernetes sees",
        run: "buildkitd --oci-worker=false --containerd-worker=true --containerd-worker-addr={socket} --containerd-worker-namespace={namespace}",
      },
      { text: "or for good: worker.containerd.address in /etc/buildkit/buildkitd.toml" },
    ],
    notThis: ["A link at the default path makes every tool believe in a containerd that is not there."],
  },
  {
    id: "buildkit-missing",
    pattern: /.buildctl. needs to be installed and .buildkitd. needs to be running|no buildkit host is available/,
    from: ["nerdctl"],
    title: "nerdctl builds with BuildKit, which does not run here",
    cause: "nerdctl build hands the work to buildkitd, with buildctl; one of them is missing.",
    fix: [
      {
        text: "install BuildKit, then start it on this containerd",
        run: "buildkitd --oci-worker=false --containerd-worker=true --containerd-worker-addr={socket} --containerd-worker-namespace={namespace}",
      },
      { text: "build for Kubernetes: into its namespace", run: "nerdctl --namespace k8s.io build -t <reference> ." },
      {
        text: "or build with Docker and bring it over",
        shell: "docker build -t <reference> .\ndocker save <reference> | {sudo} {ctr} images import -",
      },
    ],
    notThis: [],
  },
  {
    id: "pod-container-restart",
    pattern:
      /nerdctl does not support (?:re)?starting container (\S+) created by Kubernetes|can't restart container (\S+) created by k8s|failed to start binary process with cmdArgs \[\]: exec: no command/,
    from: ["nerdctl"],
    title: "A pod's container is not started or restarted by nerdctl",
    cause:
      "The kubelet owns it, and its output goes through containerd's CRI plugin. Started by nerdctl it would run beside the kubelet's next attempt.",
    fix: [
      { text: "restart it: stop it, and the kubelet starts the next attempt", run: "{crictl} stop {1}" },
      { text: "or delete the pod: its controller makes a new one", run: "kubectl delete pod <pod> -n <namespace>" },
    ],
    notThis: ["nerdctl start on it may succeed, and leaves a process that Kubernetes does not know of."],
    decide: ({ match }) => {
      const id = match[1] ?? match[2];
      return {
        fix: [
          {
            text: "restart it: stop it, and the kubelet starts the next attempt",
            argv: ["{crictl}", "stop", id ?? "<container-id>"],
          },
          { text: "or delete the pod: its controller makes a new one", run: "kubectl delete pod <pod> -n <namespace>" },
        ],
      };
    },
  },
  {
    id: "ambiguous-prefix",
    pattern: /multiple IDs found with provided prefix: (\S+)/,
    from: ["nerdctl", "docker", "crictl"],
    title: "More than one container begins with {1}",
    cause:
      "The start of an id is enough where only one has it. nerdctl also counts names: a container called {1} and an id that begins so are two for it, while docker takes the name.",
    fix: [{ text: "take the whole id", run: "ctool ps -a --no-trunc" }],
    notThis: [],
  },
  {
    id: "logs-of-ctr",
    pattern: /log viewing options require a ContainerID and Namespace/,
    from: ["nerdctl"],
    title: "Nothing kept this container's output",
    cause: "It was made by ctr, which sets no log driver: its output went to whoever started it, and was not kept.",
    fix: [{ text: "run it again with nerdctl, which keeps output", run: "{nerdctl} run -d <image>" }],
    notThis: [],
  },
  {
    id: "log-driver",
    pattern: /unknown logging driver "([^"]+)": not found/,
    from: ["nerdctl"],
    title: "nerdctl has no logging driver {1}",
    cause: "It knows json-file, journald, fluentd, syslog and none (older ones only json-file), not Docker's others.",
    fix: [{ text: "take one that it has", run: "{nerdctl} run -d --log-driver json-file <image>" }],
    notThis: [],
  },
  {
    id: "log-file-gone",
    pattern: /failed to try resolving symlinks in path "(\/var\/log\/pods\/[^"]+)"/,
    from: ["crictl", "nerdctl", "kubelet"],
    title: "The log file is gone: {1}",
    cause:
      "It was rotated away or deleted (often with a cleaned /var/log), and the container still writes to the deleted file.",
    fix: [
      { text: "see what is left of it", run: "ls -l /var/log/pods" },
      { text: "make CRI open a new file", run: "{crictl} stop <container-id>" },
      { text: "or delete the pod: its controller makes a new one", run: "kubectl delete pod <pod> -n <namespace>" },
    ],
    notThis: ["An empty file in its place stays empty: the container writes to the deleted one."],
    decide: ({ about }) => {
      const id = about.argv?.findLast((word) => /^[0-9a-f]{6,64}$/.test(word));
      return id
        ? {
            fix: [
              { text: "see what is left of it", run: "ls -l /var/log/pods" },
              { text: "let the kubelet start the next attempt, with a new file", argv: ["{crictl}", "stop", id] },
            ],
          }
        : null;
    },
  },
  {
    id: "nerdctl-config",
    pattern: /failed to load nerdctl config \(not daemon config\) from "([^"]+)"/,
    from: ["nerdctl"],
    title: "nerdctl.toml is not what nerdctl reads",
    cause: "{1} cannot be parsed, or has keys that nerdctl does not know: containerd's config.toml is another file.",
    fix: [
      { text: "look at it", run: "cat {1}" },
      { text: "do without it this time", shell: "NERDCTL_TOML=/nonexistent nerdctl ps" },
    ],
    notThis: [],
  },
  {
    id: "nerdctl-no-command",
    pattern: /unknown subcommand "([^"]+)" for "([^"]+)"/,
    from: ["nerdctl"],
    title: "nerdctl has no {2} {1}",
    cause: "nerdctl lacks some of docker's commands, and other versions lack others.",
    fix: [{ text: "see what takes its place", run: "ctool translate docker {2} {1}" }],
    notThis: [],
  },
  {
    id: "unknown-flag",
    pattern: /unknown (?:shorthand )?flag: (?:'.' in )?(-[\w-]+)/,
    from: ["nerdctl", "docker"],
    title: "There is no flag {1}",
    cause: "This version of the tool does not know it.",
    fix: [
      { text: "see what docker's line is in each tool, and what is lost", run: "ctool translate 'docker <command>'" },
    ],
    notThis: [],
  },
  {
    id: "nerdctl-running",
    pattern: /container (\S+) is in (?:running|paused|pausing) status\. unpause\/stop container first or force removal/,
    from: ["nerdctl"],
    title: "A running container is not removed",
    cause: "nerdctl rm removes what has stopped.",
    fix: [
      { text: "stop it, then remove it", run: "{nerdctl} stop {1}" },
      { text: "a pod's container: delete the pod", run: "kubectl delete pod <pod> -n <namespace>" },
    ],
    notThis: ["nerdctl rm -f on a pod's container: the kubelet makes it anew at once."],
  },
  {
    id: "name-in-use",
    pattern:
      /name "([^"]+)" is already used by ID "([^"]+)"|container name "\/?([^"]+)" is already in use by container "([^"]+)"/,
    from: ["nerdctl", "docker"],
    title: "The name is taken",
    cause: "Another container has it, perhaps one that has stopped. nerdctl's names count within one namespace.",
    fix: [{ text: "see which it is", run: "ctool ps -a" }, { text: "take another name" }],
    notThis: ["rm -f before you have looked: its data goes with it."],
  },
  {
    id: "container-missing",
    pattern: /no such container:? (\S+)|No such container: (\S+)|container "([^"]+)" in namespace "([^"]+)": not found/,
    from: ["nerdctl", "docker", "ctr"],
    title: "No such container, or not in this place",
    cause:
      "Each engine, and in containerd each namespace, has containers of its own; docker and nerdctl's default namespace know no pods.",
    fix: [{ text: "look in every namespace, by any name", run: "ctool ps -a --all-namespaces" }],
    notThis: [],
    decide: ({ about, facts }) =>
      about.tool === "docker" && facts?.kubernetes
        ? {
            cause:
              "dockerd knows only what dockerd made. Kubernetes on this node uses containerd at {socket}: the pods' containers are there.",
            fix: [
              { text: "look there, by any name", run: "ctool ps -a" },
              { text: "the same in docker's words", run: "{nerdctl} ps -a" },
            ],
          }
        : null,
  },
];
