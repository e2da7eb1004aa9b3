import type { CommandSpec } from "../spec.ts";
import { commands as images } from "./compose/images.ts";
import { commands as lifecycle } from "./compose/lifecycle.ts";
import { commands as run } from "./compose/run.ts";
import { commands as show } from "./compose/show.ts";
import { commands as up } from "./compose/up.ts";

export { groupFlags } from "./compose/group.ts";

/** Everything `docker compose` can do: the flags before its verb are in compose/group.ts. */
export const commands: readonly CommandSpec[] = [...up, ...lifecycle, ...run, ...images, ...show];
