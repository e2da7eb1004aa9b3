/** Where a key is pressed: the same key may mean another thing there. */
export type Place = "line" | "search" | "list" | "filter" | "help";

/** A key as the terminal sent it: its name (`j`, `enter`, `ctrl-c`, `alt-b`, `pagedown`) and, where it prints, what it types. */
export interface Key {
  name: string;
  text: string | null;
}

/** One row of the key table. */
export interface Binding {
  command: Command;
  keys: readonly string[];
  places: readonly Place[];
  /** What it does, as help says it. */
  help: string;
  /** One or two words for the footer; rows without stand in help only. */
  hint?: string;
}

export type Command =
  | "stop"
  | "suspend"
  | "help"
  | "back"
  | "run"
  | "complete"
  | "toList"
  | "toLine"
  | "older"
  | "newer"
  | "search"
  | "olderHit"
  | "takeHit"
  | "left"
  | "right"
  | "wordLeft"
  | "wordRight"
  | "start"
  | "end"
  | "eraseLeft"
  | "eraseRight"
  | "eraseWord"
  | "eraseToStart"
  | "eraseToEnd"
  | "up"
  | "down"
  | "pageUp"
  | "pageDown"
  | "sideLeft"
  | "sideRight"
  | "first"
  | "last"
  | "toggleRaw"
  | "toggleDifferent"
  | "toggleWhole"
  | "filter"
  | "applyFilter"
  | "eraseFilter"
  | "tool1"
  | "tool2"
  | "tool3"
  | "tool4"
  | "copyCommand"
  | "copyId"
  | "again"
  | "leave";

const anywhere: readonly Place[] = ["line", "search", "list", "filter", "help"];

/** The one key table: what keys do, what help and the footer say about them. Order is the order of the footer's hints. */
export const bindings: readonly Binding[] = [
  {
    command: "run",
    keys: ["enter"],
    places: ["line"],
    hint: "run",
    help: "run the line (reads only; of the rest the translations are shown)",
  },
  {
    command: "complete",
    keys: ["tab"],
    places: ["line"],
    hint: "complete, list",
    help: "complete the word, or take the corrected line; else go to the list",
  },
  { command: "older", keys: ["up", "ctrl-p"], places: ["line"], hint: "history", help: "the line before" },
  { command: "newer", keys: ["down", "ctrl-n"], places: ["line"], help: "the line after" },
  { command: "search", keys: ["ctrl-r"], places: ["line"], hint: "search", help: "search the lines typed before" },
  { command: "toList", keys: ["shift-tab"], places: ["line"], help: "go to the list" },
  { command: "left", keys: ["left", "ctrl-b"], places: ["line"], help: "one letter to the left" },
  { command: "right", keys: ["right", "ctrl-f"], places: ["line"], help: "one letter to the right" },
  { command: "wordLeft", keys: ["alt-b", "ctrl-left", "alt-left"], places: ["line"], help: "one word to the left" },
  { command: "wordRight", keys: ["alt-f", "ctrl-right", "alt-right"], places: ["line"], help: "one word to the right" },
  { command: "start", keys: ["home", "ctrl-a"], places: ["line"], help: "to the start of the line" },
  { command: "end", keys: ["end", "ctrl-e"], places: ["line"], help: "to the end of the line" },
  { command: "eraseLeft", keys: ["backspace"], places: ["line"], help: "erase the letter before the cursor" },
  { command: "eraseRight", keys: ["delete", "ctrl-d"], places: ["line"], help: "erase the letter at the cursor" },
  {
    command: "eraseWord",
    keys: ["ctrl-w", "alt-backspace"],
    places: ["line"],
    help: "erase the word before the cursor",
  },
  { command: "eraseToStart", keys: ["ctrl-u"], places: ["line"], help: "erase up to the start" },
  { command: "eraseToEnd", keys: ["ctrl-k"], places: ["line"], help: "erase up to the end" },

  {
    command: "takeHit",
    keys: ["enter", "tab"],
    places: ["search"],
    hint: "take it",
    help: "put the line found into the line",
  },
  {
    command: "olderHit",
    keys: ["ctrl-r", "up"],
    places: ["search"],
    hint: "older",
    help: "an older line that matches",
  },

  {
    command: "toggleRaw",
    keys: ["c"],
    places: ["list"],
    hint: "joined/raw",
    help: "joined table or what each tool printed",
  },
  {
    command: "toggleDifferent",
    keys: ["d"],
    places: ["list"],
    hint: "differences",
    help: "only rows on which tools differ",
  },
  {
    command: "toggleWhole",
    keys: ["t"],
    places: ["list"],
    hint: "explain",
    help: "the translations whole, flag by flag",
  },
  {
    command: "filter",
    keys: ["/"],
    places: ["list"],
    hint: "filter",
    help: "filter the rows (text; !text for rows without it)",
  },
  { command: "copyCommand", keys: ["y"], places: ["list"], hint: "copy", help: "copy the chosen tool's command" },
  { command: "copyId", keys: ["Y"], places: ["list"], help: "copy the row's id" },
  {
    command: "tool1",
    keys: ["1"],
    places: ["list"],
    hint: "tool",
    help: "choose nerdctl (its raw output alone, and back)",
  },
  { command: "tool2", keys: ["2"], places: ["list"], help: "choose crictl" },
  { command: "tool3", keys: ["3"], places: ["list"], help: "choose ctr" },
  { command: "tool4", keys: ["4"], places: ["list"], help: "choose docker" },
  { command: "again", keys: ["r"], places: ["list"], hint: "again", help: "run the last line again" },
  { command: "up", keys: ["up", "k"], places: ["list", "help"], help: "one row up" },
  { command: "down", keys: ["down", "j"], places: ["list", "help"], help: "one row down" },
  { command: "pageUp", keys: ["pageup", "ctrl-u", "ctrl-b"], places: ["list", "help"], help: "one page up" },
  { command: "pageDown", keys: ["pagedown", "ctrl-d", "ctrl-f", " "], places: ["list", "help"], help: "one page down" },
  { command: "sideLeft", keys: ["left"], places: ["list"], help: "see what is left of the screen (raw output)" },
  { command: "sideRight", keys: ["right"], places: ["list"], help: "see what is right of the screen (raw output)" },
  { command: "first", keys: ["home", "g"], places: ["list", "help"], help: "to the first row" },
  { command: "last", keys: ["end", "G"], places: ["list", "help"], help: "to the last row" },

  {
    command: "applyFilter",
    keys: ["enter", "tab"],
    places: ["filter"],
    hint: "keep it",
    help: "keep the filter, back to the rows",
  },
  { command: "eraseFilter", keys: ["backspace"], places: ["filter"], help: "erase a letter of the filter" },

  { command: "toLine", keys: ["tab", "shift-tab"], places: ["list"], hint: "line", help: "go to the line" },
  {
    command: "back",
    keys: ["escape"],
    places: anywhere,
    hint: "back",
    help: "back: close this, drop the filter, go to the line",
  },
  { command: "help", keys: ["?"], places: ["list", "help"], hint: "help", help: "this page, and back" },
  { command: "help", keys: ["alt-h"], places: ["line"], help: "this page (? does it in an empty line)" },
  { command: "leave", keys: ["q"], places: ["list", "help"], hint: "quit", help: "leave (from help: close it)" },
  {
    command: "stop",
    keys: ["ctrl-c"],
    places: anywhere,
    help: "stop what runs, else clear the line, else leave",
  },
  { command: "suspend", keys: ["ctrl-z"], places: anywhere, help: "suspend ctool (fg brings it back)" },
];

