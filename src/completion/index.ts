export { completeWords } from "./complete.ts";
export { completionScript, SHELLS, type Shell } from "./scripts.ts";
export type { Candidate, Completion, FlagRow, Live, OwnVerbRow, Tables } from "./types.ts";
export { dockerVerbs } from "./verbs.ts";
