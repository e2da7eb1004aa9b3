// What is wrong with a line: the hand-checked ones of test/fixtures/truth/lint.jsonl, and the rules behind them (lines.jsonl).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { lint, translateLine } from "../../../src/translate/lint/index.ts";
import { splitLine } from "../../../src/translate/reverse/line.ts";

function readLines<T>(path: string): T[] {
  return readFileSync(new URL(path, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

interface Truth {
  id: string;
  input: string;
  class: "wrong" | "silent" | "ok";
  /** Lines in turn, or lines to choose from. */
  fixed: string[];
}

/** Suggestions that differ from the hand-checked line on purpose. */
const BETTER: Record<string, string> = {
  "ctr-15": "the container keeps its id, mnt1",
  "dock-05": "--rm stays",
  "dock-07": "the container's name is not known: CONTAINER",
};

/** What ids are called does not matter. */
const words = (text: string) =>
  text
    .split("\n")
    .map(
      (line) => splitLine(line.replaceAll("<container-id>", "<CONTAINER_ID>").replaceAll("<pod-id>", "<POD_ID>")).words,
    );

const truths = readLines<Truth>("../../fixtures/truth/lint.jsonl");

describe(`hand-checked lines: ${truths.length}`, () => {
  for (const { id, input, class: kind, fixed } of truths) {
    const reason = BETTER[id];
    it(`${id} (${kind}): ${input}${reason === undefined ? "" : ` (better: ${reason})`}`, async () => {
      const problems = await lint(input);
      if (kind === "ok") return expect(problems).toEqual([]);
      expect(problems[0]?.message).toMatch(/\w/);
      expect(problems[0]?.code).toMatch(/^[a-z-]+$/);
      const suggestion = problems[0]?.suggestion ?? null;
      if (fixed.length === 0) return expect(suggestion).toBeNull();
      const right = [words(fixed.join("\n")), ...fixed.map(words)].map((each) => JSON.stringify(each));
      const agrees = suggestion !== null && right.includes(JSON.stringify(words(suggestion)));
      expect(agrees, suggestion ?? "").toBe(reason === undefined);
    });
  }
});

interface Case {
  line: string;
  codes: string[];
  suggestion: string | null;
}
const cases = readLines<Case>("./lines.jsonl");

describe(`the rules behind them: ${cases.length} lines`, () => {
  for (const { line, codes, suggestion } of cases) {
    it(line, async () => {
      const problems = await lint(line);
      expect({
        codes: problems.map(({ code }) => code),
        suggestion: problems.map((problem) => problem.suggestion).find((text) => text !== null) ?? null,
      }).toEqual({ codes, suggestion });
    });
  }
});

/** What may fail if something runs is said each time, and words in capitals are to be filled in. */
const CONDITIONAL = new Set(["may-be-running", "task-left-over"]);

describe("a mended line has nothing wrong with it", () => {
  const mended = [...cases.map(({ suggestion }) => suggestion), ...truths.flatMap(({ fixed }) => fixed)].filter(
    (line): line is string => line !== null && !/\b[A-Z]{4,}\b/.test(line) && !/\{\{"\\t"\}\}/.test(line),
  );
  for (const line of new Set(mended.flatMap((text) => text.split("\n")))) {
    it(line, async () => {
      const problems = await lint(line);
      expect(problems.filter(({ code }) => !CONDITIONAL.has(code))).toEqual([]);
    });
  }
});

describe("versions", () => {
  it("ctr needs --local from 2.0 on", async () => {
    const line = "ctr images pull -k docker.io/library/nginx:alpine";
    expect(await lint(line, { versions: { ctr: "1.7" } })).toEqual([]);
    expect((await lint(line, { versions: { ctr: "2.1" } }))[0]?.code).toBe("needs-local");
  });

  it("crictl exec takes --name from 1.33 on", async () => {
    const [problem] = await lint("crictl exec web ls", { versions: { crictl: "1.30" } });
    expect(problem?.suggestion).toBe("crictl ps -q --name '^web$'\ncrictl exec <container-id> ls");
  });
});

describe("prefixes and expansions stay", () => {
  it.each([
    ["sudo ctr images pull nginx", "sudo ctr images pull docker.io/library/nginx:latest"],
    ["k3s ctr images ls nginx", "k3s ctr images ls 'name~=nginx'"],
    ['docker run nginx --name "$NAME"', 'docker run --name "$NAME" nginx'],
    ["crictl logs $(crictl ps -q) --tail 5", "crictl logs --tail 5 $(crictl ps -q)"],
  ])("%s", async (line, suggestion) => {
    expect((await lint(line))[0]?.suggestion).toBe(suggestion);
  });
});

describe("translateLine: any tool's line, with what is wrong with it", () => {
  it("translates what can be translated, problems or not", async () => {
    const report = await translateLine("docker run --rm nginx:alpine -d");
    expect(report.problems[0]?.code).toBe("flag-after-image");
    expect(report.translations.map(({ tool }) => tool)).toEqual(["nerdctl", "crictl", "ctr", "kubectl"]);
    const foreign = await translateLine("ctr tasks kill web db");
    expect(foreign.problems[0]?.code).toBe("operand-extra");
    expect(foreign.translations[0]?.shell).toBe("docker kill -s TERM web");
  });

  it("says how a line is meant that its tool would not take", async () => {
    const report = await translateLine("crictl ps -f name=web");
    expect(report).toMatchObject({ from: "crictl", translations: [] });
    expect(report.problems[0]?.suggestion).toBe("crictl ps --name web");
  });

  it("takes placeholders as words", async () => {
    const report = await translateLine("docker exec -it <container-id> sh -c 'echo $HOME'");
    expect(report.problems).toEqual([]);
    expect(report.translations[1]?.steps[0]?.argv).toEqual([
      "crictl",
      "exec",
      "-it",
      "<container-id>",
      "sh",
      "-c",
      "echo $HOME",
    ]);
  });
});
