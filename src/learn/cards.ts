import type { Tool, Translation } from "../model/index.ts";
import { allLoaders, type CommandSpec, isOwn, translate, understand } from "../translate/index.ts";
import { foreignLine, translateForeign } from "../translate/reverse/index.ts";
import { renderShell } from "../translate/shell.ts";
import { readCanonical } from "./canonical.ts";
import { randomFrom } from "./random.ts";
import type { Card, FreeKind, QuizOptions } from "./types.ts";

/** Longer answers are no question for one line. */
const MOST_STEPS = 3;
const LONGEST_LINE = 160;

/** A translation's steps as one line to type: no files, and what a shell fills in stands as it is. */
const asOneLine = ({ steps }: Translation): string =>
  renderShell(
    steps.map((step) => ({ ...step, files: [] })),
    [],
  )
    .split("\n")
    .map((line) => line.replace(/ \|\| true$/, ""))
    .filter((line) => !line.startsWith("sleep "))
    .join("; ");

/** Container ids that ctr needs and docker does not: of `ctr run REF ID` and `ctr containers create REF ID`. */
const inventedIds = async ({ steps }: Translation, dockerLine: string): Promise<string[]> => {
  const named = /\s--name[\s=]/.test(dockerLine);
  if (named) return [];
  const found: string[] = [];
  for (const { argv } of steps) {
    const read = await readCanonical(renderShell([{ argv, files: [], captures: null, stdin: null }], []));
    if ("message" in read || (read.verb !== "run" && read.verb !== "containers create")) continue;
    const [, id] = read.operands;
    if (id !== undefined) found.push(id);
  }
  return found;
};

const freeOf = ({ steps }: Translation, names: readonly string[]): FreeKind[] => {
  const words = steps.flatMap(({ argv }) => argv);
  const free: FreeKind[] = [];
  if (names.length > 0) free.push("container-id");
  if (words.includes("--exec-id")) free.push("exec-id");
  if (steps.some(({ captures }) => captures !== null) || words.some((word) => /^<[\w-]+-id>$/.test(word)))
    free.push("id-of-name");
  if (steps.some(({ files }) => files.length > 0)) free.push("file");
  return free;
};

const notesOf = ({ notes }: Translation): string[] =>
  notes.filter(({ kind }) => kind !== "by-ctool").map(({ flag, text }) => (flag === null ? text : `${flag}: ${text}`));

/** A card out of a translation; null where the answer is too long to be typed. */
const cardFrom = async (
  line: string,
  from: Tool,
  to: Tool,
  verb: string,
  translation: Translation,
): Promise<Card | null> => {
  const { fit, steps, instead } = translation;
  const right = fit === "none" ? "none" : asOneLine(translation);
  if (right.includes(" | ")) return null;
  if (steps.length > MOST_STEPS || right.length > LONGEST_LINE || steps.some(({ stdin }) => stdin !== null))
    return null;
  const freeNames = to === "ctr" ? await inventedIds(translation, line) : [];
  return {
    id: `${from}>${to} ${line}`,
    from,
    to,
    line,
    verb,
    fit,
    right,
    files: steps.flatMap(({ files }) => files),
    free: freeOf(translation, freeNames),
    freeNames,
    notes: notesOf(translation),
    instead,
  };
};

/**
 * The card that asks what a line is in another tool.
 * @param line docker's, or (`from` another tool) that tool's
 * @returns null when the line is no question: it cannot be read, or the answer is too long to be typed
 */
export const makeCard = async (line: string, from: Tool, to: Tool): Promise<Card | null> => {
  if (from === "docker") {
    const report = await translate(line);
    const translation = report.translations.find(({ tool }) => tool === to);
    return translation && report.command !== null ? cardFrom(line, from, to, report.command, translation) : null;
  }
  const foreign = foreignLine(line);
  if (foreign === null) return null;
  const { report } = await translateForeign(foreign);
  const translation = report.translations.find(({ tool }) => tool === to);
  if (!translation || translation.fit === "none") return null;
  const understood = to === "docker" ? await understand(translation.steps[0]?.argv ?? []) : null;
  const verb =
    understood && "command" in understood && understood.command !== null && "spec" in understood.command
      ? understood.command.spec.path
      : (report.command ?? "");
  return cardFrom(line, from, to, verb, translation);
};

/** The card that an id names. */
export const cardOfId = async (id: string): Promise<Card | null> => {
  const [, from, to, line] = /^(\w+)>(\w+) ([\s\S]+)$/.exec(id) ?? [];
  return line === undefined ? null : makeCard(line, from as Tool, to as Tool);
};

