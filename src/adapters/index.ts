import type { Tool } from "../model/index.ts";
import { crictl } from "./crictl.ts";
import { ctr } from "./ctr.ts";
import { docker } from "./docker.ts";
import { nerdctl } from "./nerdctl.ts";
import type { Adapter } from "./types.ts";

export { detailQuery } from "./ask.ts";
export { type ContainerDetail, goneSince, readDetails } from "./details.ts";
export { errorLine, judge } from "./failure.ts";

/** The readers of what each tool prints; how it is asked is in ask.ts, which loads without them. */
export const readers: Readonly<Record<Tool, Adapter>> = { docker, nerdctl, crictl, ctr };
