import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { svgOf } from "../../src/docs/pictures.ts";

const folder = new URL("../../docs/pictures/", import.meta.url);

describe("pictures", () => {
  it("hold every letter at its cell, in its colour, with nothing that a page could take for a tag", () => {
    const svg = svgOf(["a\u001b[31mb<&\u001b[39m  漢", "\u001b[7m here \u001b[27m"], 10, 'a "title"');
    expect(svg).toContain('fill="#ff7b72">b&lt;&amp;</text>');
    // The letter of two cells stands in the seventh, and is two wide.
    expect(svg).toMatch(/<text x="64\.58"[^>]*textLength="16\.86"[^>]*>漢</);
    expect(svg).toMatch(/<rect [^>]*width="50\.58"[^>]*\/><text [^>]*fill="#16181d">here</);
    expect(svg).not.toContain("\u001b");
  });

  it.each(readdirSync(folder))("%s loads nothing from elsewhere and says what it shows", (name) => {
    const svg = readFileSync(new URL(name, folder), "utf8");
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="[^"]{10,}"/);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/href=|url\(|<script|<image/);
    expect(svg.match(/<text/g)?.length).toBeGreaterThan(20);
  });
});
