import type { Risk } from "../../model/index.ts";
import type { Guard } from "../../plan/guards.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes, usageError } from "../errors.ts";

/** What a person is asked before anything is run. */
export interface Request {
  risk: Risk;
  /** The commands, ready to paste. */
  shell: string;
  /** What the chosen tools lose, one sentence each. */
  losses: readonly string[];
  guards: readonly Guard[];
}

const CARRIED_SWITCHES = ["override-guard", "accept-loss", "yes", "all-namespaces"] as const;
const CARRIED_VALUES = ["via", "target", "address", "namespace", "attempt"] as const;

/** The line as ctool takes it, with the flags that it had and one that it lacks. */
const again = ({ input, globals }: Context, flag: string): string => {
  const switches = CARRIED_SWITCHES.filter((name) => globals.switches.has(name)).map((name) => `--${name}`);
  const values = CARRIED_VALUES.flatMap((name) => {
    const value = globals.values.get(name);
    return value === undefined ? [] : [`--${name} ${value}`];
  });
  return ["ctool", ...values, ...switches, flag, input.replace(/^docker /, "")].join(" ");
};

const refuseGuarded = (guards: readonly Guard[], context: Context): CtoolError => {
  const reasons = guards.map(({ subject, why }) => `${subject}: ${why}`);
  const instead = [...new Set(guards.flatMap((guard) => guard.instead))];
  return new CtoolError("guarded", exitCodes.usage, `not done: ${reasons.join("; ")}`, {
    hint: `${instead.length > 0 ? `Instead:\n${instead.map((line) => `    ${line}`).join("\n")}\n  ` : ""}To do it all the same:`,
    fix: again(context, "--override-guard"),
  });
};

/** Stops at a guard that is not overridden. @throws {CtoolError} usage, with what to do instead */
export const heedGuards = (guards: readonly Guard[], context: Context): void => {
  if (guards.length > 0 && !context.globals.switches.has("override-guard")) throw refuseGuarded(guards, context);
};

const mayAsk = ({ io, globals }: Context): boolean =>
  io.stdinIsTerminal && io.stderrIsTerminal && !globals.switches.has("json");

const ask = async (context: Context, question: string): Promise<void> => {
  const answer = await context.io.ask(`${question} [y/N] `);
  if (/^y(?:es)?$/i.test(answer.trim())) return;
  throw new CtoolError("declined", exitCodes.failed, "nothing was run", { hint: "The answer was no." });
};

/**
 * Sees that a write is wanted: guards first, which only `--override-guard` lifts; then what is lost (`--accept-loss`); then what
 * destroys (`--yes`). On a terminal it asks, and no answer means no.
 * @throws {CtoolError} when it is not wanted, or nobody can be asked
 */
export const seekConsent = async ({ risk, shell, losses, guards }: Request, context: Context): Promise<void> => {
  const { io, globals } = context;
  heedGuards(guards, context);
  for (const { subject, why } of guards) io.err(`guard overridden: ${subject}: ${why}\n`);
  if (losses.length > 0) {
    const lost = losses.map((text) => `  ${text}`).join("\n");
    if (globals.switches.has("accept-loss")) io.err(`lost:\n${lost}\n`);
    else if (mayAsk(context)) await ask(context, `This loses something:\n${lost}\n${shell}\nRun it all the same?`);
    else
      throw usageError(
        `nothing was run: this would lose something\n${lost}`,
        "To run it all the same:",
        again(context, "--accept-loss"),
      );
  }
  if (risk !== "destroy" || globals.switches.has("yes")) return;
  if (mayAsk(context)) await ask(context, `This cannot be undone:\n${shell}\nRun it?`);
  else
    throw usageError(
      `nothing was run: this destroys, and nobody can be asked here\n${shell}`,
      "To run it:",
      again(context, "--yes"),
    );
};

/**
 * Refuses a write where none is allowed: `--read-only` (flag, environment, configuration), and over a recording, which has nothing
 * to change.
 * @throws {CtoolError} usage
 */
export const requireWritable = (risk: Risk, { globals, recording }: Context): void => {
  if (globals.switches.has("dry-run")) return;
  if (recording) throw usageError("a recording cannot be changed", "--dry-run shows what would be run on the node.");
  if (risk !== "read" && globals.switches.has("read-only"))
    throw usageError(
      "ctool is set to read only, and this changes the node",
      "ctool settings shows where that comes from; --dry-run shows what would be run.",
    );
};
