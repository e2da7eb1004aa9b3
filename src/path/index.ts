export { command, type Subject, spoken, subjectOf } from "./subject.ts";
export type { ContainerPath, Evidence, Hop, HopCommand, HopFacts, HopName } from "./types.ts";
export { HOPS } from "./types.ts";
export { walkPath } from "./walk.ts";
