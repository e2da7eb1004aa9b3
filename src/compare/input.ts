import type {
  AnswerState,
  Container,
  Difference,
  Elsewhere,
  EngineFacts,
  Kind,
  Listing,
  RowKinds,
  Target,
  Tool,
  ToolAnswer,
} from "../model/index.ts";

/** An engine (its id on this node) and a containerd namespace in it; null where the engine has none. */
export interface Place {
  target: string;
  namespace: string | null;
}

/** One tool: how it was asked and what came of it. */
export interface ToolOutcome<K extends Kind = Kind> {
  tool: Tool;
  version: string | null;
  translation: ToolAnswer["translation"];
  /** Every place it was asked about, answered or not. Empty when it was not asked. */
  asked: readonly Place[];
  queries: ToolAnswer["queries"];
  /** One listing for each place that answered. */
  listings: readonly Listing<K>[];
  /** Why it gave no answer, or not from every place; null when all is well. */
  failure: { state: Exclude<AnswerState, "ok">; error: string; hint: string | null } | null;
}

/** What a second look says about a container (`crictl inspect`, `docker inspect`, /proc): RFC 3339 times. */
export type ContainerDetails = Pick<Container, "id" | "exitCode" | "startedAt" | "finishedAt">;

/** All that `compare` lines up. */
export interface CompareInput<K extends Kind = Kind> {
  kind: K;
  /** The line as typed (`docker ps -a`) and its canonical command (`container ls`). */
  input: string;
  command: string;
  hostname: string;
  target: Target | null;
  elsewhere: readonly Elsewhere[];
  /** The engines of this node: what the ids in `asked` and in listings stand for. */
  engines: readonly Pick<EngineFacts, "id" | "engine" | "flavor" | "socket">[];
  /** True when rows that are not running were asked for too (`Question.all`). */
  all: boolean;
  outcomes: readonly ToolOutcome<K>[];
  details?: readonly ContainerDetails[];
}

/** A row as one tool listed it, with the place it was listed at. */
export interface Sighting<K extends Kind = Kind> extends Place {
  tool: Tool;
  row: RowKinds[K];
}

/** The sightings of one thing, the row they add up to, and where it lives. */
export interface Lined<K extends Kind = Kind> {
  group: readonly Sighting<K>[];
  row: RowKinds[K];
  place: Place;
}

/** What differs between kinds: which sightings are one thing, and what is true of it. */
export interface KindRules<K extends Kind = Kind> {
  /** Sightings of the same thing, together. Every sighting is in exactly one group. */
  group(sightings: readonly Sighting<K>[]): Sighting<K>[][];
  /** The row that the tools' sightings of one thing add up to. */
  merge(group: readonly Sighting<K>[]): RowKinds[K];
  /** Fields that mean the same in several tools and say something else. `all` is every sighting of the comparison. */
  differences(group: readonly Sighting<K>[], all: readonly Sighting<K>[]): Difference[];
  /** A merged row with what a second look said about it; never called without any. */
  detail?(row: RowKinds[K], details: readonly ContainerDetails[]): RowKinds[K];
  /** Fills in what rows tell about each other. */
  relate?(rows: readonly Lined<K>[]): Lined<K>[];
  /** Docker's order of rows. */
  order(a: RowKinds[K], b: RowKinds[K]): number;
  /** Rows that each tool has for itself (versions): no tool can miss another's. */
  own?: true;
}
