import { type SettingName, type Settings, settingsTable, variableOf } from "../settings/index.ts";
import { renderTsv, tableLines } from "./table.ts";
import type { TextOptions } from "./text-options.ts";

const columns = [
  { header: "SETTING" },
  { header: "VALUE", min: 12 },
  { header: "FROM", min: 16, cut: "middle" as const },
];

/** Every setting, its value, and where that came from; what is not set shows what holds then, in brackets. */
export const renderSettings = (
  { values, keys }: Settings,
  paths: readonly string[],
  { width, tty, colour, ascii }: TextOptions,
): string => {
  const place = (source: { text: string; line: number | null } | null): string =>
    source === null ? "" : `${source.text}${source.line === null ? "" : `:${source.line}`}`;
  const rows = (Object.keys(settingsTable) as SettingName[]).map((name) => {
    const { value, source } = values[name];
    return [name, value ?? `(${settingsTable[name].otherwise})`, place(source)];
  });
  for (const [action, { keys: bound, source }] of Object.entries(keys))
    rows.push([`keys.${action}`, bound.join(" "), place(source)]);
  if (!tty) return renderTsv(columns, rows);
  const lines = tableLines(columns, rows, { width, colour, ascii });
  return `${[...lines, "", `A flag wins over a variable (${variableOf("read-only")}=1), that over a file:`, ...paths.map((path) => `  ${path}`)].join("\n")}\n`;
};
