/** One setting: its value as text, and the line it stands on (from 1). */
export interface Setting {
  value: string;
  line: number;
}

/** Settings by key; keys inside a TOML table have the table's name in front: `grpc.address`. */
export type Settings = ReadonlyMap<string, Setting>;

/** What stands in quotes at the start of a text, or null: an open quote, an escape, or something else than a comment behind it. */
const unquote = (text: string): string | null => {
  const mark = text.charAt(0);
  const end = text.indexOf(mark, 1);
  if (end < 0) return null;
  const inside = text.slice(1, end);
  const behind = text.slice(end + 1);
  // A backslash in double quotes is an escape; a second single quote makes one in YAML.
  if ((mark === '"' && inside.includes("\\")) || behind.startsWith(mark)) return null;
  const rest = behind.trimStart();
  return rest === "" || rest.startsWith("#") ? inside : null;
};

const isQuoted = (text: string): boolean => text.startsWith('"') || text.startsWith("'");

/** Indicators that start something other than a plain scalar in YAML. */
const YAML_INDICATORS = "&*!|>{}[]%@`,?-";

/** A scalar with an optional comment behind it, or null when it is anything that needs the real parser. */
const yamlScalar = (text: string): string | null => {
  if (isQuoted(text)) return unquote(text);
  if (text.startsWith("#")) return "";
  const comment = text.indexOf(" #");
  const plain = (comment < 0 ? text : text.slice(0, comment)).trimEnd();
  const isMapping = plain.includes(": ") || plain.endsWith(":");
  return isMapping || plain.includes("\t") || (plain !== "" && YAML_INDICATORS.includes(plain.charAt(0)))
    ? null
    : plain;
};

const YAML_KEY = /^[A-Za-z][\w.-]*$/;

/**
 * Reads YAML that is one flat mapping of scalars, as crictl.yaml is, without a YAML parser: loading one costs ten times
 * what all look-ups of a `ctool ps` may take together.
 * @returns null when the text is anything else (or broken): ask the real parser
 */
export const readFlatYaml = (text: string): Settings | null => {
  const settings = new Map<string, Setting>();
  let number = 0;
  for (const raw of text.replace("\uFEFF", "").split("\n")) {
    number++;
    const line = raw.trimEnd();
    if (line === "" || line === "---" || line.startsWith("#")) continue;
    const colon = line.indexOf(":");
    const key = line.slice(0, Math.max(colon, 0));
    const rest = line.slice(colon + 1);
    if (!YAML_KEY.test(key) || settings.has(key) || (rest !== "" && !rest.startsWith(" "))) return null;
    const value = yamlScalar(rest.trimStart());
    if (value === null) return null;
    settings.set(key, { value, line: number });
  }
  return settings;
};

const TOML_BARE = "(?:true|false|[+-]?(?:\\d[\\w.+:-]*|inf|nan))";
const TOML_ITEM = `(?:${TOML_BARE}|"[^"\\\\]*"|'[^']*')`;
const TOML_UNQUOTED = new RegExp(
  `^(${TOML_BARE}|\\[\\s*(?:${TOML_ITEM}\\s*(?:,\\s*${TOML_ITEM}\\s*)*,?\\s*)?\\])\\s*(?:#.*)?$`,
);
const TOML_KEY = /^[\w-]+$/;
const TOML_TABLE = /^\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/;

/** A key without its quotes; null for dotted and stranger ones. */
const tomlKey = (text: string): string | null => (isQuoted(text) ? unquote(text) : TOML_KEY.test(text) ? text : null);

/**
 * Reads TOML that consists of plain tables and one-line values, as nerdctl.toml and containerd's config.toml do, without a
 * TOML parser (for the cost of one, see `readFlatYaml`). Numbers, booleans and arrays stay as they are written.
 * @returns null when anything else is in it (or it is broken): ask the real parser
 */
export const readFlatToml = (text: string): Settings | null => {
  const settings = new Map<string, Setting>();
  let table = "";
  let number = 0;
  for (const raw of text.replace("\uFEFF", "").split("\n")) {
    number++;
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("[")) {
      const header = TOML_TABLE.exec(line)?.[1];
      if (header === undefined) return null;
      table = `${header}.`;
      continue;
    }
    const equals = line.indexOf("=");
    const key = tomlKey(line.slice(0, Math.max(equals, 0)).trimEnd());
    const rest = line.slice(equals + 1).trimStart();
    const value = isQuoted(rest) ? unquote(rest) : (TOML_UNQUOTED.exec(rest)?.[1] ?? null);
    if (key === null || value === null || settings.has(table + key)) return null;
    settings.set(table + key, { value, line: number });
  }
  return settings;
};

/**
 * Finds one top-level scalar of a YAML file that is otherwise nested (the kubelet's), without parsing the rest.
 * @returns null when the key is not there, or its value is no plain scalar
 */
export const findYamlKey = (text: string, key: string): Setting | null => {
  for (const [index, raw] of text.split("\n").entries()) {
    if (!raw.startsWith(`${key}:`)) continue;
    const value = yamlScalar(raw.slice(key.length + 1).trim());
    return value ? { value, line: index + 1 } : null;
  }
  return null;
};
