export { cardOfId, cardsOfExample, makeCard, makeCards } from "./cards.ts";
export { dealCards } from "./deal.ts";
export { judge } from "./judge.ts";
export { lessonPages } from "./lesson-pages.ts";
export { type Lesson, type LessonPart, lessonNamed, lessons } from "./lessons/index.ts";
export {
  afterAnswer,
  afterLesson,
  beginSession,
  noProgress,
  type Progress,
  printProgress,
  readProgress,
} from "./progress.ts";
export { type Card, type Difference, LANGUAGES, type Language, type QuizOptions, type Verdict } from "./types.ts";
export { explainDifference, hintsOf, languageOf, quizWords } from "./wording.ts";
