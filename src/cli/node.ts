import { gatherFacts, type Host, type NodeFacts, rememberingHost } from "../facts/index.ts";
import type { Target } from "../model/index.ts";
import { chooseDead, chooseTarget, isSettled, type TargetChoice, type TargetOverrides } from "../plan/target.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";

/** Milliseconds that a look at one socket may take. */
const CONNECT_MS = 500;

const overridesOf = ({ globals }: Context): TargetOverrides => ({
  address: globals.values.get("address") ?? null,
  namespace: globals.values.get("namespace") ?? null,
  target: globals.values.get("target") ?? null,
});

/** The node, and the place on it that this command line means. */
export interface Look {
  facts: NodeFacts;
  choice: TargetChoice;
}

const look = async (context: Context, host: Host, quick: boolean): Promise<Look> => {
  const overrides = overridesOf(context);
  const addresses = overrides.address === null ? [] : [overrides.address];
  const facts = await gatherFacts(host, { deadlineMs: CONNECT_MS, addresses, quick });
  return { facts, choice: chooseTarget(facts, overrides) };
};

/** The node as it is now, looked at in full. */
export const lookAtNode = (context: Context): Promise<Look> => look(context, context.host, false);

/** A first look, and what makes it a full one: what has been seen by then is not looked at again. */
export interface Glance extends Look {
  inFull: () => Promise<Look>;
}

/**
 * The node at a glance (no processes, no counts) where that settles the target, so that the tools can be started at once; else
 * in full. `facts.complete` tells which it was.
 */
export const glanceAtNode = async (context: Context): Promise<Glance> => {
  const host = rememberingHost(context.host);
  const glance = await look(context, host, true);
  const inFull = () => look(context, host, false);
  return { ...(isSettled(glance.facts, overridesOf(context)) ? glance : await inFull()), inFull };
};

/**
 * The chosen target.
 * @throws {CtoolError} environment (or usage, for a `--target` that is not there) with what to do
 */
export const requireTarget = (choice: TargetChoice): Target => {
  if ("target" in choice) return choice.target;
  const { code, message, hint } = choice.error;
  throw new CtoolError(code, code === "usage" ? exitCodes.usage : exitCodes.environment, message, { hint });
};

/**
 * The same for a list of containers, which task folders tell of although their engine does not answer.
 * @throws {CtoolError} as `requireTarget`
 */
export const requireListable = ({ choice, facts }: Look, context: Context): Target => {
  const isDead = "error" in choice && choice.error.code !== "usage";
  return requireTarget((isDead ? chooseDead(facts, overridesOf(context)) : null) ?? choice);
};

/**
 * `--timeout` in milliseconds; plain numbers are seconds, `500ms` and `2m` work too.
 * @throws {CtoolError} usage
 */
export const deadlineOf = ({ globals }: Context, otherwiseMs: number): number => {
  const text = globals.values.get("timeout");
  if (text === undefined) return otherwiseMs;
  const [, amount, unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  const factor = { ms: 1, s: 1000, m: 60_000 }[unit as "ms" | "s" | "m"];
  const ms = Number(amount) * factor;
  if (!(ms > 0))
    throw usageError(`--timeout ${text} is no duration`, "Say it in seconds (--timeout 5), or as 500ms or 2m.");
  return ms;
};
