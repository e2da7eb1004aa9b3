import { floatText, plain } from "./print.ts";
import { goQuote } from "./quote.ts";
import { sortedEntries, typeOf, type Value } from "./values.ts";

/** What stands between `%` and the verb. */
interface Spec {
  flags: string;
  width: number | null;
  precision: number | null;
}

/** Go's own limit for a width or precision. */
const MAX_WIDTH = 1_000_000;

const pad = (text: string, { flags, width }: Spec, numeric: boolean): string => {
  const missing = (width ?? 0) - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes("-")) return text + " ".repeat(missing);
  if (!flags.includes("0")) return " ".repeat(missing) + text;
  const sign = numeric ? (/^[+\- ]/.exec(text)?.[0] ?? "") : "";
  return sign + "0".repeat(missing) + text.slice(sign.length);
};

const signed = (text: string, { flags }: Spec): string => {
  if (text.startsWith("-") || text.startsWith("+")) return text;
  return flags.includes("+") ? `+${text}` : flags.includes(" ") ? ` ${text}` : text;
};

const BASES: Readonly<Record<string, { base: number; prefix: string }>> = {
  b: { base: 2, prefix: "0b" },
  o: { base: 8, prefix: "0" },
  O: { base: 8, prefix: "0o" },
  d: { base: 10, prefix: "" },
  v: { base: 10, prefix: "" },
  x: { base: 16, prefix: "0x" },
  X: { base: 16, prefix: "0X" },
};

const integer = (value: bigint, verb: string, spec: Spec): string | null => {
  const letter = value >= 0n && value <= 0x10ffffn ? String.fromCodePoint(Number(value)) : "\ufffd";
  if (verb === "c") return pad(letter, spec, false);
  if (verb === "q")
    return pad(`'${goQuote(letter).slice(1, -1).replace('\\"', '"').replace("'", "\\'")}'`, spec, false);
  if (verb === "U") return pad(`U+${value.toString(16).toUpperCase().padStart(4, "0")}`, spec, false);
  const how = BASES[verb];
  if (!how) return null;
  const digits = (value < 0n ? -value : value).toString(how.base);
  const cased = (verb === "X" ? digits.toUpperCase() : digits).padStart(spec.precision ?? 0, "0");
  const prefix = verb === "O" || spec.flags.includes("#") ? how.prefix : "";
  const text = signed(`${value < 0n ? "-" : ""}${prefix}${cased}`, spec);
  return pad(text, spec.precision === null ? spec : { ...spec, flags: spec.flags.replace("0", "") }, true);
};

const float = (value: number, verb: string, spec: Spec): string | null => {
  const kind = verb === "v" ? "g" : verb === "F" ? "f" : verb.toLowerCase();
  if (kind !== "e" && kind !== "f" && kind !== "g") return null;
  const text = floatText(value, kind, spec.precision ?? (kind === "g" ? null : 6));
  return pad(signed(verb === "E" || verb === "G" ? text.toUpperCase() : text, spec), spec, true);
};

