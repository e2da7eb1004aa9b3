import { describe, expect, it } from "vitest";
import { clipboardSequence, multiplexer } from "../../src/tui/clipboard.ts";

const base64 = Buffer.from("crictl ps -a 漢").toString("base64");

describe("clipboardSequence", () => {
  it("puts the text in an OSC 52, as UTF-8 in base64", () => {
    expect(clipboardSequence("crictl ps -a 漢", null)).toBe(`\u001b]52;c;${base64}\u0007`);
  });

  it("gives it to tmux, and wrapped, with its escapes doubled, to the terminal behind", () => {
    expect(clipboardSequence("crictl ps -a 漢", "tmux")).toBe(
      `\u001b]52;c;${base64}\u0007\u001bPtmux;\u001b\u001b]52;c;${base64}\u0007\u001b\\`,
    );
  });

  it("cuts it into pieces that screen passes on", () => {
    const text = "x".repeat(3000);
    const sequence = clipboardSequence(text, "screen") ?? "";
    const pieces = sequence.split("\u001b\\").filter((piece) => piece !== "");
    for (const piece of pieces) expect(piece.length).toBeLessThan(768);
    const joined = pieces.map((piece) => piece.replace(/^\u001bP/, "")).join("");
    expect(joined).toBe(clipboardSequence(text, null));
  });

  it("gives up on what terminals would drop", () => {
    expect(clipboardSequence("x".repeat(56_000), null)).not.toBeNull();
    expect(clipboardSequence("x".repeat(57_000), null)).toBeNull();
  });
});

it("knows what stands between by its variables", () => {
  expect(multiplexer({ TMUX: "/tmp/tmux-0/default,1,0", TERM: "screen-256color" })).toBe("tmux");
  expect(multiplexer({ STY: "1.pts" })).toBe("screen");
  expect(multiplexer({ TERM: "screen.xterm-256color" })).toBe("screen");
  expect(multiplexer({ TERM: "xterm-256color", TMUX: "" })).toBeNull();
});
