import type { Container, CoreKind, Kind, RowKinds } from "../../model/index.ts";
import { keyFor } from "../keys.ts";
import type { Item, State, Step } from "./state.ts";
import { say } from "./type-line.ts";

type Value = string | number | null;

/** Names that rows are sorted by → what is compared; as the table's headers call them, where it has such a column. */
type Sorts<K extends Kind> = Readonly<Record<string, (row: RowKinds[K]) => Value>>;

/** What runs comes first. */
const STATES: readonly Container["state"][] = ["running", "paused", "created", "exited", "unknown"];

const time = (text: string | null): Value => (text === null ? null : Date.parse(text));

const sorts: { readonly [K in CoreKind]: Sorts<K> } = {
  container: {
    NAME: ({ name }) => name,
    IMAGE: ({ image, imageId }) => image ?? imageId,
    STATUS: ({ state }) => STATES.indexOf(state),
    CREATED: ({ createdAt }) => time(createdAt),
    CONTAINER: ({ id }) => id,
  },
  image: {
    IMAGE: ({ references, configDigest }) => references[0] ?? configDigest,
    SIZE: ({ contentSize, unpackedSize }) => unpackedSize ?? contentSize,
    CREATED: ({ createdAt }) => time(createdAt),
  },
  pod: {
    NAME: ({ name }) => name,
    NAMESPACE: ({ podNamespace }) => podNamespace,
    STATE: ({ state }) => state,
    CREATED: ({ createdAt }) => time(createdAt),
  },
  namespace: {
    NAME: ({ name }) => name,
    CONTAINERS: ({ containers }) => containers,
    IMAGES: ({ images }) => images,
  },
  version: {},
};

const sortsOf = (kind: Kind): Sorts<Kind> => (sorts[kind as CoreKind] ?? {}) as Sorts<Kind>;

const collator = new Intl.Collator("en", { numeric: true });

/** What is not known comes last, whichever way the rest goes. */
const compare = (a: Value, b: Value, sign: 1 | -1): number => {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return sign * (typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b)));
};

let last: { items: readonly Item[]; column: string; down: boolean; sorted: readonly Item[] } | null = null;

/** The items in the order that is asked for; as they came where there is none, or their kind has no such column. */
export const sortItems = (items: readonly Item[], kind: Kind, sort: State["sort"]): readonly Item[] => {
  const value = sort === null ? undefined : sortsOf(kind)[sort.column];
  if (sort === null || value === undefined) return items;
  const { column, down } = sort;
  if (last?.items === items && last.column === column && last.down === down) return last.sorted;
  const keyed = items.map((item) => ({ item, value: value(item.row) }));
  keyed.sort((a, b) => compare(a.value, b.value, down ? -1 : 1));
  last = { items, column, down, sorted: keyed.map(({ item }) => item) };
  return last.sorted;
};

/** The column that the table is sorted by; null where it is not. */
export const sortOf = ({ run, sort }: Pick<State, "run" | "sort">): State["sort"] => {
  const kind = run?.table?.comparison.kind;
  return sort !== null && kind !== undefined && Object.hasOwn(sortsOf(kind), sort.column) ? sort : null;
};

/** Sorts by the next column; after the last one rows stand as docker lists them. */
export const sortNext = (state: State): Step => {
  const kind = state.run?.table?.comparison.kind;
  const names = kind === undefined ? [] : Object.keys(sortsOf(kind));
  if (names.length === 0) return say(state, "There is no table to sort");
  const at = names.indexOf(sortOf(state)?.column ?? "");
  const column = names[at + 1];
  if (column === undefined) return say({ ...state, sort: null }, "not sorted: docker's own order");
  return say({ ...state, sort: { column, down: false } }, `sorted by ${column}`);
};

/** Turns the order round. */
export const reverseSort = (state: State): Step => {
  const sort = sortOf(state);
  if (sort === null) return say(state, `Nothing is sorted yet: ${keyFor("sort", state.keys)} sorts by a column`);
  return say(
    { ...state, sort: { ...sort, down: !sort.down } },
    `sorted by ${sort.column}, ${sort.down ? "first to last" : "last to first"}`,
  );
};
