import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { loadWidths, widthOf } from "../../src/render/cells.ts";

describe("widthOf", () => {
  it("agrees with string-width on every character of the basic plane", async () => {
    await loadWidths("漢");
    const wrong: string[] = [];
    for (let code = 0x20; code < 0xd800; code++) {
      const letter = String.fromCharCode(code);
      if (widthOf(letter) !== stringWidth(letter)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });
});
