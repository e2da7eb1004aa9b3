export {
  checkRowFormat,
  type Inspected,
  inspectFormat,
  type RowFormat,
  rowFormat,
  valueFormat,
} from "./docker-format.ts";
export { inspectedContainer, inspectedImage } from "./inspected.ts";
export { TemplateError } from "./problem.ts";
export { rowValue } from "./row-value.ts";
export { type GoStruct, listOf, textMapOf, textsOf, type Value, valueOfJson } from "./values.ts";
export { DOCKER_VERSION, dockerVersionValue, type VersionFacts } from "./version-value.ts";
