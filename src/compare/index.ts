export { compare } from "./compare.ts";
export type { CompareInput, ContainerDetails, Place, ToolOutcome } from "./input.ts";
export { byText, millisOf, nanosOf, newestFirst } from "./moments.ts";
export { completeFromTasks, type RunningTask } from "./tasks.ts";
