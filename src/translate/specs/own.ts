import { crictlFormat } from "../formats.ts";
import { flag, implied, lost, none, operands, reshape, same, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

const SANDBOX = 'labels."io.cri-containerd.kind"==sandbox';

const NO_SNAPSHOTS = none(
  "nerdctl lists no snapshots",
  "ctr snapshots ls; nerdctl ps -s and nerdctl images show sizes",
);
const NO_CONTENT = none("nerdctl lists no blobs", "ctr content ls");

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
      flag("--format string", "Prints in another format: json, table or a Go template.", {
        nerdctl: lost("nerdctl's templates know the fields of containers, not those of pods"),
        crictl: crictlFormat(".items[]"),
        ctr: lost("ctr has no output formats"),
      }),
    ],
    examples: [
      "ctool pods",
      "ctool pods -q",
      "ctool pods -a --no-trunc",
      "ctool pods -n 3",
      "ctool pods --format '{{.Namespace}}/{{.Name}}'",
    ],
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
    flags: [
      flag("-q, --quiet", "Prints names only.", { nerdctl: same, ctr: same }),
      flag("--format string", "Prints in another format: json, table or a Go template.", {
        nerdctl: lost("its fields are others, and only newer versions of nerdctl have the flag here"),
        ctr: lost("ctr has no output formats"),
      }),
    ],
    examples: ["ctool namespaces", "ctool namespaces -q", "ctool namespaces --format '{{.Name}}'"],
  },
  {
    path: "snapshots",
    aliases: [],
    risk: "read",
    summary: "Lists containerd's snapshots: the file systems of layers and containers.",
    operands: operands(""),
    tools: {
      nerdctl: NO_SNAPSHOTS,
      crictl: none("CRI has no snapshots", "ctr snapshots ls"),
      ctr: verb("snapshots ls"),
    },
    flags: [
      flag("--no-trunc", "Prints keys whole.", { ctr: implied("ctr never truncates") }),
      flag("-q, --quiet", "Prints keys only.", { ctr: lost("ctr snapshots ls has no -q") }),
    ],
    examples: ["ctool snapshots", "ctool snapshots -q --no-trunc"],
  },
  {
    path: "content",
    aliases: [],
    risk: "read",
    summary: "Lists the blobs of containerd's content store: manifests, configurations, layers.",
    operands: operands(""),
    tools: { nerdctl: NO_CONTENT, crictl: none("CRI has no content store", "ctr content ls"), ctr: verb("content ls") },
    flags: [
      flag("--no-trunc", "Prints digests whole.", { ctr: implied("ctr never truncates") }),
      flag("-q, --quiet", "Prints digests only.", { ctr: same }),
    ],
    examples: ["ctool content", "ctool content -q --no-trunc"],
  },
];
