export { attachNode } from "./attach.ts";
export { type Available, available } from "./available.ts";
export { type Containerd2, fetchContainerd2 } from "./fetch-containerd2.ts";
export { startNode } from "./node.ts";
export { type ContainerSpec, type PodMade, type PodSpec, STANDARD_PODS } from "./pod-specs.ts";
export type { ExecOptions, ExecResult, InsideOptions } from "./run-inside.ts";
export * from "./types.ts";
export { waitFor } from "./wait.ts";
