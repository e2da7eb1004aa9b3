import { describe, expect, test } from "vitest";
import { type Card, cardOfId, cardsOfExample, judge, makeCards } from "../../src/learn/index.ts";
import { allLoaders, isOwn } from "../../src/translate/index.ts";

const examples: string[] = [];
for (const load of allLoaders())
  for (const spec of (await load()).commands) if (!isOwn(spec.path)) examples.push(...spec.examples);

const everyCard: Card[] = [];
for (const example of examples) everyCard.push(...(await cardsOfExample(example)));

describe("every card of every example", () => {
  test("there are thousands, in every direction", () => {
    const directions = new Set(everyCard.map(({ from, to }) => `${from}>${to}`));
    expect([...directions].sort()).toEqual([
      "crictl>docker",
      "ctr>docker",
      "docker>crictl",
      "docker>ctr",
      "docker>nerdctl",
      "nerdctl>docker",
    ]);
    expect(everyCard.length).toBeGreaterThan(2000);
  });

  test("its right answer is judged right", { timeout: 120_000 }, async () => {
    const wrong: unknown[] = [];
    for (const card of everyCard) {
      const { right, differs } = await judge(card, card.right);
      if (!right) wrong.push([card.id, card.right, differs]);
    }
    expect(wrong).toEqual([]);
  });

  test("a right answer with something more, or with nothing, is wrong and says why", { timeout: 120_000 }, async () => {
    const passed: unknown[] = [];
    for (const card of everyCard.filter((_, at) => at % 7 === 0)) {
      for (const answer of ["", `${card.right} --surely-not-a-flag`, card.fit === "none" ? `${card.to} ps` : "none"]) {
        // Behind the image of a run, everything belongs to the container: another command then.
        const { right, differs, rightLine } = await judge(card, answer);
        if (right || differs.length === 0 || rightLine !== card.right) passed.push([card.id, answer]);
      }
    }
    expect(passed).toEqual([]);
  });

  test("has an id from which it can be made again", async () => {
    for (const card of everyCard.filter((_, at) => at % 31 === 0)) expect(await cardOfId(card.id)).toEqual(card);
  });

  test("fits on a line", () => {
    for (const { right, line } of everyCard) expect(`${right}${line}`).not.toContain("\n");
  });
});

describe("dealing", () => {
  test("the same seed deals the same cards, another one others", async () => {
    const once = await makeCards(7, { count: 12 });
    expect(once.length).toBe(12);
    expect(await makeCards(7, { count: 12 })).toEqual(once);
    expect(await makeCards(8, { count: 12 })).not.toEqual(once);
    expect(new Set(once.map(({ id }) => id)).size).toBe(12);
  });

  test("the tools and the verb can be chosen", async () => {
    for (const { to } of await makeCards(1, { count: 10, to: "ctr" })) expect(to).toBe("ctr");
    for (const { from, to } of await makeCards(1, { count: 10, from: "crictl" }))
      expect([from, to]).toEqual(["crictl", "docker"]);
    for (const { verb } of await makeCards(1, { count: 10, verb: "docker ps" })) expect(verb).toBe("container ls");
    expect(await makeCards(1, { count: 10, verb: "no-such-verb" })).toEqual([]);
  });

  test("most cards have a form to be found", async () => {
    const cards = await makeCards(3, { count: 50 });
    expect(cards.filter(({ fit }) => fit === "none").length).toBeLessThanOrEqual(10);
  });
});
