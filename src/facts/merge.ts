import type { Engine, Source } from "../model/index.ts";
import type { Candidate } from "./candidate.ts";
import type { Host } from "./host.ts";
import type { KnownSocket } from "./known-sockets.ts";
import type { FactProblem } from "./node-facts.ts";
import { parseAddress } from "./socket-path.ts";

/** One socket with all that pointed to it. */
export interface Place {
  /** Canonical path, or a remote address as it is. */
  socket: string;
  remote: boolean;
  known: KnownSocket | null;
  /** Other spellings, for hosts that only know those. */
  spellings: string[];
  /** Best informed first: processes, then files, then variables. */
  candidates: Candidate[];
  foundBy: Source[];
}

const rank: Record<Source["by"], number> = { proc: 0, path: 1, config: 2, env: 3, flag: 4 };

/** What listens there, going by the name alone. */
export const engineByName = (path: string): Engine => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/cri-dockerd|dockershim/.test(name)) return "cri-dockerd";
  if (/crio/.test(name)) return "cri-o";
  return /^docker(?:-.*)?\.sock$/.test(name) ? "docker" : "containerd";
};

/** A path with /var/run as what it is on every Linux. */
const plainRun = (path: string): string => path.replace(/^\/var\/run\//, "/run/");

/** Whether a path inside a process's own view is the very file that lies at the same path here. */
const sameSocket = (host: Host, root: string, path: string): boolean => {
  const inside = host.stat(root + path);
  const here = host.stat(path);
  return inside.ok && here.ok && inside.value.kind === "socket" && inside.value.mtimeMs === here.value.mtimeMs;
};

/** What came of putting addresses together. */
export interface MergedPlaces {
  /** In the order of the known paths, then of the candidates. */
  places: Place[];
  /** Addresses as written → canonical socket. */
  canonical: Record<string, string>;
  /** Known paths at which there is nothing. */
  absent: string[];
  problems: FactProblem[];
}

/**
 * Puts everything that means the same socket into one place. A known path at which there is nothing makes no place; what
 * it is known for still helps when somebody names it.
 * @param resolve follows links (`pathResolver`)
 */
export const mergePlaces = (
  host: Host,
  resolve: (path: string) => string,
  known: readonly KnownSocket[],
  candidates: readonly Candidate[],
): MergedPlaces => {
  const places = new Map<string, Place>();
  const canonical: Record<string, string> = {};
  const problems: FactProblem[] = [];
  const absent = new Map<string, KnownSocket>();
  const placeAt = (socket: string, remote: boolean): Place => {
    const found = places.get(socket);
    if (found) return found;
    const place = { socket, remote, known: absent.get(socket) ?? null, spellings: [], candidates: [], foundBy: [] };
    places.set(socket, place);
    return place;
  };
  for (const one of known) {
    const there = host.stat(one.path);
    if (!there.ok && there.code === "ENOENT") {
      // Following every link of what is not there would cost more than all else.
      absent.set(plainRun(one.path), one);
      continue;
    }
    const place = placeAt(resolve(one.path), false);
    // A link from the path of one engine to another's socket: the engine that really listens there is the later one.
    if (place.known === null || place.socket === one.path) place.known = one;
    place.spellings.push(one.path);
    place.foundBy.push({ by: "path", text: one.path, line: null });
  }
  for (const one of candidates) {
    const address = parseAddress(one.address);
    if (address.kind === "bad") {
      problems.push({ source: one.source.text, text: `${one.address}: ${address.why}` });
      continue;
    }
    const path = address.kind === "path" ? address.path : null;
    const root = path !== null && one.root !== "" && !sameSocket(host, one.root, path) ? one.root : "";
    const place = path === null ? placeAt(one.address, true) : placeAt(resolve(root + path), false);
    if (root === "") canonical[one.address] = place.socket;
    if (path !== null) place.spellings.push(root + path);
    place.candidates.push({ ...one, root });
    const { by, text, line } = one.source;
    if (!place.foundBy.some((source) => source.by === by && source.text === text && source.line === line)) {
      place.foundBy.push(one.source);
    }
  }
  for (const place of places.values()) {
    // A daemon whose path is a link to another's socket does not listen there: the one that names the socket itself goes before.
    const byLink = ({ root, address }: Candidate): number => {
      const parsed = parseAddress(address);
      return parsed.kind === "path" && plainRun(root + parsed.path) !== place.socket ? 1 : 0;
    };
    place.candidates.sort((a, b) => rank[a.source.by] - rank[b.source.by] || byLink(a) - byLink(b));
    place.spellings = [...new Set(place.spellings)].filter((path) => path !== place.socket);
  }
  return { places: [...places.values()], canonical, absent: [...absent.values()].map(({ path }) => path), problems };
};
