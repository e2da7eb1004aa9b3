import type { KnownMessage } from "./types.ts";

/** Messages of CNI, as nerdctl, containerd and the kubelet pass them on. */
export const networkMessages: readonly KnownMessage[] = [
  {
    id: "cni-missing",
    pattern:
      /needs CNI plugin "([^"]+)" to be installed in CNI_PATH \("([^"]+)"\)|failed to find plugin "([^"]+)" in path \[([^\]]*)\]/,
    from: ["nerdctl", "kubelet", "containerd", "crictl"],
    title: "A CNI plugin is missing",
    cause:
      "Networks are made by programs in one folder, and one of them is not there. k3s's own bundle lacks `firewall`, which nerdctl wants.",
    fix: [
      {
        text: "install them all (Debian and Ubuntu: containernetworking-plugins, which lie in /usr/lib/cni)",
        run: "apt-get install containernetworking-plugins",
      },
      { text: "or do without a network of its own", run: "{nerdctl} run --net host <image>" },
    ],
    notThis: ["Copying a single plugin from another release: configuration and plugins have to fit."],
    decide: ({ match }) => {
      const plugin = match[1] ?? match[3];
      const folder = match[2] ?? match[4];
      return {
        title: `The CNI plugin ${plugin} is not in ${folder}`,
        fix: [
          {
            text: "install them all (Debian and Ubuntu: they lie in /usr/lib/cni)",
            run: "apt-get install containernetworking-plugins",
          },
          { text: "tell nerdctl where they are", run: "{nerdctl} --cni-path /usr/lib/cni ps" },
          { text: "or do without a network of its own", run: "{nerdctl} run --net host <image>" },
        ],
      };
    },
  },
  {
    id: "cni-old",
    pattern: /incompatible CNI versions; config is "([^"]+)", plugin supports \[([^\]]*)\]/,
    from: ["nerdctl", "kubelet", "containerd", "crictl"],
    title: "The CNI plugins are older than the configuration",
    cause:
      "The configuration is written for CNI {1}; the plugins know {2}. Old plugins come with distributions, k0s and the cri-containerd-cni bundle.",
    fix: [
      { text: "see which they are", run: "ls -l /opt/cni/bin /usr/lib/cni" },
      { text: "install CNI plugins 1.1.1 or later in the folder that is used" },
      { text: "or do without a network of its own", run: "{nerdctl} run --net host <image>" },
    ],
    notThis: ["Lowering cniVersion in a file that nerdctl, k3s or a CNI add-on writes: it is written anew."],
  },
  {
    id: "cni-subnet",
    pattern: /subnet (\S+) overlaps with other one on this address space/,
    from: ["nerdctl"],
    title: "The subnet {1} is taken on this node",
    cause:
      "Another bridge, route or address lies in it: often a network that another nerdctl (root, rootless, another namespace) made.",
    fix: [
      { text: "see who has it", run: "ip route" },
      { text: "take another one", run: "{nerdctl} network create --subnet 10.5.0.0/24 net5" },
      { text: "or do without a network of its own", run: "{nerdctl} run --net host <image>" },
    ],
    notThis: ["Deleting cni0 or a bridge by hand cuts running pods off."],
  },
  {
    id: "cni-not-ready",
    pattern: /cni plugin not initialized|no network config found in ([^\s:"]+)|NetworkPluginNotReady/,
    from: ["kubelet", "crictl", "containerd", "kubectl"],
    title: "CRI has no network configuration: no pod can start",
    cause:
      "There is no .conflist in CRI's conf_dir. The network add-on writes it; if the folder was removed and made again, containerd watches the old one.",
    fix: [
      {
        text: "see which folder, and what is in it",
        shell: "{sudo} {crictl} info | grep -A5 lastCNILoadStatus\nls -l /etc/cni/net.d",
      },
      { text: "if a file is there: make containerd look again", run: "{restart}" },
      {
        text: "if none is: install or mend the network add-on (flannel, calico, cilium)",
        run: "kubectl get pods -n kube-system -o wide",
      },
    ],
    notThis: ["A made-up conflist beside the add-on's: the first by name wins, and pods land in the wrong network."],
    decide: ({ match }) =>
      match[1]
        ? {
            cause:
              "There is no .conflist in {1}. The network add-on writes it; if the folder was removed and made again, containerd watches the old one.",
            fix: [
              { text: "see what is there", run: "ls -l {1}" },
              { text: "if a file is there: make containerd look again", run: "{restart}" },
              {
                text: "if none is: install or mend the network add-on (flannel, calico, cilium)",
                run: "kubectl get pods -n kube-system -o wide",
              },
            ],
          }
        : null,
  },
];
