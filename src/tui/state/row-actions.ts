import type { Container } from "../../model/index.ts";
import { contentOf, indexOf } from "./content.ts";
import { pasteId } from "./items.ts";
import { openPage } from "./page.ts";
import type { Item, State, Step } from "./state.ts";
import { say } from "./type-line.ts";

const rowOf = (state: State): { item: Item; kind: string } | null => {
  const content = contentOf(state);
  const item = content.kind === "rows" ? content.items[indexOf(content, state.selected)] : undefined;
  return item === undefined ? null : { item, kind: state.run?.table?.comparison.kind ?? "" };
};

/** Where a row is, so that the verb looks there and nowhere else. */
const placeOf = ({ row }: Item): string[] => (row.namespace === null ? [] : [`--namespace=${row.namespace}`]);

const titleOf = (item: Item): string => {
  const { row } = item;
  const name = "name" in row ? row.name : null;
  return name || pasteId(item).slice(0, 12);
};

const container = (state: State, what: string): { item: Item; row: Container } | string => {
  const found = rowOf(state);
  if (found === null) return "There is no row under the cursor";
  if (found.kind !== "container") return `${what} is for containers: docker ps lists them`;
  return { item: found.item, row: found.item.row as Container };
};

/** All that the tools say of the row under the cursor, field by field. */
export const inspectRow = (state: State): Step => {
  const found = rowOf(state);
  if (found === null) return say(state, "There is no row under the cursor");
  const { item, kind } = found;
  const type = { container: "container", image: "image", pod: "pod" }[kind];
  if (type === undefined) return say(state, `There is nothing to inspect of a ${kind}`);
  return openPage(state, `inspect ${titleOf(item)}`, ["inspect", "--type", type, ...placeOf(item), pasteId(item)]);
};

/** The log of the container under the cursor, followed while it runs. */
export const logsOfRow = (state: State): Step => {
  const found = container(state, "A log");
  if (typeof found === "string") return say(state, found);
  // A recording ends where it ends.
  const follow = found.row.state === "running" && state.recording === null ? ["-f"] : [];
  return openPage(state, `logs ${titleOf(found.item)}`, [
    "logs",
    ...follow,
    "--tail",
    "1000",
    ...placeOf(found.item),
    found.row.id,
  ]);
};

/** The way from the pod to the process of the container under the cursor. */
export const pathOfRow = (state: State): Step => {
  const found = container(state, "A path");
  if (typeof found === "string") return say(state, found);
  return openPage(state, `path ${titleOf(found.item)}`, ["path", ...placeOf(found.item), found.row.id]);
};

/** A shell in the container under the cursor: the best it has. */
export const shellInRow = (state: State): Step => {
  const found = container(state, "A shell");
  if (typeof found === "string") return say(state, found);
  if (found.row.state !== "running")
    return say(state, `It does not run (${found.row.state}): there is nothing to enter`);
  if (state.recording !== null) return say(state, "A recording answers here: nothing can be entered");
  return [state, [{ type: "shell", id: found.row.id, at: placeOf(found.item) }]];
};
