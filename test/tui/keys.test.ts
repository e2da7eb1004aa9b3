import { describe, expect, it } from "vitest";
import { helpLines } from "../../src/tui/help.ts";
import { bindings, commandFor, defaultKeys, hintsFor, labelOf, type Place, placeNames } from "../../src/tui/keys.ts";
import { readKeys } from "../../src/tui/read-keys.ts";

const places = Object.keys(placeNames) as Place[];

const noKey = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

describe("the key table", () => {
  it("gives a key one meaning in each place", () => {
    const taken = new Map<string, string>();
    const clashes: string[] = [];
    for (const { command, keys, places: where } of bindings) {
      for (const place of where) {
        for (const key of keys) {
          const before = taken.get(`${place} ${key}`);
          if (before !== undefined) clashes.push(`${key} in ${place}: ${before} and ${command}`);
          taken.set(`${place} ${key}`, command);
        }
      }
    }
    expect(clashes).toEqual([]);
  });

  it("has no plain letter as a command where letters are typed", () => {
    const letters = bindings.filter(
      ({ keys, places: where }) =>
        keys.some((key) => [...key].length === 1) && where.some((place) => /line|search|filter/.test(place)),
    );
    expect(letters).toEqual([]);
  });

  it.each(places)("leads out of %s with Escape, Ctrl-C and Ctrl-Z", (place) => {
    expect(commandFor(place, "escape")).toBe("back");
    expect(commandFor(place, "ctrl-c")).toBe("stop");
    expect(commandFor(place, "ctrl-z")).toBe("suspend");
  });

  it.each([40, 80, 200])("stands in help whole, in %i cells", (width) => {
    const lines = helpLines(width, defaultKeys).map(({ text }) => text);
    const text = lines.join(" ").replace(/\s+/g, " ");
    for (const { keys, help } of bindings) {
      expect(text).toContain(keys.map(labelOf).join(", "));
      expect(text).toContain(help);
    }
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
  });

  it("gives the footer its hints, first key first", () => {
    expect(hintsFor("line")[0]).toEqual({ key: "Enter", hint: "run" });
    expect(hintsFor("list").map(({ key }) => key)).toEqual(expect.arrayContaining(["c", "d", "/", "y", "q", "?"]));
  });

  it("writes keys as people do", () => {
    expect(["ctrl-c", "shift-tab", "pagedown", "j", " ", "alt-b", "escape"].map(labelOf)).toEqual([
      "Ctrl-C",
      "Shift-Tab",
      "PgDn",
      "j",
      "Space",
      "Alt-B",
      "Esc",
    ]);
  });
});

describe("readKeys", () => {
  const names = (input: string, over: Partial<typeof noKey> = {}) =>
    readKeys(input, { ...noKey, ...over }).map(({ name }) => name);

  it("splits keys that came as one event", () => {
    expect(names("jj\r")).toEqual(["j", "j", "enter"]);
    expect(names("docker\t\u0012")).toEqual(["d", "o", "c", "k", "e", "r", "tab", "ctrl-r"]);
    expect(names("a\r\nb")).toEqual(["a", "enter", "b"]);
  });

  it("keeps graphemes whole", () => {
    expect(names("漢e\u0301👨‍👩‍👧")).toEqual(["漢", "e\u0301", "👨‍👩‍👧"]);
  });

  it("names special keys with their modifiers", () => {
    expect(names("", { upArrow: true })).toEqual(["up"]);
    expect(names("", { tab: true, shift: true })).toEqual(["shift-tab"]);
    expect(names("c", { ctrl: true })).toEqual(["ctrl-c"]);
    expect(names("b", { meta: true })).toEqual(["alt-b"]);
    expect(names("", { leftArrow: true, ctrl: true })).toEqual(["ctrl-left"]);
    expect(names("", { escape: true, meta: true })).toEqual(["escape"]);
  });

  it("drops controls that mean nothing", () => {
    expect(names("a\u0000\u001c\u0085b")).toEqual(["a", "b"]);
  });
});
