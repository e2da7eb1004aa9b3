import { toJson } from "./json.ts";
import { sprint, sprintln } from "./print.ts";
import { sprintf } from "./printf.ts";
import { CallError } from "./problem.ts";
import { isTrue, listOf, textsOf, typeOf, type Value } from "./values.ts";

/** What a parameter takes: `any` is a value as it is, `interface {}` the same after nil was checked. */
export type Parameter = "string" | "int" | "[]string" | "interface {}" | "any";

export interface GoFunction {
  parameters: readonly Parameter[];
  /** What further arguments are, for a function that takes any number. */
  rest?: Parameter;
  /** @throws {CallError} in Go's words */
  call: (args: readonly Value[], spend: (units: number) => void) => Value;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const bytesOf = (text: string): Uint8Array => encoder.encode(text);

type Basic = "bool" | "int" | "float" | "string" | null;
const basicOf = (value: Value): Basic => {
  const known: Readonly<Record<string, Basic>> = { string: "string", boolean: "bool", bigint: "int", number: "float" };
  return known[typeof value] ?? null;
};
const isNil = (value: Value): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === "object" && (value.kind === "nil" || (value.kind !== "struct" && value.isNil === true)));

/** `list`, `map`, or a pointer to a struct. */
const kindOf = (value: Value): string | null => {
  if (typeof value !== "object" || value === null) return null;
  return value.kind === "nil" ? "struct" : value.kind;
};

const equal = (one: Value, others: readonly Value[]): boolean => {
  if (others.length === 0) throw new CallError("missing argument for comparison");
  for (const other of others) {
    const [first, second] = [basicOf(one), basicOf(other)];
    if (first !== second) {
      const known = [one, other].every((value) => value !== null && value !== undefined);
      if (known) throw new CallError("incompatible types for comparison");
    } else if (first !== null) {
      if (one === other) return true;
    } else if (one && other && kindOf(one) !== kindOf(other)) {
      const [left, right] = [sprint([one]), sprint([other])];
      throw new CallError(`non-comparable types ${left}: ${typeOf(one)}, ${typeOf(other)}: ${right}`);
    } else if (isNil(one) || isNil(other)) {
      if (isNil(one) === isNil(other)) return true;
    } else if (typeof other === "object" && other !== null && other.kind !== "struct")
      throw new CallError(`non-comparable type ${sprint([other])}: ${typeOf(other)}`);
    else if (one === other) return true;
  }
  return false;
};

const less = (one: Value, other: Value): boolean => {
  const [first, second] = [basicOf(one), basicOf(other)];
  if (first === null || second === null) throw new CallError("invalid type for comparison");
  if (first !== second) throw new CallError("incompatible types for comparison");
  if (first === "bool") throw new CallError("invalid type for comparison");
  if (first !== "string") return (one as bigint) < (other as bigint);
  // Go compares bytes.
  const [a, b] = [bytesOf(one as string), bytesOf(other as string)];
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? a.length < b.length : (a[at] ?? 0) < (b[at] ?? -1);
};

const lengthOf = (value: Value): number => {
  if (typeof value === "string") return bytesOf(value).length;
  if (typeof value === "object" && value !== null) {
    if (value.kind === "list") return value.items.length;
    if (value.kind === "map") return value.entries.size;
    if (value.kind === "nil") throw new CallError("len of nil pointer");
  }
  throw new CallError(
    value === null
      ? "len of nil pointer"
      : value === undefined
        ? "reflect: call of reflect.Value.Type on zero Value"
        : `len of type ${typeOf(value)}`,
  );
};

const positionOf = (index: Value, most: number): number => {
  if (index === null || index === undefined) throw new CallError("cannot index slice/array with nil");
  if (typeof index !== "bigint") throw new CallError(`cannot index slice/array with type ${typeOf(index)}`);
  if (index < 0n || index > BigInt(most)) throw new CallError(`index out of range: ${index}`);
  return Number(index);
};

