import { cleanLine, type Target } from "../../model/index.ts";
import type { PruneFilters } from "../../plan/prune.ts";
import { type WriteVerb, writeVerbs } from "../../plan/write-verbs.ts";
import { parseMoment } from "../../select/moment.ts";
import { allValues, type Understood, understand } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { exitCodes, usageError } from "../errors.ts";
import { listContainers } from "../list-all.ts";
import { requireWritable } from "./consent.ts";
import { carryOut } from "./execute.ts";
import { findVersionedTools, placeOf } from "./look.ts";
import { type PlannedGroup, planGroup, viaOf } from "./plan-group.ts";
import { type Going, type Ground, isAllFilter, type Sweep, sweepFor } from "./sweep.ts";
import { reportUnfinished } from "./unfinished.ts";

/** Docker's filters of a prune. @throws {CtoolError} usage */
const filtersOf = ({ command }: Understood, { host }: Context): PruneFilters => {
  const filters = { beforeMs: null as number | null, labels: [] as string[], notLabels: [] as string[] };
  for (const text of allValues(command, "filter")) {
    const [, key = "", not = "", value = ""] = /^([^=!]+)(!?)=(.*)$/.exec(text) ?? [];
    if (key === "until" && not === "") {
      filters.beforeMs = parseMoment(value, host.now());
      if (filters.beforeMs === null)
        throw usageError(`--filter ${text}: no time`, "24h, 2026-01-31T00:00:00Z, or seconds since 1970.");
    } else if (key === "label") (not ? filters.notLabels : filters.labels).push(value);
    else if (!isAllFilter(command, text)) throw usageError(`--filter ${text} is not known`, "until=… and label=… are.");
  }
  return filters;
};

/** What would go, by namespace, and what stays. */
const show = (going: readonly Going[], kept: Sweep["kept"], target: Target, context: Context): void => {
  const { io } = context;
  const lines = [`would go from ${target.id}:`];
  for (const [namespace, members] of Map.groupBy(going, (one) => one.namespace ?? "")) {
    if (namespace !== "") lines.push(`  ${namespace}`);
    lines.push(...members.map(({ kind, text }) => `    ${kind.padEnd(11)} ${cleanLine(text)}`));
  }
  if (kept.length > 0)
    lines.push(
      "stays (--override-guard takes it too):",
      ...kept.map(({ what, why }) => `    ${cleanLine(what)}: ${why}`),
    );
  io.err(`${lines.join("\n")}\n`);
};

const BUILDER: WriteVerb = { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "output" };

/**
 * `container|image|network|volume|builder|system prune`: works out what goes, shows it by namespace, asks, and then removes exactly
 * that. What containers use, what is pinned, the pause image and containers of pods stay.
 * @throws {CtoolError} when it is not wanted, or a list cannot be had
 */
export const runPrune = async (understood: Understood, context: Context): Promise<number> => {
  const { io, globals } = context;
  const { path } = understood.command.spec;
  requireWritable("destroy", context);
  viaOf(context);
  const [tools] = await Promise.all([
    findVersionedTools(context),
    globals.switches.has("dry-run") ? undefined : reportUnfinished(context),
  ]);
  const listed = await listContainers(context, true);
  const { target } = listed;
  const everywhere = globals.switches.has("all-namespaces") && target.namespace !== null;
  const namespaces = everywhere
    ? [...new Set([target.namespace, ...target.otherNamespaces.map(({ name }) => name)])]
    : [target.namespace];
  const ground: Ground = {
    context,
    understood,
    tools,
    listed,
    places: namespaces.map((namespace) => placeOf({ at: target.id, namespace }, target, listed.facts)),
    filters: filtersOf(understood, context),
    override: globals.switches.has("override-guard"),
  };
  const sweeps = await sweepFor(path, ground);
  const going = sweeps.flatMap((sweep) => sweep.going);
  const kept = sweeps.flatMap((sweep) => sweep.kept);
  if (going.length > 0 || kept.length > 0) show(going, kept, target, context);
  if (going.length === 0) {
    io.err("nothing to remove\n");
    if (!globals.switches.has("json")) return exitCodes.done;
  }
  const planned: PlannedGroup[] = [];
  for (const { words, path: one, group } of sweeps.flatMap((sweep) => sweep.jobs)) {
    const line = await understand(["docker", ...words]);
    if ("problem" in line) throw new Error(line.problem.message);
    planned.push(await planGroup(line, writeVerbs[one] ?? BUILDER, group, tools, context));
  }
  return carryOut({ path, risk: planned.length > 0 ? "destroy" : "read", planned, guards: [] }, context);
};
