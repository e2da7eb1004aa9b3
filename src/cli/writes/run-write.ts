import { addressingFlag } from "../../plan/docker-line.ts";
import { type Guard, guardContainers, guardImage } from "../../plan/guards.ts";
import { type WriteVerb, writeVerbs } from "../../plan/write-verbs.ts";
import { riskOf, type Understood } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { usageError } from "../errors.ts";
import { listContainers } from "../list-all.ts";
import { heedGuards, requireWritable } from "./consent.ts";
import { carryOut } from "./execute.ts";
import { askSandboxImage, findVersionedTools } from "./look.ts";
import { type PlannedGroup, planGroup } from "./plan-group.ts";
import { findSubjects } from "./subjects.ts";
import { reportUnfinished } from "./unfinished.ts";

/** What a line asks for that no tool should be started for. @throws {CtoolError} usage */
const requireSensible = ({ command }: Understood, { io, globals }: Context): void => {
  const problem = command.problems.find(({ code }) => code.startsWith("bad-"));
  if (problem) {
    const meant = problem.suggestion?.replace(/^docker /, "ctool ") ?? null;
    throw usageError(problem.message, meant === null ? null : "Did you mean:", meant);
  }
  for (const { message, suggestion } of command.problems)
    io.err(`${message}${suggestion === null ? "" : `\n  did you mean: ${suggestion}`}\n`);
  const flag = addressingFlag(command);
  if (flag !== null)
    throw usageError(
      `--${flag} names a daemon, and ctool chooses the engine itself`,
      "--target chooses another one; these are here:",
      "ctool targets",
    );
  const { path } = command.spec;
  const archive = writeVerbs[path]?.manner;
  if (globals.switches.has("dry-run")) return;
  if (archive === "archive-out" && !command.byName.has("output")) {
    if (io.stdoutIsTerminal)
      throw usageError("an archive is no text for a terminal", "Name a file with -o, or send it on with > or |.");
    if (globals.switches.has("json"))
      throw usageError("--json and the archive both go to stdout", "Name a file for the archive with -o.");
  }
  if (path === "image load" && !command.byName.has("input") && io.stdinIsTerminal)
    throw usageError(
      "load reads an archive, and standard input is a terminal",
      "Name a file with -i, or send one in with < or |.",
    );
};

/** What guards have against a group. */
const guardsOf = async (
  path: string,
  verb: WriteVerb,
  planned: PlannedGroup,
  context: Context,
  tools: Awaited<ReturnType<typeof findVersionedTools>>,
): Promise<Guard[]> => {
  const { group, tool } = planned;
  const guards = guardContainers(path, verb, group.containers);
  if (path !== "image rm") return guards;
  const [{ comparison }, sandboxImage] = await Promise.all([
    listContainers(context, true),
    askSandboxImage(context, group.place, tools),
  ]);
  for (const image of group.images) {
    // crictl takes all names of an image; by the others it stays as long as one name does.
    const stays = tool !== "crictl" && image.references.some((reference) => !group.references.includes(reference));
    const gone = image.references.filter((reference) => group.references.includes(reference));
    const taken = stays
      ? { ...image, references: gone, digests: [], configDigest: null, manifestDigest: null, pinned: false }
      : image;
    const guard = guardImage(taken, comparison.rows, sandboxImage);
    if (guard) guards.push(guard);
  }
  return guards;
};

/**
 * Carries out a docker verb that changes something, through exactly one tool for each thing that it names: everything is found
 * first, then planned, then asked about, then run; with --dry-run only shown.
 * @returns 0, the program's own code for `run`, `exec` and the like, else see `ctool help exit-codes`
 * @throws {CtoolError} for what is refused, not found or not possible
 */
export const runWrite = async (understood: Understood, context: Context): Promise<number> => {
  const { path } = understood.command.spec;
  const verb = writeVerbs[path];
  if (!verb) throw new Error(`no write: ${path}`);
  const risk = riskOf(understood.command);
  requireWritable(risk, context);
  requireSensible(understood, context);
  const dryRun = context.globals.switches.has("dry-run");
  const [tools] = await Promise.all([findVersionedTools(context), dryRun ? undefined : reportUnfinished(context)]);
  const groups = await findSubjects(understood, verb, context);
  // Before any tool is weighed: what is guarded is refused for that, and not for what a tool lacks.
  if (!dryRun)
    heedGuards(
      groups.flatMap(({ containers }) => guardContainers(path, verb, containers)),
      context,
    );
  const planned: PlannedGroup[] = [];
  for (const group of groups) planned.push(await planGroup(understood, verb, group, tools, context));
  const guards = (await Promise.all(planned.map((one) => guardsOf(path, verb, one, context, tools)))).flat();
  return carryOut({ path, risk, planned, guards }, context);
};