const indexOne = (value: Value, index: Value): Value => {
  if (typeof value === "string") {
    const bytes = bytesOf(value);
    const at = positionOf(index, bytes.length);
    if (at >= bytes.length) throw new CallError(`reflect: string index out of range`);
    return BigInt(bytes[at] ?? 0);
  }
  if (typeof value === "object" && value !== null) {
    if (value.kind === "nil") throw new CallError("index of nil pointer");
    if (value.kind === "list") {
      const at = positionOf(index, value.items.length);
      if (at >= value.items.length) throw new CallError("reflect: slice index out of range");
      return value.items[at];
    }
    if (value.kind === "map") {
      if (index === null || index === undefined) throw new CallError("value is nil; should be of type string");
      if (typeof index !== "string") throw new CallError(`value has type ${typeOf(index)}; should be string`);
      const found = value.entries.get(index);
      return found === undefined && value.type.endsWith("]string") ? "" : (found ?? null);
    }
  }
  throw new CallError(
    value === null || value === undefined ? "index of nil pointer" : `can't index item of type ${typeOf(value)}`,
  );
};

const slice = (value: Value, indexes: readonly Value[]): Value => {
  if (value === null || value === undefined) throw new CallError("slice of untyped nil");
  if (indexes.length > 3) throw new CallError(`too many slice indexes: ${indexes.length}`);
  const isList = typeof value === "object" && value.kind === "list";
  if (typeof value !== "string" && !isList) throw new CallError(`can't slice item of type ${typeOf(value)}`);
  if (typeof value === "string" && indexes.length === 3) throw new CallError("cannot 3-index slice a string");
  const length = lengthOf(value);
  const places = indexes.map((index) => positionOf(index, length));
  const [from = 0, to = length, end = length] = places;
  if (from > to) throw new CallError(`invalid slice index: ${from} > ${to}`);
  if (to > end) throw new CallError(`invalid slice index: ${to} > ${end}`);
  if (typeof value === "string") return decoder.decode(bytesOf(value).slice(from, to));
  return isList ? listOf(value.items.slice(from, to), value.type) : null;
};

