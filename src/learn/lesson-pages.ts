import { type Lesson, lessons } from "./lessons/index.ts";
import { LANGUAGES, type Language } from "./types.ts";

const words: Readonly<Record<Language, { all: string; next: string; other: string; intro: string }>> = {
  en: {
    all: "Lessons",
    next: "Next",
    other: "한국어",
    intro:
      "Every command below answers from a bundled recording of a real k3s node, on any machine. On a terminal: `ctool learn`; with cards to practise on: `ctool learn quiz`.",
  },
  ko: {
    all: "레슨",
    next: "다음",
    other: "English",
    intro:
      "아래의 모든 명령은 실제 k3s 노드를 기록한 내장 데이터로 실행되므로 어느 컴퓨터에서나 같은 결과를 볼 수 있습니다. 터미널에서는 `ctool learn`, 연습 문제는 `ctool learn quiz`로 시작합니다.",
  },
};

const fileOf = (name: string, language: Language): string => `${name}${language === "ko" ? ".ko" : ""}.md`;

const pageOf = (lesson: Lesson, next: Lesson | undefined, language: Language): string => {
  const { all, next: onward, other } = words[language];
  const otherLanguage = language === "ko" ? "en" : "ko";
  const parts = lesson.parts.map((part) => ("run" in part ? `    ${part.run}` : part.text[language]));
  const links = [
    `[${all}](${fileOf("README", language)})`,
    ...(next ? [`${onward}: [${next.title[language]}](${fileOf(next.name, language)})`] : []),
    `[${other}](${fileOf(lesson.name, otherLanguage)})`,
  ];
  return `${[`# ${lesson.title[language]}`, ...parts, links.join(" · ")].join("\n\n")}\n`;
};

const indexOf = (language: Language): string => {
  const { all, other, intro } = words[language];
  const list = lessons.map(
    ({ name, title }, at) => `${at + 1}. [${title[language]}](${fileOf(name, language)}): \`ctool learn ${name}\``,
  );
  const link = `[${other}](${fileOf("README", language === "ko" ? "en" : "ko")})`;
  return `${[`# ${all}`, intro, list.join("\n"), link].join("\n\n")}\n`;
};

/**
 * The lessons as Markdown, for docs/: one page for each lesson and language, and an index for each language.
 * @returns paths from the checkout's top, with the whole text
 */
export const lessonPages = (): { path: string; text: string }[] =>
  LANGUAGES.flatMap((language) => [
    { path: `docs/learn/${fileOf("README", language)}`, text: indexOf(language) },
    ...lessons.map((lesson, at) => ({
      path: `docs/learn/${fileOf(lesson.name, language)}`,
      text: pageOf(lesson, lessons[at + 1], language),
    })),
  ]);
