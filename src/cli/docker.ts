import type { Problem } from "../model/index.ts";
import { closest, type Understood, understand } from "../translate/index.ts";
import type { Context, Verb } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";
import { ownVerbs } from "./verbs.ts";

const write = async () => (await import("./writes/run-write.ts")).runWrite;
const prune = async () => (await import("./writes/prune.ts")).runPrune;

/** The verbs that ctool carries out, by canonical command. */
export const carriedOut: Readonly<
  Record<string, () => Promise<(understood: Understood, context: Context) => Promise<number>>>
> = {
  "container ls": async () => (await import("./ps.ts")).runPs,
  "image ls": async () => (await import("./images.ts")).runImages,
  pods: async () => (await import("./pods.ts")).runPods,
  namespaces: async () => (await import("./namespaces.ts")).runNamespaces,
  version: async () => (await import("./version.ts")).runVersion,
  "container logs": async () => (await import("./one-source/logs.ts")).runLogs,
  "container top": async () => (await import("./one-source/verbs.ts")).runTop,
  "container port": async () => (await import("./one-source/verbs.ts")).runPort,
  "container diff": async () => (await import("./one-source/verbs.ts")).runDiff,
  "system events": async () => (await import("./live/events.ts")).runEvents,
  "container stats": async () => (await import("./live/stats.ts")).runStats,
  inspect: async () => (await import("./reads/inspect.ts")).runInspect,
  "container inspect": async () => (await import("./reads/inspect.ts")).runInspect,
  "image inspect": async () => (await import("./reads/inspect.ts")).runInspect,
  "network inspect": async () => (await import("./reads/inspect.ts")).runInspect,
  "volume inspect": async () => (await import("./reads/inspect.ts")).runInspect,
  "system info": async () => (await import("./reads/info.ts")).runInfo,
  "system df": async () => (await import("./reads/verbs.ts")).runDisk,
  "image history": async () => (await import("./reads/verbs.ts")).runHistory,
  search: async () => (await import("./reads/verbs.ts")).runSearch,
  "network ls": async () => (await import("./reads/verbs.ts")).runNetworks,
  "volume ls": async () => (await import("./reads/verbs.ts")).runVolumes,
  snapshots: async () => (await import("./reads/verbs.ts")).runSnapshots,
  content: async () => (await import("./reads/verbs.ts")).runContent,
  "container run": write,
  "container create": write,
  "container start": write,
  "container stop": write,
  "container restart": write,
  "container kill": write,
  "container pause": write,
  "container unpause": write,
  "container rm": write,
  "container rename": write,
  "container update": write,
  "container wait": write,
  "container attach": write,
  "container exec": write,
  "container cp": write,
  "container export": write,
  "container commit": write,
  "image pull": write,
  "image push": write,
  "image tag": write,
  "image rm": write,
  "image save": write,
  "image load": write,
  "image import": write,
  "image build": write,
  "network create": write,
  "network rm": write,
  "network connect": write,
  "network disconnect": write,
  "volume create": write,
  "volume rm": write,
  login: write,
  logout: write,
  "container prune": prune,
  "image prune": prune,
  "network prune": prune,
  "volume prune": prune,
  "system prune": prune,
  "builder prune": prune,
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
