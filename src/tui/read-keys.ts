import type { Key as InkKey } from "ink";
import { graphemesOf } from "../render/index.ts";
import type { Key } from "./keys.ts";

const NAMED: readonly (readonly [keyof InkKey, string])[] = [
  ["upArrow", "up"],
  ["downArrow", "down"],
  ["leftArrow", "left"],
  ["rightArrow", "right"],
  ["pageUp", "pageup"],
  ["pageDown", "pagedown"],
  ["home", "home"],
  ["end", "end"],
  ["return", "enter"],
  ["escape", "escape"],
  ["tab", "tab"],
  ["backspace", "backspace"],
  ["delete", "delete"],
];

const CONTROLS: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\u001b": "escape",
  "\u007f": "backspace",
  "\b": "backspace",
};

/** One letter out of a piece of input; null for controls that mean nothing. */
const letter = (text: string): Key | null => {
  const control = CONTROLS[text];
  if (control !== undefined) return { name: control, text: null };
  const code = text.codePointAt(0) ?? 0;
  if (code >= 1 && code <= 26) return { name: `ctrl-${String.fromCharCode(code + 96)}`, text: null };
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return null;
  return { name: text, text };
};

/**
 * The keys of one input event. Fast typing and terminals without bracketed paste send several at once (`jj\r`): they come
 * out one by one.
 * @param input what Ink passes to `useInput`
 */
export const readKeys = (input: string, key: InkKey): Key[] => {
  if (key.eventType === "release") return [];
  const modifier = key.ctrl ? "ctrl-" : key.meta ? "alt-" : key.shift ? "shift-" : "";
  const named = NAMED.find(([flag]) => key[flag]);
  // A lone Escape pressed twice fast comes as Alt-Escape: it is Escape all the same.
  if (named) return [{ name: named[1] === "escape" ? "escape" : modifier + named[1], text: null }];
  if (key.ctrl || key.meta) {
    const name = input === "" ? "" : `${modifier}${input}`;
    return name === "" ? [] : [{ name, text: null }];
  }
  return graphemesOf(input.replaceAll("\r\n", "\r")).flatMap((each) => letter(each) ?? []);
};
