import { describe, expect, test } from "vitest";
import { readFlatToml } from "../../src/facts/flat-config.ts";
import { mergeSettings, type SettingName, type SettingsFile } from "../../src/settings/index.ts";

const file = (path: string, text: string): SettingsFile => ({ path, settings: readFlatToml(text) ?? new Map() });

const merge = (
  over: { typed?: [SettingName, string][]; env?: Record<string, string>; files?: SettingsFile[] } = {},
): ReturnType<typeof mergeSettings> => mergeSettings(new Map(over.typed), (name) => over.env?.[name], over.files ?? []);

describe("mergeSettings", () => {
  const user = file("/home/u/.config/ctool/config.toml", '# mine\nlayout = "columns"\nread-only = true\n');
  const system = file("/etc/ctool/config.toml", 'layout = "stacked"\nnamespace = "default"\n');

  test("a flag wins over a variable, that over the user's file, that over the system's", () => {
    const files = [user, system];
    const env = { CTOOL_LAYOUT: "joined" };
    expect(merge({ files }).settings.values.layout).toEqual({
      value: "columns",
      source: { text: "/home/u/.config/ctool/config.toml", line: 2 },
    });
    expect(merge({ files, env }).settings.values.layout).toEqual({
      value: "joined",
      source: { text: "CTOOL_LAYOUT", line: null },
    });
    expect(merge({ files, env, typed: [["layout", "stacked"]] }).settings.values.layout).toEqual({
      value: "stacked",
      source: { text: "--layout", line: null },
    });
    expect(merge({ files }).settings.values.namespace.value).toBe("default");
    expect(merge().settings.values.namespace).toEqual({ value: null, source: null });
  });

  test("what a file turned on, a flag or a variable turns off", () => {
    expect(merge({ files: [user] }).settings.values["read-only"].value).toBe("true");
    expect(merge({ files: [user], env: { CTOOL_READ_ONLY: "0" } }).settings.values["read-only"].value).toBe("false");
    expect(merge({ files: [user], typed: [["read-only", "false"]] }).settings.values["read-only"].value).toBe("false");
  });

  test("a key that is none is an error with its line and what was meant", () => {
    const { problems } = merge({ files: [file("/c", 'layout = "joined"\nnamspace = "x"\n')] });
    expect(problems).toEqual([
      {
        source: { text: "/c", line: 2 },
        message: "namspace is no setting of ctool",
        hint: "Did you mean namespace?",
      },
    ]);
  });

  test("a value that cannot be is an error wherever it stands", () => {
    expect(merge({ files: [file("/c", 'layout = "wide"\n')] }).problems[0]).toMatchObject({
      source: { line: 1 },
      message: "layout is one of joined, columns, stacked, not wide",
    });
    expect(merge({ env: { CTOOL_TIMEOUT: "soon" } }).problems[0]?.message).toContain("timeout is a duration");
    expect(merge({ env: { CTOOL_READ_ONLY: "maybe" } }).problems[0]?.message).toContain("true or false");
  });

  test("keys are read from their table, the user's first", () => {
    const { settings, problems } = merge({
      files: [file("/u", '[keys]\nup = ["k", "up"]\nquit = "q"\n'), file("/s", '[keys]\nup = ["w"]\n')],
    });
    expect(problems).toEqual([]);
    expect(settings.keys).toMatchObject({ up: { keys: ["k", "up"] }, quit: { keys: ["q"] } });
    expect(merge({ files: [file("/u", "[keys]\nup = []\n")] }).problems[0]?.message).toBe("keys.up names no key");
  });
});
