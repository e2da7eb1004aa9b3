/** What a setting may hold. */
export type SettingKind = "switch" | "text" | "duration" | { oneOf: readonly string[] };

/** One key of config.toml. A flag of the same name wins over it, and a variable `CTOOL_NAME` in between. */
export interface SettingSpec {
  kind: SettingKind;
  meaning: string;
  /** What holds where nobody says anything, for people. */
  otherwise: string;
}

/** Every setting of ctool: help, checks and `ctool settings` all read this table. */
export const settingsTable = {
  target: { kind: "text", meaning: "the engine to use, by id or flavor", otherwise: "chosen (ctool targets says why)" },
  address: { kind: "text", meaning: "the engine socket to use", otherwise: "the target's" },
  namespace: { kind: "text", meaning: "the containerd namespace to use", otherwise: "k8s.io where CRI is served" },
  via: {
    kind: { oneOf: ["docker", "nerdctl", "crictl", "ctr"] },
    meaning: "the tool that carries out writes",
    otherwise: "the container's owner",
  },
  timeout: { kind: "duration", meaning: "deadline of every command that ctool runs", otherwise: "10s for lists" },
  layout: {
    kind: { oneOf: ["joined", "columns", "stacked"] },
    meaning: "how lists are laid out",
    otherwise: "joined",
  },
  sandboxes: { kind: "switch", meaning: "show pod sandboxes as rows", otherwise: "false" },
  verbose: {
    kind: "switch",
    meaning: "show the commands that were run, even on a narrow terminal",
    otherwise: "false",
  },
  "read-only": { kind: "switch", meaning: "refuse every write", otherwise: "false" },
  ascii: { kind: "switch", meaning: "draw with ASCII only", otherwise: "by the locale" },
  "no-color": { kind: "switch", meaning: "no colours", otherwise: "colours on a terminal" },
  "screen-reader": { kind: "switch", meaning: "no boxes, no spinners, states as words", otherwise: "false" },
  runs: { kind: "switch", meaning: "keep a list of what was run (ctool runs)", otherwise: "true" },
} as const satisfies Record<string, SettingSpec>;

export type SettingName = keyof typeof settingsTable;

/** The table of key bindings in config.toml: `[keys]`, an action's name and its keys. */
export const KEYS_TABLE = "keys.";

export const isSetting = (name: string): name is SettingName => Object.hasOwn(settingsTable, name);

/** The variable of a setting: `CTOOL_READ_ONLY`. */
export const variableOf = (name: SettingName): string => `CTOOL_${name.toUpperCase().replaceAll("-", "_")}`;