const HTML: Readonly<Record<string, string>> = {
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "\0": "\ufffd",
};
const JS: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
  "<": "\\u003C",
  ">": "\\u003E",
  "&": "\\u0026",
  "=": "\\u003D",
};
const jsLetter = (letter: string): string =>
  JS[letter] ?? `\\u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Go's `url.QueryEscape`. */
const queryEscape = (text: string): string =>
  [...bytesOf(text)]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      if (/[A-Za-z0-9\-_.~]/.test(letter)) return letter;
      return letter === " " ? "+" : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

/** Arguments as the escaping functions print them. */
const argumentText = (args: readonly Value[]): string => sprint(args.map((value) => value ?? "<no value>"));

/** Go's `strings.Title`: the first letter of every word; beyond ASCII only spaces part words. */
const title = (text: string): string =>
  text.replace(/(^|[\x00-\x7f]|\s)(\p{L})/gu, (whole, before: string, letter: string) =>
    /[A-Za-z0-9_]/.test(before) ? whole : before + letter.toUpperCase(),
  );

const repeat = (count: Value, spend: (units: number) => void): string => {
  if ((count as bigint) < 0n) throw new CallError("strings: negative Repeat count");
  spend(Number(count));
  return " ".repeat(Number(count));
};

/** Parameters were checked by the caller against `parameters`; these name what they then are. */
const text = (value: Value): string => value as string;

const onTexts = (change: (text: string) => string): GoFunction => ({
  parameters: ["string"],
  call: ([value]) => change(text(value)),
});
const escaping = (change: (text: string) => string): GoFunction => ({
  parameters: [],
  rest: "interface {}",
  call: (args) => change(argumentText(args)),
});
const comparing = (test: (one: Value, other: Value) => boolean): GoFunction => ({
  parameters: ["any", "any"],
  call: ([one, other]) => test(one, other),
});

/**
 * The functions of docker's templates: Go's own (text/template/funcs.go) and docker's (docker/cli 28, templates/templates.go).
 * `and` and `or` look at one argument after the other: the evaluator does these.
 */
export const functions: Readonly<Record<string, GoFunction>> = {
  and: { parameters: ["any"], rest: "any", call: () => undefined },
  or: { parameters: ["any"], rest: "any", call: () => undefined },
  not: { parameters: ["any"], call: ([value]) => !isTrue(value) },
  eq: { parameters: ["any"], rest: "any", call: ([one, ...others]) => equal(one, others) },
  ne: comparing((one, other) => !equal(one, [other])),
  lt: comparing(less),
  le: comparing((one, other) => less(one, other) || equal(one, [other])),
  gt: comparing((one, other) => !less(one, other) && !equal(one, [other])),
  ge: comparing((one, other) => !less(one, other)),
  len: { parameters: ["any"], call: ([value]) => BigInt(lengthOf(value)) },
  index: {
    parameters: ["any"],
    rest: "any",
    call: ([value, ...indexes]) => {
      if (value === null || value === undefined) throw new CallError("index of untyped nil");
      return indexes.reduce(indexOne, value);
    },
  },
  slice: { parameters: ["any"], rest: "any", call: ([value, ...indexes]) => slice(value, indexes) },
  call: {
    parameters: ["any"],
    rest: "any",
    call: ([value]) => {
      if (value === null || value === undefined) throw new CallError("call of nil");
      throw new CallError(`non-function of type ${typeOf(value)}`);
    },
  },
  print: { parameters: [], rest: "interface {}", call: (args) => sprint(args) },
  println: { parameters: [], rest: "interface {}", call: (args) => sprintln(args) },
  printf: {
    parameters: ["string"],
    rest: "interface {}",
    call: ([format, ...args], spend) => {
      // Each verb may be as wide as Go allows: paid for before it is made.
      for (const [, wide] of text(format).matchAll(/%[#0+\- ]*(?:\[\d+\])?(\*|\d+)/g)) {
        const most = wide === "*" ? 1_000_000 : Math.min(Number(wide), 1_000_000);
        if (most > 1000) spend(most);
      }
      return sprintf(text(format), args);
    },
  },
  html: escaping((value) => value.replace(/["'&<>\0]/g, (letter) => HTML[letter] ?? letter)),
  js: escaping((value) => value.replace(/[\\'"<>&=\x00-\x1f\x7f-\xa0\u2028\u2029]/g, jsLetter)),
  urlquery: escaping(queryEscape),
  json: { parameters: ["interface {}"], call: ([value]) => toJson(value) },
  split: {
    parameters: ["string", "string"],
    call: ([value, separator], spend) => {
      const whole = text(value);
      spend(whole.length);
      return textsOf(separator === "" ? [...whole] : whole.split(text(separator)));
    },
  },
  join: {
    parameters: ["[]string", "string"],
    call: ([list, separator], spend) => {
      const items = typeof list === "object" && list !== null && list.kind === "list" ? list.items : [];
      spend(items.length * text(separator).length);
      return items.join(text(separator));
    },
  },
  title: onTexts(title),
  lower: onTexts((value) => value.toLowerCase()),
  upper: onTexts((value) => value.toUpperCase()),
  pad: {
    parameters: ["string", "int", "int"],
    call: ([value, before, after], spend) =>
      value === "" ? "" : repeat(before, spend) + text(value) + repeat(after, spend),
  },
  truncate: {
    parameters: ["string", "int"],
    call: ([value, length]) => {
      const bytes = bytesOf(text(value));
      if (BigInt(bytes.length) < (length as bigint)) return value;
      if ((length as bigint) < 0n) throw new CallError(`runtime error: slice bounds out of range [:${length}]`);
      return decoder.decode(bytes.slice(0, Number(length)));
    },
  },
};

/** A function that gives back the text it was given, whatever it does to rows: how docker keeps a table's headers as they are. */
const keeping = (parameters: readonly Parameter[]): GoFunction => ({ parameters, call: ([value]) => value });

/** The functions for a table's header line (docker/cli, templates.HeaderFunctions). */
export const headerFunctions: Readonly<Record<string, GoFunction>> = {
  ...functions,
  json: keeping(["string"]),
  split: keeping(["string", "string"]),
  join: keeping(["string", "string"]),
  title: keeping(["string"]),
  lower: keeping(["string"]),
  upper: keeping(["string"]),
  truncate: keeping(["string", "int"]),
};
