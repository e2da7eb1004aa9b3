import {
  afterAnswer,
  afterLesson,
  beginSession,
  type Card,
  dealCards,
  explainDifference,
  hintsOf,
  judge,
  LANGUAGES,
  type Language,
  type Lesson,
  languageOf,
  lessonNamed,
  lessons,
  makeCards,
  type Progress,
  type QuizOptions,
  quizWords,
  type Verdict,
} from "../learn/index.ts";
import { TOOLS, type Tool } from "../model/index.ts";
import { loadWidths } from "../render/cells.ts";
import { type LearnOptions, lessonList, lessonText, quizLines } from "../render/learn.ts";
import { makePaint } from "../render/paint.ts";
import { splitWords } from "../translate/index.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import type { Io } from "./io.ts";
import { loadProgress, saveProgress } from "./learn-progress.ts";
import type { VerbInput } from "./verbs.ts";

const CARDS = 10;
const MOST_CARDS = 200;

/** What every part of `ctool learn` needs. */
interface Classroom {
  context: Context;
  language: Language;
  options: LearnOptions;
  progress: Progress;
}

const keep = (context: Context, progress: Progress): void => {
  const problem = saveProgress(context, progress);
  if (problem !== null) context.io.err(`${problem}\n`);
};

const languageFrom = (flag: string | true | undefined): Language => {
  if (flag === undefined) return languageOf(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG);
  const language = LANGUAGES.find((one) => one === flag);
  if (!language) throw usageError(`--lang ${flag} is not known`, "en and ko are.");
  return language;
};

const toolFrom = (name: string, value: string | true | undefined): Tool | null => {
  if (value === undefined) return null;
  const tool = TOOLS.find((one) => one === value);
  if (!tool) throw usageError(`--${name} ${value} is no tool`, `One of ${TOOLS.join(", ")}.`);
  return tool;
};

const numberFrom = (name: string, value: string | true | undefined): number | null => {
  if (value === undefined) return null;
  if (!/^\d{1,9}$/.test(String(value))) throw usageError(`--${name} ${value} is no number`);
  return Number(value);
};

/** Runs a lesson's command as if it had been typed, on the bundled node. What it says of being a recording is known by now. */
const runBlock = async (line: string, { context }: Classroom): Promise<void> => {
  const { io, home, launcher, version } = context;
  const { main } = await import("./main.ts");
  const quiet: Io = {
    ...io,
    err: (text) => (text.startsWith("recording, not this node") ? undefined : io.err(text)),
  };
  const words = splitWords(line).words.slice(1);
  await main(words, { version, home, launcher, interrupt: new AbortController().signal, io: quiet });
};

const teach = async (lesson: Lesson, room: Classroom): Promise<number> => {
  const { context, language, options } = room;
  const { io } = context;
  const paint = makePaint(options.colour);
  io.out(`${paint("title", lesson.title[language])}\n\n`);
  for (const part of lesson.parts) {
    if ("text" in part) io.out(`${lessonText(part.text[language], options)}\n`);
    else {
      io.out(`${paint("bold", `$ ${part.run}`)}\n`);
      await runBlock(part.run, room);
      io.out("\n");
    }
  }
  const progress = afterLesson(room.progress, lesson.name);
  keep(context, progress);
  const next = lessons.find(({ name }) => !progress.lessons.includes(name));
  io.out(`${quizWords[language].next} ctool learn ${next?.name ?? "quiz"}\n`);
  return exitCodes.done;
};

/** Standard input line by line, as it comes. */
async function* linesOf(io: Io): AsyncGenerator<string> {
  let rest = "";
  for await (const text of io.stdinText()) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.replace(/\r$/, "");
  }
  if (rest !== "") yield rest;
}

const ask = (card: Card, at: number, count: number, { context: { io }, language, options }: Classroom): void => {
  const paint = makePaint(options.colour);
  const { question } = quizWords[language];
  const asked = question(at, count, card.from, card.to);
  io.out(`\n${paint("title", options.ascii ? asked.replaceAll("→", "->") : asked)}\n  ${paint("bold", card.line)}\n`);
  for (const hint of hintsOf(card, language)) io.out(quizLines("  ", hint, options));
  io.out("> ");
};

