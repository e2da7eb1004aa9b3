// Any text: no crash, no hang; nothing is touched but calls of docker.
import { array, assert, asyncProperty, constantFrom, oneof, string } from "fast-check";
import { parse } from "unbash";
import { describe, expect, it } from "vitest";
import { COLUMNS } from "../../../src/translate/index.ts";
import { translateScript } from "../../../src/translate/script/index.ts";

const kinds = constantFrom<"shell" | "makefile">("shell", "makefile");
const tools = constantFrom(...COLUMNS);
const pieces = constantFrom(
  ...'docker sudo run ps rm -f -d --name web nginx $X "$Y" \'z\' $(docker ps -q) ` | && || ; & ( ) { } if then fi do done for c in while \\ # <<EOF EOF $( $$ $(VAR) xargs env sh -c = > "'.split(
    " ",
  ),
  "\n",
  "\t",
  "\n\t",
  " ",
);
const scripts = array(oneof(pieces, string({ unit: "binary", maxLength: 3 })), { maxLength: 40 }).map((parts) =>
  parts.join(" "),
);

describe("any text", () => {
  it("without docker comes back as it is", async () => {
    await assert(
      asyncProperty(scripts, kinds, tools, async (script, kind, to) => {
        const text = script.replaceAll("docker", "podman");
        expect(await translateScript(text, { to, kind })).toEqual({ text, changes: [] });
      }),
      { numRuns: 500 },
    );
  });

  it("is rewritten without a crash, and has a line for every change", async () => {
    await assert(
      asyncProperty(scripts, kinds, tools, async (text, kind, to) => {
        const { text: after, changes } = await translateScript(text, { to, kind });
        if (changes.every((change) => change.to === null)) expect(after).toBe(text);
        const lines = text.split("\n").length;
        for (const { line, from, to: put, notes, fit } of changes) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines);
          expect(text).toContain(from);
          if (put === null || fit === "partial") expect(notes.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("that a shell takes is a text that a shell takes afterwards, and no mark stays in it", async () => {
    await assert(
      asyncProperty(scripts, tools, async (text, to) => {
        if ((parse(text).errors ?? []).length > 0) return;
        const { text: after } = await translateScript(text, { to, kind: "shell" });
        expect(parse(after).errors ?? []).toEqual([]);
        const marks = /[\ue000\ue001\ue010\ue011]/;
        if (!marks.test(text)) expect(after).not.toMatch(marks);
      }),
      { numRuns: 2000 },
    );
  });

  it("of many lines takes time in proportion", async () => {
    const script =
      'docker run -d --name "$N" -p 80:80 nginx # x\nfor c in $(docker ps -q); do docker rm -f "$c"; done\n'.repeat(
        1000,
      );
    const { changes } = await translateScript(script, { to: "nerdctl", kind: "shell" });
    expect(changes).toHaveLength(3000);
  });
});