/**
 * Every card of one docker example: into each tool, and from each tool's own line back into docker, where that line is one
 * command that stands for itself.
 */
export const cardsOfExample = async (example: string): Promise<Card[]> => {
  const { translations } = await translate(example);
  const cards: (Card | null)[] = [];
  for (const { tool, steps, shell, fit } of translations) {
    if (tool === "kubectl") continue;
    cards.push(await makeCard(example, "docker", tool));
    const alone =
      steps.length === 1 &&
      steps.every(({ files, captures, stdin }) => files.length === 0 && captures === null && stdin === null);
    if (fit !== "none" && alone && !/[$<`\n]/.test(shell)) cards.push(await makeCard(shell, tool, "docker"));
  }
  return cards.filter((card) => card !== null);
};

/** What people do every day comes up more often. */
const DAILY: ReadonlySet<string> = new Set([
  "container ls",
  "container run",
  "container exec",
  "container logs",
  "container stop",
  "container rm",
  "container inspect",
  "container stats",
  "container top",
  "container kill",
  "container cp",
  "inspect",
  "image ls",
  "image pull",
  "image push",
  "image rm",
  "image tag",
  "image save",
  "image load",
  "image inspect",
  "image prune",
  "image build",
  "system info",
  "version",
]);
const DAILY_WEIGHT = 4;
/** nerdctl's lines are docker's own: less is to be learnt from them. */
const TO_WEIGHTS: Readonly<Record<Tool, number>> = { crictl: 3, ctr: 3, nerdctl: 1, docker: 1 };
/** One card in so many may have no form: most verbs have none in crictl and ctr, and "none" is soon learnt. */
const ONE_NONE_IN = 5;

/** A question that may become a card. */
interface Question {
  spec: CommandSpec;
  example: string;
  from: Tool;
  to: Tool;
}

const TARGETS: readonly Tool[] = ["nerdctl", "crictl", "ctr"];

const questions = async ({ to = null, from = null, verb = null }: QuizOptions): Promise<Question[]> => {
  const wanted = verb === null ? null : await understandVerb(verb);
  const found: Question[] = [];
  for (const load of allLoaders()) {
    for (const spec of (await load()).commands) {
      if (isOwn(spec.path) || (wanted !== null && spec.path !== wanted && !spec.aliases.includes(wanted))) continue;
      for (const example of spec.examples) {
        for (const tool of TARGETS) {
          found.push({ spec, example, from: "docker", to: tool });
          found.push({ spec, example, from: tool, to: "docker" });
        }
      }
    }
  }
  return found.filter((one) => (to === null || one.to === to) && (from === null || one.from === from));
};

const understandVerb = async (verb: string): Promise<string> => {
  const words = verb.replace(/^docker\s+/, "").trim();
  const read = await understand(["docker", ...words.split(/\s+/), "--help"]);
  if ("problem" in read) return words;
  return read.command.spec.path;
};

const cardOf = async ({ example, from, to }: Question): Promise<Card | null> => {
  if (from === "docker") return makeCard(example, from, to);
  return (await cardsOfExample(example)).find((card) => card.from === from) ?? null;
};

/** Questions in an order that the seed decides, what weighs more likelier in front (Efraimidis and Spirakis, A-Res). */
const inOrder = (all: readonly Question[], seed: number): Question[] => {
  const random = randomFrom(seed);
  return all
    .map((question) => {
      const weight = TO_WEIGHTS[question.to] * (DAILY.has(question.spec.path) ? DAILY_WEIGHT : 1);
      return { question, key: random() ** (1 / weight) };
    })
    .toSorted((one, other) => other.key - one.key)
    .map(({ question }) => question);
};

/**
 * Deals cards from the examples of the tables: the same ones for the same seed and options.
 * @returns as many as were asked for, or all there are; no two with the same question
 */
export const makeCards = async (seed: number, options: QuizOptions): Promise<Card[]> => {
  const cards = new Map<string, Card>();
  const spare = new Map<string, Card>();
  let nones = 0;
  for (const question of inOrder(await questions(options), seed)) {
    if (cards.size >= options.count) break;
    const card = await cardOf(question);
    // `docker ps -as` is `crictl stats`, and that is `docker stats` again: no card about ps.
    const aside = options.verb != null && card?.verb !== question.spec.path;
    if (card === null || aside || cards.has(card.id)) continue;
    if (card.fit === "none" && (nones + 1) * ONE_NONE_IN > options.count) {
      spare.set(card.id, card);
      continue;
    }
    if (card.fit === "none") nones++;
    cards.set(card.id, card);
  }
  for (const card of spare.values()) if (cards.size < options.count) cards.set(card.id, card);
  return [...cards.values()];
};
