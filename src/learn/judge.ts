import type { Tool } from "../model/index.ts";
import { translate } from "../translate/index.ts";
import { foreignLine, translateForeign } from "../translate/reverse/index.ts";
import { readCanonical } from "./canonical.ts";
import { compareAll } from "./match.ts";
import { splitCommands } from "./split-commands.ts";
import type { Canonical, Card, Difference, Verdict } from "./types.ts";

/** How one says that there is no form. */
const NONE = /^(?:none|no|nothing|없음|없다|없어요|없습니다)[.!]?$/i;

/** Lists that only look an id up. */
const LISTS: ReadonlySet<string> = new Set(["ps", "pods", "containers ls", "container ls", "tasks ls"]);

/** Looking an id up is a step of one's own: any way to get it will do. */
const isLookUp = ({ tool, verb, flags }: Canonical, to: Tool): boolean =>
  tool === to && LISTS.has(verb) && flags.has("quiet");

/** The commands of a line that do something, or why one of them cannot be read. */
const readAll = async (line: string, to: Tool): Promise<Canonical[] | Difference> => {
  const pieces = splitCommands(line).flatMap(({ text, inner }) => [
    ...inner.map((one) => ({ text: one, inner: true })),
    { text, inner: false },
  ]);
  const commands: { read: Canonical; inner: boolean }[] = [];
  for (const { text, inner } of pieces) {
    const read = await readCanonical(text);
    if ("message" in read)
      return { kind: "unreadable", tool: (foreignLine(text)?.tool ?? "docker") as Tool, message: read.message };
    commands.push({ read, inner });
  }
  // `crictl ps -q …` in front of the command that needs the id; alone, the list is the answer.
  const last = commands.length - 1;
  return commands
    .filter(({ read, inner }, at) => at === last || !(isLookUp(read, to) || (inner && isLookUp(read, read.tool))))
    .map(({ read }) => read);
};

/** Whether an answer that is spelt otherwise says the same when it is put back into the words of the question. */
const saysTheSame = async (card: Card, answer: string): Promise<boolean> => {
  const foreign = foreignLine(answer);
  const report = foreign === null ? await translate(answer) : (await translateForeign(foreign)).report;
  const back = report.translations.find(({ tool }) => tool === card.from);
  if (back?.fit !== "exact" || back.steps.length !== 1 || report.problems.length > 0) return false;
  const [one, other] = [await readCanonical(back.shell), await readCanonical(card.line)];
  if ("message" in one || "message" in other) return false;
  return compareAll([one], [other], { card, bindings: new Map() }).length === 0;
};

/** The first word that an answer begins with, when it is the name of another tool. */
const otherTool = (said: readonly Canonical[], to: Tool): Difference | null => {
  const other = said.find(({ tool }) => tool !== to);
  return other ? { kind: "wrong-tool", said: other.tool, right: to } : null;
};

/**
 * Judges an answer by what it does, not by how it is written: any order and spelling of flags, any alias of the verb, any
 * address, any id and any name that the card leaves free.
 * @param answer a line as typed; several commands with `;` or `&&`, or `none`
 */
export const judge = async (card: Card, answer: string): Promise<Verdict> => {
  const verdict = (differs: Difference[]): Verdict => ({ right: differs.length === 0, differs, rightLine: card.right });
  const typed = answer.trim().replace(/^\$\s+/, "");
  if (typed === "") return verdict([{ kind: "empty" }]);
  const saysNone = NONE.test(typed);
  if (card.fit === "none") return verdict(saysNone ? [] : [{ kind: "there-is-none", said: typed }]);
  if (saysNone) return verdict([{ kind: "there-is-a-form", right: card.right }]);
  const said = await readAll(typed, card.to);
  if (!Array.isArray(said)) return verdict([said]);
  if (said.length === 0) return verdict([{ kind: "empty" }]);
  const right = await readAll(card.right, card.to);
  if (!Array.isArray(right)) throw new Error(`the right answer of ${card.id} cannot be read`);
  const other = otherTool(said, card.to);
  if (other && !right.some(({ tool }) => tool !== card.to)) return verdict([other]);
  const differs = compareAll(said, right, { card, bindings: new Map() });
  // What a translation back passes over (operands that a tool ignores, names for ids) stays wrong.
  const spelling = differs.every(({ kind }) => kind === "verb" || kind.endsWith("flag") || kind === "flag-value");
  if (differs.length === 0 || !spelling || said.length > 1) return verdict(differs);
  return verdict((await saysTheSame(card, typed)) ? [] : differs);
};
