import { sortedEntries, type Value } from "./values.ts";

/** An exponent of at least two digits, as Go writes it. */
const goExponent = (text: string): string => text.replace(/e([+-])(\d)$/, "e$10$2");

/**
 * A float as Go's strconv writes it.
 * @param verb `e`, `f` or `g`
 * @param precision digits; null for as few as tell the number
 */
export const floatText = (value: number, verb: "e" | "f" | "g", precision: number | null): string => {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  // JavaScript writes at most 100 digits; nobody reads more.
  const digits = precision === null ? null : Math.min(precision, 100);
  if (verb === "e") return goExponent(value.toExponential(digits ?? undefined));
  if (verb === "f") return digits === null ? plainText(value) : value.toFixed(digits);
  const shortest = digits === null;
  const [mantissa = "0", power = "0"] = value.toExponential(shortest ? undefined : Math.max(digits, 1) - 1).split("e");
  const exponent = Number(power);
  const limit = shortest ? 6 : Math.max(digits, 1);
  const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  if (exponent < -4 || exponent >= limit)
    return goExponent(`${trimmed}e${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`);
  return plainText(Number(`${trimmed}e${power}`));
};

/** A number without an exponent. */
const plainText = (value: number): string => {
  const text = String(value);
  if (!text.includes("e")) return Object.is(value, -0) ? "-0" : text;
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(100).replace(/0+$/, "");
};

/**
 * A value as Go's `%v` prints it: `[a b]`, `map[k:v]`, `{a b}`, `<nil>`.
 * @param names with the names of struct fields (`%+v`)
 */
export const plain = (value: Value, names = false): string => {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "<nil>";
  if (typeof value === "number") return floatText(value, "g", null);
  if (typeof value !== "object") return String(value);
  switch (value.kind) {
    case "nil":
      return "<nil>";
    case "list":
      return `[${value.items.map((item) => plain(item, names)).join(" ")}]`;
    case "map":
      return `map[${sortedEntries(value)
        .map(([key, item]) => `${key}:${plain(item, names)}`)
        .join(" ")}]`;
    default:
      return `{${Object.entries(value.fields)
        .map(([name, item]) => (names ? `${name}:${plain(item, names)}` : plain(item, names)))
        .join(" ")}}`;
  }
};

/** Go's `fmt.Sprint`: a space between two values when neither is a text. */
export const sprint = (values: readonly Value[]): string =>
  values
    .map((value, index) => {
      const spaced = index > 0 && typeof value !== "string" && typeof values[index - 1] !== "string";
      return (spaced ? " " : "") + plain(value);
    })
    .join("");

/** Go's `fmt.Sprintln`. */
export const sprintln = (values: readonly Value[]): string => `${values.map((value) => plain(value)).join(" ")}\n`;
