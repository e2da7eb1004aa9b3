import type { NodeEvent, Problem } from "../model/index.ts";
import { parseFilters } from "./filters.ts";

/** What is known of the container that an event is about, beyond what the event says. */
export interface EventSubject {
  names: readonly string[];
  image: string | null;
  labels: Readonly<Record<string, string>>;
}

/** Whether an event is shown. */
export type EventTest = (event: NodeEvent, subject: EventSubject | null) => boolean;

/**
 * Docker's `--filter` for events (dockerd, daemon/events/filter.go): values of one key are alternatives, keys must all hold.
 * @returns the test, or what docker says of the first bad one
 */
export const eventTest = (typed: readonly string[]): EventTest | { problem: Problem } => {
  const filters = parseFilters(typed, ["container", "event", "image", "label", "network", "type", "volume"]);
  if ("problem" in filters) return filters;
  const any = (key: string, holds: (value: string) => boolean): boolean => filters.get(key)?.some(holds) ?? true;
  const isNamed = (event: NodeEvent, subject: EventSubject | null, value: string): boolean =>
    event.id?.startsWith(value) === true ||
    event.name === value ||
    event.name?.endsWith(`/${value}`) === true ||
    subject?.names.includes(value) === true;
  return (event, subject) =>
    // `exec_start: sh` is the event exec_start.
    any("event", (value) => event.action === value || event.action.startsWith(`${value}:`)) &&
    any("type", (value) => event.kind === value) &&
    any("container", (value) => event.kind === "container" && isNamed(event, subject, value)) &&
    any("network", (value) => event.kind === "network" && isNamed(event, null, value)) &&
    any("volume", (value) => event.kind === "volume" && isNamed(event, null, value)) &&
    any("image", (value) =>
      [event.attributes.image, subject?.image, event.name].some((image) => image?.includes(value)),
    ) &&
    (filters.get("label") ?? []).every((text) => {
      const [key = "", ...rest] = text.split("=");
      const label = subject?.labels[key] ?? event.attributes[key];
      return label !== undefined && (rest.length === 0 || label === rest.join("="));
    });
};
