import type { Container, Engine, Kind, Listing, Target, Tool } from "../model/index.ts";
import type { Adapter, Query, Question } from "./types.ts";

/** A word of a query, or one that is there only when the question asks for it. */
type Word = string | { when: "all" | "size"; word: string } | "…operands" | { each: string };

/** The question's operands, all of them; or each in a command of its own (ctr takes one), behind a prefix. */
const OPERANDS = "…operands";
const EACH: Word = { each: "" };

/** One fixed command: `name` is what the reader knows its answer by. */
interface AskRow {
  name: string;
  words: readonly Word[];
  /** What it speaks of: things in one containerd namespace (the default), the engine as a whole, or the tool alone. */
  about?: "engine" | "tool";
  /** Asked only after the main query, where its answer leaves this open. */
  completes?: keyof typeof leavesOpen;
}

/** What a list may leave open. */
const leavesOpen = {
  /** The kubelet names the pod in its containers' labels; who made them by hand may not have. */
  "a pod's name": ({ kind, rows }: Listing): boolean =>
    kind === "container" && (rows as Container[]).some(({ podId, pod }) => podId !== null && pod === null),
} as const;

const ALL: Word = { when: "all", word: "-a" };
const JSON_LINES = ["--no-trunc", "--format", "{{json .}}"] as const;
const JSON_LINE = ["--format", "{{json .}}"] as const;
const PS = ["ps", ALL, { when: "size", word: "-s" }, ...JSON_LINES] as const;

/**
 * How each tool is asked; the main query first. Machine-readable wherever the tool can: docker 20.10 knows
 * `--format '{{json .}}'` and not `--format json`; nerdctl 2.0 has a table only for `namespace ls`, ctr has tables for everything.
 * crictl and ctr always list what does not run as well: it costs them nothing.
 */
