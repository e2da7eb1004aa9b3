import type { Fit } from "../model/index.ts";
import { loadWidths } from "../render/cells.ts";
import { renderMap, renderMapVerb } from "../render/map.ts";
import { COLUMNS, closest } from "../translate/index.ts";
import { commandsUnder, everyCommand, type MapVerb, mapVerb } from "../translate/map/index.ts";
import type { Context } from "./context.ts";
import { exitCodes, usageError } from "./errors.ts";
import { assumed } from "./translate.ts";
import type { VerbInput } from "./verbs.ts";

const FITS: readonly Fit[] = ["exact", "steps", "partial", "none"];

/** The words of a list such as `exact,steps`, each one of those that may be said. */
const chosen = <T extends string>(flag: string, typed: string | true | undefined, words: readonly T[]): T[] => {
  if (typeof typed !== "string") return [];
  const asked = typed.split(",").filter((word) => word !== "");
  const wrong = asked.find((word) => !(words as readonly string[]).includes(word));
  if (wrong !== undefined || asked.length === 0)
    throw usageError(`--${flag} takes ${words.join(", ")}, not ${JSON.stringify(wrong ?? typed)}`);
  return words.filter((word) => asked.includes(word));
};

/** The verbs asked for: of the words behind `map`, or of `--verb`; all without. */
const pick = async (words: string) => {
  const commands = await everyCommand();
  if (words === "") return commands;
  const found = commandsUnder(commands, words.replace(/^(docker|ctool) /, ""));
  if (found.length > 0) return found;
  const near = closest(
    words,
    commands.flatMap(({ path, aliases }) => [path, ...aliases, path.split(" ", 1)[0] ?? path]),
  );
  throw usageError(
    `docker has no verb ${words}`,
    near ? "Did you mean:" : "The verbs:",
    `ctool map${near ? ` ${near}` : ""}`,
  );
};

/** `ctool map`: what each of docker's verbs is in each tool, how well it fits, and what is lost; of one verb, flag by flag. */
export const runMap = async ({ operands, flags }: VerbInput, context: Context): Promise<number> => {
  const { io, globals } = context;
  const asked = operands.join(" ");
  const filter = typeof flags.verb === "string" ? flags.verb : "";
  if (asked !== "" && filter !== "") throw usageError("the verb is named twice: by itself and by --verb");
  if (flags.tool === "docker") throw usageError("--tool docker: the map is read from docker's side", "ctool map");
  const tools = chosen("tool", flags.tool, COLUMNS);
  const fits = chosen("fit", flags.fit, FITS);
  const versions = assumed(globals.assume);
  const commands = await pick(asked || filter);
  const whole = await Promise.all(commands.map((spec) => mapVerb(spec, versions)));
  const verbs = whole
    .map((verb): MapVerb => (tools.length === 0 ? verb : narrow(verb, tools)))
    .filter((verb) => fits.length === 0 || verb.tools.some(({ fit }) => fits.includes(fit)));
  if (globals.switches.has("json")) {
    io.out(`${JSON.stringify({ schemaVersion: 1, verbs })}\n`);
    return exitCodes.done;
  }
  const [only, ...others] = verbs;
  const one = asked !== "" && others.length === 0 ? only : undefined;
  if (flags.markdown) {
    const { referencePage, verbTable } = await import("../docs/reference.ts");
    io.out(one ? await referencePage(one) : verbTable(verbs, null));
    return exitCodes.done;
  }
  await loadWidths(JSON.stringify(verbs));
  const options = { width: io.columns, tty: io.stdoutIsTerminal, colour: io.colour, ascii: !io.unicode };
  io.out(
    one ? renderMapVerb(one, options) : renderMap(verbs, asked === "" && filter === "" && fits.length === 0, options),
  );
  if (!one && verbs.length === 0) io.err("no verb fits so\n");
  if (!one && io.stdoutIsTerminal && verbs.length > 0) io.err("What is lost, and every flag: ctool map VERB\n");
  return exitCodes.done;
};

/** A row with some of its tools only. */
const narrow = (verb: MapVerb, tools: readonly string[]): MapVerb => ({
  ...verb,
  tools: verb.tools.filter(({ tool }) => tools.includes(tool)),
  flags: verb.flags.map((flag) => ({
    ...flag,
    tools: Object.fromEntries(Object.entries(flag.tools).filter(([tool]) => tools.includes(tool))),
  })),
});
