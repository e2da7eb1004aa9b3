import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLine, cleanText } from "../../src/model/clean.ts";
import { anyText } from "../any-text.ts";

const FORBIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe("cleanText", () => {
  it.each([
    ["a colour", "\x1b[31mred\x1b[0m", "red"],
    ["private and intermediate bytes", "a\x1b[?25l\x1b[2 qb", "ab"],
    ["a window title", "\x1b]0;owned\x07name", "name"],
    ["a title ended by ST", "\x1b]2;owned\x1b\\name", "name"],
    ["a hyperlink, of which the text stays", "\x1b]8;;http://evil\x07click\x1b]8;;\x07", "click"],
    ["the clipboard", "x\x1b]52;c;cm0gLXJm\x07y", "xy"],
    ["device control", "\x1bPq#0;2;0\x1b\\z", "z"],
    ["8-bit CSI and OSC", "\x9b31mred\x9d0;owned\x9c!", "red!"],
    ["short sequences", "\x1bc\x1b(Breset", "reset"],
    ["a string that never ends, without its beginning", "\x1b]0;open", "0;open"],
    ["a lone escape", "a\x1b", "a"],
    ["an escape that hides another", "\x1b\x1b[31m[2Jx", "[2Jx"],
    ["bells, nulls, DEL, backspaces", "a\x00\x07\x08\x7fb", "ab"],
    ["bidi controls", "\u202egnp.exe\u2066\u200f", "gnp.exe"],
    ["carriage returns", "one\r\ntwo\rthree", "one\ntwothree"],
  ])("takes out %s", (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it("leaves line feeds, tabs and every other letter alone", () => {
    const text = 'név\tпод 名前 🐳 a=b,{"x":[1]}\nsecond line';
    expect(cleanText(text)).toBe(text);
  });

  it("never leaves a control, whatever it is given, and is done after one pass", () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        "\x1b",
        "[",
        "]",
        "P",
        "\\",
        "\x07",
        "\x9b",
        "\x9c",
        "\x9d",
        ";",
        "3",
        "m",
        "\u202e",
        "\n",
        "a",
      ),
    });
    fc.assert(
      fc.property(fc.oneof(hostile, anyText), (text) => {
        const clean = cleanText(text);
        expect(clean).not.toMatch(FORBIDDEN);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });

  it("takes time in proportion to the text", () => {
    for (const unit of ["\x9d", "\x1b]", "\x1b[1;", "\x1bP\x1b]"]) {
      const started = performance.now();
      cleanText(unit.repeat(200_000));
      expect(performance.now() - started, JSON.stringify(unit)).toBeLessThan(1_000);
    }
  });
});

describe("cleanLine", () => {
  it("is one line", () => {
    expect(cleanLine("a\n\tb\u2028c\x1b[2Jd")).toBe("a b cd");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanLine(text)).not.toMatch(/[\n\r\t\u2028\u2029]/);
      }),
    );
  });
});
