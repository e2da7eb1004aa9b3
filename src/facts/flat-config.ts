/** One setting: its value as text, and the line it stands on (from 1). */
export interface Setting {
  value: string;
  line: number;
}

/** Settings by key; keys inside a TOML table have the table's name in front: `grpc.address`. */
export type Settings = ReadonlyMap<string, Setting>;

/** A quoted or bare scalar with an optional comment behind it, or null when it is anything that needs a real parser. */
const scalar = (text: string): string | null => {
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')\s*(?:#.*)?$/.exec(text);
  return quoted ? (quoted[1] ?? quoted[2] ?? "") : null;
};

const yamlScalar = (text: string): string | null => {
  if (text.startsWith('"') || text.startsWith("'")) return scalar(text);
  const plain = text.replace(/(?:^|\s)#.*$/, "").trim();
  // Indicators that start something other than a plain scalar, and `: ` inside one, which YAML forbids.
  return /^[&*!|>{}[\]%@`,?-]|:(?:\s|$)/.test(plain) ? null : plain;
};

/**
 * Reads YAML that is one flat mapping of scalars, as crictl.yaml is, without a YAML parser: loading one costs ten times
 * what all look-ups of a `ctool ps` may take together.
 * @returns null when the text is anything else (or broken): ask the real parser
 */
export const readFlatYaml = (text: string): Settings | null => {
  const settings = new Map<string, Setting>();
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    const line = raw.trimEnd();
    if (line === "" || line === "---" || line.startsWith("#")) continue;
    const [, key, rest] = /^([A-Za-z][\w.-]*)[ ]*:(?:[ \t]+(.*))?$/.exec(line) ?? [];
    const value = yamlScalar(rest ?? "");
    if (key === undefined || value === null || settings.has(key)) return null;
    settings.set(key, { value, line: index + 1 });
  }
  return settings;
};

const TOML_BARE = "(?:true|false|[+-]?\\d[\\w.+:-]*|[+-]?(?:inf|nan))";
const TOML_STRING = `(?:"[^"\\\\]*"|'[^']*')`;
const TOML_ITEM = `(?:${TOML_BARE}|${TOML_STRING})`;
const COMMENT = "[ \\t]*(?:#.*)?$";
const bareValue = new RegExp(`^(${TOML_BARE})${COMMENT}`);
const arrayValue = new RegExp(`^(\\[\\s*(?:${TOML_ITEM}\\s*(?:,\\s*${TOML_ITEM}\\s*)*,?\\s*)?\\])${COMMENT}`);

/** A TOML value kept as text: a string without its quotes; a number, boolean or one-line array as written. */
const tomlValue = (text: string): string | null => {
  if (/^(?:"""|''')/.test(text)) return null;
  if (/^["']/.test(text)) return scalar(text);
  return bareValue.exec(text)?.[1] ?? arrayValue.exec(text)?.[1] ?? null;
};

/**
 * Reads TOML that consists of plain tables and one-line values, as nerdctl.toml and containerd's config.toml do, without a
 * TOML parser (for the cost of one, see `readFlatYaml`).
 * @returns null when anything else is in it (or it is broken): ask the real parser
 */
export const readFlatToml = (text: string): Settings | null => {
  const settings = new Map<string, Setting>();
  let table = "";
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split("\n")
    .entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const header = /^\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) {
      table = `${header}.`;
      continue;
    }
    const [, bare, double, single, rest] = /^(?:([\w-]+)|"([^"\\]*)"|'([^']*)')\s*=\s*(.+)$/.exec(line) ?? [];
    const key = bare ?? double ?? single;
    const value = rest === undefined ? null : tomlValue(rest);
    if (key === undefined || value === null || settings.has(table + key)) return null;
    settings.set(table + key, { value, line: index + 1 });
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
