import type { Comparison, Joined, TranslationReport } from "../../src/model/index.ts";
import { defaultKeys, type Key } from "../../src/tui/keys.ts";
import { type Action, type Effect, initialState, reduce, type State } from "../../src/tui/state/index.ts";

const NAMES = new Set([
  "enter",
  "tab",
  "escape",
  "up",
  "down",
  "left",
  "right",
  "backspace",
  "delete",
  "home",
  "end",
  "pagedown",
  "pageup",
]);

const keyOf = (name: string): Key => ({ name, text: NAMES.has(name) || /^(ctrl|alt|shift)-/.test(name) ? null : name });

/** A workbench without a world: actions in, the state and the effects that were wanted out. */
export class Driver {
  state: State;
  effects: Effect[] = [];

  constructor(size: Partial<State["size"]> = {}) {
    this.state = initialState({ columns: 120, rows: 40, ascii: false, recording: null, keys: defaultKeys, ...size });
  }

  do(action: Action): this {
    const [state, effects] = reduce(this.state, action);
    this.state = state;
    this.effects.push(...effects);
    return this;
  }

  /** Presses keys by name. */
  press(...names: string[]): this {
    for (const name of names) this.do({ type: "key", key: keyOf(name) });
    return this;
  }

  /** Types a text letter by letter. */
  type(text: string): this {
    return this.press(...text);
  }

  /** Effects of a kind so far. */
  wanted<T extends Effect["type"]>(type: T): Extract<Effect, { type: T }>[] {
    return this.effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);
  }

  /** Answers the last question about the line. */
  understood(over: Partial<Extract<Action, { type: "understood" }>> = {}): this {
    return this.do({
      type: "understood",
      seq: this.state.live.seq,
      report: null,
      candidates: null,
      runs: true,
      ...over,
    });
  }

  /** Answers the last run with these rows. */
  ran(rows: readonly Joined[], over: Partial<Comparison> = {}): this {
    const comparison = comparisonOf(rows, over);
    return this.do({
      type: "ran",
      run: this.state.runs,
      table: {
        comparison,
        now: 0,
        noTrunc: false,
        showSize: false,
        showDigests: false,
        sandboxes: false,
        asked: 0,
        dropped: null,
        waitsFor: [],
      },
    });
  }
}

const step = (argv: string[]) => ({ argv, files: [], captures: null, stdin: null });

/** A comparison of containers as nerdctl, crictl and ctr gave it. */
export const comparisonOf = (rows: readonly Joined[], over: Partial<Comparison> = {}): Comparison => ({
  schemaVersion: 1,
  input: "docker ps",
  command: "container ls",
  kind: "container",
  node: { hostname: "node1" },
  target: {
    id: "k3s",
    flavor: "k3s",
    engine: "containerd",
    socket: "/run/k3s/containerd/containerd.sock",
    namespace: "k8s.io",
    reason: "k3s uses it",
    otherNamespaces: [],
  },
  elsewhere: [],
  tools: (["docker", "nerdctl", "crictl", "ctr"] as const).map((tool) => ({
    tool,
    version: null,
    at: "k3s",
    state: "ok",
    translation: { fit: "exact", steps: [step([tool, "--address", "/run/x.sock", "ps"])], notes: [] },
    queries: [{ argv: [tool, "ps"], exitCode: 0, durationMs: 12 }],
    count: rows.length,
    error: null,
    hint: null,
  })),
  rows: [...rows],
  ...over,
});

/** A running container that all three tools saw. */
export const row = (name: string, over: Partial<Joined<"container">> = {}): Joined<"container"> => ({
  id: name.padEnd(64, "0"),
  kind: "container",
  name,
  podContainer: null,
  pod: null,
  podId: null,
  podNamespace: null,
  attempt: null,
  image: "docker.io/library/busybox:latest",
  imageId: null,
  command: null,
  state: "running",
  exitCode: null,
  createdAt: null,
  startedAt: null,
  finishedAt: null,
  pid: null,
  ports: [],
  labels: {},
  size: null,
  cri: true,
  status: null,
  networks: [],
  mounts: [],
  at: "k3s",
  namespace: "k8s.io",
  seenBy: ["nerdctl", "crictl", "ctr"],
  missing: [],
  differs: [],
  ...over,
});

/** A report on a line that one tool has a form of. */
export const reportOf = (over: Partial<TranslationReport> = {}): TranslationReport => ({
  schemaVersion: 1,
  input: "docker ps",
  from: "docker",
  command: "container ls",
  risk: "read",
  translations: [
    { tool: "nerdctl", fit: "exact", steps: [step(["nerdctl", "ps"])], shell: "nerdctl ps", notes: [], instead: null },
  ],
  flags: [],
  problems: [],
  ...over,
});