const reply = (card: Card, verdict: Verdict, { context: { io }, language, options }: Classroom): void => {
  const paint = makePaint(options.colour);
  const words = quizWords[language];
  // Off a terminal nobody's Enter ended the line with the prompt.
  if (!io.stdinIsTerminal) io.out("\n");
  io.out(`  ${verdict.right ? paint("good", words.right) : paint("bad", words.wrong)}\n`);
  for (const difference of verdict.differs) io.out(quizLines("  - ", explainDifference(difference, language), options));
  if (!verdict.right) io.out(`  ${words.rightAnswer} ${paint("bold", verdict.rightLine)}\n`);
  if (card.fit === "none" && card.notes.length > 0) io.out(quizLines(`  ${words.why} `, card.notes[0] ?? "", options));
  else for (const note of card.notes) io.out(quizLines("  · ".replace("·", options.ascii ? "*" : "·"), note, options));
  if (card.instead) io.out(quizLines(`  ${words.instead} `, card.instead, options));
};

const quiz = async (choices: QuizOptions, seed: number | null, room: Classroom): Promise<number> => {
  const { context, language, options } = room;
  const { io } = context;
  const words = quizWords[language];
  const dealt = seed ?? Date.now() % 1_000_000;
  let progress = beginSession(room.progress);
  const cards = seed === null ? await dealCards(dealt, choices, progress) : await makeCards(dealt, choices);
  if (cards.length === 0) throw usageError(words.nothing, null, "ctool learn quiz");
  io.out(quizLines("", `${words.intro(cards.length)} (--seed ${dealt})`, options));
  const answers = linesOf(io);
  let [asked, right] = [0, 0];
  for (const card of cards) {
    ask(card, asked + 1, cards.length, room);
    const { value: answer, done } = await answers.next();
    if (done) {
      io.out("\n");
      break;
    }
    const verdict = await judge(card, answer);
    asked++;
    if (verdict.right) right++;
    progress = afterAnswer(progress, card.id, verdict.right);
    // Kept at once: whoever leaves with Ctrl-C keeps what was answered.
    keep(context, progress);
    reply(card, verdict, room);
  }
  await answers.return(undefined);
  io.out(`\n${words.score(right, asked)}\n`);
  if (asked > right) io.out(`${words.again(asked - right)}\n`);
  return exitCodes.done;
};

/** `ctool learn`: the next lesson that was not read, then the quiz; `--list`, one lesson by name, or `quiz`. */
export const runLearn = async ({ operands, flags }: VerbInput, context: Context): Promise<number> => {
  const { io, globals } = context;
  const [word, ...more] = operands;
  if (globals.switches.has("json")) throw usageError("learn is for people: it has no JSON");
  if (more.length > 0) throw usageError(`learn takes one lesson, not ${operands.length}`, null, "ctool learn --list");
  const language = languageFrom(flags.lang);
  const [from, to] = [toolFrom("from", flags.from), toolFrom("to", flags.to)];
  if (from !== null && to !== null && (from === "docker") === (to === "docker"))
    throw usageError(
      `no card goes from ${from} to ${to}`,
      "One side is always docker.",
      "ctool learn quiz --to crictl",
    );
  const count = numberFrom("count", flags.count) ?? CARDS;
  if (count < 1 || count > MOST_CARDS) throw usageError(`--count ${count} is not from 1 to ${MOST_CARDS}`);
  const seed = numberFrom("seed", flags.seed);
  const options = { width: io.columns, colour: io.colour, ascii: !io.unicode };
  if (language === "ko") await loadWidths("한");
  const room: Classroom = { context, language, options, progress: loadProgress(context) };
  const read = room.progress.lessons;
  if (flags.list) {
    io.out(lessonList(lessons, read, language, options));
    return exitCodes.done;
  }
  const verb = typeof flags.verb === "string" ? flags.verb : null;
  const wantsQuiz =
    word === "quiz" || (word === undefined && [from, to, verb, seed, flags.count].some((one) => one != null));
  const lesson = word === undefined ? lessons.find(({ name }) => !read.includes(name)) : lessonNamed(word);
  if (word !== undefined && word !== "quiz" && !lesson)
    throw usageError(`there is no lesson ${word}`, "There are:", "ctool learn --list");
  return wantsQuiz || !lesson ? quiz({ count, to, from, verb }, seed, room) : teach(lesson, room);
};
