/** One setting: its value as text, and the line it stands on (from 1). */
export interface Setting {
  value: string;
  line: number;
}

/** Settings by key; keys inside a TOML table have the table's name in front: `grpc.address`. */
export type Settings = ReadonlyMap<string, Setting>;

// One expression a line: compiling one costs more than running it on a whole file.
const YAML_LINE =
  /^([A-Za-z][\w.-]*) *:(?:[ \t]+(?:"([^"\\]*)"|'([^']*)'|((?![&*!|>{}[\]%@`"',?#-])(?:[^\s:#]|:(?!\s|$)|[ \t]+(?![ \t]|#|$)|(?<![ \t])#)+))?[ \t]*(?:(?<=[ \t])#.*)?)?$/;

/**
 * Reads YAML that is one flat mapping of scalars, as crictl.yaml is, without a YAML parser: loading one costs ten times
 * what all look-ups of a `ctool ps` may take together.
 * @returns null when the text is anything else (or broken): ask the real parser
 */
export const readFlatYaml = (text: string): Settings | null => {
  const settings = new Map<string, Setting>();
  let line = 0;
  for (const raw of text.replace("\uFEFF", "").split("\n")) {
    line++;
    const trimmed = raw.trimEnd();
    if (trimmed === "" || trimmed === "---" || trimmed.startsWith("#")) continue;
    const found = YAML_LINE.exec(trimmed);
    const key = found?.[1];
    if (!found || key === undefined || settings.has(key)) return null;
    settings.set(key, { value: found[2] ?? found[3] ?? found[4] ?? "", line });
  }
  return settings;
};

const TOML_BARE = "true|false|[+-]?(?:\\d[\\w.+:-]*|inf|nan)";
const TOML_ITEM = `(?:${TOML_BARE}|"[^"\\\\]*"|'[^']*')`;
const TOML_LINE = new RegExp(
  `^(?:([\\w-]+)|"([^"\\\\]*)"|'([^']*)')\\s*=\\s*(?:"([^"\\\\]*)"|'([^']*)'|(${TOML_BARE}|\\[\\s*(?:${TOML_ITEM}\\s*(?:,\\s*${TOML_ITEM}\\s*)*,?\\s*)?\\]))\\s*(?:#.*)?$`,
);
const TOML_TABLE = /^\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/;

/**
 * Reads TOML that consists of plain tables and one-line values, as nerdctl.toml and containerd's config.toml do, without a
 * TOML parser (for the cost of one, see `readFlatYaml`). Numbers, booleans and arrays stay as they are written.
 * @returns null when anything else is in it (or it is broken): ask the real parser
 */
export const readFlatToml = (text: string): Settings | null => {
  const settings = new Map<string, Setting>();
  let table = "";
  let line = 0;
  for (const raw of text.replace("\uFEFF", "").split("\n")) {
    line++;
    const trimmed = raw.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    if (trimmed.startsWith("[")) {
      const header = TOML_TABLE.exec(trimmed)?.[1];
      if (header === undefined) return null;
      table = `${header}.`;
      continue;
    }
    const found = TOML_LINE.exec(trimmed);
    if (!found) return null;
    const key = table + (found[1] ?? found[2] ?? found[3] ?? "");
    if (settings.has(key)) return null;
    settings.set(key, { value: found[4] ?? found[5] ?? found[6] ?? "", line });
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
