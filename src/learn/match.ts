import type { Canonical, Card, Difference } from "./types.ts";

/** The flag as one types it. */
export const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);

/** A word that stands for an id: `<container-id>`, `$(…)`, `$id`, `ID`, `CONTAINER_ID`, or hex digits. */
const ID_LIKE = /^(?:<[\w-]+>|\$[\s\S]+|`[\s\S]+`|[A-Z][A-Z_-]*|id|[0-9a-f]{3,64})$/;
/** The same in a right line: only what no answer can know. */
const ID_SLOT = /^(?:<[\w-]+>|\$[({\w][\s\S]*)$/;
const A_FILE = /\.(?:json|ya?ml)$/;

/** What the right line made up → what the answer calls it. */
type Bindings = Map<string, string>;

/** How words are compared for one card. */
export interface Matching {
  card: Pick<Card, "files" | "freeNames" | "line" | "free">;
  bindings: Bindings;
}

const isFile = ({ card }: Matching, word: string): boolean => card.files.some(({ path }) => path === word);

/** Whether an answer's word may stand where the right line has another. */
const fits = (said: string, right: string, matching: Matching): boolean => {
  if (said === right) return true;
  if (ID_SLOT.test(right)) return ID_LIKE.test(said);
  if (isFile(matching, right)) return A_FILE.test(said);
  if (!matching.card.freeNames.includes(right) || said.startsWith("-")) return false;
  const bound = matching.bindings.get(right);
  matching.bindings.set(right, bound ?? said);
  return bound === undefined || bound === said;
};

/** Values whose order says nothing, in one order. */
const same = (said: readonly string[], right: readonly string[], matching: Matching): boolean => {
  if (said.length !== right.length) return false;
  const [one, other] = [said.toSorted(), right.toSorted()];
  return one.every((value, at) => fits(value, other[at] ?? "", matching));
};

const flagDifferences = (said: Canonical, right: Canonical, matching: Matching): Difference[] => {
  const differences: Difference[] = [];
  const shown = (values: readonly string[] | undefined): string | null =>
    values === undefined || values.join() === "true" ? null : values.join(" ");
  for (const [name, values] of right.flags) {
    const given = said.flags.get(name);
    if (given === undefined) differences.push({ kind: "missing-flag", flag: dashed(name), right: shown(values) });
    else if (matching.card.free.includes("exec-id") && name === "exec-id") continue;
    else if (!same(given, values, matching))
      differences.push({ kind: "flag-value", flag: dashed(name), said: given.join(" "), right: values.join(" ") });
  }
  for (const [name, values] of said.flags)
    if (!right.flags.has(name)) differences.push({ kind: "extra-flag", flag: dashed(name), said: shown(values) });
  return differences;
};

const operandDifferences = (said: Canonical, right: Canonical, matching: Matching): Difference[] => {
  const differences: Difference[] = [];
  for (let at = 0; at < Math.max(said.operands.length, right.operands.length); at++) {
    const [word = null, wanted = null] = [said.operands[at], right.operands[at]];
    if (word !== null && wanted !== null && fits(word, wanted, matching)) continue;
    const isName =
      word !== null && wanted !== null && ID_SLOT.test(wanted) && matching.card.line.split(/\s+/).includes(word);
    differences.push(isName ? { kind: "name-for-id", said: word } : { kind: "operand", said: word, right: wanted });
  }
  return differences;
};

/** Everything in which one command is not the other; nothing: they are the same. */
export const compareCommands = (said: Canonical, right: Canonical, matching: Matching): Difference[] => {
  if (said.tool !== right.tool) return [{ kind: "wrong-tool", said: said.tool, right: right.tool }];
  if (said.verb !== right.verb)
    return [{ kind: "verb", said: `${said.tool} ${said.verb}`, right: `${right.tool} ${right.verb}` }];
  return [...operandDifferences(said, right, matching), ...flagDifferences(said, right, matching)];
};

const nameOf = ({ tool, verb }: Canonical): string => `${tool} ${verb}`;

/** Everything in which several commands are not the others, which must come in the same order. */
export const compareAll = (
  said: readonly Canonical[],
  right: readonly Canonical[],
  matching: Matching,
): Difference[] => {
  if (said.length === right.length)
    return said.flatMap((one, at) => compareCommands(one, right[at] as Canonical, matching));
  const missing = right.filter((one) => !said.some((other) => nameOf(other) === nameOf(one)));
  const extra = said.filter((one) => !right.some((other) => nameOf(other) === nameOf(one)));
  const differences: Difference[] = [
    ...missing.map((one): Difference => ({ kind: "missing-command", right: nameOf(one) })),
    ...extra.map((one): Difference => ({ kind: "extra-command", said: nameOf(one) })),
  ];
  // The same verb more, or fewer, times.
  if (differences.length > 0) return differences;
  const [longer, shorter] = said.length > right.length ? [said, right] : [right, said];
  const over = longer[shorter.length] as Canonical;
  return [
    longer === said ? { kind: "extra-command", said: nameOf(over) } : { kind: "missing-command", right: nameOf(over) },
  ];
};
