import type { Comparison, Kind, Tool } from "../model/index.ts";
import type { Drawing } from "./drawing.ts";
import { wrap } from "./measure.ts";

const NOUNS: Readonly<Record<Kind, [string, string]>> = {
  container: ["container", "containers"],
  image: ["image", "images"],
  pod: ["pod", "pods"],
  namespace: ["namespace", "namespaces"],
  version: ["version", "versions"],
  network: ["network", "networks"],
  volume: ["volume", "volumes"],
  layer: ["layer", "layers"],
  hit: ["image", "images"],
  disk: ["use of disk", "uses of disk"],
  snapshot: ["snapshot", "snapshots"],
  blob: ["blob", "blobs"],
  usage: ["running container", "running containers"],
  event: ["event", "events"],
  containerRecord: ["container", "containers"],
  imageRecord: ["image", "images"],
  podRecord: ["pod", "pods"],
  networkRecord: ["network", "networks"],
  volumeRecord: ["volume", "volumes"],
  engineRecord: ["engine", "engines"],
};

const many = (count: number, kind: Kind): string => `${count} ${NOUNS[kind][count === 1 ? 0 : 1]}`;

/** The line without its `docker`, to be typed after `ctool`. */
const verbOf = (input: string): string => input.replace(/^(docker|ctool)\s+/, "");

/** What the selection left out, and the words that show it. */
const droppedLines = ({ kind, input }: Comparison, { dropped }: Drawing): string[] => {
  if (!dropped) return [];
  const lines: string[] = [];
  if (dropped.notRunning > 0) lines.push(`${many(dropped.notRunning, kind)} not running: ctool ${verbOf(input)} -a`);
  if (dropped.filtered > 0) lines.push(`${many(dropped.filtered, kind)} left out by the filters`);
  return lines;
};

/** Where there is something of this kind: other namespaces, other engines, each with the command that shows it. */
const placesLines = (comparison: Comparison): string[] => {
  const { target, elsewhere, kind, input, tools } = comparison;
  if (kind !== "container") return [];
  const verb = verbOf(input);
  const namespaces = (target?.otherNamespaces ?? [])
    .filter(({ running, containers }) => (running ?? containers ?? 1) > 0)
    .map(({ name, running, containers }) => {
      const count = running ?? containers;
      return `${count === null ? "perhaps some" : many(count, kind)} in namespace ${name}: ctool --namespace ${name} ${verb}`;
    });
  const dockerAnswered = tools.some(({ tool, state }) => tool === "docker" && state === "ok");
  const engines = elsewhere
    .filter(({ running, total, why }) => why === null && (running ?? total ?? 1) > 0)
    .flatMap(({ engine, socket, namespace, running, total }) => {
      if (engine === "docker" && dockerAnswered) return [];
      const count = running ?? total;
      const where =
        engine === "docker" ? "in docker" : `on ${socket}${namespace === null ? "" : `, namespace ${namespace}`}`;
      const address = `--address ${socket}${namespace === null || engine === "docker" ? "" : ` --namespace ${namespace}`}`;
      return [`${count === null ? "perhaps some" : many(count, kind)} ${where}: ctool ${address} ${verb}`];
    });
  return [...namespaces, ...engines];
};

/**
 * Whether nothing of the chosen target is among the rows that are shown. Docker's own may be, unless docker's containerd is the
 * target, where other tools see them, too.
 */
export const isTargetEmpty = <K extends Kind>(
  { target, tools }: Comparison<K>,
  shown: readonly { at: string; seenBy: readonly Tool[] }[],
): boolean => {
  if (target === null) return shown.length === 0;
  const own = new Set(tools.filter(({ at }) => at === target.id).map(({ tool }) => tool));
  return shown.every(({ at, seenBy }) => at !== target.id && !seenBy.some((tool) => own.has(tool)));
};

/**
 * What is said where the target has no rows: what was looked for where, and where there is something instead. Nothing when
 * other engines have rows and no tool answered for the target: then the tools' own lines say why.
 */
export const emptyLines = <K extends Kind>(comparison: Comparison<K>, drawing: Drawing): string[] => {
  const { target, tools, kind, rows } = comparison;
  if (!tools.some(({ state, at }) => state === "ok" && (target === null || at === target.id)))
    return rows.length > 0 ? [] : wrap("No tool answered. See: ctool doctor", drawing.width);
  const place =
    target === null
      ? ""
      : target.namespace === null || drawing.allNamespaces || kind === "namespace"
        ? ` on ${target.id}`
        : ` in namespace ${target.namespace} of ${target.id}`;
  const instead = [...droppedLines(comparison, drawing), ...placesLines(comparison)];
  const first = `No ${NOUNS[kind][1]} to show${place}${instead.length > 0 ? ". There are:" : "."}`;
  const known = instead.length > 0 || comparison.elsewhere.some(({ why }) => why !== null);
  const last = known ? [] : ["If there should be some: ctool targets"];
  return [
    ...wrap(first, drawing.width),
    ...instead.flatMap((line) => wrap(line, Math.max(1, drawing.width - 2)).map((part) => `  ${part}`)),
    ...last.flatMap((line) => wrap(line, drawing.width)),
  ];
};
