import type { KnownMessage, Seen } from "./types.ts";

/** A path as it is spelled nowadays. */
const canonical = (path: string): string => path.replace(/^unix:\/\//, "").replace(/^\/var\/run\//, "/run/");

const isDocker = (path: string | undefined): boolean => /(?:^|\/)docker\.sock$/.test(path ?? "");

/** The engine of this node that a message's socket belongs to. */
const engineOf = ({ facts, match }: Seen) =>
  facts?.engines.find(({ socket }) => socket === canonical(match.slice(1).find((part) => part !== undefined) ?? ""));

/** Another place to go to, when the path in the message is not it. */
const otherPlace = (seen: Seen): string | null => {
  const path = canonical(seen.match.slice(1).find((part) => part !== undefined) ?? "");
  return seen.place.socket !== null && seen.place.socket !== path ? seen.place.socket : null;
};

const listTargets = {
  text: "list the sockets that are there, and what answers on each",
  run: "ctool targets",
} as const;

/** Messages about sockets that are missing, dead, closed to this user, or somebody else's. */
export const socketMessages: readonly KnownMessage[] = [
  {
    id: "docker-on-grpc",
    pattern: /malformed HTTP response "?\\x00\\x00/,
    from: ["docker", "program"],
    title: "docker was sent to containerd's socket",
    cause:
      "DOCKER_HOST, the docker context, or a link named docker.sock leads to containerd's socket. containerd speaks gRPC there, and has no Docker API.",
    fix: [
      {
        text: "forget the variable in this shell, and ask dockerd again",
        shell: "unset DOCKER_HOST\ndocker context use default",
      },
      { text: "ask containerd itself, in docker's words", run: "{nerdctl} ps" },
    ],
    notThis: [
      "Linking docker.sock to containerd.sock never works: only the file's name changes, not what is spoken there.",
    ],
  },
  {
    id: "grpc-on-docker",
    pattern:
      /error reading server preface: http2: (?:failed reading the frame payload: http2: )?frame too large|write unix @?->(\S*docker\.sock): (?:write: broken pipe|use of closed network connection)|context deadline exceeded: connection closed/,
    from: ["crictl", "nerdctl", "ctr"],
    covers: ["sock-timeout"],
    title: "A containerd client was sent to dockerd's socket",
    cause: "The address leads to docker.sock, where dockerd speaks HTTP. containerd's clients speak gRPC.",
    fix: [
      { text: "go to containerd's socket", run: "{nerdctl} ps" },
      { text: "with crictl, name both endpoints", run: "{crictl} ps" },
      listTargets,
    ],
    notThis: ["A longer timeout does not help: something answers at once, in another protocol."],
  },
  {
    id: "docker-denied",
    pattern:
      /permission denied while trying to connect to the Docker (?:daemon socket|API) at (\S+?):? |dial unix (\S*docker\.sock): connect: permission denied/,
    from: ["docker", "program"],
    covers: ["sock-eacces"],
    title: "This user may not open docker's socket",
    cause: "docker.sock belongs to root and the group docker; whoever may open it is root on this node.",
    fix: [{ text: "run it as root", run: "sudo docker ps" }],
    notThis: [
      "chmod 666 or 777 on docker.sock makes everybody on the node root, and is undone at the next start.",
      "Adding yourself to the group docker gives you root without a password: on a shared node, rather use sudo.",
    ],
  },
  {
    id: "docker-down",
    pattern: /Cannot connect to the Docker daemon at ([^\s]+?)\. Is the docker daemon running\?/,
    from: ["docker", "program"],
    title: "No dockerd answers at {1}",
    cause:
      "docker asks dockerd, and none runs there. On a containerd node there need not be one: the containers are containerd's.",
    fix: [
      { text: "start dockerd, if this node is to have one", run: "systemctl start docker" },
      { text: "list what runs in containerd", run: "ctool ps" },
    ],
    notThis: ["Installing Docker will not show the pods: dockerd lists only what dockerd made."],
    decide: ({ facts, match }) => {
      if (/^tcp:|^ssh:/.test(match[1] ?? ""))
        return {
          cause: "DOCKER_HOST or the docker context names {1}, and nothing answers there.",
          fix: [
            { text: "see what sends docker there", run: "docker context ls" },
            { text: "ask this node's own dockerd", shell: "unset DOCKER_HOST\ndocker context use default" },
          ],
        };
      if (!facts?.kubernetes) return null;
      return {
        cause:
          "docker asks dockerd, and none runs there. Kubernetes on this node uses containerd, so the containers are at {socket}, in the namespace {namespace}.",
        fix: [
          { text: "list what runs in containerd", run: "ctool ps" },
          { text: "the same in docker's words", run: "{nerdctl} ps" },
        ],
      };
    },
  },
  {
    id: "docker-api",
    pattern: /client version (\S+) is too (?:old|new)\. (?:Minimum|Maximum) supported API version is ([\d.]+)/,
    from: ["docker", "program"],
    title: "docker and dockerd do not share an API version",
    cause:
      "The docker command speaks API {1}, dockerd's limit is {2}: they come from different releases, or there are two dockers on this node.",
    fix: [
      { text: "speak the version that dockerd knows", shell: "export DOCKER_API_VERSION={2}" },
      { text: "see which docker and which dockerd these are", run: "ctool doctor" },
    ],
    notThis: [],
  },
  {
    id: "docker-context",
    pattern: /context "([^"]+)": context not found|context "([^"]+)" does not exist/,
    from: ["docker"],
    title: "The docker context does not exist",
    cause:
      "--context, DOCKER_CONTEXT or currentContext in ~/.docker/config.json names {1}, and there is no such context.",
    fix: [
      { text: "go back to this node's own dockerd", shell: "unset DOCKER_CONTEXT\ndocker context use default" },
      { text: "list the contexts there are", run: "docker context ls" },
    ],
    notThis: [],
  },
  {
    id: "rootless",
    pattern: /rootless containerd not running\?|environment variable XDG_RUNTIME_DIR is not set/,
    from: ["nerdctl"],
    title: "nerdctl without root looks for a rootless containerd",
    cause:
      "Run by an ordinary user, nerdctl looks for a rootless containerd before it looks at any address, --address included; none runs here.",
    fix: [{ text: "run it as root, as every client of the node's containerd", run: "sudo {nerdctl} ps" }],
    notThis: [
      "containerd-rootless-setuptool.sh install, which the message hints at, sets up a second, empty containerd: the pods will not be in it.",
      "--address does not help: the check comes first.",
    ],
    decide: ({ facts }) => {
      const own = facts?.engines.find(({ flavor }) => flavor === "rootless");
      return own
        ? {
            cause:
              "Run by an ordinary user, nerdctl looks for that user's rootless containerd. One is set up on this node, and does not run for this user.",
            fix: [
              { text: "start this user's containerd", run: "systemctl --user start containerd" },
              { text: "or ask the node's own containerd", run: "sudo {nerdctl} ps" },
            ],
          }
        : null;
    },
  },
  {
    id: "crictl-defaults",
    pattern: /(?:runtime|image) connect using default endpoints: \[([^\]]*)\]/,
    from: ["crictl"],
    covers: ["sock-noent", "dockershim-gone", "sock-timeout", "cri-off"],
    title: "crictl was not told where to go, and guesses",
    cause:
      "There is no /etc/crictl.yaml, no CONTAINER_RUNTIME_ENDPOINT and no -r, so crictl tries a list of its own: {1}. The sockets of k3s, RKE2, microk8s and k0s are not in it.",
    fix: [
      {
        text: "write /etc/crictl.yaml, once",
        run: "crictl config --set runtime-endpoint={endpoint} --set image-endpoint={endpoint}",
      },
      { text: "or name both endpoints this time", run: "{crictl} ps" },
    ],
    notThis: ["-r alone is not enough: images are then still asked of the default."],
  },
  {
    id: "dockershim-gone",
    pattern: /(?:dial unix |connect endpoint '?(?:unix:\/\/)?|endpoint "?(?:unix:\/\/)?)\/var\/run\/dockershim\.sock/,
    from: ["crictl", "kubelet"],
    covers: ["sock-noent", "sock-timeout"],
    title: "dockershim's socket is asked for, and is gone since Kubernetes 1.24",
    cause:
      "A setting from the days of Docker (often /etc/crictl.yaml) still names /var/run/dockershim.sock, or crictl tries it first by default.",
    fix: [
      {
        text: "point crictl at the engine that is there",
        run: "crictl config --set runtime-endpoint={endpoint} --set image-endpoint={endpoint}",
      },
      { text: "see which file or variable named it", run: "ctool doctor" },
    ],
    notThis: ["Installing Docker does not bring dockershim back."],
  },
  {
    id: "sock-hint-docker",
    pattern:
      /cannot access containerd socket "([^"]+)" \(hint: try running with `--address (\/\S+)` to connect to Docker-managed containerd\)/,
    from: ["nerdctl"],
    covers: ["sock-noent"],
    title: "No containerd at {1}; Docker's own is at {2}",
    cause:
      "Nothing is at {1}. The only containerd that nerdctl knows by itself is the one that dockerd keeps; Docker's containers are in its namespace moby.",
    fix: [{ text: "look into Docker's own containerd", run: "nerdctl --address {2} --namespace moby ps" }, listTargets],
    notThis: ["Never remove or stop anything there: dockerd would not know of it."],
    decide: (seen) => {
      const other = otherPlace(seen);
      if (other === null || other === canonical(seen.match[2] ?? "")) return null;
      return {
        title: "No containerd at {1}: this node's is at {socket}",
        cause: "nerdctl's default is {1}. On this node containerd listens at {socket}.",
        fix: [{ text: "go there, in the namespace that is used", run: "{nerdctl} ps" }, listTargets],
        notThis: ["The hint's address is Docker's own containerd: no pod is in it."],
      };
    },
  },
  {
    id: "sock-noent",
    pattern:
      /cannot access (?:containerd )?socket "?(\/[^\s":]+)"?(?: \(hint[^)]*\))?: (?:stat \S+: )?no such file|dial unix (\S+): connect: no such file/,
    from: ["nerdctl", "crictl", "ctr", "docker", "program", "kubelet"],
    title: "There is no such socket",
    cause: "Nothing is at that path: the engine does not run, or it listens somewhere else.",
    fix: [listTargets, { text: "start the engine", run: "{start}" }],
    notThis: ["Making the file, or a link, by hand does not help: a socket is there when somebody listens."],
    decide: (seen) => {
      if (isDocker(seen.match[2]))
        return {
          title: "dockerd's socket is not there",
          cause: "Nothing is at {2}: dockerd does not run, or was never installed.",
          fix: [
            { text: "start dockerd, if this node is to have one", run: "systemctl start docker" },
            { text: "list what runs in containerd", run: "ctool ps" },
          ],
        };
      return otherPlace(seen) === null
        ? null
        : {
            title: "There is no such socket: this node's containerd is at {socket}",
            cause: "Nothing is at that path. On this node containerd listens at {socket}.",
            fix: [
              { text: "with nerdctl", run: "{nerdctl} ps" },
              { text: "with crictl", run: "{crictl} ps" },
              { text: "make all the tools go there, in this shell", shell: 'eval "$(ctool env)"' },
            ],
          };
    },
  },
  {
    id: "sock-refused",
    pattern: /dial unix (\S+): connect: connection refused/,
    from: ["nerdctl", "crictl", "ctr", "docker", "program"],
    title: "Nobody listens on {1}",
    cause: "The socket file is there and nobody listens: its daemon was killed or crashed, and the file was left over.",
    fix: [
      { text: "start it again", run: "{restart}" },
      { text: "see why it ended", run: "{status}" },
    ],
    notThis: ["Removing the socket file mends nothing: the daemon makes it anew when it starts."],
    decide: (seen) => {
      const engine = engineOf(seen);
      const docker = isDocker(seen.match[1]) || engine?.engine === "docker";
      return docker
        ? {
            fix: [
              { text: "start it again", run: "systemctl restart docker" },
              { text: "see why it ended", run: "systemctl status docker" },
            ],
          }
        : null;
    },
  },
  {
    id: "sock-eacces",
    pattern:
      /dial unix (\S+): connect: permission denied|cannot access (?:containerd )?socket "?(\/[^\s":]+)"?: stat \S+: permission denied/,
    from: ["crictl", "ctr", "nerdctl", "program"],
    title: "This user may not open the socket",
    cause: "An engine's socket is root's, and so are the folders above it. Whoever may open it is root on this node.",
    fix: [{ text: "run the same command as root", run: "sudo ctool ps" }],
    notThis: [
      "chmod 777 on the socket makes everybody on the node root, is undone at the next start, and does not open the folders above it.",
    ],
    decide: ({ about }) =>
      about.argv && about.argv.length > 0
        ? { fix: [{ text: "run the same command as root", argv: ["sudo", ...about.argv] }] }
        : null,
  },
  {
    id: "sock-timeout",
    pattern:
      /failed to dial "([^"]+)": (?:connection error: desc = "[^"]*": )?context deadline exceeded|connect endpoint '([^']+)', make sure you are running as root|failed to connect(?: to \S+)?, make sure you are running as root|failed to connect: context deadline exceeded|grpc: the connection is unavailable/,
    from: ["ctr", "crictl"],
    title: "No answer from the socket",
    cause:
      "The client waited and gave up. ctr says only this for a path that does not exist; it is also what a daemon that hangs, or a missing right, looks like.",
    fix: [listTargets, { text: "see whether the engine runs", run: "{status}" }],
    notThis: ["Waiting longer does not help when the path is wrong: look at the path first."],
    decide: (seen) => {
      const engine = engineOf(seen);
      if (engine?.liveness === "denied")
        return {
          cause: "The socket is there, and this user may not open it.",
          fix: [{ text: "run it as root", run: "sudo ctool ps" }],
        };
      return otherPlace(seen) === null
        ? null
        : {
            cause: "Nothing answers at that path. On this node containerd listens at {socket}.",
            fix: [
              { text: "with ctr", run: "{ctr} containers ls" },
              { text: "with crictl", run: "{crictl} ps" },
            ],
          };
    },
  },
  {
    id: "no-docker-environment",
    pattern: /Could not find a valid Docker environment/,
    from: ["program"],
    title: "A program wants the Docker API",
    cause: "It looks for a Docker API (Testcontainers says so). containerd has none, and nerdctl offers none.",
    fix: [{ text: "start dockerd beside containerd, if this node is to have one", run: "systemctl start docker" }],
    notThis: ["Pointing DOCKER_HOST at containerd.sock: containerd speaks gRPC, not HTTP."],
  },
];
