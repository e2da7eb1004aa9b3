import { cleanLine, type Joined, type ToolAnswer } from "../model/index.ts";
import type { ResolveOptions } from "../resolve/index.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";
import type { Listed } from "./list.ts";
import { exitCodeOf } from "./show.ts";

/** Docker's answer, where it is none and docker has containers. */
const silentDocker = ({ comparison, facts }: Listed<"container">): ToolAnswer | null => {
  const docker = comparison.tools.find(({ tool }) => tool === "docker");
  if (docker?.state !== "failed" && docker?.state !== "timeout") return null;
  return facts.engines.some(({ engine, running }) => engine === "docker" && running !== 0) ? docker : null;
};

/**
 * Docker comes before other namespaces: where it is silent, what one of those has may not be what is meant.
 * @throws {CtoolError} usage, with the line that means it all the same
 */
export const checkDockerSpoke = (
  word: string,
  { at, namespace }: Joined<"container">,
  listed: Listed<"container">,
  { input }: Context,
): void => {
  const docker = silentDocker(listed);
  if (docker === null) return;
  throw usageError(
    `${cleanLine(word)} is in namespace ${namespace} of ${at}, but docker comes first and does not answer (${docker.error ?? docker.state}); nothing was run`,
    "If that one is meant:",
    input.replace(/^docker/, `ctool --namespace ${namespace}`),
  );
};

/** The tools that were asked and did not answer; docker where it speaks of the target, or may have what is looked for. */
const silentOf = (listed: Listed<"container">): ToolAnswer[] => {
  const { tools, target } = listed.comparison;
  const withDocker = target?.engine === "docker" || silentDocker(listed) !== null;
  return tools.filter(
    ({ tool, state }) =>
      (state === "failed" || state === "denied" || state === "timeout") && (tool !== "docker" || withDocker),
  );
};

/** The error for a word that no list has: its engine died, nobody could be asked, or nothing here is called so. */
export const unknownName = async (
  word: string,
  listed: Listed<"container">,
  { attempt, kind, near }: ResolveOptions & { near: readonly string[] },
  context: Context,
): Promise<CtoolError> => {
  const { findOrphan } = await import("./find-unlisted.ts");
  const { engines } = listed.facts;
  const orphan = findOrphan(context, listed.facts, word);
  const engine = engines.find(({ id }) => id === orphan?.at);
  const name = cleanLine(word);
  if (engine)
    return new CtoolError(
      "dead-engine",
      exitCodes.environment,
      `${name} runs on, but its engine does not answer on ${engine.socket}: ${engine.why ?? engine.liveness}`,
      { hint: "Until that runs again, no tool can do anything with it:", fix: "ctool doctor" },
    );
  const silent = silentOf(listed);
  const whys = silent.map(({ tool, state, error }) => `${tool}: ${error ?? state}`).join("; ");
  const { comparison } = listed;
  if (silent.length > 0 && !comparison.tools.some(({ state, at }) => state === "ok" && at === comparison.target?.id))
    return new CtoolError(
      "unreachable",
      exitCodeOf(comparison, context),
      `nobody can say whether ${name} is here: ${whys}`,
      silent.every(({ state }) => state === "denied")
        ? { hint: "As root:", fix: context.input.replace(/^docker/, "sudo ctool") }
        : { hint: "Why, and what mends it:", fix: "ctool doctor" },
    );
  const missing = attempt === null || attempt === undefined ? "" : `, or it has no attempt ${attempt}`;
  const message = `no ${kind === "sandbox" ? "pod" : "container"} is called ${name} here${missing}`;
  const unasked = silent.length > 0 ? `Without an answer from ${whys}. ` : "";
  return new CtoolError(
    "not-found",
    exitCodes.failed,
    message,
    near.length > 0
      ? { hint: `${unasked}Alike: ${near.map(cleanLine).join("  ")}` }
      : { hint: `${unasked}All there are:`, fix: "ctool ps -a --all-namespaces" },
  );
};
