export { type GatherOptions, gatherFacts } from "./gather.ts";
export type { Answer, ConnectState, FileStat, FileSystemRoom, Host } from "./host.ts";
export type {
  Daemon,
  DockerContext,
  EnvironmentFacts,
  FactProblem,
  KubernetesUse,
  NodeFacts,
  Processes,
  Shim,
} from "./node-facts.ts";
export { cacheFolder, stateFolder } from "./own-folders.ts";
export { readStartTimes } from "./process-start.ts";
export { findProcesses } from "./processes.ts";
export { rememberingHost } from "./remembering-host.ts";
export { readSettingsFiles, type SettingsFileRead, settingsPaths } from "./settings-files.ts";
export { listTasks, type Task } from "./tasks.ts";
export { findTools } from "./tools.ts";
export { readVersionCache, refreshVersions, type VersionCache, writeVersionCache } from "./version-cache.ts";
