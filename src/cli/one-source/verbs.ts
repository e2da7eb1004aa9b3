import type { Tool } from "../../model/index.ts";
import type { Understood } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { findContainer } from "../find-container.ts";
import { sayRecording } from "../show.ts";
import { viaOf } from "../via.ts";
import { exitCodeOfRun, noSource, runSource, sayNotes, whyNot } from "./run-source.ts";
import { findSources } from "./sources.ts";

/** Deadline of a command that only looks, in milliseconds. */
const LOOK_MS = 20_000;
/** Who is asked among those that do it equally well. */
const ORDER: readonly Tool[] = ["docker", "nerdctl", "crictl", "ctr"];

/**
 * A verb about one container that one tool answers: the owner of the container that has the best form of it; with `--compare`
 * all that have one, each line labelled.
 * @param what for messages: `the processes`
 */
const runOnOne = async (what: string, understood: Understood, context: Context): Promise<number> => {
  const via = viaOf(context);
  const found = await findContainer(understood.command.operands[0]?.word ?? "", context);
  const sources = await findSources(understood, found, { order: ORDER, first: [], via }, context);
  sayRecording(context);
  const [chosen] = sources.sources;
  if (!chosen) throw noSource(sources, what);
  if (!context.globals.switches.has("compare")) {
    sayNotes(chosen, context);
    return exitCodeOfRun(await runSource(chosen, { timeoutMs: LOOK_MS, label: false, read: null }, context));
  }
  const codes: number[] = [];
  for (const source of sources.sources) {
    sayNotes(source, context);
    codes.push(exitCodeOfRun(await runSource(source, { timeoutMs: LOOK_MS, label: true, read: null }, context)));
  }
  for (const each of sources.without) context.io.err(`${whyNot(each)}\n`);
  return codes.includes(0) ? 0 : Math.max(...codes);
};

/** `ctool top CONTAINER [ps options]` */
export const runTop = (understood: Understood, context: Context): Promise<number> =>
  runOnOne("the processes", understood, context);

/** `ctool port CONTAINER [PORT]` */
export const runPort = (understood: Understood, context: Context): Promise<number> =>
  runOnOne("the published ports", understood, context);

/** `ctool diff CONTAINER` */
export const runDiff = (understood: Understood, context: Context): Promise<number> =>
  runOnOne("the changed files", understood, context);
