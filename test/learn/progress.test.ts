import { describe, expect, test } from "vitest";
import {
  afterAnswer,
  afterLesson,
  beginSession,
  dealCards,
  makeCards,
  noProgress,
  type Progress,
  printProgress,
  readProgress,
} from "../../src/learn/index.ts";
import { dueCards, isResting } from "../../src/learn/progress.ts";
import { splitCommands } from "../../src/learn/split-commands.ts";

const sessions = (progress: Progress, count: number): Progress =>
  Array.from({ length: count }).reduce<Progress>((one) => beginSession(one), progress);

describe("progress", () => {
  test("what was wrong comes back in the next session, what was right later and later", () => {
    let progress = beginSession(noProgress);
    progress = afterAnswer(progress, "wrong", false);
    progress = afterAnswer(progress, "right", true);
    expect(dueCards(progress, 1)).toEqual([]);
    progress = beginSession(progress);
    expect(dueCards(progress, 1)).toEqual(["wrong"]);
    progress = beginSession(progress);
    expect(dueCards(progress, 1)).toEqual(["wrong", "right"]);
    progress = afterAnswer(progress, "right", true);
    expect(isResting(sessions(progress, 3), "right")).toBe(true);
    expect(isResting(sessions(progress, 4), "right")).toBe(false);
    expect(afterAnswer(progress, "right", false).cards.right).toMatchObject({ box: 0, right: 2, wrong: 1 });
  });

  test("is read back as it was written, and anything odd counts as nothing", () => {
    const progress = afterLesson(afterAnswer(beginSession(noProgress), "docker>ctr docker ps", false), "images");
    expect(readProgress(printProgress(progress))).toEqual(progress);
    for (const text of ["", "{", "null", "[]", '{"schemaVersion":2}']) expect(readProgress(text)).toEqual(noProgress);
    const odd = '{"schemaVersion":1,"sessions":-3,"cards":{"a":1,"b":{"box":99,"due":"x"}},"lessons":[4,"images"]}';
    expect(readProgress(odd)).toEqual({
      schemaVersion: 1,
      sessions: 0,
      cards: { b: { box: 5, due: 0, right: 0, wrong: 0 } },
      lessons: ["images"],
    });
  });

  test("does not grow without end", () => {
    let progress = beginSession(noProgress);
    const cards = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [`card ${at}`, { box: 1, due: 3, right: 1, wrong: 0 }]),
    );
    progress = afterAnswer({ ...progress, cards }, "one more", false);
    expect(Object.keys(progress.cards).length).toBe(2000);
    expect(progress.cards["one more"]).toBeDefined();
  });

  test("a session begins with what was wrong, and brings new cards too", async () => {
    const [first, ...rest] = await makeCards(5, { count: 6 });
    if (!first) throw new Error("no card");
    let progress = beginSession(noProgress);
    progress = afterAnswer(progress, first.id, false);
    for (const { id } of rest) progress = afterAnswer(progress, id, true);
    progress = beginSession(progress);
    const dealt = await dealCards(5, { count: 4 }, progress);
    expect(dealt[0]?.id).toBe(first.id);
    expect(dealt.length).toBe(4);
    // The same seed would deal the same cards: they rest, so others come.
    for (const { id } of dealt.slice(1)) expect(rest.map((card) => card.id)).not.toContain(id);
  });
});

describe("a line is cut into its commands", () => {
  test.each([
    ["a; b && c || true", ["a", "b", "c"]],
    ["a 'x;y' \"p && q\"", ["a 'x;y' \"p && q\""]],
    ["sleep 3; a", ["a"]],
    ["x=$(a -q); b $x", ["a -q", "b $x"]],
    ["a\\;b", ["a\\;b"]],
    ["", []],
  ])("%s", (line, commands) => {
    expect(splitCommands(line).map(({ text }) => text)).toEqual(commands);
  });

  test("what stands in a substitution runs before", () => {
    expect(splitCommands('a $(b -q "$(c)") d')).toEqual([{ text: 'a $(b -q "$(c)") d', inner: ['b -q "$(c)"'] }]);
  });

  test("any text comes to an end", () => {
    for (const text of ["'", '"', "$(", '"$(', "\\", "a $(b", "`", "$"])
      expect(Array.isArray(splitCommands(text))).toBe(true);
  });
});
