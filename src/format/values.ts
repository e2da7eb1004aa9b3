/**
 * What templates work on: Go's values as far as docker's data has them. `undefined` is no value at all (a key that is not
 * there), `null` an untyped nil, bigint Go's integers, number its floats.
 */
export type Value = undefined | null | string | boolean | bigint | number | GoList | GoMap | GoStruct | GoNil;

/** Methods with one text argument, as docker's `.Label "name"`. */
export type Methods = Readonly<Record<string, (argument: string) => Value>>;

/** A slice. */
export interface GoList {
  kind: "list";
  /** `[]string`, `[]interface {}`, … */
  type: string;
  items: readonly Value[];
  /** A nil slice: empty, and null in JSON. */
  isNil?: true;
}

/** A map with text keys. */
export interface GoMap {
  kind: "map";
  /** `map[string]string`, `map[string]interface {}`, … */
  type: string;
  entries: ReadonlyMap<string, Value>;
  /** A nil map: empty, and null in JSON. */
  isNil?: true;
  methods?: Methods;
}

/** A struct; its fields in their order. Docker's row types have methods without arguments instead, which read the same. */
export interface GoStruct {
  kind: "struct";
  /** As Go's messages have it: `*formatter.ContainerContext`. */
  type: string;
  fields: Readonly<Record<string, Value>>;
  methods?: Methods;
  /** How it is written as JSON, where that is not simply its fields. */
  json?: {
    /** Docker's row types write themselves with `<`, `>` and `&` as escapes, keys in alphabetical order. */
    row?: true;
    /** Field → key, where they differ. */
    keys?: Readonly<Record<string, string>>;
    /** Fields that are left out when they are empty. */
    omitEmpty?: readonly string[];
  };
}

/** A nil pointer to a struct. */
export interface GoNil {
  kind: "nil";
  type: string;
}

export const listOf = (items: readonly Value[], type = "[]interface {}"): GoList => ({ kind: "list", type, items });

export const textsOf = (items: readonly string[]): GoList => listOf(items, "[]string");

/** @param texts keys and values, in any order */
export const textMapOf = (texts: Readonly<Record<string, string>>): GoMap => ({
  kind: "map",
  type: "map[string]string",
  entries: new Map(Object.entries(texts)),
});

/** Go's name of a value's type, for its messages. */
export const typeOf = (value: Value): string => {
  switch (typeof value) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float64";
    default:
      return value === null || value === undefined ? "<nil>" : value.type;
  }
};

/** The keys of a map in the order in which Go ranges over them and prints them. */
export const sortedEntries = ({ entries }: GoMap): [string, Value][] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Whether a value counts as true: not the zero of its type. Structs always do. */
export const isTrue = (value: Value): boolean => {
  if (typeof value !== "object" || value === null) return Boolean(value);
  switch (value.kind) {
    case "list":
      return value.items.length > 0;
    case "map":
      return value.entries.size > 0;
    default:
      return value.kind === "struct";
  }
};

/**
 * JSON as Go reads it into an empty interface: maps and lists of anything.
 * @param json what JSON.parse gave
 */
export const valueOfJson = (json: unknown): Value => {
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return listOf(json.map(valueOfJson));
  const entries = Object.entries(json as object).map(([key, value]): [string, Value] => [key, valueOfJson(value)]);
  return { kind: "map", type: "map[string]interface {}", entries: new Map(entries) };
};
