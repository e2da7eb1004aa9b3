import { cleanLine, type Joined, type StreamRequest, type Target, type ToolFacts } from "../model/index.ts";
import { maskArgv } from "../model/mask.ts";
import type { PlannedStep } from "../plan/steps.ts";
import { type WriteVerb, writeVerbs } from "../plan/write-verbs.ts";
import { humanSize } from "../render/units.ts";
import { resolveImage } from "../resolve/index.ts";
import { tarEnd } from "../runtime/archive.ts";
import { type Piped, pipe } from "../runtime/pipe.ts";
import { fullReference, quote, understand } from "../translate/index.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";
import type { Listed } from "./list.ts";
import { listImages } from "./list-all.ts";
import { deadlineOf } from "./node.ts";
import type { VerbInput } from "./verbs.ts";
import { requireWritable } from "./writes/consent.ts";
import { findVersionedTools } from "./writes/look.ts";
import { planGroup } from "./writes/plan-group.ts";
import { writeJson } from "./writes/report.ts";
import { type Group, groupAt } from "./writes/subjects.ts";
import { startTicker } from "./writes/ticker.ts";
import { reportUnfinished } from "./writes/unfinished.ts";

/** One side of a copy: a target, and everything that was found out about its images. */
interface Side {
  target: Target;
  listed: Listed<"image">;
}

/** `k3s`, `k3s:default`: a target by id or flavor, and one of its namespaces. */
const parseSide = (text: string): { target: string; namespace: string | null } => {
  const [target = "", namespace] = text.split(":", 2);
  return { target, namespace: namespace === undefined || namespace === "" ? null : namespace };
};

/** The same line, aimed at one target. */
const aimed = (context: Context, { target, namespace }: { target: string; namespace: string | null }): Context => {
  const values = new Map(context.globals.values);
  values.delete("address");
  values.set("target", target);
  if (namespace === null) values.delete("namespace");
  else values.set("namespace", namespace);
  return { ...context, globals: { ...context.globals, values } };
};

const lookAtSide = async (text: string | null, context: Context): Promise<Side> => {
  const there = text === null ? context : aimed(context, parseSide(text));
  const listed = await listImages(there);
  return { target: listed.target, listed };
};

/** The images of a side, as they are now. */
const imagesOf = ({ target, listed }: Side): Joined<"image">[] =>
  listed.comparison.rows.filter(({ at, namespace }) => at === target.id && namespace === target.namespace);

const placeName = ({ id, namespace }: Target): string => (namespace === null ? id : `${id} (${namespace})`);

/** The command that writes the image to its output, or reads it from its input, in the tool that can. */
const planSide = async (
  words: readonly string[],
  verb: WriteVerb,
  side: Side,
  more: Partial<Group>,
  tools: readonly ToolFacts[],
  context: Context,
): Promise<PlannedStep> => {
  const understood = await understand(["docker", ...words]);
  if ("problem" in understood) throw usageError(understood.problem.message);
  const operands = understood.command.operands.map(({ word }) => word);
  const group = groupAt(side.target, side.listed.facts, { typed: operands, operands, ...more });
  const values = new Map(context.globals.values);
  values.delete("via");
  const { steps } = await planGroup(understood, verb, group, tools, {
    ...context,
    globals: { ...context.globals, values },
  });
  const [step, ...others] = steps;
  if (!step || others.length > 0) throw new Error("an archive is one command");
  return step;
};

const failed = (code: string, message: string, said: string): CtoolError =>
  new CtoolError(code, exitCodes.failed, message, {
    hint: said.trim() === "" ? null : cleanLine(said.trim()).slice(-600),
  });

/** Runs both ends. @throws {CtoolError} naming the end that failed; what came of an archive that is not whole is not taken */
const transfer = async (save: PlannedStep, load: PlannedStep, context: Context): Promise<Piped> => {
  const { host, io, globals } = context;
  const said = { save: "", load: "" };
  const keep = (end: "save" | "load") => (chunk: Uint8Array) => {
    said[end] = (said[end] + Buffer.from(chunk).toString("utf8")).slice(-8192);
  };
  const timeoutMs = globals.values.has("timeout") ? deadlineOf(context, 0) : null;
  const of = ({ tool, argv, file }: PlannedStep): Pick<StreamRequest, "tool" | "argv" | "file" | "timeoutMs"> => ({
    tool,
    argv,
    file,
    timeoutMs,
  });
  const end = tarEnd();
  let bytes = 0;
  const check = {
    see: (chunk: Uint8Array) => {
      bytes += chunk.length;
      end.see(chunk);
    },
    problem: end.problem,
  };
  const stop = globals.switches.has("json")
    ? () => {}
    : startTicker(io, () => `${save.tool} save | ${load.tool} load: ${humanSize(bytes)}`);
  const piped = await pipe(
    host,
    { ...of(save), stdin: "none", stderr: keep("save") },
    { ...of(load), stdout: keep("load"), stderr: keep("load") },
    check,
  ).finally(stop);
  if (piped.broken !== null)
    throw failed("half-an-archive", `${piped.broken}; nothing was imported`, said.save || piped.from.error || "");
  if (piped.to.outcome !== "exited" || piped.to.exitCode !== 0)
    throw failed(
      "tool-failed",
      `${load.argv[0]} failed (exit ${piped.to.exitCode ?? piped.to.outcome})`,
      said.load || piped.to.error || "",
    );
  return piped;
};

