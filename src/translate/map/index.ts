export {
  globalFlagsMap,
  type MapBetter,
  type MapCell,
  type MapFlag,
  type MapTool,
  type MapVerb,
  mapVerb,
} from "./map-verb.ts";
export { commandsUnder, everyCommand, groupFlagsOf, shortName, typedPaths } from "./pick.ts";
