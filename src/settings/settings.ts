import { closest } from "../translate/index.ts";
import { isSetting, KEYS_TABLE, type SettingName, type SettingSpec, settingsTable, variableOf } from "./table.ts";

/** Where a value comes from: `--layout`, `CTOOL_LAYOUT`, a file and its line; null for what holds when nobody says anything. */
export type SettingSource = { text: string; line: number | null } | null;

export interface SettingValue {
  /** `true` or `false` for switches, else the text; null when it is not set. */
  value: string | null;
  source: SettingSource;
}

/** All settings as they hold for this command line. */
export interface Settings {
  values: Record<SettingName, SettingValue>;
  /** Key bindings by action; the keys as written in the file. */
  keys: Record<string, { keys: string[]; source: SettingSource }>;
}

/** A value that cannot be, or a key that is not: what is wrong, and what was probably meant. */
export interface SettingProblem {
  source: { text: string; line: number | null };
  message: string;
  hint: string | null;
}

/** One file's settings by key, values as text, with their lines. */
export interface SettingsFile {
  path: string;
  settings: ReadonlyMap<string, { value: string; line: number }>;
}

/** What is wrong with a value; null when nothing is. */
const wrongWith = (kind: SettingSpec["kind"], value: string): string | null => {
  if (kind === "switch") return value === "true" || value === "false" ? null : "is true or false";
  if (kind === "duration") return /^\d+(\.\d+)?(ms|s|m)?$/.test(value) ? null : "is a duration: 5, 500ms, 2m";
  if (kind === "text") return value === "" ? "may not be empty" : null;
  return kind.oneOf.includes(value) ? null : `is one of ${kind.oneOf.join(", ")}`;
};

/** `1`, `yes` and an empty `0` are how people write switches in variables. */
const fromVariable = (kind: SettingSpec["kind"], text: string): string => {
  if (kind !== "switch") return text;
  if (/^(1|yes|on|true)$/i.test(text)) return "true";
  return /^(0|no|off|false)$/i.test(text) ? "false" : text;
};

/** The names in a TOML list of keys: `["k", "up"]`, or one name alone. */
const keysOf = (text: string): string[] | null => {
  if (!text.startsWith("[")) return text === "" ? null : [text];
  const names = [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  return names.length > 0 && names.every((name) => name !== "") ? names : null;
};

/**
 * Puts the settings together: a typed flag wins over a variable, that over the user's file, that over the system's.
 * @param typed flags of this command line by setting
 * @param env reads a variable
 * @param files the user's file first; those that are not there are left out
 */
export const mergeSettings = (
  typed: ReadonlyMap<SettingName, string>,
  env: (name: string) => string | undefined,
  files: readonly SettingsFile[],
): { settings: Settings; problems: SettingProblem[] } => {
  const problems: SettingProblem[] = [];
  const values = {} as Record<SettingName, SettingValue>;
  const names = Object.keys(settingsTable) as SettingName[];
  const check = (name: SettingName, value: string, source: NonNullable<SettingSource>): SettingValue | null => {
    const wrong = wrongWith(settingsTable[name].kind, value);
    if (wrong === null) return { value, source };
    problems.push({ source, message: `${name} ${wrong}, not ${value === "" ? "nothing" : value}`, hint: null });
    return null;
  };
  for (const name of names) {
    const flag = typed.get(name);
    const variable = env(variableOf(name)) || undefined;
    const said: (SettingValue | null)[] = [];
    // A flag's value is checked where the flag is read.
    if (flag !== undefined) said.push({ value: flag, source: { text: `--${name}`, line: null } });
    if (variable !== undefined)
      said.push(check(name, fromVariable(settingsTable[name].kind, variable), { text: variableOf(name), line: null }));
    for (const { path, settings } of files) {
      const setting = settings.get(name);
      if (setting) said.push(check(name, setting.value, { text: path, line: setting.line }));
    }
    values[name] = said.find((one) => one !== null) ?? { value: null, source: null };
  }
  const keys: Settings["keys"] = {};
  for (const { path, settings } of files) {
    for (const [name, { value, line }] of settings) {
      const source = { text: path, line };
      if (name.startsWith(KEYS_TABLE)) {
        const bound = keysOf(value);
        const action = name.slice(KEYS_TABLE.length);
        if (bound === null) problems.push({ source, message: `${name} names no key`, hint: 'up = ["k", "up"]' });
        else keys[action] ??= { keys: bound, source };
      } else if (!isSetting(name)) {
        const meant = closest(name, names);
        problems.push({
          source,
          message: `${name} is no setting of ctool`,
          hint: meant === null ? `They are: ${names.join(", ")}, and the table [keys].` : `Did you mean ${meant}?`,
        });
      }
    }
  }
  return { settings: { values, keys }, problems };
};

/** The settings where nobody said anything. */
export const noSettings = (): Settings => mergeSettings(new Map(), () => undefined, []).settings;
