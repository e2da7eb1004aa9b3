import type { Kind, RowKinds } from "./rows.ts";
import type { NamespaceCount, Target } from "./target.ts";
import type { Engine, Tool } from "./tool.ts";
import type { Translation } from "./translation.ts";

/** Why a tool does not show a row. */
export type GapCode =
  | "other-engine"
  | "other-namespace"
  | "sandbox"
  | "not-cri"
  | "not-running"
  | "tool-missing"
  | "tool-failed"
  | "timeout"
  | "denied"
  | "unsupported"
  | "not-listed";

export interface Gap {
  tool: Tool;
  code: GapCode;
  /** One clause for a person: `runs in Docker's own containerd (namespace moby)`. */
  why: string;
}

/** A field on which the tools disagree; `values` holds what each one said. */
export interface Difference {
  field: string;
  values: Partial<Record<Tool, unknown>>;
}

/** A model row lined up across the tools. */
export type Joined<K extends Kind = Kind> = RowKinds[K] & {
  /** Id of the engine it lives in (`k3s`, `docker`). */
  at: string;
  namespace: string | null;
  seenBy: Tool[];
  missing: Gap[];
  differs: Difference[];
};

export type AnswerState = "ok" | "failed" | "missing" | "denied" | "timeout" | "unsupported";

/** How one tool was asked and what came of it. */
export interface ToolAnswer {
  tool: Tool;
  version: string | null;
  /** Id of the engine it was asked about; null when it was not asked. */
  at: string | null;
  state: AnswerState;
  translation: Pick<Translation, "fit" | "steps" | "notes"> | null;
  queries: { argv: string[]; exitCode: number | null; durationMs: number }[];
  /** Rows it listed itself (docker's filters not applied); null when it did not answer. */
  count: number | null;
  error: string | null;
  hint: string | null;
}

/** Containers that live somewhere else on this node. Counts are null when this user may not look. */
export interface Elsewhere {
  engine: Engine;
  socket: string;
  namespace: string | null;
  running: number | null;
  total: number | null;
  /** Why the engine there does not answer, though its containers run; null when it does. */
  why: string | null;
}

/** Everything `ctool ps --json` prints; the same shape for every compared verb. */
export interface Comparison<K extends Kind = Kind> {
  schemaVersion: 1;
  input: string;
  command: string;
  kind: K;
  node: { hostname: string };
  target: (Target & { otherNamespaces: NamespaceCount[] }) | null;
  elsewhere: Elsewhere[];
  tools: ToolAnswer[];
  rows: Joined<K>[];
}
