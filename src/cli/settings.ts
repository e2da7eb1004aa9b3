import type { Host } from "../facts/index.ts";
import { readSettingsFiles } from "../facts/index.ts";
import { isSetting, mergeSettings, type SettingName, type Settings, settingsTable } from "../settings/index.ts";
import { CtoolError, exitCodes } from "./errors.ts";
import { type GlobalFlag, type Globals, globalFlags } from "./globals.ts";

const isFlag = (name: string): name is GlobalFlag => Object.hasOwn(globalFlags, name);

/** The settings that this command line says by flags. */
const typedIn = ({ switches, off, values }: Globals): Map<SettingName, string> => {
  const typed = new Map<SettingName, string>();
  for (const name of switches) if (isSetting(name)) typed.set(name, "true");
  for (const name of off) if (isSetting(name)) typed.set(name, "false");
  for (const [name, value] of values) if (isSetting(name)) typed.set(name, value);
  return typed;
};

const wrongSetting = ({ text, line }: { text: string; line: number | null }, message: string, hint: string | null) =>
  new CtoolError("settings", exitCodes.usage, `${text}${line === null ? "" : `:${line}`}: ${message}`, {
    hint: hint ?? "All settings, and where each comes from:",
    ...(hint === null ? { fix: "ctool help settings" } : {}),
  });

/**
 * Reads ctool's settings: flag > variable > the user's file > the system's.
 * @returns the settings, and the command line's flags with what the settings add to them
 * @throws {CtoolError} usage, naming file and line, for a key that is not one or a value that cannot be
 */
export const loadSettings = async (host: Host, globals: Globals): Promise<{ settings: Settings; globals: Globals }> => {
  const files = await readSettingsFiles(host);
  for (const { path, problem } of files) {
    if (problem !== null) throw wrongSetting({ text: path, line: null }, problem, "Mend the file, or move it away.");
  }
  const read = files.flatMap(({ path, settings }) => (settings ? [{ path, settings }] : []));
  const { settings, problems } = mergeSettings(typedIn(globals), (name) => host.env(name), read);
  const [problem] = problems;
  if (problem) throw wrongSetting(problem.source, problem.message, problem.hint);
  const switches = new Set(globals.switches);
  const values = new Map(globals.values);
  for (const name of Object.keys(settingsTable) as SettingName[]) {
    const { value } = settings.values[name];
    if (value === null || !isFlag(name)) continue;
    if (settingsTable[name].kind !== "switch") values.set(name, value);
    else if (value === "true") switches.add(name);
  }
  return { settings, globals: { ...globals, switches, values } };
};
