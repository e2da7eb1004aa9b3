import { type Comparison, type Container, type Joined, TOOLS, type Tool } from "../model/index.ts";
import type { Drawing, RenderOptions } from "./drawing.ts";
import { renderJoined, type Sheet } from "./joined.ts";
import { widthOf, wrap } from "./measure.ts";
import { imageNameOf, shortId } from "./names.ts";
import type { Style } from "./paint.ts";
import { displayPorts } from "./ports.ts";
import { statusOf } from "./status.ts";
import type { Cell, Column } from "./table.ts";
import type { Rendered } from "./text-options.ts";
import { humanSize, shortenTimes } from "./units.ts";

const styleOf = ({ state, exitCode }: Container): Style => {
  if (state === "running") return "good";
  if (state === "exited") return exitCode === 0 || exitCode === null ? "dim" : "bad";
  return state === "created" ? "dim" : "warn";
};

const statusCell = (row: Container, { now, size }: Drawing): Cell => {
  const attempt = row.attempt ?? 0;
  const text = statusOf(row, now);
  if (size === "narrow")
    return { text: shortenTimes(text).replace(/^Exited \((\d+)\)/, "Exit $1,"), style: styleOf(row) };
  const tail = (word: string): string => (attempt === 0 ? "" : `, ${word} ${attempt}`);
  return { text: text + tail("attempt"), short: shortenTimes(text) + tail("try"), style: styleOf(row) };
};

const ID: Column = { header: "CONTAINER" };
const NAME: Column = { header: "NAME", min: 12, fair: 28, cut: "middle" };
const IMAGE: Column = { header: "IMAGE", min: 14, cut: "middle", priority: 2 };
const STATUS: Column = { header: "STATUS", priority: 1 };
const NAMESPACE: Column = { header: "NAMESPACE", min: 7, priority: 3 };
const SIZE: Column = { header: "SIZE", priority: 4, optional: true };
const PORTS: Column = { header: "PORTS", min: 10, priority: 5, optional: true };

const columns = (drawing: Drawing): Column[] => {
  if (!drawing.tty) {
    const names = ["CONTAINER", "NAME", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS"];
    if (drawing.showSize) names.push("SIZE");
    return [...names, "ENGINE", "NAMESPACE"].map((header) => ({ header }));
  }
  if (drawing.size === "narrow") return [NAME, { ...STATUS, min: 13 }];
  return [
    ID,
    NAME,
    ...(drawing.allNamespaces ? [NAMESPACE] : []),
    IMAGE,
    STATUS,
    PORTS,
    ...(drawing.showSize ? [SIZE] : []),
  ];
};

const cells = (row: Joined<"container">, drawing: Drawing): Cell[] => {
  const name = row.name ?? (row.kind === "sandbox" ? "(a pod's sandbox)" : "");
  const size = row.size === null ? "" : humanSize(row.size);
  if (!drawing.tty) {
    const own = [row.id, row.name ?? "", row.image ?? row.imageId ?? "", row.command ?? "", row.createdAt ?? ""];
    const more = [statusOf(row, drawing.now), displayPorts(row.ports), ...(drawing.showSize ? [size] : [])];
    return [...own, ...more, row.at, row.namespace ?? ""];
  }
  const status = statusCell(row, drawing);
  const shownName: Cell = { text: name, style: row.kind === "sandbox" ? "dim" : "plain" };
  if (drawing.size === "narrow")
    return [shownName.text === "" ? { ...shownName, text: shortId(row.id) } : shownName, status];
  return [
    drawing.noTrunc ? row.id : shortId(row.id),
    shownName,
    ...(drawing.allNamespaces ? [row.namespace ?? ""] : []),
    drawing.noTrunc ? (row.image ?? row.imageId ?? "") : imageNameOf(row),
    status,
    displayPorts(row.ports),
    ...(drawing.showSize ? [size] : []),
  ];
};

const shown = (rows: readonly Joined<"container">[], { sandboxes }: Drawing): Joined<"container">[] =>
  rows.filter(({ kind }) => sandboxes || kind === "container");

/** Sentences as lines: what fits beside the one before stands there, so that a command is not torn apart. */
const together = (sentences: readonly string[], width: number): string[] => {
  const lines: string[] = [];
  for (const sentence of sentences) {
    const last = lines.at(-1);
    if (last !== undefined && sentence.startsWith("Why:") && widthOf(last) + 1 + widthOf(sentence) <= width)
      lines[lines.length - 1] = `${last} ${sentence}`;
    else lines.push(...wrap(sentence, width));
  }
  return lines;
};

/** `nerdctl and ctr`. */
const listed = (tools: readonly Tool[]): string =>
  tools.length < 2 ? tools.join("") : `${tools.slice(0, -1).join(", ")} and ${tools.at(-1)}`;

/** The sandboxes that were folded away, and where docker's empty list comes from. */
const after = ({ rows, tools, target }: Comparison<"container">, drawing: Drawing): string[] => {
  const lines: string[] = [];
  const folded = drawing.sandboxes ? [] : rows.filter(({ kind }) => kind === "sandbox");
  if (folded.length > 0) {
    const by = TOOLS.filter((tool) => folded.some(({ seenBy }) => seenBy.includes(tool)));
    const hidden = folded.some(({ missing }) => missing.some(({ code }) => code === "sandbox"));
    const one = folded.length === 1;
    const who = hidden ? `, hidden by crictl ps: --sandboxes, or crictl pods` : ": --sandboxes";
    lines.push(
      `${folded.length} sandbox${one ? "" : "es"} (pause) ${one ? "is" : "are"} ${by.length > 0 ? `listed by ${listed(by)}` : "there"}${who}`,
    );
  }
  const docker = tools.find(({ tool }) => tool === "docker");
  const pods = rows.filter(({ at, pod, kind }) => at === target?.id && pod !== null && kind === "container");
  if (docker?.state === "ok" && pods.length > 0 && pods.every(({ seenBy }) => !seenBy.includes("docker")))
    lines.push("docker shows none of the pods: they are not dockerd's.", "Why: ctool why 'docker ps'");
  return together(lines, drawing.width).map((line) => drawing.paint("dim", line));
};

/** How containers become a table, wherever one is drawn. */
export const containerSheet: Sheet<"container"> = { columns, cells, shown, after };

/** Draws `ctool ps`. */
export const renderPs = (comparison: Comparison<"container">, options: RenderOptions): Rendered =>
  renderJoined(comparison, containerSheet, options);