const rows: Readonly<Record<Tool, Partial<Record<Kind, readonly AskRow[]>>>> = {
  docker: {
    container: [{ name: "containers", words: PS }],
    image: [{ name: "images", words: ["images", ALL, "--no-trunc", "--digests", "--format", "{{json .}}"] }],
    version: [{ name: "version", words: ["version", "--format", "{{json .}}"], about: "engine" }],
    network: [{ name: "networks", words: ["network", "ls", ...JSON_LINES] }],
    volume: [{ name: "volumes", words: ["volume", "ls", ...JSON_LINE] }],
    layer: [{ name: "layers", words: ["history", "--human=false", ...JSON_LINES, OPERANDS] }],
    hit: [{ name: "hits", words: ["search", ...JSON_LINES, OPERANDS], about: "engine" }],
    disk: [{ name: "disk", words: ["system", "df", ...JSON_LINE], about: "engine" }],
    usage: [{ name: "usage", words: ["stats", "--no-stream", ALL, ...JSON_LINES] }],
    // The operands are --since and --until, of which only docker knows.
    event: [{ name: "events", words: ["events", ...JSON_LINE, OPERANDS], about: "engine" }],
    containerRecord: [{ name: "record", words: ["container", "inspect", { when: "size", word: "-s" }, OPERANDS] }],
    imageRecord: [{ name: "record", words: ["image", "inspect", OPERANDS] }],
    networkRecord: [{ name: "record", words: ["network", "inspect", OPERANDS] }],
    volumeRecord: [{ name: "record", words: ["volume", "inspect", OPERANDS] }],
    engineRecord: [{ name: "record", words: ["info", ...JSON_LINE], about: "engine" }],
  },
  nerdctl: {
    container: [{ name: "containers", words: PS }],
    image: [{ name: "images", words: ["images", ...JSON_LINES] }],
    pod: [{ name: "containers", words: PS }],
    namespace: [{ name: "namespaces", words: ["namespace", "ls"], about: "engine" }],
    version: [{ name: "version", words: ["version", "--format", "{{json .}}"], about: "engine" }],
    network: [{ name: "networks", words: ["network", "ls", ...JSON_LINE] }],
    volume: [{ name: "volumes", words: ["volume", "ls", { when: "size", word: "-s" }, ...JSON_LINE] }],
    layer: [{ name: "layers", words: ["history", "--human=false", ...JSON_LINES, OPERANDS] }],
    hit: [{ name: "hits", words: ["search", ...JSON_LINES, OPERANDS], about: "engine" }],
    usage: [{ name: "usage", words: ["stats", "--no-stream", ALL, ...JSON_LINES] }],
    event: [{ name: "events", words: ["events", ...JSON_LINE] }],
    containerRecord: [{ name: "record", words: ["container", "inspect", { when: "size", word: "-s" }, OPERANDS] }],
    imageRecord: [{ name: "record", words: ["image", "inspect", OPERANDS] }],
    podRecord: [{ name: "record", words: ["container", "inspect", OPERANDS] }],
    networkRecord: [{ name: "record", words: ["network", "inspect", OPERANDS] }],
    volumeRecord: [{ name: "record", words: ["volume", "inspect", OPERANDS] }],
    engineRecord: [{ name: "record", words: ["info", ...JSON_LINE], about: "engine" }],
  },
  crictl: {
    container: [
      { name: "containers", words: ["ps", "-a", "-o", "json"] },
      { name: "pods", words: ["pods", "-o", "json"], completes: "a pod's name" },
    ],
    image: [{ name: "images", words: ["images", "-o", "json"] }],
    pod: [{ name: "pods", words: ["pods", "-o", "json"] }],
    version: [
      { name: "version", words: ["version"], about: "engine" },
      { name: "client", words: ["--version"], about: "tool" },
    ],
    layer: [{ name: "image", words: ["inspecti", "-o", "json", OPERANDS] }],
    disk: [{ name: "disk", words: ["imagefsinfo", "-o", "json"], about: "engine" }],
    // It takes one id or none.
    usage: [{ name: "usage", words: ["stats", ALL, "-o", "json"] }],
    event: [{ name: "events", words: ["events", "-o", "json"] }],
    containerRecord: [{ name: "record", words: ["inspect", "-o", "json", OPERANDS] }],
    imageRecord: [{ name: "record", words: ["inspecti", "-o", "json", OPERANDS] }],
    podRecord: [{ name: "record", words: ["inspectp", "-o", "json", OPERANDS] }],
    engineRecord: [{ name: "record", words: ["info", "-o", "json"], about: "engine" }],
  },
  ctr: {
    container: [
      { name: "containers", words: ["containers", "ls"] },
      { name: "tasks", words: ["tasks", "ls"] },
    ],
    image: [{ name: "images", words: ["images", "ls"] }],
    // The table has no labels: only a filter tells sandboxes from containers.
    pod: [
      { name: "sandboxes", words: ["containers", "ls", 'labels."io.cri-containerd.kind"==sandbox'] },
      { name: "tasks", words: ["tasks", "ls"] },
    ],
    namespace: [{ name: "namespaces", words: ["namespaces", "ls"], about: "engine" }],
    version: [{ name: "version", words: ["version"], about: "engine" }],
    disk: [{ name: "content", words: ["content", "ls"] }],
    snapshot: [
      { name: "snapshots", words: ["snapshots", "ls"] },
      { name: "usage", words: ["snapshots", "usage"] },
    ],
    blob: [{ name: "content", words: ["content", "ls"] }],
    usage: [{ name: "usage", words: ["tasks", "metrics", "--format", "json", EACH] }],
    event: [{ name: "events", words: ["events"] }],
    containerRecord: [
      { name: "record", words: ["containers", "info", EACH] },
      { name: "tasks", words: ["tasks", "ls"] },
    ],
    imageRecord: [{ name: "images", words: ["images", "ls", { each: "name==" }] }],
    podRecord: [
      { name: "record", words: ["containers", "info", EACH] },
      { name: "tasks", words: ["tasks", "ls"] },
    ],
    engineRecord: [
      { name: "version", words: ["version"], about: "engine" },
      { name: "plugins", words: ["plugins", "ls"], about: "engine" },
    ],
  },
};

/** Whether a tool has a list of this kind at all, wherever it is asked. */
export const hasList = (tool: Tool, kind: Kind): boolean => rows[tool][kind] !== undefined;

/** The engines that each tool can talk to. */
const engines: Readonly<Record<Tool, readonly Engine[]>> = {
  docker: ["docker"],
  nerdctl: ["containerd"],
  crictl: ["containerd", "cri-o", "cri-dockerd"],
  ctr: ["containerd"],
};

/** The one containerd namespace that CRI serves. */
const CRI_NAMESPACE = "k8s.io";

