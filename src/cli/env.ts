import { environmentFor, renderEnvironment } from "../plan/environment.ts";
import type { Context } from "./context.ts";
import { usageError } from "./errors.ts";
import { lookAtNode, requireTarget } from "./node.ts";
import { sayRecording } from "./show.ts";
import type { VerbInput } from "./verbs.ts";

/** `ctool env`: the variables that make the tools themselves reach the chosen target, for `eval`. */
export const runEnv = async ({ flags }: VerbInput, context: Context): Promise<number> => {
  const shell = flags.shell ?? "sh";
  if (shell !== "sh" && shell !== "bash" && shell !== "zsh" && shell !== "fish") {
    throw usageError(`--shell ${shell} is not known`, "sh (also for bash and zsh) and fish are.");
  }
  sayRecording(context);
  const { choice } = await lookAtNode(context);
  const target = requireTarget(choice);
  const variables = environmentFor(target);
  if (context.globals.switches.has("json")) {
    const values = Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    context.io.out(`${JSON.stringify({ schemaVersion: 1, target, variables: values })}\n`);
    return 0;
  }
  context.io.out(renderEnvironment(variables, shell === "fish" ? "fish" : "sh"));
  context.io.err(
    `# ${target.id}: ${target.socket}${target.namespace ? `, namespace ${target.namespace}` : ""} (${target.reason})\n`,
  );
  return 0;
};
