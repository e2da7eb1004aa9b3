import type { Engine, Flavor, Source } from "../model/index.ts";

/** A place where an engine may listen, before anybody looked. What the finder does not know is null. */
export interface Candidate {
  /** As written: a path, `unix:///…`, `tcp://…`. */
  address: string;
  /** Folder the path is to be read from: empty, or `/proc/<pid>/root`. */
  root: string;
  engine: Engine | null;
  flavor: Flavor | null;
  source: Source;
  pid: number | null;
  stateDir: string | null;
  rootDir: string | null;
  /** Whether its configuration switches CRI on or off. */
  cri: boolean | null;
  /** Address of the containerd a dockerd keeps its containers in, and the namespace it uses there. */
  containerd: { address: string; namespace: string } | null;
}

/** A candidate of which only the address is known. */
export const candidate = (address: string, source: Source, known: Partial<Candidate> = {}): Candidate => ({
  address,
  root: "",
  engine: null,
  flavor: null,
  pid: null,
  stateDir: null,
  rootDir: null,
  cri: null,
  containerd: null,
  ...known,
  source,
});
