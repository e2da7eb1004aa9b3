import { command, group, lost, none, picking, row, same } from "../back-rules.ts";
import type { ToolCommand } from "../tool-spec.ts";
import { streamFlags } from "./crictl-flags.ts";

const noPods = none(
  "docker has no pods",
  "docker run, one container at a time; docker compose for several that belong together",
);
const output = row("-o, --output string", "Prints as json, yaml, go-template or table.");
const template = row("--template string", "A Go template over CRI's fields.");
const narrows = lost("no other tool narrows its list of pods this way");
const selectors = [
  row("--label list", "Pods with this label.", narrows),
  row("-n, --last int", "The last n pods.", same),
  row("-l, --latest", "The last pod.", narrows),
  row("--name string", "Pods whose name matches a regular expression.", narrows),
  row("--namespace string", "Pods of this Kubernetes namespace.", narrows),
  row("-s, --state string", "Pods in this state: ready or notready.", narrows),
];
const cancel = row("-T, --cancel-timeout duration", "Time until the call is given up.");

/** What is asked of pods. */
const pods: readonly ToolCommand[] = [
  command(
    "pods",
    "",
    [],
    "read",
    none("docker has no pods", "docker ps; with cri-dockerd: docker ps -f label=io.kubernetes.docker.type=podsandbox", {
      own: "pods",
    }),
    [
      row("--id string", "The pod with this id.", narrows),
      ...selectors,
      row("--no-trunc", "Prints ids whole.", same),
      { ...output, back: lost("a table in the other tools") },
      row("-q, --quiet", "Prints ids only.", same),
      row("-v, --verbose", "Prints every field, one per line.", lost("a table in the other tools")),
    ],
    true,
  ),
  command(
    "inspectp",
    "POD-ID [POD-ID...]",
    ["text"],
    "read",
    none("docker has no pods", "docker inspect of the container", {
      peers: { nerdctl: "container inspect", ctr: "containers info" },
    }),
    [...selectors.map(picking), output, row("-q, --quiet", "Leaves out the runtime's own details."), template],
    true,
  ),
  ...group(noPods, "write", [
    ["runp", "pod-config.json", [cancel, row("-r, --runtime string", "Runtime handler of the pod.")]],
    ["stopp", "POD-ID [POD-ID...]"],
  ]),
  command(
    "rmp",
    "POD-ID [POD-ID...]",
    ["text"],
    "destroy",
    none("docker has no pods", "docker rm -f with the pod's containers"),
    [picking(row("-a, --all", "Removes all pods.")), row("-f, --force", "Stops a pod that runs, then removes it.")],
    true,
  ),
  command(
    "port-forward",
    "POD-ID PORT [PORT...]",
    ["text"],
    "write",
    none("docker publishes ports when a container is made, not later", "docker run -p LOCAL:REMOTE"),
    streamFlags,
  ),
  ...group(
    noPods,
    "read",
    [
      [
        "statsp",
        "[ID]",
        [
          row("--id string", "The pod with this id."),
          row("--label list", "Pods with this label."),
          output,
          row("-s, --seconds uint64", "Time between two measurements."),
          row("-w, --watch", "Goes on showing."),
        ],
      ],
      ["metricsp", "", [output, row("-w, --watch", "Goes on showing.")]],
    ],
    true,
  ),
];

const runtime = none("it is a question to the CRI runtime", "docker info");
const schema = none("it prints the form of crictl's own files", "docker takes flags, not files");
const kinds = [
  row("-p, --pod", "The form of pod-config.json."),
  row("-c, --container", "The form of container-config.json."),
];

/** What is asked of the CRI runtime and of crictl itself. */
const runtimes: readonly ToolCommand[] = [
  ...group(
    runtime,
    "read",
    [
      ["metricdescs", "", [output]],
      ["runtime-config", ""],
    ],
    true,
  ),
  ...group(
    runtime,
    "write",
    [["update-runtime-config", "", [row("-p, --pod-cidr string", "Addresses for pods.")]]],
    true,
  ),
  ...group(
    schema,
    "read",
    [
      ["create jsonschema|js", "", kinds],
      ["run jsonschema|js", "", kinds],
    ],
    true,
  ),
  ...group(schema, "read", [
    ["pull jsonschema|js", ""],
    ["runp jsonschema|js", ""],
  ]),
];

export const crictlPods: readonly ToolCommand[] = [...pods, ...runtimes];
