import { CtoolError, exitCodes } from "../cli/errors.ts";
import type { Settings } from "../settings/index.ts";
import { closest } from "../translate/index.ts";
import { type Binding, bindings, type Command, defaultKeys, type Keys, keysOf, labelOf, type Place } from "./keys.ts";

/** Places where letters are typed: a letter cannot be a command there. */
const TYPING: ReadonlySet<Place> = new Set(["line", "search", "filter", "command", "find", "quiz"]);

/** What people write for a key → the name it has here. */
const SPELLINGS: Readonly<Record<string, string>> = {
  space: " ",
  esc: "escape",
  return: "enter",
  pgup: "pageup",
  pgdn: "pagedown",
  pgdown: "pagedown",
  del: "delete",
};
const NAMED: ReadonlySet<string> = new Set([
  "enter",
  "escape",
  "tab",
  "backspace",
  "delete",
  "home",
  "end",
  "pageup",
  "pagedown",
  "up",
  "down",
  "left",
  "right",
]);

/** A key's name as the terminal's reader gives it: `Ctrl-C` is `ctrl-c`, `PgDn` `pagedown`; null for what is no key. */
export const keyNamed = (written: string): string | null => {
  if ([...written].length === 1) return written;
  const [, modifier = "", rest = ""] = /^(?:(ctrl|alt|shift)[-+])?(.+)$/i.exec(written) ?? [];
  const low = rest.toLowerCase();
  const name = SPELLINGS[low] ?? low;
  const isLetter = [...rest].length === 1;
  if (modifier === "") return NAMED.has(name) || name === " " ? name : null;
  if (isLetter && modifier.toLowerCase() === "shift") return rest.toUpperCase();
  return isLetter || NAMED.has(name) ? `${modifier.toLowerCase()}-${isLetter ? low : name}` : null;
};

const isTyped = (key: string): boolean => [...key].length === 1;

const kebab = (command: string): string => command.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`);

const names: ReadonlyMap<string, Command> = new Map(
  bindings.flatMap(({ command }) => [
    [command, command],
    [kebab(command), command],
  ]),
);

type Source = Settings["keys"][string]["source"];

const wrong = (source: Source, message: string, hint: string): CtoolError =>
  new CtoolError(
    "settings",
    exitCodes.usage,
    `${source === null ? "" : `${source.text}${source.line === null ? "" : `:${source.line}`}: `}${message}`,
    { hint },
  );

/** The row with the person's keys; where letters are typed, those that are none, else what was there. */
const rebound = (row: Binding, keys: readonly string[]): Binding => {
  if (!row.places.some((place) => TYPING.has(place))) return { ...row, keys };
  const silent = keys.filter((key) => !isTyped(key));
  return silent.length === 0 ? row : { ...row, keys: silent };
};

/** Actions that could not be reached, and nothing left any more, without a key of theirs. */
const KEPT: ReadonlySet<Command> = new Set(["stop", "back"]);

/**
 * The key table with a person's own keys.
 * @throws {CtoolError} usage, naming file and line: an action or a key that is none, or two actions on one key in one place
 */
export const customKeys = (chosen: Settings["keys"]): Keys => {
  const mine = new Map<Command, { keys: string[]; source: Source }>();
  for (const [action, { keys, source }] of Object.entries(chosen)) {
    const command = names.get(action);
    if (command === undefined) {
      const meant = closest(action, [...names.keys()]);
      throw wrong(
        source,
        `keys.${action} is no action of the workbench`,
        meant === null
          ? `They are: ${[...new Set(bindings.map((row) => row.command))].join(", ")}`
          : `Did you mean ${meant}?`,
      );
    }
    const known = keys.map((key) => {
      const name = keyNamed(key);
      if (name === null)
        throw wrong(source, `${key} is no key`, "Keys are letters, and names: enter, pgdn, ctrl-x, alt-x, shift-tab.");
      return name;
    });
    const rows = bindings.filter((row) => row.command === command);
    const onlyTyping = rows.every(({ places }) => places.every((place) => TYPING.has(place)));
    if ((onlyTyping || KEPT.has(command)) && known.every(isTyped))
      throw wrong(
        source,
        `${action} needs a key that types nothing`,
        `Such as ${labelOf(rows[0]?.keys[0] ?? "ctrl-x")}.`,
      );
    mine.set(command, { keys: known, source });
  }
  if (mine.size === 0) return defaultKeys;
  const rows = bindings.map((row) => {
    const own = mine.get(row.command);
    return own === undefined ? row : rebound(row, own.keys);
  });
  refuseClashes(rows, mine);
  return keysOf(rows);
};

/** @throws {CtoolError} for the first key that would do two things in one place */
const refuseClashes = (
  rows: readonly Binding[],
  mine: ReadonlyMap<Command, { keys: readonly string[]; source: Source }>,
): void => {
  const taken = new Map<string, Command>();
  for (const { command, keys, places } of rows) {
    for (const [place, key] of places.flatMap((each) => keys.map((name) => [each, name] as const))) {
      const other = taken.get(`${place} ${key}`);
      taken.set(`${place} ${key}`, command);
      if (other === undefined || other === command) continue;
      const source = (mine.get(command) ?? mine.get(other))?.source ?? null;
      const [own, theirs] = mine.has(command) ? [command, other] : [other, command];
      throw wrong(
        source,
        `${labelOf(key)} is ${own} and ${theirs} at once`,
        `Give ${theirs} another key under [keys], or ${own}.`,
      );
    }
  }
};
