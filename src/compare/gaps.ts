import type { Container, Gap, GapCode, Kind, RowKinds, Tool } from "../model/index.ts";
import type { Place, ToolOutcome } from "./input.ts";
import {
  askedOf,
  CRI_NAMESPACE,
  engineOf,
  isDockers,
  isSameEngine,
  namespaceOf,
  ownerOf,
  type Scene,
} from "./places.ts";

const asContainer = <K extends Kind>(kind: K, row: RowKinds[K]): Container | null =>
  kind === "container" ? (row as Container) : null;

const otherEngine = (scene: Scene, tool: Tool, place: Place): string => {
  if (isDockers(scene, place))
    return scene.kind === "image"
      ? "is in Docker's own image store"
      : "lives in Docker's own containerd (namespace moby)";
  const verb = scene.kind === "image" || scene.kind === "namespace" ? "is in" : "lives in";
  const owner = ownerOf(scene, place.target);
  if (owner === "CRI-O") return `${verb} CRI-O, which ${tool} cannot ask`;
  if (tool === "docker") return `${verb} ${owner}, and docker lists only dockerd's own`;
  return `${verb} another engine (${engineOf(scene, place.target)?.socket ?? place.target})`;
};

const otherNamespace = (tool: Tool, place: Place, asked: readonly (string | null)[]): string => {
  const where = `is in namespace ${place.namespace ?? "(none)"}`;
  if (tool === "crictl") return `${where}; CRI serves only ${CRI_NAMESPACE}`;
  const names = asked.filter((name) => name !== null);
  return names.length > 0 ? `${where}; ${tool} was asked about ${names.join(", ")}` : where;
};

const failureCodes: Record<NonNullable<ToolOutcome["failure"]>["state"], { code: GapCode; say: string }> = {
  missing: { code: "tool-missing", say: "is not on this node" },
  failed: { code: "tool-failed", say: "failed" },
  timeout: { code: "timeout", say: "gave no answer in time" },
  denied: { code: "denied", say: "was not let in" },
  unsupported: { code: "unsupported", say: "has no such list" },
};

const notRunning: Partial<Record<Container["state"], string>> = {
  exited: "has exited",
  created: "was never started",
  paused: "is paused",
};

/** Why a tool does not show a row. */
type Explain<K extends Kind> = (row: RowKinds[K]) => Gap;

/**
 * Why a tool does not show the rows of one place. What the tool could not have seen at all (other engine, other namespace,
 * sandboxes and containers outside CRI for crictl) comes before what went wrong with it.
 */
const explainAt = <K extends Kind>(scene: Scene<K>, outcome: ToolOutcome<K>, place: Place): Explain<K> => {
  const { tool } = outcome;
  const gap = (code: GapCode, why: string): Gap => ({ tool, code, why });
  const asked = askedOf(scene, outcome);
  const here = asked.filter((one) => isSameEngine(scene, one, place));
  if (here.length === 0) {
    const why = otherEngine(scene, tool, place);
    return () => gap("other-engine", why);
  }
  // Namespaces are themselves listed by engine, whichever one is chosen.
  const namespaces = here.map((one) => namespaceOf(scene, tool, one));
  const bound = scene.kind === "container" || scene.kind === "image" || scene.kind === "pod";
  if (bound && place.namespace !== null && !namespaces.includes(place.namespace) && !namespaces.includes(null)) {
    const why = otherNamespace(tool, place, namespaces);
    return () => gap("other-namespace", why);
  }
  const answered = outcome.listings.some((listing) => {
    const from = namespaceOf(scene, tool, listing);
    return (
      isSameEngine(scene, listing, place) && (from === null || place.namespace === null || from === place.namespace)
    );
  });
  return (row) => {
    const container = asContainer(scene.kind, row);
    if (tool === "crictl" && container?.kind === "sandbox")
      return gap("sandbox", "is a pod's sandbox, which crictl ps hides and crictl pods shows");
    if (tool === "crictl" && container?.cri === false)
      return gap("not-cri", "was not made through CRI, and crictl knows only what was");
    if (outcome.failure && !answered) {
      const { code, say } = failureCodes[outcome.failure.state];
      return gap(code, `${tool} ${say}`);
    }
    const reason =
      container && !scene.all && (tool === "docker" || tool === "nerdctl") ? notRunning[container.state] : null;
    if (reason) return gap("not-running", `${reason}, and ${tool} was asked without -a`);
    if (tool === "crictl" && container?.cri === true)
      return gap("not-listed", "has CRI's labels, but the CRI does not list it");
    return gap("not-listed", `${tool} does not list it, and nothing here explains why`);
  };
};

/**
 * Gets ready to say why tools do not show rows: what hangs on the place alone is found out once for all its rows.
 * @returns a function of the tool's outcome, the row and where it lives
 */
export const explainGaps = <K extends Kind>(
  scene: Scene<K>,
): ((outcome: ToolOutcome<K>, row: RowKinds[K], place: Place) => Gap) => {
  const known = new Map<string, Explain<K>>();
  return (outcome, row, place) => {
    const key = `${outcome.tool}\n${place.target}\n${place.namespace}`;
    let explain = known.get(key);
    if (!explain) {
      explain = explainAt(scene, outcome, place);
      known.set(key, explain);
    }
    return explain(row);
  };
};