/**
 * `ctool image copy REF --from ID --to ID`: takes an image from one engine or namespace to another without a file between, and looks
 * whether it has arrived.
 * @throws {CtoolError} when it is not there, cannot be copied, or did not arrive
 */
export const runImageCopy = async ({ operands, flags }: VerbInput, context: Context): Promise<number> => {
  const { io, globals } = context;
  const [word, ...more] = operands;
  const text = (name: string): string | null => (typeof flags[name] === "string" ? (flags[name] as string) : null);
  if (word === undefined || more.length > 0)
    throw usageError("image copy takes one image", null, "ctool help image copy");
  const [from, to] = [text("from"), text("to")];
  if (from === null) throw usageError("from where? --from names a target", "Targets here:", "ctool targets");
  requireWritable("write", context);
  const dryRun = globals.switches.has("dry-run");
  const [tools] = await Promise.all([findVersionedTools(context), dryRun ? undefined : reportUnfinished(context)]);
  const [source, destination] = [await lookAtSide(from, context), await lookAtSide(to, context)];
  if (source.target.id === destination.target.id && source.target.namespace === destination.target.namespace)
    throw usageError(
      `both sides are ${placeName(source.target)}`,
      "--to names another target, or ID:NAMESPACE another namespace of it.",
    );
  const found = resolveImage(word, imagesOf(source), source.target.id);
  if (!("found" in found)) {
    const near = "near" in found ? found.near : found.candidates.flatMap(({ references }) => references);
    throw new CtoolError("not-found", exitCodes.failed, `there is no image ${word} in ${placeName(source.target)}`, {
      hint: near.length > 0 ? `Alike: ${near.join("  ")}` : null,
    });
  }
  const row = found.found;
  const reference = found.reference ?? row.references[0];
  if (reference === undefined)
    throw usageError(
      `${word} has no name, and an archive needs one`,
      "Give it one first:",
      `ctool --target ${source.target.id} tag ${word} NAME`,
    );
  const platform = text("platform") === null ? [] : ["--platform", text("platform") ?? ""];
  const saving = writeVerbs["image save"];
  const loading = writeVerbs["image load"];
  if (!saving || !loading) throw new Error("save and load are writes");
  const save = await planSide(
    ["save", ...platform, reference],
    saving,
    source,
    { images: [row], references: [reference] },
    tools,
    context,
  );
  // What nerdctl loads through containerd's transfer service, CRI of containerd 1.7 does not see.
  const load = await planSide(
    ["load", ...platform],
    { ...loading, tools: ["ctr", "nerdctl"] },
    destination,
    {},
    tools,
    context,
  );
  const shell = `${quote(maskArgv(save.argv))} | ${quote(maskArgv(load.argv))}`;
  const report = (piped: Piped | null) =>
    writeJson(
      {
        command: "image copy",
        tools: [save.tool, load.tool],
        dryRun: piped === null,
        steps: [save, load].map(({ tool, argv }, index) => {
          const result = index === 0 ? piped?.from : piped?.to;
          return { tool, argv: [...argv], exitCode: result?.exitCode ?? null, durationMs: result?.durationMs ?? null };
        }),
        output: piped === null ? "" : `${reference}\n`,
        undone: [],
        losses: [],
        guards: [],
        failure: null,
      },
      context,
    );
  const json = globals.switches.has("json");
  if (dryRun) {
    if (json) report(null);
    else io.out(`${shell}\n`);
    return exitCodes.done;
  }
  if (!json) io.err(`${shell}\n`);
  const piped = await transfer(save, load, context);
  await requireArrived(reference, row, to, context);
  if (json) report(piped);
  else {
    io.out(`${reference}\n`);
    io.err(`${reference} is in ${placeName(destination.target)} now (${humanSize(piped.bytes)} copied)\n`);
  }
  return exitCodes.done;
};

/** Looks on the other side: the reference is there, and is the same image where both sides tell its id. @throws {CtoolError} */
const requireArrived = async (
  reference: string,
  sent: Joined<"image">,
  to: string | null,
  context: Context,
): Promise<void> => {
  const side = await lookAtSide(to, context);
  const arrived = imagesOf(side).find(({ references }) => references.includes(fullReference(reference)));
  if (!arrived)
    throw failed(
      "not-arrived",
      `${reference} is not listed in ${placeName(side.target)} although the import said nothing against it`,
      "",
    );
  if (sent.configDigest !== null && arrived.configDigest !== null && sent.configDigest !== arrived.configDigest)
    context.io.err(`${reference} has another id there: ${arrived.configDigest} (here ${sent.configDigest})\n`);
};
