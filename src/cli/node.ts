import { gatherFacts, type NodeFacts } from "../facts/index.ts";
import type { Target } from "../model/index.ts";
import { chooseTarget, type TargetChoice } from "../plan/target.ts";
import type { Context } from "./context.ts";
import { CtoolError, exitCodes, usageError } from "./errors.ts";

/** Milliseconds that a look at one socket may take. */
const CONNECT_MS = 500;

/** The node as it is now, and the place that this command line means. */
export const lookAtNode = async ({ host, globals }: Context): Promise<{ facts: NodeFacts; choice: TargetChoice }> => {
  const address = globals.values.get("address") ?? null;
  const facts = await gatherFacts(host, { deadlineMs: CONNECT_MS, addresses: address === null ? [] : [address] });
  const choice = chooseTarget(facts, {
    address,
    namespace: globals.values.get("namespace") ?? null,
    target: globals.values.get("target") ?? null,
  });
  return { facts, choice };
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