const text = (value: string, verb: string, spec: Spec): string | null => {
  const cut = spec.precision === null ? value : [...value].slice(0, spec.precision).join("");
  switch (verb) {
    case "v":
      return pad(spec.flags.includes("#") ? goQuote(value) : cut, spec, false);
    case "s":
      return pad(cut, spec, false);
    case "q":
      return pad(
        spec.flags.includes("#") && !/[`\x00-\x08\x0a-\x1f\x7f]/.test(cut) ? `\`${cut}\`` : goQuote(cut),
        spec,
        false,
      );
    case "x":
    case "X": {
      const bytes = [...new TextEncoder().encode(value)].slice(0, spec.precision ?? undefined);
      const prefix = spec.flags.includes("#") ? `0${verb}` : "";
      const spaced = spec.flags.includes(" ");
      const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0"));
      const cased = verb === "X" ? hex.map((one) => one.toUpperCase()) : hex;
      return pad(
        spaced ? cased.map((one) => prefix + one).join(" ") : cased.length > 0 ? prefix + cased.join("") : "",
        spec,
        false,
      );
    }
    default:
      return null;
  }
};

/** A value in Go's own syntax (`%#v`). */
const goSyntax = (value: Value): string => {
  if (typeof value === "string") return goQuote(value);
  if (value === null || value === undefined) return "<nil>";
  if (typeof value !== "object") return plain(value);
  switch (value.kind) {
    case "nil":
      return `(${value.type})(nil)`;
    case "list":
      return `${value.type}{${value.items.map(goSyntax).join(", ")}}`;
    case "map":
      return `${value.type}{${sortedEntries(value)
        .map(([key, item]) => `${goQuote(key)}:${goSyntax(item)}`)
        .join(", ")}}`;
    default:
      return `${value.type.replace(/^\*/, "&")}{${Object.entries(value.fields)
        .map(([name, item]) => `${name}:${goSyntax(item)}`)
        .join(", ")}}`;
  }
};

const formatOne = (value: Value, verb: string, spec: Spec, inside = false): string => {
  if (verb === "T") return pad(typeOf(value), spec, false);
  if (value === null || value === undefined)
    return inside ? "<nil>" : verb === "v" ? pad("<nil>", spec, false) : `%!${verb}(<nil>)`;
  if (verb === "v" && spec.flags.includes("#") && typeof value === "object") return goSyntax(value);
  let done: string | null = null;
  if (typeof value === "boolean") done = verb === "t" || verb === "v" ? pad(String(value), spec, false) : null;
  else if (typeof value === "bigint") done = integer(value, verb, spec);
  else if (typeof value === "number") done = float(value, verb, spec);
  else if (typeof value === "string") done = text(value, verb, spec);
  else if (value.kind === "nil") done = verb === "v" ? pad("<nil>", spec, false) : `%!${verb}(${value.type}=<nil>)`;
  else if (value.kind === "list") return `[${value.items.map((item) => formatOne(item, verb, spec, true)).join(" ")}]`;
  else if (value.kind === "map")
    return `map[${sortedEntries(value)
      .map(([key, item]) => `${formatOne(key, verb, spec)}:${formatOne(item, verb, spec, true)}`)
      .join(" ")}]`;
  else {
    const names = verb === "v" && spec.flags.includes("+");
    const fields = Object.entries(value.fields).map(
      ([name, item]) => `${names ? `${name}:` : ""}${formatOne(item, verb, spec, true)}`,
    );
    return `{${fields.join(" ")}}`;
  }
  return (
    done ?? `%!${verb}(${typeOf(value)}=${formatOne(value, "v", { ...spec, flags: spec.flags.replace("#", "") })})`
  );
};

const SPEC = /^([#0+\- ]*)(\[\d+\])?(\*|\d+)?(?:\.(\[\d+\])?(\*|\d+)?)?(\[\d+\])?/;

/** Go's `fmt.Sprintf`. What does not fit is said in the text, as Go does: `%!d(string=x)`, `%!s(MISSING)`, `%!(EXTRA …)`. */
export const sprintf = (format: string, values: readonly Value[]): string => {
  const out: string[] = [];
  let taken = 0;
  let reordered = false;
  let bad: string | null = null;
  const choose = (index: string | undefined) => {
    if (index === undefined) return;
    reordered = true;
    taken = Number(index.slice(1, -1)) - 1;
    if (taken < 0 || taken >= values.length) bad = "BADINDEX";
  };
  const sizeOf = (typed: string | undefined, name: string): number | null => {
    if (typed === undefined) return null;
    const size = typed === "*" ? values[taken++] : BigInt(typed);
    if (typeof size === "bigint" && size <= MAX_WIDTH && size >= -MAX_WIDTH) return Number(size);
    out.push(`%!(${name})`);
    return null;
  };
  let at = 0;
  for (;;) {
    const percent = format.indexOf("%", at);
    out.push(format.slice(at, percent < 0 ? undefined : percent));
    if (percent < 0) break;
    bad = null;
    const [whole, flags = "", first, wide, second, precise, third] = SPEC.exec(format.slice(percent + 1)) ?? [""];
    choose(first);
    const width = sizeOf(wide, "BADWIDTH");
    choose(second);
    const dotted = whole.slice(flags.length).includes(".");
    const precision = dotted ? (sizeOf(precise, "BADPREC") ?? 0) : null;
    choose(third);
    const verb = String.fromCodePoint(format.codePointAt(percent + 1 + whole.length) ?? 0);
    at = percent + 1 + whole.length + verb.length;
    const left = width !== null && width < 0 ? "-" : "";
    const spec: Spec = { flags: flags + left, width: width === null ? null : Math.abs(width), precision };
    if (at > format.length) out.push("%!(NOVERB)");
    else if (verb === "%") out.push("%");
    else if (bad !== null) out.push(`%!${verb}(${bad})`);
    else if (taken >= values.length) out.push(`%!${verb}(MISSING)`);
    else out.push(formatOne(values[taken++], verb, spec));
    if (at > format.length) break;
  }
  const extra = reordered ? [] : values.slice(taken);
  if (extra.length > 0) {
    const shown = extra.map((value) =>
      value === null || value === undefined ? "<nil>" : `${typeOf(value)}=${plain(value)}`,
    );
    out.push(`%!(EXTRA ${shown.join(", ")})`);
  }
  return out.join("");
};
