import { BackDraft } from "../back-draft.ts";
import { filter, implied, picking, reshape, row, same } from "../back-rules.ts";
import { type BackRule, has, nameOf, type ToolFlag } from "../tool-spec.ts";

const stream = implied("docker streams through its own API");

/** How `exec`, `attach` and `port-forward` reach the runtime's streaming server. */
export const streamFlags: readonly ToolFlag[] = [
  row("--tls-ca string", "CA of the streaming server.", stream),
  row("--tls-cert string", "Client certificate for the streaming server.", stream),
  row("--tls-key string", "Key of the client certificate.", stream),
  row("--tls-sni string", "Server name to ask the streaming server for.", stream),
  row("-r, --transport string", "Transport of the stream: spdy or websocket.", stream),
];

/** `-o`: docker prints its table, or JSON objects, one per line. */
export const outputFlag = row(
  "-o, --output string",
  "Prints as json, yaml or table.",
  reshape("--format json for json", (draft, use) => {
    if (use.value === "table" || use.value === "") return;
    if (use.value !== "json") return draft.lose(use, `docker does not print ${use.value}`);
    draft.put(use, ["--format", "json"]);
    draft.change(use, "docker's fields, not CRI's, and one object per line", "docker");
  }),
);

const onlyCriDockerd = "docker knows pods only through cri-dockerd, which sets this label";

const podNamespace: BackRule = reshape("-f label=io.kubernetes.pod.namespace=…", (draft, use) => {
  draft.put(use, ["-f", `label=io.kubernetes.pod.namespace=${use.value}`]);
  draft.change(use, onlyCriDockerd, "docker");
});

const podId: BackRule = reshape("-f label=io.kubernetes.sandbox.id=…", (draft, use) => {
  draft.put(use, ["-f", `label=io.kubernetes.sandbox.id=${use.value}`]);
  draft.change(use, "only cri-dockerd sets this label");
});

/** docker lists what does not run with -a only. */
const state: BackRule = reshape("-f status=…", (draft, use) => {
  const wanted = use.value.toLowerCase();
  if (wanted === "unknown") return draft.lose(use, "docker has no state unknown");
  if (wanted !== "running" && !has(draft.line, "all")) draft.put(use, ["-a"]);
  draft.put(use, ["-f", `status=${wanted}`]);
});

/** What picks containers: heads by name, with what each is in `docker ps`. */
const SELECT: Readonly<Record<string, readonly [head: string, meaning: string, rule: BackRule]>> = {
  id: ["--id string", "The container with this id.", filter("id")],
  image: ["--image string", "Containers of this image.", filter("ancestor")],
  label: ["--label list", "Containers with this label.", filter("label")],
  last: ["-n, --last int", "The last n containers.", same],
  latest: ["-l, --latest", "The last container.", same],
  name: ["--name string", "Containers whose name matches a regular expression.", filter("name")],
  namespace: ["--namespace string", "Containers of pods in this Kubernetes namespace.", podNamespace],
  pod: ["-p, --pod string", "Containers of the pod with this id.", podId],
  state: ["-s, --state string", "Containers in this state: created, running, exited or unknown.", state],
};

/** The flags of `crictl ps` that pick containers. */
export function listSelectors(names: string): ToolFlag[] {
  return names.split(" ").map((name) => {
    const [head, meaning, rule] = SELECT[name] ?? [`--${name}`, "", same];
    return row(head, meaning, rule);
  });
}

function headOf(name: string): string {
  return SELECT[name]?.[0] ?? `--${name}`;
}

const looksUp = reshape("a docker ps -q before it");

/** The same flags in front of another verb: a `docker ps` before it finds the ids (lookUpSelected). */
export function otherSelectors(names: string, heads: Readonly<Record<string, string>> = {}): ToolFlag[] {
  return listSelectors(names).map((flag) => {
    const head = heads[nameOf(flag)];
    return picking(row(head ?? headOf(nameOf(flag)), flag.meaning, looksUp));
  });
}

/** Containers picked by flags instead of an id: a `docker ps` before the command, whose ids the command takes. */
export function lookUpSelected(draft: BackDraft): void {
  const picked = draft.line.uses.filter(({ row: { back } }) => back === looksUp);
  const every = has(draft.line, "all") && draft.operands.length === 0;
  if (picked.length === 0 && !every) return;
  const list = new BackDraft(draft.line, "ps");
  list.operands = [];
  if (has(draft.line, "all")) list.put(null, ["-a"]);
  list.put(null, ["-q"]);
  for (const use of picked) SELECT[nameOf(use.row)]?.[2].apply?.(list, use);
  draft.notes.push(...list.notes);
  draft.before.push({ argv: list.argv(), captures: "<container-id>" });
  draft.operands.unshift("<container-id>");
}