const byPlace = new Map<string, Command>();
for (const { command, keys, places } of bindings)
  for (const place of places) for (const key of keys) byPlace.set(`${place} ${key}`, command);

/** What a key does in a place; null when nothing is bound to it there. */
export const commandFor = (place: Place, key: string): Command | null => byPlace.get(`${place} ${key}`) ?? null;

const LABELS: Readonly<Record<string, string>> = {
  " ": "Space",
  enter: "Enter",
  escape: "Esc",
  tab: "Tab",
  backspace: "Backspace",
  delete: "Del",
  home: "Home",
  end: "End",
  pageup: "PgUp",
  pagedown: "PgDn",
  up: "Up",
  down: "Down",
  left: "Left",
  right: "Right",
};

/** A key as people write it: `Ctrl-C`, `PgDn`, `j`. */
export const labelOf = (key: string): string => {
  const [, modifier, rest] = /^(ctrl|alt|shift)-(.+)$/.exec(key) ?? [];
  if (!modifier || !rest) return LABELS[key] ?? key;
  const name = LABELS[rest] ?? rest.toUpperCase();
  return `${modifier.charAt(0).toUpperCase()}${modifier.slice(1)}-${name}`;
};

/** The footer's hints for a place: first key and word, in the table's order. */
export const hintsFor = (place: Place): { key: string; hint: string }[] =>
  bindings.flatMap(({ keys, places, hint }) =>
    hint !== undefined && places.includes(place) ? [{ key: labelOf(keys[0] ?? ""), hint }] : [],
  );

/** What stands over each place's keys in help. */
export const placeNames: Readonly<Record<Place, string>> = {
  line: "In the line",
  search: "While searching the history",
  list: "In the list",
  filter: "While typing a filter",
  help: "In help",
};
