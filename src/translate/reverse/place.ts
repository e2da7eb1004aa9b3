import type { BackDraft } from "./back-draft.ts";
import type { Source, ToolUse } from "./tool-spec.ts";

/** Where a line looks: which socket and which of containerd's namespaces. Null: not typed. */
export interface Place {
  /** A path or a URL, as typed. */
  address: string | null;
  namespace: string | null;
}

const CRI = "k8s.io";
const ADDRESS: ReadonlySet<string> = new Set(["address", "host", "runtime-endpoint"]);
/** Where dockerd keeps a containerd of its own. */
const DOCKERS = /\/docker\/containerd\/|^(?:unix:\/\/)?\/var\/run\/docker\//;

/** Reads the place off a tool's global flags. crictl always looks into k8s.io. */
export function placeOf(tool: Source, globals: readonly ToolUse[]): Place {
  if (tool === "kubectl") return { address: null, namespace: CRI };
  const last = (names: ReadonlySet<string>) =>
    globals.findLast(({ row: { long } }) => names.has(long ?? ""))?.value ?? null;
  const namespace = tool === "crictl" ? CRI : last(new Set(["namespace"]));
  return { address: last(ADDRESS) ?? (tool === "crictl" ? last(new Set(["image-endpoint"])) : null), namespace };
}

const path = (address: string) => address.replace(/^unix:\/\//, "");
const url = (address: string) => (address.startsWith("/") ? `unix://${address}` : address);

/** The global flags with which another tool looks into the same place; they go before its verb. */
export function wordsFor(tool: string, { address, namespace }: Place): string[] {
  if (tool === "crictl") return address === null ? [] : ["-r", url(address), "-i", url(address)];
  if (tool !== "nerdctl" && tool !== "ctr") return [];
  return [...(address === null ? [] : ["-a", path(address)]), ...(namespace === null ? [] : ["-n", namespace])];
}

/** What docker cannot say of a place: it knows neither containerd's socket nor its namespaces. */
export function noteForDocker(draft: BackDraft, source: Source, place: Place): void {
  const { globals } = draft.line;
  for (const use of globals) {
    const name = use.row.long ?? "";
    if (ADDRESS.has(name) || name === "image-endpoint") {
      const own = DOCKERS.test(use.value);
      if (own) draft.tell(use, "that is dockerd's own containerd: docker needs no address");
      else draft.lose(use, "docker talks to dockerd, not to containerd's or CRI's socket", "docker");
    }
    if (name !== "namespace" || source === "kubectl") continue;
    if (use.value === "moby") draft.tell(use, "moby is dockerd's own namespace");
    else
      draft.lose(
        use,
        `docker has no containerd namespaces: it shows what dockerd made, not what is in ${use.value}`,
        "docker",
      );
  }
  if (place.namespace === CRI && source === "crictl" && !draft.line.help && !/^(?:version|--version)$/.test(draft.verb))
    draft.tell(null, "crictl shows what was made through CRI (namespace k8s.io), docker what dockerd made");
}

/** What crictl cannot say: it looks into k8s.io and nowhere else. Null: it is right there. */
export function noteForCrictl({ namespace }: Place): { kind: "changed"; text: string } | null {
  if (namespace === null || namespace === CRI) return null;
  return { kind: "changed", text: `crictl looks into ${CRI} only, not into ${namespace}` };
}
