import type { Problem } from "../model/index.ts";
import { closest, type Understood, understand } from "../translate/index.ts";
import type { Context, Verb } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";
import { ownVerbs } from "./verbs.ts";

/** The verbs that ctool carries out, by canonical command. */
const carriedOut: Readonly<
  Record<string, () => Promise<(understood: Understood, context: Context) => Promise<number>>>
> = {
  "container ls": async () => (await import("./ps.ts")).runPs,
  "image ls": async () => (await import("./images.ts")).runImages,
  pods: async () => (await import("./pods.ts")).runPods,
  namespaces: async () => (await import("./namespaces.ts")).runNamespaces,
  version: async () => (await import("./version.ts")).runVersion,
};

/** A line that docker would refuse, as ctool says it: with ctool's own verbs among what may have been meant. */
const refused = ({ code, message, suggestion }: Problem, words: readonly string[]): CtoolError => {
  if (code === "unknown-verb") {
    const own = closest(
      words[0] ?? "",
      ownVerbs.map(({ name }) => name),
    );
    const meant = own
      ? `ctool ${[own, ...words.slice(1)].join(" ")}`
      : (suggestion?.replace(/^docker /, "ctool ") ?? null);
    return usageError(
      message.replace(/^docker: unknown command: docker /, "unknown verb: "),
      meant ? "Did you mean:" : null,
      meant ?? "ctool help",
    );
  }
  const meant = suggestion?.replace(/^docker /, "ctool ") ?? null;
  return usageError(
    message,
    meant ? "Did you mean:" : "Its flags:",
    meant ?? `ctool help ${words.find((word) => !word.startsWith("-")) ?? ""}`.trim(),
  );
};

/** A docker line (or ctool's own compared verbs): understood by docker's grammar, then carried out. */
export const runDocker: Verb = async (words, context) => {
  const understood = await understand(["docker", ...words]);
  if ("problem" in understood) throw refused(understood.problem, words);
  const { command } = understood;
  if (command.help) {
    const { verbHelp } = await import("./help.ts");
    context.io.out((await verbHelp(command.spec.path.split(" "))) ?? "");
    return exitCodes.done;
  }
  const load = carriedOut[command.spec.path];
  if (load) return (await load())(understood, context);
  throw new CtoolError(
    "not-carried-out",
    exitCodes.noTool,
    `ctool does not run ${command.typed} itself; it can translate it:`,
    {
      fix: `ctool translate ${understood.input}`,
    },
  );
};
