import { parse as parseTomlText } from "smol-toml";
import { parse as parseYamlText } from "yaml";
import type { FileFact } from "./facts.ts";

/** A configuration file as data. */
export interface Parsed {
  value: Record<string, unknown>;
  /** The parser's words, on one line, when the text is broken. */
  problem: string | null;
  /** The line where it stumbled, from 1; null where it does not say. */
  line: number | null;
}

const cache = new WeakMap<FileFact, Parsed>();

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const numberAt = (value: unknown, key: string): number | null => {
  const found = objectOf(value)[key];
  return typeof found === "number" ? found : null;
};

const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length;

/** JSON.parse says where it stumbled, or quotes the ten letters before it and after it. */
const quotedLine = (message: string, text: string): number | null => {
  const quoted = /"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/.exec(message)?.[1];
  const at = quoted === undefined ? -1 : text.indexOf(quoted);
  return quoted === undefined || at < 0 ? null : lineAt(text, at + Math.min(10, Math.floor(quoted.length / 2)));
};

/** smol-toml and yaml carry the line, JSON.parse says it in its message. */
const lineOf = (error: unknown, message: string, text: string): number | null => {
  const [first] = [objectOf(error).linePos].flat();
  const said = /\bline (\d+)/.exec(message)?.[1];
  if (said !== undefined) return Number(said);
  return numberAt(error, "line") ?? numberAt(first, "line") ?? quotedLine(message, text);
};

/** The message alone: without what says again that it is broken, and where. */
const briefly = (message: string): string =>
  (message.split("\n")[0] ?? "")
    .replace(/^Invalid TOML document: /, "")
    .replace(/ in JSON at position \d+.*$/, "")
    .replace(/ at line \d+, column \d+:?$/, "")
    .replace(/:$/, "") || "it cannot be parsed";

const parseOnce = (file: FileFact, parse: (text: string) => unknown): Parsed => {
  const known = cache.get(file);
  if (known) return known;
  let parsed: Parsed;
  try {
    parsed = { value: file.text === null ? {} : objectOf(parse(file.text)), problem: null, line: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    parsed = { value: {}, problem: briefly(message), line: lineOf(error, message, file.text ?? "") };
  }
  cache.set(file, parsed);
  return parsed;
};

/** A TOML file as data, parsed once. A file that could not be read is empty. */
export const tomlOf = (file: FileFact): Parsed => parseOnce(file, parseTomlText);

/** A YAML file as data, parsed once. A file that could not be read is empty. */
export const yamlOf = (file: FileFact): Parsed => parseOnce(file, (text) => parseYamlText(text));

/** A JSON file as data, parsed once. A file that could not be read is empty. */
export const jsonFileOf = (file: FileFact): Parsed => parseOnce(file, (text) => JSON.parse(text));

/** A value deep in parsed data: `valueAt(toml, "plugins", "io.containerd.grpc.v1.cri", "sandbox_image")`; undefined when any step is missing. */
export const valueAt = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((at, key) => objectOf(at)[key], value);

/** The same as text; null when it is none, or empty. */
export const textAt = (value: unknown, ...keys: readonly string[]): string | null => {
  const found = valueAt(value, ...keys);
  return typeof found === "string" && found !== "" ? found : null;
};

/** The same as a list of texts; what is no text in it is left out. */
export const textsAt = (value: unknown, ...keys: readonly string[]): string[] => {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
};

/**
 * The first line of a file that matches, with its number from 1, for evidence.
 * @returns null when none does, or the file could not be read
 */
export const lineIn = (file: FileFact, pattern: RegExp): { text: string; line: number } | null => {
  const lines = file.text?.split("\n") ?? [];
  const index = lines.findIndex((line) => pattern.test(line));
  return index < 0 ? null : { text: (lines[index] ?? "").trim(), line: index + 1 };
};
