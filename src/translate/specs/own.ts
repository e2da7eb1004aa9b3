import { flag, lost, none, operands, reshape, same, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

const SANDBOX = 'labels."io.cri-containerd.kind"==sandbox';

/** Verbs that docker does not have and ctool does. */
export const commands: readonly CommandSpec[] = [
  {
    path: "pods",
    aliases: [],
    risk: "read",
    summary: "Lists the pods (sandboxes) of this node.",
    operands: operands(""),
    tools: {
      nerdctl: verb("ps", {
        partial: "nerdctl shows a pod as its sandbox, a container named k8s://NAMESPACE/POD",
        finish: (draft) => draft.put(null, ["-f", "label=io.cri-containerd.kind=sandbox"]),
      }),
      crictl: verb("pods"),
      ctr: verb("containers ls", {
        partial: "ctr shows a pod as its sandbox container; names and states are missing",
        finish(draft) {
          draft.operands = [{ at: 0, word: SANDBOX }];
        },
      }),
    },
    flags: [
      flag("-a, --all", "Lists pods that are not ready too.", {
        nerdctl: same,
        crictl: reshape("crictl lists all pods", () => {}),
        ctr: reshape("ctr lists all sandboxes", () => {}),
      }),
      flag("--no-trunc", "Prints ids whole.", {
        nerdctl: same,
        crictl: same,
        ctr: reshape("ctr never truncates", () => {}),
      }),
      flag("-q, --quiet", "Prints ids only.", { nerdctl: same, crictl: same, ctr: same }),
      flag("-n, --last int", "Lists the last n created pods.", {
        nerdctl: same,
        crictl: same,
        ctr: lost("ctr cannot limit or sort by time"),
      }),
    ],
    examples: ["ctool pods", "ctool pods -q", "ctool pods -a --no-trunc", "ctool pods -n 3"],
  },
  {
    path: "namespaces",
    aliases: [],
    risk: "read",
    summary: "Lists containerd's namespaces.",
    operands: operands(""),
    tools: {
      nerdctl: verb("namespace ls"),
      crictl: none("CRI has no containerd namespaces; crictl always looks into k8s.io", "ctr namespaces ls"),
      ctr: verb("namespaces ls"),
    },
    flags: [flag("-q, --quiet", "Prints names only.", { nerdctl: same, ctr: same })],
    examples: ["ctool namespaces", "ctool namespaces -q"],
  },
];
