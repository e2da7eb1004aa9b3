// Reads test/fixtures/surface (what the real --help and command trees accept) and parses argv against it as the tools do.
import { readFileSync } from "node:fs";
import type { Column } from "../../src/translate/index.ts";

export interface SurfaceFlag {
  long: string;
  short: string | null;
  takesValue: boolean;
  type: string;
  hidden?: boolean;
}
export interface SurfaceCommand {
  path: string[];
  aliases: string[];
  args: string;
  runnable: boolean;
  flags: SurfaceFlag[];
  shortOptionCombining?: boolean;
}
export interface Surface {
  tool: string;
  globalFlags: SurfaceFlag[];
  commands: SurfaceCommand[];
  /** Not in the file: the commands by what one types, groups and commands under their names and their aliases. */
  named: ReadonlyMap<string, SurfaceCommand>;
}

/** Surface files by tool and the version names of src/translate/versions.ts. */
export const FILES: Record<Column, Record<string, string>> = {
  nerdctl: { "1.7.7": "nerdctl-1.7.7", "2.0.5": "nerdctl-2.0.5", "2.3.5": "nerdctl-2.3.5", main: "nerdctl-main" },
  crictl: { "1.26": "crictl-1.26.0", "1.30": "crictl-1.30.0", "1.33": "crictl-1.33.0", "1.36": "crictl-1.36" },
  ctr: { "1.6": "ctr-1.6", "1.7": "ctr-1.7", "2.4": "ctr-2.x" },
};

const cache = new Map<string, Surface>();

function byName(commands: readonly SurfaceCommand[]): Map<string, SurfaceCommand> {
  const names = new Map<string, SurfaceCommand>();
  for (const command of commands) {
    const above = command.path.slice(0, -1);
    for (const alias of command.aliases) names.set([...above, alias.split(" ").at(-1)].join(" "), command);
  }
  for (const command of commands) names.set(command.path.join(" "), command);
  return names;
}

export function readSurface(name: string): Surface {
  let surface = cache.get(name);
  if (surface === undefined) {
    const url = new URL(`../fixtures/surface/${name}.json`, import.meta.url);
    const read = JSON.parse(readFileSync(url, "utf8")) as Omit<Surface, "named">;
    surface = { ...read, named: byName(read.commands) };
    cache.set(name, surface);
  }
  return surface;
}

/** nerdctl commands whose options end at the first operand (cobra's SetInterspersed(false)). */
const FIRST = new Set([
  "run",
  "create",
  "exec",
  "top",
  "container run",
  "container create",
  "container exec",
  "compose run",
  "compose exec",
  "update",
  "container update",
  "start",
  "container start",
]);
/** Those of them whose operands are all names: a flag behind the first one would be taken for a name. */
const NAMES_ONLY = new Set(["update", "container update", "start", "container start"]);

/** Switches that read like flags with a value: cobra shows a word in backquotes of their help as its name. */
const SWITCHES = new Set(["nerdctl compose down --volumes"]);

/** Flags that --help does not show (MarkHidden in nerdctl's source, all versions; tried with 2.3.5). */
const HIDDEN: Record<string, SurfaceFlag[]> = {
  "nerdctl compose exec": [
    { long: "interactive", short: "i", takesValue: false, type: "bool" },
    { long: "tty", short: "t", takesValue: false, type: "bool" },
  ],
};

function find(surface: Surface, words: readonly string[]): { command: SurfaceCommand; used: number } | null {
  let found: { command: SurfaceCommand; used: number } | null = null;
  for (const [index, word] of words.entries()) {
    const command = surface.named.get([...(found?.command.path ?? []), word].join(" "));
    if (command === undefined) break;
    found = { command, used: index + 1 };
  }
  return found;
}

/** @returns null when the tool would take the line, else what it would complain about */
export function complaint(column: Column, version: string, argv: readonly string[]): string | null {
  const surface = readSurface((FILES[column] as Record<string, string>)[version] as string);
  if (argv[0] !== column) return `argv[0] is ${argv[0]}`;
  const globals = readOptions(surface.globalFlags, argv.slice(1), {
    mixed: false,
    combine: column === "nerdctl",
    pflag: column === "nerdctl",
  });
  if (typeof globals === "string") return globals;
  const words = globals.rest;
  if (words.length === 0) return argv.includes("--version") || argv.includes("--help") ? null : "no command";
  const { command, used } = find(surface, words) ?? {};
  if (command === undefined || used === undefined) return `no command ${words.join(" ")}`;
  const pflag = column === "nerdctl";
  const path = command.path.join(" ");
  const first = pflag && FIRST.has(path);
  const flags = [...command.flags, ...(HIDDEN[`${column} ${path}`] ?? [])].map((flag) =>
    SWITCHES.has(`${column} ${path} --${flag.long}`) ? { ...flag, takesValue: false } : flag,
  );
  const read = readOptions(flags, words.slice(used), {
    mixed: pflag && !first && command.runnable,
    combine: pflag || command.shortOptionCombining === true,
    pflag,
  });
  if (typeof read === "string") return `${path}: ${read}`;
  if (!command.runnable && used < words.length - read.rest.length && read.rest.length > 0)
    return complaint(column, version, [column, ...words.slice(0, used), ...read.rest]);
  if (!command.runnable && !read.help) return `${path} is only a group`;
  if (first && NAMES_ONLY.has(path) && read.rest.some((word) => word.startsWith("-")))
    return `${path}: a flag after a name`;
  return null;
}

interface Style {
  mixed: boolean;
  combine: boolean;
  pflag: boolean;
}

function readOptions(
  flags: readonly SurfaceFlag[],
  words: readonly string[],
  style: Style,
): string | { rest: string[]; help: boolean } {
  const rest: string[] = [];
  let help = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === "--") {
      rest.push(...words.slice(i + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      rest.push(word);
      if (style.mixed) continue;
      rest.push(...words.slice(i + 1));
      break;
    }
    if (word === "--help") {
      help = true;
      continue;
    }
    const long = word.startsWith("--") ? word.slice(2) : style.pflag ? null : word.slice(1);
    const name = long?.split("=", 1)[0];
    const byLong =
      name === undefined
        ? undefined
        : flags.find((flag) => flag.long === name || (!style.pflag && flag.short === name));
    if (byLong !== undefined && long !== null) {
      if (byLong.takesValue && !long?.includes("=")) {
        if (words[++i] === undefined) return `--${byLong.long} has no value`;
      } else if (!byLong.takesValue && long?.includes("=") && !/=(?:true|false)$/.test(long))
        return `--${byLong.long} takes no value`;
      continue;
    }
    if (word.startsWith("--")) return `no flag ${word}`;
    const letters = word.slice(1);
    if (letters.length > 1 && !style.combine && !style.pflag) return `no flag ${word}`;
    for (let at = 0; at < letters.length; at++) {
      const flag = flags.find((each) => each.short === letters[at]);
      if (flag === undefined) return `no flag -${letters[at]} in ${word}`;
      if (style.pflag && letters[at + 1] === "=") break;
      if (!flag.takesValue) continue;
      if (at + 1 < letters.length && !style.pflag) return `value glued to -${letters[at]}`;
      if (at + 1 === letters.length && words[++i] === undefined) return `-${letters[at]} has no value`;
      break;
    }
  }
  return { rest, help };
}
