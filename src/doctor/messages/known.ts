import { criMessages } from "./cri.ts";
import { ctrMessages } from "./ctr.ts";
import { imageMessages } from "./images.ts";
import { installMessages } from "./installs.ts";
import { nerdctlMessages } from "./nerdctl.ts";
import { networkMessages } from "./network.ts";
import { registryMessages } from "./registries.ts";
import { socketMessages } from "./sockets.ts";
import type { KnownMessage } from "./types.ts";

/**
 * Every message that ctool knows, the more telling before the more general: what says why stands before what follows from
 * it (a registry that cannot be reached behind a missing pause image, a wrong socket behind crictl's defaults).
 */
export const knownMessages: readonly KnownMessage[] = [
  ...installMessages,
  ...criMessages,
  ...socketMessages,
  ...networkMessages,
  ...imageMessages,
  ...registryMessages,
  ...ctrMessages,
  ...nerdctlMessages,
];
