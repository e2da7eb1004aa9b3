export type { Look } from "./look.ts";
export { drawScreen, type Screen } from "./screen.ts";
