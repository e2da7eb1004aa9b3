import type { Source, ToolCommand, ToolGroup, ToolTable } from "./tool-spec.ts";

/** A tool's table, indexed by every way to say a path. */
export interface ToolIndex {
  table: ToolTable;
  /** Path as one may type it → command: `t exec`, `task exec`, `tasks exec`. */
  commands: ReadonlyMap<string, ToolCommand>;
  groups: ReadonlyMap<string, ToolGroup>;
}

const LOADERS: Readonly<Record<Exclude<Source, "nerdctl">, () => Promise<ToolTable>>> = {
  crictl: async () => (await import("./specs/crictl.ts")).crictl,
  ctr: async () => (await import("./specs/ctr.ts")).ctr,
  kubectl: async () => (await import("./specs/kubectl.ts")).kubectl,
};

const loaded = new Map<Source, ToolIndex>();

/** The index of a tool, from memory if it was asked for before. */
export function indexOf(tool: Exclude<Source, "nerdctl">): ToolIndex | Promise<ToolIndex> {
  return loaded.get(tool) ?? load(tool);
}

async function load(tool: Exclude<Source, "nerdctl">): Promise<ToolIndex> {
  const index = indexTable(await LOADERS[tool]());
  loaded.set(tool, index);
  return index;
}

/** Every spelling of every path: the other names of groups and verbs multiply. */
export function indexTable(table: ToolTable): ToolIndex {
  const names = new Map<string, string[]>();
  const groups = new Map<string, ToolGroup>();
  for (const group of table.groups) {
    const spellings = spell(names, group.name, group.aliases);
    names.set(group.name, spellings);
    for (const spelling of spellings) groups.set(spelling, group);
  }
  const commands = new Map<string, ToolCommand>();
  for (const command of table.commands)
    for (const spelling of spell(names, command.path, command.aliases)) commands.set(spelling, command);
  return { table, commands, groups };
}

function spell(names: ReadonlyMap<string, string[]>, path: string, aliases: readonly string[]): string[] {
  const cut = path.lastIndexOf(" ");
  const prefix = path.slice(0, Math.max(cut, 0));
  const prefixes = cut === -1 ? [""] : (names.get(prefix) ?? [prefix]).map((name) => `${name} `);
  return prefixes.flatMap((before) => [path.slice(cut + 1), ...aliases].map((name) => before + name));
}

/** The names that may follow a prefix: the verbs and groups of `tasks`; of the tool itself for the empty prefix. */
export function namesAfter({ commands, groups }: ToolIndex, prefix: string): string[] {
  const start = prefix === "" ? "" : `${prefix} `;
  const names = new Set<string>();
  for (const path of [...commands.keys(), ...groups.keys()])
    if (path.startsWith(start)) names.add(path.slice(start.length).split(" ")[0] as string);
  return [...names];
}
