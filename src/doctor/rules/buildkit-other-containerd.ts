import { podEngineOf } from "../cri-info.ts";
import { filesOf, processesOf } from "../look.ts";
import { lineIn, textAt, tomlOf, valueAt } from "../parse.ts";
import type { Rule } from "../rule.ts";

const DEFAULT = "/run/containerd/containerd.sock";

/** A flag of buildkitd's, with its value behind `=` or a blank. */
const flag = (argv: readonly string[], name: string): string | null => {
  const at = argv.findIndex((word) => word === name || word.startsWith(`${name}=`));
  const word = argv[at];
  return word === undefined ? null : word.includes("=") ? word.slice(word.indexOf("=") + 1) : (argv[at + 1] ?? null);
};

export const buildkitOtherContainerd: Rule = {
  id: "buildkit-other-containerd",
  area: "images",
  title: "buildkitd builds into a containerd, or a namespace, where the pods are not",
  worst: "warning",
  check: (facts) => {
    const [process] = processesOf(facts, "buildkitd");
    const pods = podEngineOf(facts);
    if (!process || !pods) return null;
    const [file] = filesOf(facts, "buildkit");
    const { value } = file ? tomlOf(file) : { value: {} };
    const worker = valueAt(value, "worker", "containerd");
    const off = flag(process.argv, "--containerd-worker") === "false" || valueAt(worker, "enabled") === false;
    const address = flag(process.argv, "--containerd-worker-addr") ?? textAt(worker, "address") ?? DEFAULT;
    const namespace = flag(process.argv, "--containerd-worker-namespace") ?? textAt(worker, "namespace") ?? "buildkit";
    const socket = facts.node.canonical[address] ?? address.replace(/^\/var\/run\//, "/run/");
    const right = socket === pods.socket;
    if (!off && right && namespace === "k8s.io") return null;
    // Without the containerd worker, images stay in buildkitd: said only where something points at it.
    if (off || (right && namespace === "default")) return null;
    const at = file ? lineIn(file, right ? /namespace/ : /address/) : null;
    return {
      severity: right ? "info" : "warning",
      title: right
        ? `buildkitd builds into the namespace ${namespace}: pods see k8s.io`
        : `buildkitd builds into ${socket}, and the pods are on ${pods.socket}`,
      because: [
        right
          ? "nerdctl build loads the result into its own namespace; what buildkitd keeps is not seen by the kubelet."
          : "Its containerd worker has the default address; k3s and RKE2 listen elsewhere.",
      ],
      evidence: [
        { text: process.argv.join(" "), source: `/proc/${process.pid}` },
        ...(at && file ? [{ text: at.text, source: file.path, line: at.line }] : []),
      ],
      fix: [
        {
          text: "start it for the pods' containerd (or worker.containerd in /etc/buildkit/buildkitd.toml)",
          argv: [
            "buildkitd",
            "--oci-worker=false",
            "--containerd-worker=true",
            `--containerd-worker-addr=${pods.socket}`,
            "--containerd-worker-namespace=k8s.io",
          ],
        },
      ],
      after: "nerdctl -n k8s.io build makes images that the pods see.",
      about: [],
    };
  },
  page: {
    symptom:
      "`failed to create lease: … dial unix:///run/containerd/containerd.sock: timeout`; or a built image is not found by the pods.",
    cause:
      "buildkitd's containerd worker has an address and a namespace of its own (`/run/containerd/containerd.sock`, `buildkit`).",
    check: "`ps -o args= -C buildkitd`; `cat /etc/buildkit/buildkitd.toml`.",
    fix: "Give it the pods' socket and the namespace `k8s.io`; build with `nerdctl -n k8s.io build`.",
  },
};
