import type { Card, Difference, FreeKind, Language } from "./types.ts";

type Phrases = { [K in Difference["kind"]]: (difference: Extract<Difference, { kind: K }>) => string };

const withValue = (flag: string, value: string | null): string => (value === null ? flag : `${flag} ${value}`);

/** Particles that depend on how a word is read are kept off commands and flags: the words stand in backquotes. */
const code = (text: string): string => `\`${text}\``;

const english: Phrases = {
  unreadable: ({ tool, message }) => `${tool} would not take it: ${message}`,
  "wrong-tool": ({ said, right }) => `that is a line of ${said}; the answer is one of ${right}`,
  verb: ({ said, right }) => `the verb is another one: ${code(right)}, not ${code(said)}`,
  "missing-flag": ({ flag, right }) => `${code(withValue(flag, right))} is missing`,
  "extra-flag": ({ flag, said }) => `${code(withValue(flag, said))} is too much`,
  "flag-value": ({ flag, said, right }) => `${flag} takes ${code(right)} here, not ${code(said)}`,
  operand: ({ said, right }) =>
    said === null
      ? `${code(right ?? "")} is missing`
      : right === null
        ? `${code(said)} is too much`
        : `${code(right)} belongs where ${code(said)} stands`,
  "name-for-id": ({ said }) =>
    `crictl takes ids, no names: an id, or a command that prints it, in place of ${code(said)}`,
  "missing-command": ({ right }) => `a command is missing: ${code(right)}`,
  "extra-command": ({ said }) => `${code(said)} is not needed`,
  "there-is-a-form": () => "there is a command for it",
  "there-is-none": () => 'there is no command for it: the answer is "none"',
  empty: () => "no answer",
};

const korean: Phrases = {
  unreadable: ({ tool, message }) => `${tool}에서 받아들이지 않는 명령입니다: ${message}`,
  "wrong-tool": ({ said, right }) => `${said} 명령입니다. ${right} 명령으로 답해야 합니다`,
  verb: ({ said, right }) => `하위 명령이 다릅니다. 정답: ${code(right)}, 입력: ${code(said)}`,
  "missing-flag": ({ flag, right }) => `빠진 플래그: ${code(withValue(flag, right))}`,
  "extra-flag": ({ flag, said }) => `필요 없는 플래그: ${code(withValue(flag, said))}`,
  "flag-value": ({ flag, said, right }) => `${flag} 값이 다릅니다. 정답: ${code(right)}, 입력: ${code(said)}`,
  operand: ({ said, right }) =>
    said === null
      ? `빠진 인자: ${code(right ?? "")}`
      : right === null
        ? `필요 없는 인자: ${code(said)}`
        : `인자가 다릅니다. 정답: ${code(right)}, 입력: ${code(said)}`,
  "name-for-id": ({ said }) =>
    `crictl은 이름이 아니라 ID를 받습니다. ${code(said)} 자리에는 ID나 ID를 출력하는 명령이 와야 합니다`,
  "missing-command": ({ right }) => `빠진 명령: ${code(right)}`,
  "extra-command": ({ said }) => `필요 없는 명령: ${code(said)}`,
  "there-is-a-form": () => "대응하는 명령이 있습니다",
  "there-is-none": () => '대응하는 명령이 없습니다. 정답은 "none"입니다',
  empty: () => "답을 입력하지 않았습니다",
};

const phrases: Readonly<Record<Language, Phrases>> = { en: english, ko: korean };

/** What is wrong with an answer, as a sentence. */
export const explainDifference = (difference: Difference, language: Language): string => {
  const phrase = phrases[language][difference.kind] as (one: Difference) => string;
  return phrase(difference);
};

const freeWords: Readonly<Record<Language, Readonly<Record<FreeKind, string>>>> = {
  en: {
    "container-id": "ctr wants an id for the container: any will do",
    "exec-id": "ctr wants an --exec-id: any will do",
    "id-of-name": "crictl wants ids: type any id, <container-id>, or $(crictl ps -q …)",
    file: "the rest stands in JSON files: type pod.json and container.json",
  },
  ko: {
    "container-id": "ctr에는 컨테이너 ID를 직접 지정해야 합니다. 아무 값이나 쓰면 됩니다",
    "exec-id": "ctr에는 --exec-id가 필요합니다. 아무 값이나 쓰면 됩니다",
    "id-of-name": "crictl에는 ID를 넘겨야 합니다. 임의의 ID, <container-id>, $(crictl ps -q …) 모두 됩니다",
    file: "나머지 설정은 JSON 파일에 있습니다. pod.json과 container.json을 쓰면 됩니다",
  },
};

/** What the answerer may choose, and how good an answer there is. */
export const hintsOf = ({ free, fit }: Card, language: Language): string[] => {
  const hints = free.map((kind) => freeWords[language][kind]);
  if (fit === "partial")
    hints.unshift(
      language === "ko"
        ? "일부 동작은 그대로 옮길 수 없습니다. 가장 가까운 명령으로 답하세요"
        : "something of it is lost there: the nearest command counts",
    );
  return hints;
};

/** The sentences of a quiz. */
export interface QuizWords {
  intro: (count: number) => string;
  question: (at: number, count: number, from: string, to: string) => string;
  right: string;
  wrong: string;
  rightAnswer: string;
  why: string;
  instead: string;
  file: string;
  score: (right: number, asked: number) => string;
  nothing: string;
  again: (count: number) => string;
  lessons: string;
  next: string;
  read: string;
}

export const quizWords: Readonly<Record<Language, QuizWords>> = {
  en: {
    intro: (count) =>
      `${count} cards. Type the line in the other tool; several commands go with ";" between them; "none" where there is no form. An empty line shows the answer, Ctrl-D ends.`,
    question: (at, count, from, to) => `${at}/${count}  ${from} → ${to}`,
    right: "right",
    wrong: "not quite",
    rightAnswer: "right:",
    why: "why:",
    instead: "instead:",
    file: "with",
    score: (right, asked) => `${right} of ${asked} right`,
    nothing: "no card fits these choices",
    again: (count) => `${count} will come back next time`,
    lessons: "Lessons (ctool learn LESSON), and the quiz: ctool learn quiz",
    next: "next:",
    read: "read",
  },
  ko: {
    intro: (count) =>
      `문제는 ${count}개입니다. 다른 도구의 명령으로 바꿔 입력하세요. 명령이 여러 개면 ";"로 구분하고, 대응하는 명령이 없으면 "none"을 입력합니다. 빈 줄은 정답 보기, Ctrl-D는 종료입니다.`,
    question: (at, count, from, to) => `${at}/${count}  ${from} → ${to}`,
    right: "정답",
    wrong: "오답",
    rightAnswer: "정답:",
    why: "이유:",
    instead: "대안:",
    file: "파일:",
    score: (right, asked) => `${asked}문제 중 ${right}문제 정답`,
    nothing: "조건에 맞는 문제가 없습니다",
    again: (count) => `틀린 ${count}문제는 다음에 다시 나옵니다`,
    lessons: "레슨 (ctool learn LESSON), 퀴즈는 ctool learn quiz",
    next: "다음:",
    read: "읽음",
  },
};

/** The language that a locale asks for: Korean for `ko…`, else English. */
export const languageOf = (locale: string | undefined): Language =>
  /^ko(?:[_.-]|$)/i.test(locale ?? "") ? "ko" : "en";
