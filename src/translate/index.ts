export { closest } from "./closest.ts";
export { familiarReference, fullReference, parseReference, type Reference } from "./references.ts";
export {
  allValues,
  COLUMNS,
  type Column,
  type CommandSpec,
  type DockerCommand,
  type FlagSpec,
  isOn,
  lastValue,
} from "./spec.ts";
export { allLoaders, allPaths, isOwn } from "./specs/index.ts";
export {
  explainCommand,
  flagsOf,
  reportOn,
  riskOf,
  type TranslateOptions,
  translate,
  type Understood,
  understand,
  type VerbFlags,
} from "./translate.ts";
export { atLeast, CHECKED, type Versions } from "./versions.ts";
export { quote, quoteWord, splitWords, type Words } from "./words.ts";
