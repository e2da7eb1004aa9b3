import { cleanLine } from "../model/clean.ts";
import type { Comparison, Kind } from "../model/index.ts";
import type { Drawing } from "./drawing.ts";
import { wrap } from "./measure.ts";

/** Lists in which one looks for what an engine has. */
const ABOUT: ReadonlySet<Kind> = new Set<Kind>(["container", "pod", "image"]);

/** Containers that run on though their engine does not answer: no tool lists them, and nobody would miss them here. */
export const leftBehindLines = <K extends Kind>({ kind, elsewhere }: Comparison<K>, { width }: Drawing): string[] => {
  if (!ABOUT.has(kind)) return [];
  const dead = elsewhere.filter(({ why }) => why !== null);
  return [...Map.groupBy(dead, ({ socket }) => socket)].flatMap(([socket, places]) => {
    const count = places.reduce((sum, { running }) => sum + (running ?? 0), 0);
    const who = count === 1 ? "1 container runs on without its" : `${count} containers run on without their`;
    const why = cleanLine(places[0]?.why ?? "");
    // docker's containers have no names in their task folders.
    const see = kind === "container" && places[0]?.engine === "containerd" ? ` See: ctool --address ${socket} ps.` : "";
    return wrap(`${who} engine, ${cleanLine(socket)}: ${why}.${cleanLine(see)} What to do: ctool doctor`, width);
  });
};
