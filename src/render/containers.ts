import { type Comparison, type Container, type Joined, TOOLS, type Tool } from "../model/index.ts";
import { familiarReference } from "../translate/index.ts";
import { renderJoined, type Sheet } from "./joined.ts";
import { wrap } from "./measure.ts";
import type { Drawing, Rendered, RenderOptions } from "./options.ts";
import type { Style } from "./paint.ts";
import { displayPorts } from "./ports.ts";
import { agoOf, statusOf } from "./status.ts";
import type { Cell, Column } from "./table.ts";
import { humanSize, shortenTimes } from "./units.ts";

const HEX_ID = /^[0-9a-f]{64}$/;

/** Docker's twelve digits of an id; ids that people gave (`ctr run … web`) stay whole. */
export const shortId = (id: string): string => {
  const digits = id.replace(/^sha256:/, "");
  return HEX_ID.test(digits) ? digits.slice(0, 12) : id;
};

/** An image as docker shows it: `nginx:1.27-alpine`; the start of the digest where that is all there is. */
export const imageNameOf = ({ image, imageId }: Pick<Container, "image" | "imageId">): string => {
  const name = image ?? imageId ?? "";
  if (/^(sha256:)?[0-9a-f]{64}$/.test(name)) return shortId(name);
  return familiarReference(name.replace(/@sha256:[0-9a-f]{64}$/, ""));
};

const styleOf = ({ state, exitCode }: Container): Style => {
  if (state === "running") return "good";
  if (state === "exited") return exitCode === 0 || exitCode === null ? "dim" : "bad";
  return state === "created" ? "dim" : "warn";
};

const statusCell = (row: Container, { now, size }: Drawing): Cell => {
  const attempt = row.attempt ?? 0;
  const long = size === "wide";
  const text = long ? statusOf(row, now) : shortenTimes(statusOf(row, now));
  const tail = attempt === 0 ? "" : long ? `, attempt ${attempt}` : `, try ${attempt}`;
  return { text: text + tail, style: styleOf(row) };
};

const ID: Column = { header: "CONTAINER" };
const NAME: Column = { header: "NAME", min: 12, cut: "middle" };
const IMAGE: Column = { header: "IMAGE", min: 10, cut: "middle", priority: 2 };
const STATUS: Column = { header: "STATUS", min: 9, priority: 1 };
const NAMESPACE: Column = { header: "NAMESPACE", min: 7, priority: 3 };
const SIZE: Column = { header: "SIZE", priority: 4 };
const PORTS: Column = { header: "PORTS", min: 10, priority: 5 };

const columns = (drawing: Drawing): Column[] => {
  if (!drawing.tty) {
    const names = ["CONTAINER", "NAME", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS"];
    if (drawing.showSize) names.push("SIZE");
    return [...names, "ENGINE", "NAMESPACE"].map((header) => ({ header }));
  }
  if (drawing.size === "narrow") return [NAME, STATUS];
  return [
    ID,
    NAME,
    ...(drawing.allNamespaces ? [NAMESPACE] : []),
    IMAGE,
    STATUS,
    ...(drawing.size === "wide" ? [PORTS] : []),
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
    ...(drawing.size === "wide" ? [displayPorts(row.ports)] : []),
    ...(drawing.showSize ? [size] : []),
  ];
};

const shown = (rows: readonly Joined<"container">[], { sandboxes }: Drawing): Joined<"container">[] =>
  rows.filter(({ kind }) => sandboxes || kind === "container");

/** `nerdctl and ctr`. */
const listed = (tools: readonly Tool[]): string =>
  tools.length < 2 ? tools.join("") : `${tools.slice(0, -1).join(", ")} and ${tools.at(-1)}`;

/** The sandboxes that were folded away, and where docker's empty list comes from. */
const after = ({ rows, tools, target, input }: Comparison<"container">, drawing: Drawing): string[] => {
  const lines: string[] = [];
  const folded = drawing.sandboxes ? [] : rows.filter(({ kind }) => kind === "sandbox");
  if (folded.length > 0) {
    const by = TOOLS.filter((tool) => folded.some(({ seenBy }) => seenBy.includes(tool)));
    const hidden = folded.some(({ missing }) => missing.some(({ code }) => code === "sandbox"));
    const one = folded.length === 1;
    const who = hidden ? `, hidden by crictl ps: --sandboxes, or crictl pods` : ": --sandboxes";
    lines.push(
      `${folded.length} sandbox${one ? "" : "es"} (pause) ${one ? "is" : "are"} listed by ${listed(by)}${who}`,
    );
  }
  const docker = tools.find(({ tool }) => tool === "docker");
  const pods = rows.filter(({ at, pod, kind }) => at === target?.id && pod !== null && kind === "container");
  if (docker?.state === "ok" && pods.length > 0 && pods.every(({ seenBy }) => !seenBy.includes("docker")))
    lines.push(`docker shows none of the pods: they are not dockerd's. Why: ctool why '${input}'`);
  return lines.flatMap((line) => wrap(line, drawing.width)).map((line) => drawing.paint("dim", line));
};

const sheet: Sheet<"container"> = { columns, cells, shown, after };

/** Draws `ctool ps`. */
export const renderPs = (comparison: Comparison<"container">, options: RenderOptions): Rendered =>
  renderJoined(comparison, sheet, options);
