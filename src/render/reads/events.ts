import { cleanLine, type NodeEvent, type Tool } from "../../model/index.ts";
import { pad } from "../measure.ts";
import { shortId } from "../names.ts";
import { makePaint } from "../paint.ts";

export interface EventOptions {
  colour: boolean;
  /** Docker's `--no-trunc` has no place here: ids are whole off a terminal. */
  whole: boolean;
}

const WIDEST = "nerdctl".length;
const LOUD: ReadonlySet<string> = new Set(["die", "destroy", "oom", "kill", "delete"]);

/** One event as a line: when, who says it, what happened to what. */
export const renderEvent = (tool: Tool, event: NodeEvent, { colour, whole }: EventOptions): string => {
  const paint = makePaint(colour);
  const id = event.id === null ? "" : whole ? event.id : shortId(event.id);
  const attributes = Object.entries(event.attributes).map(([key, value]) => `${key}=${whole ? value : shortId(value)}`);
  const parts = [
    paint("dim", event.time ?? "-"),
    paint("bold", pad(tool, WIDEST)),
    event.kind,
    paint(LOUD.has(event.action) ? "warn" : "good", event.action),
    id,
    event.name === event.id ? "" : (event.name ?? ""),
    attributes.length === 0 ? "" : paint("dim", `(${cleanLine(attributes.join(", "))})`),
  ];
  return `${parts.filter((part) => part !== "").join(" ")}\n`;
};

/** One event as `docker events --format json` tells it (docker/cli 28, api/types/events.Message). */
export const dockerEvent = ({ time, kind, action, id, name, attributes }: NodeEvent): Record<string, unknown> => {
  const ms = time === null ? 0 : Date.parse(time);
  const fraction = /\.(\d+)/.exec(time ?? "")?.[1] ?? "";
  const nanos = `${Math.floor(ms / 1000)}${fraction.padEnd(9, "0").slice(0, 9)}`;
  const own = kind === "container" || kind === "image";
  return {
    ...(own ? { status: action, id: id ?? name ?? "", ...(attributes.image ? { from: attributes.image } : {}) } : {}),
    Type: kind,
    Action: action,
    Actor: { ID: id ?? name ?? "", Attributes: { ...attributes, ...(name === null ? {} : { name }) } },
    scope: "local",
    time: Math.floor(ms / 1000),
    timeNano: Number(nanos),
  };
};