const asUrl = (socket: string): string => (socket.includes("://") ? socket : `unix://${socket}`);

const engineFlags = (tool: Tool, { socket }: Target): string[] => {
  switch (tool) {
    case "docker":
      return ["--host", asUrl(socket)];
    case "crictl":
      // Without the second, /etc/crictl.yaml decides where images are listed.
      return ["--runtime-endpoint", asUrl(socket), "--image-endpoint", asUrl(socket)];
    default:
      return ["--address", socket];
  }
};

/**
 * The global flags that make a tool talk to a target: its engine, and for nerdctl and ctr the containerd namespace.
 * @returns words to put right after the tool's name
 */
export const addressFlags = (tool: Tool, target: Target): string[] => {
  const namespaced = (tool === "nerdctl" || tool === "ctr") && target.namespace !== null;
  return [...engineFlags(tool, target), ...(namespaced ? ["--namespace", target.namespace ?? ""] : [])];
};

/** Whether a tool can speak of things in this namespace: CRI serves one of containerd's only. */
const reaches = (tool: Tool, { engine, namespace }: Target): boolean =>
  tool !== "crictl" || engine !== "containerd" || namespace === CRI_NAMESPACE;

/** Whether a tool can talk to a target's engine and see into its namespace. */
export const speaksTo = (tool: Tool, target: Target): boolean =>
  engines[tool].includes(target.engine) && reaches(tool, target);

const flagsFor = (about: AskRow["about"], tool: Tool, target: Target): string[] => {
  if (about === "tool") return [];
  return about === "engine" ? engineFlags(tool, target) : addressFlags(tool, target);
};

const commandsOf = (tool: Tool, question: Question, target: Target, asked: readonly AskRow[]): Query[] => {
  const { operands = [] } = question;
  const wordsFor = (words: readonly Word[], operand: string | undefined): string[] =>
    words.flatMap((word) => {
      if (word === OPERANDS) return operands;
      if (typeof word === "string") return [word];
      if ("each" in word) return operand === undefined ? [] : [word.each + operand];
      return question[word.when] ? [word.word] : [];
    });
  return asked.flatMap(({ name, words, about }) => {
    const each = words.some((word) => typeof word !== "string" && "each" in word);
    return (each ? operands : [undefined]).map((operand) => ({
      tool,
      name,
      argv: [tool, ...flagsFor(about, tool, target), ...wordsFor(words, operand)],
    }));
  });
};

/**
 * The fixed commands that put a question to one tool, the main one first.
 * @returns null when the tool has no such listing, or cannot talk to that engine or see into that namespace
 */
export const queriesFor = (tool: Tool, question: Question, target: Target): Query[] | null => {
  const asked = rows[tool][question.kind]?.filter(({ completes }) => completes === undefined);
  if (!asked || !engines[tool].includes(target.engine)) return null;
  if (!asked.every(({ about }) => about !== undefined || reaches(tool, target))) return null;
  return commandsOf(tool, question, target, asked);
};

/**
 * The commands that complete an answer to `queriesFor`, for what it leaves open.
 * @param read what the answer was read as
 * @returns none where nothing is open, which is nearly always
 */
export const furtherQueries = (
  tool: Tool,
  question: Question,
  target: Target,
  read: ReturnType<Adapter["read"]>,
): Query[] => {
  if (!("listing" in read)) return [];
  const open = rows[tool][question.kind]?.filter(
    ({ completes }) => completes !== undefined && leavesOpen[completes](read.listing),
  );
  return commandsOf(tool, question, target, open ?? []);
};

/**
 * The one command that tells exit codes and times of containers (what lists leave out): `crictl inspect ID…`, or docker's.
 * @param ids full ids, as crictl (or docker) listed them
 * @returns null when there is nothing to ask, or no tool that would know
 */
export const detailQuery = (target: Target, ids: readonly string[]): Query | null => {
  const tool: Tool = target.engine === "docker" ? "docker" : "crictl";
  // An id never begins with a dash; what does would be read as a flag.
  const asked = ids.filter((id) => /^[0-9A-Za-z]/.test(id));
  if (asked.length === 0 || !reaches(tool, target)) return null;
  const words = tool === "docker" ? ["inspect", "--type", "container"] : ["inspect"];
  return { tool, name: "details", argv: [tool, ...addressFlags(tool, target), ...words, ...asked] };
};
