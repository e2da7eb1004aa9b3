export type { Candidate, Candidates } from "./completion.ts";
export { contentOf, indexOf, lengthOf, MARGIN } from "./content.ts";
export { fitStyles, type StyledLine, translationLines } from "./explain.ts";
export { countsOf, drawTableAt, sheetOf } from "./items.ts";
export { type Layout, layoutOf } from "./layout.ts";
export { visibleRows } from "./list.ts";
export { helpPage, placeOf } from "./press.ts";
export { reduce } from "./reduce.ts";
export {
  type Action,
  answerOf,
  CARDS,
  type Effect,
  type Failure,
  type Item,
  initialState,
  type NodeView,
  type State,
  showsRun,
  type Table,
} from "./state.ts";
