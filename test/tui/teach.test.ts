import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { readProgress } from "../../src/learn/index.ts";
import type { Action } from "../../src/tui/state/index.ts";
import { teach } from "../../src/tui/teach.ts";
import { here } from "../runtime/here.ts";
import { demoContext } from "./workbench.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ctool-teach-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const asked = async (effect: Parameters<typeof teach>[0], context: Context): Promise<Action> => {
  const actions: Action[] = [];
  await teach(effect, context, (action) => actions.push(action));
  expect(actions.length).toBe(1);
  return actions[0] as Action;
};

it("keeps the progress that ctool learn keeps", async () => {
  const context = demoContext({ host: here({ XDG_STATE_HOME: folder }), recording: null });
  const dealt = await asked({ type: "deal" }, context);
  const card = dealt.type === "dealt" ? dealt.cards[0]?.card : undefined;
  if (card === undefined) throw new Error("no card was dealt");
  const judged = await asked({ type: "judge", card, answer: "nothing like it" }, context);
  expect(judged).toMatchObject({ type: "judged", verdict: { right: false } });
  const progress = readProgress(readFileSync(join(folder, "ctool", "learn.json"), "utf8"));
  expect(progress.sessions).toBe(1);
  expect(progress.cards[card.id]).toMatchObject({ right: 0, wrong: 1 });
});

it("keeps nothing of cards over a recording", async () => {
  const dealt = await asked({ type: "deal" }, demoContext());
  expect(dealt).toMatchObject({ type: "dealt" });
});
