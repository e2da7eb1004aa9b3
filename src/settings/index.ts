export {
  mergeSettings,
  noSettings,
  type SettingProblem,
  type SettingSource,
  type Settings,
  type SettingsFile,
  type SettingValue,
} from "./settings.ts";
export { isSetting, type SettingName, type SettingSpec, settingsTable, variableOf } from "./table.ts";
