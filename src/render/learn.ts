import { type Language, type Lesson, quizWords } from "../learn/index.ts";
import { widthOf, wrap } from "./measure.ts";
import { makePaint, type Paint } from "./paint.ts";

/** How text for a person is drawn. */
export interface LearnOptions {
  width: number;
  colour: boolean;
  /** Draw with ASCII only, as far as the language can. */
  ascii: boolean;
}

/** Wider lines are hard to read. */
const WIDEST = 100;

const lineWidth = ({ width }: LearnOptions): number => Math.max(20, Math.min(width, WIDEST));

/** Words in backquotes stand out where there is colour; else the quotes stay. */
const emphasise = (line: string, paint: Paint, colour: boolean): string =>
  colour ? line.replace(/`([^`]+)`/g, (_, word: string) => paint("bold", word)) : line;

/** A text of a lesson as lines: paragraphs, and items with a hanging indent. */
export const lessonText = (text: string, options: LearnOptions): string => {
  const paint = makePaint(options.colour);
  const width = lineWidth(options);
  const lines = text.split("\n").flatMap((line) => {
    if (line === "") return [""];
    const item = line.startsWith("- ");
    const wrapped = wrap(item ? line.slice(2) : line, item ? width - 2 : width);
    return item ? wrapped.map((one, at) => `${at === 0 ? "- " : "  "}${one}`) : wrapped;
  });
  return `${lines.map((line) => emphasise(line, paint, options.colour)).join("\n")}\n`;
};

/** Sentences of the quiz, wrapped, behind a mark. */
export const quizLines = (mark: string, text: string, options: LearnOptions): string => {
  const width = lineWidth(options);
  const hanging = " ".repeat(widthOf(mark));
  const lines = wrap(text, Math.max(20, width - hanging.length));
  return `${lines.map((line, at) => `${at === 0 ? mark : hanging}${line}`).join("\n")}\n`;
};

/** The list of lessons, what was read marked. */
export const lessonList = (
  lessons: readonly Lesson[],
  read: readonly string[],
  language: Language,
  options: LearnOptions,
): string => {
  const words = quizWords[language];
  const width = Math.max(...lessons.map(({ name }) => name.length));
  const rows = lessons.map(({ name, title }) => {
    const mark = read.includes(name) ? ` (${words.read})` : "";
    return quizLines(`  ${name.padEnd(width)}  `, `${title[language]}${mark}`, options);
  });
  return `${quizLines("", words.lessons, options)}${rows.join("")}`;
};
