import { execFileSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse as parseToml } from "smol-toml";
import { parse as parseShell } from "unbash";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { splitGlobals } from "../../src/cli/globals.ts";
import { ownFlagsOf, ownVerbOf } from "../../src/cli/verbs.ts";
import { splitWords, understand } from "../../src/translate/index.ts";
import { available } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { type Block, blocksOf, reasonNotToRun, sessionOf } from "./markdown-blocks.ts";
import { makePlace, type Place, runOnNode, runOnTerminal, runOverDemo } from "./run-block.ts";

/**
 * Every code block of README and docs/ does what it says. By its info string: `sh`, `bash` and an indented block run over the demo,
 * `sh node` on a real node, `console` is compared with what a terminal shows, `json` and `toml` are read, and
 * `… no-run REASON` is left out and counted.
 */

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = [
  "README.md",
  "README.ko.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  ...globSync("docs/**/*.md", { cwd: root }),
];
const read = (page: string): string => readFileSync(join(root, page), "utf8");

/** Pages generated from tables that have tests of their own; their lines hold placeholders and are about other machines. */
const isGenerated = (page: string): boolean => /^docs\/(?:reference|doctor)\//.test(page);

const blocks = pages.filter((page) => !isGenerated(page)).flatMap((page) => blocksOf(page, read(page)));

/** An indented block has no info string. */
const withoutInfo: Readonly<Record<string, string>> = { "npm cit": "it is what runs this test" };

const leftOut = (block: Block): string | null => reasonNotToRun(block) ?? withoutInfo[block.code] ?? null;
const title = ({ at, code }: Block): string => `${at} ${code.split("\n", 1)[0]}`;

/** The same lines stand on several pages, and in both languages: they are run once. */
const once = (list: readonly Block[]): Block[] => [...new Map(list.map((block) => [block.code, block])).values()];
const runnable = blocks.filter((block) => leftOut(block) === null);
const isShell = ({ language }: Block): boolean => ["", "sh", "bash"].includes(language);
const forNode = ({ words }: Block): boolean => words[0] === "node";

let place: Place;
beforeAll(() => {
  // Sets itself up where that is needed (after a commit): over the demo there is no npm to do it with.
  execFileSync(join(root, "bin", "ctool"), ["--version"], { stdio: "ignore" });
  place = makePlace();
});
afterAll(() => place.remove());

it("there are blocks of every kind, and none of an unknown one", () => {
  const languages = new Set(runnable.map(({ language }) => language));
  expect([...languages].filter((name) => !["", "sh", "bash", "console", "json", "toml"].includes(name))).toEqual([]);
  expect(runnable.filter(isShell).length).toBeGreaterThan(20);
  expect(languages).toContain("console");
});

describe("a block that is not run says why", () => {
  for (const block of once(blocks)) {
    const reason = leftOut(block);
    if (reason !== null) it.skip(`${title(block)}: ${reason}`, () => {});
  }
  it("in some words", () => {
    for (const block of blocks) expect(leftOut(block) ?? "runs, then", block.at).toMatch(/\S+ \S+/);
  });
});

describe("over the demo", () => {
  it.concurrent.each(
    once(runnable.filter((block) => isShell(block) && !forNode(block))).map((block) => [title(block), block]),
  )("%s", async (_, { code, language }) => {
    const { exitCode, output } = await runOverDemo(code, place, language || "sh");
    expect(exitCode, output).toBe(0);
  });
});

/** Puts into a page what its `console` block should show: after a new recording of the demo. */
const rewrite = async (block: Block): Promise<void> => {
  const page = join(root, block.at.split(":", 1)[0] ?? "");
  const parts: string[] = [];
  for (const { command } of sessionOf(block)) parts.push(`$ ${command}\n${await runOnTerminal(command)}`);
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace(block.code, () => parts.join("\n")),
  );
};

describe("what a terminal shows", () => {
  it.each(runnable.filter(({ language }) => language === "console").map((block) => [title(block), block] as const))(
    "%s",
    async (_, block) => {
      if (process.env.UPDATE_GOLDEN === "1") return rewrite(block);
      for (const { command, output } of sessionOf(block)) expect(await runOnTerminal(command)).toBe(output);
    },
  );
});

const machine = available();
describe.skipIf(!machine.ok || machine.nerdctl === null || machine.crictl === null)(
  `on a real node ${machine.reason ?? ""}`,
  () => {
    it.each(
      once(runnable.filter((block) => isShell(block) && forNode(block))).map((block) => [title(block), block] as const),
    )("%s", async (_, { code }) => {
      const { exitCode, output } = await runOnNode(code, place, await sharedNode());
      expect(exitCode, output).toBe(0);
    });
  },
);

it("json and toml can be read, and ctool takes the toml as its configuration", async () => {
  for (const { at, code } of runnable.filter(({ language }) => language === "json"))
    expect(() => JSON.parse(code), at).not.toThrow();
  for (const { at, code } of runnable.filter(({ language }) => language === "toml")) {
    expect(() => parseToml(code), at).not.toThrow();
    const shell = `cat > config.toml <<'EOF'\n${code}\nEOF\nCTOOL_CONFIG=$PWD/config.toml ctool settings`;
    const { exitCode, output } = await runOverDemo(shell, place);
    expect(exitCode, output).toBe(0);
    expect(output, at).toContain("config.toml");
  }
});

describe("generated pages, of which nothing is run", () => {
  const generated = pages.filter(isGenerated).flatMap((page) => blocksOf(page, read(page)));

  it("examples are lines that a shell can read", () => {
    const examples = generated.filter(({ language }) => language === "sh");
    expect(examples.length).toBeGreaterThan(200);
    // `<container-id>` stands for a word, and would be read as a redirection.
    for (const { at, code } of examples)
      expect(parseShell(code.replace(/<[\w-]+>/g, "X")).errors ?? [], `${at}\n${code}`).toEqual([]);
  });

  it("lines of ctool's are lines that ctool takes", async () => {
    const lines = generated.flatMap(({ at, code }) =>
      code.split("\n").flatMap((line) => (/^\s*ctool (?!.*[…<[])/.test(line) ? [{ at, line: line.trim() }] : [])),
    );
    expect(lines.length).toBeGreaterThan(10);
    for (const { at, line } of lines) {
      const { fromVerb } = await splitGlobals(splitWords(line).words.slice(1), ownFlagsOf);
      const known = ownVerbOf(fromVerb) !== null || !("problem" in (await understand(["docker", ...fromVerb])));
      expect(known, `${at} ${line}`).toBe(true);
    }
  });
});
