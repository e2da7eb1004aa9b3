import { isTrue, sortedEntries, type Value } from "./values.ts";

const escapeLetter = (letter: string): string => `\\u${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;

/** A text as Go's encoding/json writes it; two line separators are always escaped, `<`, `>` and `&` where docker leaves that on. */
const textJson = (text: string, html: boolean): string =>
  JSON.stringify(text).replace(html ? /[<>&\u2028\u2029]/g : /[\u2028\u2029]/g, escapeLetter);

/**
 * A value as docker's `json` writes it (Go's encoding/json): map keys in order, docker's rows with `<`, `>` and `&` escaped.
 * @param html escape these everywhere
 */
export const toJson = (value: Value, html = false): string => {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return textJson(value, html);
  if (typeof value !== "object") return String(value);
  if (value.kind !== "struct" && value.kind !== "nil" && value.isNil) return "null";
  switch (value.kind) {
    case "nil":
      return "null";
    case "list":
      return `[${value.items.map((item) => toJson(item, html)).join(",")}]`;
    case "map":
      return objectJson(sortedEntries(value), html);
    default: {
      const { row = false, keys = {}, omitEmpty = [] } = value.json ?? {};
      const shown = Object.entries(value.fields).filter(([name, field]) => !omitEmpty.includes(name) || isTrue(field));
      const named = shown.map(([name, field]): [string, Value] => [keys[name] ?? name, field]);
      return objectJson(row ? named.sort(([a], [b]) => (a < b ? -1 : 1)) : named, html || row);
    }
  }
};

const objectJson = (entries: readonly (readonly [string, Value])[], html: boolean): string =>
  `{${entries.map(([key, value]) => `${textJson(key, html)}:${toJson(value, html)}`).join(",")}}`;
