/** Where a key is pressed: the same key may mean another thing there. */
export type Place =
  | "line"
  | "search"
  | "list"
  | "filter"
  | "help"
  | "command"
  | "page"
  | "question"
  | "find"
  | "panel"
  | "quiz";

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
  | "openCommand"
  | "runCommand"
  | "eraseCommand"
  | "completeCommand"
  | "olderCommand"
  | "newerCommand"
  | "places"
  | "sockets"
  | "sort"
  | "reverse"
  | "wide"
  | "fuzzy"
  | "learn"
  | "choose"
  | "copyEntry"
  | "answer"
  | "eraseAnswer"
  | "inspect"
  | "logs"
  | "shell"
  | "path"
  | "doctor"
  | "commandLog"
  | "watch"
  | "agree"
  | "follow"
  | "wrap"
  | "times"
  | "save"
  | "find"
  | "endFind"
  | "eraseFind"
  | "nextHit"
  | "lastHit"
  | "leave";

const anywhere: readonly Place[] = [
  "line",
  "search",
  "list",
  "filter",
  "help",
  "command",
  "page",
  "question",
  "find",
  "panel",
  "quiz",
];
const moving: readonly Place[] = ["list", "help", "page", "question", "panel"];

/** The one key table: what keys do, what help and the footer say about them. Order is the order of the footer's hints. */
export const bindings: readonly Binding[] = [
  {
    command: "run",
    keys: ["enter"],
    places: ["line"],
    hint: "run",
    help: "run the line; what changes something shows first what it would do, and asks",
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
    help: "filter the rows: text, !text for rows without it, -f text for letters in this order, ~ for an expression",
  },
  { command: "fuzzy", keys: ["~"], places: ["list"], help: "filter the rows by letters in this order, the best first" },
  {
    command: "places",
    keys: ["n"],
    places: ["list"],
    hint: "namespace",
    help: "every namespace of every engine with its containers; Enter goes there",
  },
  { command: "sockets", keys: ["s"], places: ["list"], help: "every engine socket of this node; Enter goes there" },
  {
    command: "inspect",
    keys: ["i", "enter"],
    places: ["list"],
    hint: "inspect",
    help: "all that the tools say of the row",
  },
  { command: "logs", keys: ["l"], places: ["list"], hint: "logs", help: "the container's log, followed while it runs" },
  { command: "shell", keys: ["e"], places: ["list"], hint: "exec", help: "a shell in the container" },
  { command: "path", keys: ["P"], places: ["list"], help: "from the pod to the process, hop by hop" },
  {
    command: "doctor",
    keys: ["!"],
    places: ["list", "page", "panel"],
    hint: "doctor",
    help: "what is wrong with this node",
  },
  {
    command: "commandLog",
    keys: ["@"],
    places: ["list", "page"],
    help: "every command that was run, its exit code and time; Enter runs its line again",
  },
  {
    command: "openCommand",
    keys: [":"],
    places: ["list", "page"],
    hint: "command",
    help: "type a command: ps, images, ns NAME, doctor, any docker line",
  },
  { command: "watch", keys: ["p"], places: ["list"], hint: "watch", help: "ask again every few seconds, and pause" },
  { command: "sort", keys: ["S"], places: ["list"], hint: "sort", help: "sort by the next column, at last not at all" },
  { command: "reverse", keys: ["R"], places: ["list"], help: "turn the order round" },
  { command: "wide", keys: ["w"], places: ["list"], hint: "wide", help: "all columns whole, moved sideways; and back" },
  { command: "learn", keys: ["L"], places: ["list"], help: "cards: what is this line in another tool?" },

  { command: "choose", keys: ["enter"], places: ["panel"], hint: "choose", help: "go there, or run it again" },
  { command: "copyEntry", keys: ["y"], places: ["panel"], hint: "copy", help: "copy the fix, or the command" },
  {
    command: "answer",
    keys: ["enter"],
    places: ["quiz"],
    hint: "answer, next",
    help: "say the answer; then the next card",
  },
  { command: "eraseAnswer", keys: ["backspace"], places: ["quiz"], help: "erase a letter of the answer" },

  { command: "agree", keys: ["y"], places: ["question"], hint: "run it", help: "run what is shown" },
  { command: "follow", keys: ["f"], places: ["page"], hint: "follow", help: "stay at the end, and stop staying there" },
  { command: "find", keys: ["/"], places: ["page", "question"], hint: "search", help: "search the text" },
  { command: "nextHit", keys: ["n"], places: ["page"], hint: "next", help: "the next line that holds it" },
  { command: "lastHit", keys: ["N"], places: ["page"], help: "the one before" },
  { command: "wrap", keys: ["w"], places: ["page", "question"], hint: "wrap", help: "wrap long lines, or cut them" },
  { command: "times", keys: ["t"], places: ["page"], hint: "times", help: "a log with its times, and without" },
  { command: "save", keys: ["ctrl-s"], places: ["page"], hint: "save", help: "save the text to a file here" },
  { command: "endFind", keys: ["enter", "tab"], places: ["find"], hint: "keep it", help: "keep the search" },
  { command: "eraseFind", keys: ["backspace"], places: ["find"], help: "erase a letter of the search" },
  { command: "runCommand", keys: ["enter"], places: ["command"], hint: "run", help: "run the command" },
  {
    command: "completeCommand",
    keys: ["tab"],
    places: ["command"],
    hint: "complete",
    help: "complete the word; once more for the next one that fits",
  },
  { command: "olderCommand", keys: ["up"], places: ["command"], hint: "history", help: "the command before" },
  { command: "newerCommand", keys: ["down"], places: ["command"], help: "the command after" },
  { command: "eraseCommand", keys: ["backspace"], places: ["command"], help: "erase a letter of the command" },

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
  { command: "up", keys: ["up", "k"], places: moving, help: "one row up" },
  { command: "down", keys: ["down", "j"], places: moving, help: "one row down" },
  { command: "pageUp", keys: ["pageup", "ctrl-u", "ctrl-b"], places: moving, help: "one page up" },
  { command: "pageDown", keys: ["pagedown", "ctrl-d", "ctrl-f", " "], places: moving, help: "one page down" },
  {
    command: "sideLeft",
    keys: ["left"],
    places: ["list", "page", "question"],
    help: "see what is left of the screen (raw output)",
  },
  {
    command: "sideRight",
    keys: ["right"],
    places: ["list", "page", "question"],
    help: "see what is right of the screen (raw output)",
  },
  { command: "first", keys: ["home", "g"], places: moving, help: "to the first row" },
  { command: "last", keys: ["end", "G"], places: moving, help: "to the last row" },

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
  { command: "help", keys: ["?"], places: moving, hint: "help", help: "this page, and back" },
  { command: "help", keys: ["alt-h"], places: ["line"], help: "this page (? does it in an empty line)" },
  { command: "leave", keys: ["q"], places: moving, hint: "quit", help: "leave (from help and pages: close them)" },
  {
    command: "stop",
    keys: ["ctrl-c"],
    places: anywhere,
    help: "stop what runs, else clear the line, else leave",
  },
  { command: "suspend", keys: ["ctrl-z"], places: anywhere, help: "suspend ctool (fg brings it back)" },
];

