export { ownCommands } from "./command.ts";
export type { Candidate, Candidates } from "./completion.ts";
export { contentOf, indexOf, lengthOf, MARGIN } from "./content.ts";
export { fitStyles, type StyledLine, translationLines } from "./explain.ts";
export { readFilter } from "./filter.ts";
export { countsOf, drawTableAt, sheetOf } from "./items.ts";
export { type Layout, layoutOf } from "./layout.ts";
export { addLines, allLines, type Lines, noLines, sliceLines } from "./lines.ts";
export { visibleRows } from "./list.ts";
export { type Page, pageHeight, pageOf } from "./page.ts";
export {
  type Entry,
  type EntryLine,
  entryOf,
  type Panel,
  panelHeight,
  panelLines,
  panelTitles,
  panelWidth,
} from "./panel.ts";
export { elsewhereText, hereText } from "./places.ts";
export { helpPage, placeOf } from "./press.ts";
export { type Asked, cardOf, type Judgement, type Quiz } from "./quiz.ts";
export { reduce } from "./reduce.ts";
export { sortOf } from "./sort.ts";
export {
  type Action,
  answerOf,
  CARDS,
  type Effect,
  type Failure,
  type Item,
  initialState,
  type NodeView,
  type Notice,
  type Place,
  type State,
  showsRun,
  type Table,
} from "./state.ts";
