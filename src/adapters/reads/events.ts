import { cleanLine } from "../../model/clean.ts";
import type { NodeEvent, Tool } from "../../model/index.ts";
import type { Reader } from "../adapter.ts";
import { timeOf, timeOfNanos } from "../quantities.ts";
import { at, namesAt, textAt } from "./fields.ts";

/** Takes a stream's lines, one after the other. @returns what the line completes: no event, or several */
export type EventLines = (line: string) => NodeEvent[];

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Fields of an event that are text or numbers, as text. */
const attributesOf = (document: unknown, leftOut: readonly string[]): Record<string, string> => {
  if (typeof document !== "object" || document === null) return {};
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]) =>
      leftOut.includes(key) || (typeof value !== "string" && typeof value !== "number")
        ? []
        : [[cleanLine(key), cleanLine(String(value))]],
    ),
  );
};

/** containerd's topics (`/tasks/start`) in docker's words; the others keep their last word. */
const TOPICS: Readonly<Record<string, readonly [string, string]>> = {
  "/containers/create": ["container", "create"],
  "/containers/update": ["container", "update"],
  "/containers/delete": ["container", "destroy"],
  "/tasks/create": ["task", "create"],
  "/tasks/start": ["container", "start"],
  "/tasks/delete": ["task", "delete"],
  "/tasks/oom": ["container", "oom"],
  "/tasks/paused": ["container", "pause"],
  "/tasks/resumed": ["container", "unpause"],
  "/tasks/checkpointed": ["container", "checkpoint"],
  "/tasks/exec-added": ["container", "exec_create"],
  "/tasks/exec-started": ["container", "exec_start"],
  "/images/create": ["image", "create"],
  "/images/update": ["image", "update"],
  "/images/delete": ["image", "delete"],
};

const containerdEvent = (time: string | null, namespace: string | null, topic: string, event: unknown): NodeEvent => {
  const [, object = "", word = ""] = topic.split("/");
  const container = textAt(event, "container_id");
  const exited = topic === "/tasks/exit";
  const own = textAt(event, "id");
  const [kind, action] = exited
    ? // The task's own process, or one that was started in it.
      (["container", own === null || own === container ? "die" : "exec_die"] as const)
    : (TOPICS[topic] ?? ([object.replace(/s$/, ""), word] as const));
  const id = container ?? own ?? textAt(event, "key") ?? textAt(event, "name");
  const name = kind === "image" ? textAt(event, "name") : null;
  const attributes = attributesOf(event, ["container_id", "id", "name", "key"]);
  const status = at(event, "exit_status");
  const exitCode = exited ? { exitCode: String(typeof status === "number" ? status : 0) } : {};
  const exec = exited && own !== null && own !== container ? { exec_id: own } : {};
  const { exit_status: _, ...rest } = attributes;
  return {
    time,
    kind,
    action,
    id: kind === "image" ? null : id,
    name,
    namespace,
    attributes: { ...rest, ...exec, ...exitCode },
  };
};

/** `nerdctl events --format '{{json .}}'`: an object a line, blank lines between, containerd's event as JSON in a text. */
const nerdctlLines = (): EventLines => (line) => {
  const document = parse(line);
  const topic = textAt(document, "Topic");
  if (topic === null) return [];
  const event = parse(textAt(document, "Event") ?? "null");
  return [containerdEvent(timeOf(textAt(document, "Timestamp")), textAt(document, "Namespace"), topic, event)];
};

/** `2026-11-21 07:02:29.47202314 +0000 UTC k8s.io /tasks/start {…}` */
const CTR_LINE = /^(\S+ \S+ [+-]\d{4} \S+) (\S+) (\/\S+) (\{.*\})\s*$/;

const ctrLines = (): EventLines => (line) => {
  const [, time = "", namespace = "", topic, event = ""] = CTR_LINE.exec(line) ?? [];
  return topic === undefined
    ? []
    : [containerdEvent(timeOf(time), cleanLine(namespace), cleanLine(topic), parse(event))];
};

/** `docker events --format '{{json .}}'` */
const dockerLines = (): EventLines => (line) => {
  const document = parse(line);
  const [kind, action] = [textAt(document, "Type"), textAt(document, "Action")];
  if (kind === null || action === null) return [];
  const nanos = /"timeNano":(\d+)/.exec(line)?.[1] ?? null;
  const { name = null, ...attributes } = namesAt(document, "Actor.Attributes") ?? {};
  const id = textAt(document, "Actor.ID");
  return [{ time: timeOfNanos(nanos), kind, action, id, name, namespace: null, attributes }];
};

const CRI_ACTIONS: Readonly<Record<string, string>> = {
  CONTAINER_CREATED_EVENT: "create",
  CONTAINER_STARTED_EVENT: "start",
  CONTAINER_STOPPED_EVENT: "die",
  CONTAINER_DELETED_EVENT: "destroy",
};

const criEvent = (document: unknown): NodeEvent[] => {
  const type = textAt(document, "containerEventType");
  const id = textAt(document, "containerId");
  if (type === null || id === null) return [];
  const sandbox = at(document, "podSandboxStatus");
  const place = [textAt(sandbox, "metadata.namespace"), textAt(sandbox, "metadata.name")].filter(Boolean).join("/");
  const isPod = textAt(sandbox, "id") === id;
  const createdAt = at(document, "createdAt");
  return [
    {
      time: timeOfNanos(createdAt === undefined ? null : String(createdAt)),
      kind: isPod ? "pod" : "container",
      action: CRI_ACTIONS[type] ?? type,
      id,
      name: isPod ? place || null : null,
      namespace: null,
      attributes: place === "" ? {} : { pod: place },
    },
  ];
};

/** Lines of one document that never ends are given up. */
const LONGEST_DOCUMENT = 4 * 1024 * 1024;

/** `crictl events -o json`: documents over many lines, each from `{` to `}` at the margin. */
const criLines = (): EventLines => {
  let open = "";
  return (line) => {
    if (open === "" && !line.startsWith("{")) return [];
    open += `${line}\n`;
    const whole = line === "}" || (open === `${line}\n` && line.endsWith("}"));
    if (!whole && open.length < LONGEST_DOCUMENT) return [];
    const document = parse(open);
    open = "";
    return criEvent(document);
  };
};

const lines: Readonly<Record<Tool, () => EventLines>> = {
  docker: dockerLines,
  nerdctl: nerdctlLines,
  crictl: criLines,
  ctr: ctrLines,
};

/** Reads a tool's stream of events as it comes. */
export const eventLines = (tool: Tool): EventLines => lines[tool]();

const whole =
  (tool: Tool): Reader<"event"> =>
  (_, main) => {
    const read = eventLines(tool);
    return { rows: main.split("\n").flatMap((line) => read(line)), dropped: 0 };
  };

/** The same for a stream that is there as a whole. */
export const eventReaders: Readonly<Record<Tool, Reader<"event">>> = {
  docker: whole("docker"),
  nerdctl: whole("nerdctl"),
  crictl: whole("crictl"),
  ctr: whole("ctr"),
};
