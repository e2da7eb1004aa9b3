import { addressFlags } from "../adapters/ask.ts";
import type { Target, Tool } from "../model/index.ts";

/** Where docker looks unless it is told otherwise: naming it would only make the line longer. */
const DOCKER_SOCKET = "/run/docker.sock";

/**
 * A translation's argv as it reaches a target: with the tool's own address flags right after its name.
 * @param argv `["nerdctl", "ps"]`; a command of something else than the tool comes back as it is
 */
export const addressed = (tool: Tool, argv: readonly string[], target: Target): string[] => {
  if (argv[0] !== tool || (tool === "docker" && target.socket === DOCKER_SOCKET)) return [...argv];
  return [tool, ...addressFlags(tool, target), ...argv.slice(1)];
};
