import { type Understood, understand } from "../translate/index.ts";
import type { Context, Verb } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";

/** The verbs that ctool carries out, by canonical command. */
const carriedOut: Readonly<Record<string, () => Promise<(understood: Understood, context: Context) => Promise<number>>>> = {
  "container ls": async () => (await import("./ps.ts")).runPs,
  "image ls": async () => (await import("./images.ts")).runImages,
  pods: async () => (await import("./pods.ts")).runPods,
  namespaces: async () => (await import("./namespaces.ts")).runNamespaces,
  version: async () => (await import("./version.ts")).runVersion,
};

/** A docker line (or ctool's own compared verbs): understood by docker's grammar, then carried out. */
export const runDocker: Verb = async (words, context) => {
  const understood = await understand(["docker", ...words]);
  if ("problem" in understood) {
    const { message, suggestion } = understood.problem;
    const fix = suggestion?.replace(/^docker /, "ctool ") ?? null;
    throw usageError(message, fix ? "Did you mean:" : "ctool help lists the verbs.", fix);
  }
  const { command } = understood;
  if (command.help) {
    const { verbHelp } = await import("./help.ts");
    context.io.out((await verbHelp(command.spec.path.split(" "))) ?? "");
    return exitCodes.done;
  }
  const load = carriedOut[command.spec.path];
  if (load) return (await load())(understood, context);
  throw new CtoolError("not-carried-out", exitCodes.noTool, `ctool does not run ${command.typed} itself; it can translate it:`, {
    fix: `ctool translate ${understood.input}`,
  });
};
