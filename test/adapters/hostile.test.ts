import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queriesFor } from "../../src/adapters/ask.ts";
import { readDetails, readers } from "../../src/adapters/index.ts";
import type { Answered } from "../../src/adapters/types.ts";
import { type Kind, TOOLS, type Tool } from "../../src/model/index.ts";
import { anyText } from "../any-text.ts";
import { dockerTarget, question, readTexts, recorded, rowsOf, run, target } from "./recorded.ts";

const KINDS: Kind[] = ["container", "image", "pod", "namespace", "version"];
/** Everything that steers a terminal. Labels may hold line feeds and tabs. */
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Every text in a value, object keys included. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
};

const EVIL = "\x1b]0;owned\x07\x1b[2Jname\u202e\x9b31m";

describe("what a container can write", () => {
  it("is clean when it came as JSON, escaped or not", () => {
    const row = {
      ID: "a".repeat(64),
      Names: EVIL,
      Image: EVIL,
      Command: `"${"\\x1b[2J"}${EVIL}"`,
      Status: `Up ${EVIL}`,
      State: EVIL,
      Ports: EVIL,
      Networks: EVIL,
      Mounts: EVIL,
      Size: EVIL,
      Labels: `evil=${EVIL}\nsecond line,k=${EVIL}`,
    };
    const text = JSON.stringify(row);
    expect(text).toContain("\\u001b");
    for (const tool of ["docker", "nerdctl"] as const) {
      const [container] = rowsOf(readTexts(tool, "container", { containers: text }), "container");
      expect(textsIn(container).filter((word) => CONTROL.test(word))).toEqual([]);
      expect(container).toMatchObject({ name: "name", image: "name", status: "Up name", command: "name" });
      expect(container?.labels.evil).toBe("name\nsecond line");
    }
    const container = {
      id: "a",
      metadata: { name: EVIL },
      image: { image: EVIL },
      labels: { [EVIL]: EVIL, "io.kubernetes.pod.name": EVIL },
    };
    const [cri] = rowsOf(
      readTexts("crictl", "container", { containers: JSON.stringify({ containers: [container] }) }),
      "container",
    );
    expect(textsIn(cri).filter((word) => CONTROL.test(word))).toEqual([]);
    expect(cri).toMatchObject({ name: "name/name", image: "name", labels: { name: "name" } });
  });

  it("is clean when it came in a table, after the columns were found", () => {
    const pad = (text: string, to: number) => text + " ".repeat(to - text.length);
    const label = `${EVIL}=${EVIL}`;
    const namespaces = [pad("NAME", 8) + pad("LABELS", label.length + 1), pad("lab", 8) + label].join("\n");
    expect(rowsOf(readTexts("ctr", "namespace", { namespaces }), "namespace")).toMatchObject([
      { name: "lab", labels: { name: "name" } },
    ]);
  });
});

/** Every question that a tool can be asked, with the real answers of the newest version. */
const answers = (tool: Tool, recording: string): { kind: Kind; answered: Answered[] }[] => {
  const at = tool === "docker" ? dockerTarget : target();
  const runs = recorded(`versions/${recording}`);
  return KINDS.flatMap((kind) => {
    const queries = queriesFor(tool, question(kind), at);
    if (!queries) return [];
    const last = (argv: readonly string[]) => argv.slice(-3).join(" ").replace("{{json .}}", "json");
    const answered = queries.map((query) => {
      const real = runs.find(({ argv }) => last(argv) === last(query.argv));
      return { query, run: run({ argv: query.argv, stdout: real?.stdout ?? "" }) };
    });
    return [{ kind, answered }];
  });
};

const RECORDINGS: Record<Tool, string> = {
  docker: "docker-28.2",
  nerdctl: "nerdctl-2.3.5",
  crictl: "crictl-1.36",
  ctr: "ctr-2.4",
};

describe.each(TOOLS)("%s", (tool) => {
  const real = answers(tool, RECORDINGS[tool]);
  const at = tool === "docker" ? dockerTarget : target();
  const readWith = (kind: Kind, answered: Answered[], change: (text: string) => string) =>
    readers[tool].read(
      question(kind),
      at,
      answered.map(({ query, run: one }) => ({ query, run: { ...one, stdout: change(one.stdout) } })),
    );
  const check = (read: ReturnType<typeof readWith>) => {
    expect(textsIn(read).filter((word) => CONTROL.test(word))).toEqual([]);
    if ("listing" in read) {
      for (const row of read.listing.rows) if ("id" in row) expect(row.id).not.toBe("");
    }
  };

  it("never throws and never passes a control on, wherever the answer is cut off", () => {
    for (const { kind, answered } of real) {
      fc.assert(
        fc.property(fc.nat(Math.max(...answered.map(({ run: one }) => one.stdout.length))), (length) => {
          check(readWith(kind, answered, (text) => text.slice(0, length)));
        }),
        { numRuns: 40 },
      );
    }
  });

  it("never throws and never passes a control on, whatever is thrown in", () => {
    const noise = fc.oneof(
      anyText,
      fc.constantFrom("\x1b[2J", "\\u001b[2J", "\\u202e", '"', "}", "\n", "\t", "null", "{", ",", "\x9b"),
    );
    for (const { kind, answered } of real) {
      fc.assert(
        fc.property(noise, fc.double({ min: 0, max: 1, noNaN: true }), (junk, where) => {
          check(
            readWith(kind, answered, (text) => {
              const at = Math.floor(text.length * where);
              return text.slice(0, at) + junk + text.slice(at);
            }),
          );
        }),
        { numRuns: 60 },
      );
    }
  });

  it("reads any JSON without throwing", () => {
    for (const { kind, answered } of real) {
      fc.assert(
        fc.property(fc.json(), (text) => check(readWith(kind, answered, () => text))),
        { numRuns: 40 },
      );
    }
  });

  it("loses one line, not the others, when the last one is cut short", () => {
    const lists = real.filter(
      ({ answered }) => (answered[0]?.run.stdout ?? "").startsWith('{"') && answered[0]?.run.stdout.includes("}\n{"),
    );
    for (const { kind, answered } of lists) {
      const text = answered[0]?.run.stdout.trimEnd() ?? "";
      const whole = readWith(kind, answered, (all) => all);
      const cut = readWith(kind, answered, () => text.slice(0, -5));
      if (kind === "container" && "listing" in whole && "listing" in cut) {
        expect(cut.listing.rows).toEqual(whole.listing.rows.slice(0, -1));
        expect(cut.listing.dropped).toBe(1);
      }
    }
    expect(lists.length > 0).toBe(tool === "docker" || tool === "nerdctl");
  });
});

describe("readDetails", () => {
  it("reads any text without throwing", () => {
    const query = { tool: "crictl", name: "details", argv: [] } as const;
    fc.assert(
      fc.property(fc.oneof(fc.json(), anyText), (stdout) => {
        readDetails({ query: { ...query, argv: [] }, run: run({ stdout }) });
      }),
    );
  });
});
