import type { ValueKind } from "./spec.ts";

const INT = /^[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][0-9_]*)$/;
const UINT = /^(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][0-9_]*)$/;
const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const RATIONAL = /^[+-]?(?:\d+\/\d+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)$/;
const SIZE = /^(-?[\d.]+) ?([a-zA-Z]*)$/;
const DURATION = /^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const TRUE = new Set(["1", "t", "T", "true", "TRUE", "True"]);
const FALSE = new Set(["0", "f", "F", "false", "FALSE", "False"]);
const UNITS = "kmgtp";

/**
 * What docker finds wrong with a value, in its own words (strconv, go-units, time; docker CLI 28.2).
 * @returns null when the value is fine as far as its kind can tell
 */
export function valueProblem(kind: ValueKind, value: string): string | null {
  switch (kind) {
    case "bool":
      return readBool(value) !== null ? null : `strconv.ParseBool: parsing ${go(value)}: invalid syntax`;
    case "int":
    case "int64":
      return INT.test(value) ? null : `strconv.ParseInt: parsing ${go(value)}: invalid syntax`;
    case "uint":
    case "uint16":
    case "uint32":
    case "uint64":
      return UINT.test(value) ? null : `strconv.ParseUint: parsing ${go(value)}: invalid syntax`;
    case "float":
      return FLOAT.test(value) ? null : `strconv.ParseFloat: parsing ${go(value)}: invalid syntax`;
    case "decimal":
      return RATIONAL.test(value) ? null : `failed to parse ${value} as a rational number`;
    case "bytes":
      return sizeProblem(value);
    case "duration":
      if (DURATION.test(value)) return null;
      return FLOAT.test(value) ? `time: missing unit in duration ${go(value)}` : `time: invalid duration ${go(value)}`;
    case "filter":
      return value.includes("=") || value === "" ? null : "bad format of filter (expected name=value)";
    case "ulimit":
      return value.includes("=") ? null : `invalid ulimit argument: ${value}`;
    default:
      return null;
  }
}

function sizeProblem(value: string): string | null {
  const match = SIZE.exec(value);
  if (match === null || value.startsWith("-") || Number.isNaN(Number(match[1]))) return `invalid size: '${value}'`;
  const suffix = (match[2] as string).toLowerCase();
  return suffix === "" || suffix === "b" || /^[kmgtp](?:i?b)?$/.test(suffix) ? null : `invalid suffix: '${match[2]}'`;
}

/** A Go-quoted string. */
function go(value: string): string {
  return JSON.stringify(value);
}

/** Go's ParseBool; null when it is none. */
export function readBool(value: string): boolean | null {
  if (TRUE.has(value)) return true;
  return FALSE.has(value) ? false : null;
}

/** Go's ParseInt with base 0 (`010` is octal, `0x10` hexadecimal). */
export function readInt(value: string): number {
  const sign = value.startsWith("-") ? -1 : 1;
  const digits = value.replace(/^[+-]/, "").replaceAll("_", "");
  return sign * Number(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
}

/** Docker's sizes (powers of 1024): `512m` → 536870912. -1 stays -1. */
export function readBytes(value: string): number {
  const match = SIZE.exec(value);
  if (match === null) return Number.NaN;
  const unit = (match[2] as string).toLowerCase().charAt(0);
  // A plain number, like one of `b`, is bytes: indexOf would find the empty text in front of `k`.
  return Math.floor(Number(match[1]) * 1024 ** (unit === "" ? 0 : UNITS.indexOf(unit) + 1));
}

/** `--cpus`: a decimal number or a fraction. */
export function readDecimal(value: string): number {
  const [a, b] = value.split("/");
  return b === undefined ? Number(a) : Number(a) / Number(b);
}
