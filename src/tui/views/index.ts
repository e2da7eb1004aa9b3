export type { Look } from "./look.ts";
export { drawScreen, type Screen } from "./screen.ts";
export { promptOf, sayings } from "./spoken.ts";