/** The key table as it holds: the one above, with what the person's settings change. */
export interface Keys {
  bindings: readonly Binding[];
  /** `place key` → what it does there. */
  byPlace: ReadonlyMap<string, Command>;
}

/** Reads a table of bindings for finding keys in. */
export const keysOf = (rows: readonly Binding[]): Keys => ({
  bindings: rows,
  byPlace: new Map(
    rows.flatMap(({ command, keys, places }) =>
      places.flatMap((place) => keys.map((key) => [`${place} ${key}`, command] as const)),
    ),
  ),
});

/** The keys where nobody changed any. */
export const defaultKeys: Keys = keysOf(bindings);

/** What a key does in a place; null when nothing is bound to it there. */
export const commandFor = (place: Place, key: string, { byPlace }: Keys = defaultKeys): Command | null =>
  byPlace.get(`${place} ${key}`) ?? null;

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
export const hintsFor = (place: Place, keys: Keys = defaultKeys): { key: string; hint: string }[] =>
  keys.bindings.flatMap(({ keys: names, places, hint }) =>
    hint !== undefined && places.includes(place) ? [{ key: labelOf(names[0] ?? ""), hint }] : [],
  );

/** The key that does something, as people write it, for sentences that name it: the first one. */
export const keyFor = (command: Command, { bindings: rows }: Keys): string =>
  labelOf(rows.find((row) => row.command === command)?.keys[0] ?? "");

/** What stands over each place's keys in help. */
export const placeNames: Readonly<Record<Place, string>> = {
  line: "In the line",
  search: "While searching the history",
  list: "In the list",
  filter: "While typing a filter",
  help: "In help",
  page: "On a page",
  question: "Where ctool asks",
  find: "While searching a page",
  command: "After :",
  panel: "In a list of places, findings or runs",
  quiz: "On a card",
};
