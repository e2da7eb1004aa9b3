import { findTools, type NodeFacts } from "../../facts/index.ts";
import type { Container, Fit, Joined, Note, Target, Tool, ToolFacts, Translation } from "../../model/index.ts";
import { addressed } from "../../plan/addressed.ts";
import { dockerLine } from "../../plan/docker-line.ts";
import { reportOn, type Understood, understand } from "../../translate/index.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes } from "../errors.ts";
import type { Found } from "../find-container.ts";
import { versionsOf } from "../outcomes.ts";

/** A tool that can carry a line out on one container, and the command that does it. */
export interface Source {
  tool: Tool;
  argv: string[];
  /** What to execute in place of the tool's name. */
  command: string[];
  fit: Fit;
  notes: readonly Note[];
  /** Where it is run, for what there is to say when it fails. */
  target: Target;
  facts: NodeFacts;
}

/** A tool that cannot, and what to do instead. */
export interface NoSource {
  tool: Tool;
  why: string;
  instead: string | null;
}

/** Who can say it: the first source is the one that is asked. */
export interface Sources {
  row: Joined<"container">;
  sources: Source[];
  without: NoSource[];
}

const FITS: readonly Fit[] = ["exact", "steps", "partial", "none"];

/** The place of a container as a target: its own engine and namespace, wherever the chosen target is. */
const placeOf = ({ row, listed }: Found): Target => {
  const { target, facts } = listed;
  if (row.at === target.id) return { ...target, namespace: target.namespace === null ? null : row.namespace };
  const engine = facts.engines.find(({ id }) => id === row.at);
  if (!engine) return target;
  const { id, flavor, engine: kind, socket } = engine;
  const namespace = kind === "containerd" ? row.namespace : null;
  return { id, flavor, engine: kind, socket, namespace, reason: "the container is there", otherNamespaces: [] };
};

/** The line about a container under its full id, as docker would be told. */
const lineFor = async ({ command }: Understood, id: string): Promise<{ argv: string[]; line: Understood }> => {
  const operands = [id, ...command.operands.slice(1).map(({ word }) => word)];
  const argv = dockerLine(command, { operands });
  const line = await understand(argv);
  if ("problem" in line) throw new Error(line.problem.message);
  return { argv, line };
};

/** Whether a tool could have listed a container of this kind, had it answered. */
const mayKnow = (tool: Tool, { cri }: Container, { engine }: Target): boolean => {
  if (engine === "docker") return tool === "docker";
  if (tool === "docker") return false;
  return tool === "crictl" ? cri !== false : engine === "containerd";
};

/** A tool that is not there to be asked. */
const missingTool = (facts: ToolFacts | undefined, tool: Tool): NoSource | null =>
  facts && facts.command.length > 0 ? null : { tool, why: `${tool} is not on this node`, instead: null };

/**
 * Everybody who can carry a line out on a container: the tools that see it, by how good their form of it is.
 * @param order among tools whose form is equally good; tools in `first` go before all others, whatever their fit
 * @throws {CtoolError} exit 3 when `via` cannot
 */
export const findSources = async (
  understood: Understood,
  found: Found,
  { order, first, via }: { order: readonly Tool[]; first: readonly Tool[]; via: Tool | null },
  context: Context,
): Promise<Sources> => {
  const { row } = found;
  const target = placeOf(found);
  const tools = findTools(context.host, { launcher: context.launcher });
  const { argv, line } = await lineFor(understood, row.id);
  const exact: Omit<Translation, "tool"> = {
    fit: "exact",
    steps: [{ argv, files: [], captures: null, stdin: null }],
    shell: "",
    notes: [],
    instead: null,
  };
  const translations = new Map<string, Omit<Translation, "tool">>([
    ["docker", exact],
    ...reportOn(line, { versions: versionsOf(tools) }).translations.map((each): [string, Translation] => [
      each.tool,
      each,
    ]),
  ]);
  const sources: Source[] = [];
  const without: NoSource[] = [];
  for (const tool of order) {
    const translation = translations.get(tool);
    if (!mayKnow(tool, row, target)) {
      const gap = row.missing.find((missing) => missing.tool === tool);
      without.push({ tool, why: gap?.why ?? "cannot see this container", instead: null });
      continue;
    }
    const facts = tools.find((one) => one.tool === tool);
    const missing = missingTool(facts, tool);
    const [step, ...more] = translation?.steps ?? [];
    if (missing) without.push(missing);
    else if (!translation || !step || more.length > 0 || !facts) {
      const why = translation?.notes[0]?.text ?? `${tool} has no single command for this`;
      without.push({ tool, why, instead: translation?.instead ?? null });
    } else {
      const { fit, notes } = translation;
      const argv = addressed(tool, step.argv, target);
      sources.push({ tool, argv, command: facts.command, fit, notes, target, facts: found.listed.facts });
    }
  }
  const rank = ({ tool, fit }: Source): number => (first.includes(tool) ? first.indexOf(tool) - 10 : FITS.indexOf(fit));
  sources.sort((a, b) => rank(a) - rank(b));
  if (via === null) return { row, sources, without };
  const chosen = sources.find(({ tool }) => tool === via);
  if (chosen) return { row, sources: [chosen, ...sources.filter((one) => one !== chosen)], without };
  const why = without.find(({ tool }) => tool === via);
  throw new CtoolError("no-form", exitCodes.noTool, `${via} cannot do this: ${why?.why ?? "it has no form of it"}`, {
    hint: why?.instead ?? (sources[0] ? `${sources[0].tool} can.` : null),
  });
};
