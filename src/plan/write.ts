import { speaksTo } from "../adapters/ask.ts";
import type { Joined, Note, Target, Tool, ToolFacts, Translation } from "../model/index.ts";
import { atLeast } from "../translate/index.ts";
import type { WriteVerb } from "./write-verbs.ts";

/** A docker line in one tool's words, with docker itself among the tools. */
export type ToolLine = Omit<Translation, "tool"> & { tool: Tool };

/** One tool weighed for a write. */
export interface Candidate {
  tool: Tool;
  line: ToolLine;
  /** Why this tool cannot carry it out here; null when it can. */
  why: string | null;
  /** What is lost when it does, after what ctool sees to itself. */
  losses: Note[];
}

/** Everything that decides which tool carries out one write. */
export interface WriteQuestion {
  path: string;
  verb: WriteVerb;
  place: Target;
  tools: readonly ToolFacts[];
  lines: readonly ToolLine[];
  /** `--via`. */
  via: Tool | null;
  /** The containers that the write is about, all in `place`. */
  containers: readonly Joined<"container">[];
  /** The images that it is about, all in `place`. */
  images: readonly Joined<"image">[];
  /** Version of the engine; null when it is not known. */
  engineVersion: string | null;
  /** Whether every name of each image is meant: then it does not matter that a tool removes them all. */
  wholeImages: boolean;
}

export interface WriteChoice {
  /** The tool that carries it out; null when none can. */
  chosen: Candidate | null;
  /** All tools, in the order in which they were weighed. */
  candidates: Candidate[];
}

const CRI_NAMESPACE = "k8s.io";
/** Why docker is never the tool for what is in a containerd: too plain to be told each time. */
export const NO_DOCKER = "docker does not talk to containerd";

/** nerdctl keeps what it needs to know of its containers in labels of its own. */
export const isNerdctls = ({ labels }: Joined<"container">): boolean =>
  Object.keys(labels).some((label) => label.startsWith("nerdctl/"));

const every = <T>(list: readonly T[], is: (item: T) => boolean): boolean => list.length > 0 && list.every(is);

/** Tools, the best first: the owner of the containers, else as the verb's row has it. */
const orderOf = ({ verb, place, containers }: WriteQuestion): readonly Tool[] => {
  if (place.engine === "docker") return ["docker"];
  if (place.engine !== "containerd") return ["crictl"];
  const { tools } = verb;
  const first = (owner: Tool): Tool[] => [owner, ...tools.filter((tool) => tool !== owner)];
  if (containers.length === 0) return place.namespace === CRI_NAMESPACE ? (verb.inCri ?? tools) : tools;
  if (containers.every(({ cri }) => cri === true)) return first("crictl");
  if (containers.every(isNerdctls)) return first("nerdctl");
  // Nobody left a mark: ctr made it, or only ctr was asked.
  return first("ctr");
};

const criMade = ({ cri }: Joined<"container">): boolean => cri === true;

/** Why a tool cannot carry a write out; null when it can. */
const whyNot = (tool: Tool, line: ToolLine | undefined, question: WriteQuestion): string | null => {
  const { verb, place, tools, containers, engineVersion } = question;
  if (!speaksTo(tool, place)) {
    if (tool === "docker") return NO_DOCKER;
    return tool === "crictl" && place.engine === "containerd"
      ? `CRI serves only ${CRI_NAMESPACE}, not ${place.namespace}`
      : `${tool} does not talk to ${place.engine}`;
  }
  const facts = tools.find((one) => one.tool === tool);
  if (!facts || facts.command.length === 0)
    return facts?.problem === "not-executable" ? `${facts.path} is not executable` : `${tool} is not on this node`;
  if (!line || line.fit === "none") return line?.notes[0]?.text ?? `${tool} has no form of it`;
  if (tool === "crictl" && !containers.every(({ seenBy }) => seenBy.includes("crictl")))
    return "crictl does not see it";
  const harm = verb.notOnPods?.[tool];
  if (harm !== undefined && containers.some(criMade)) return harm;
  if (tool === "nerdctl" && verb.nerdctlOwnOnly !== undefined && !containers.every(isNerdctls))
    return verb.nerdctlOwnOnly;
  const transfers = tool === "nerdctl" && verb.transfer === true && atLeast(facts.version ?? "2.3", "2.3");
  if (transfers && engineVersion !== null && !atLeast(engineVersion, "1.7"))
    return `nerdctl ${facts.version ?? ""} needs containerd 1.7 for it, and this is ${engineVersion}`.replace(
      "  ",
      " ",
    );
  return null;
};

/** Losses that ctool makes good: what the tool does not look at, ctool has looked at; streams that a person would connect. */
const isMadeGood = ({ flag }: Note, tool: Tool, { path, containers, wholeImages }: WriteQuestion): boolean => {
  if (flag !== null) return false;
  switch (path) {
    // Looks by itself whether it is there and in use; crictl takes every name of an image away.
    case "image rm":
      return tool === "ctr" || (tool === "crictl" && wholeImages);
    case "container start":
      return tool === "crictl" && every(containers, ({ state }) => state === "created");
    case "container cp":
      return tool === "crictl" || tool === "ctr";
    default:
      return false;
  }
};

const lossesOf = (line: ToolLine, question: WriteQuestion): Note[] =>
  line.notes
    .filter(({ kind }) => kind === "lost" || kind === "changed" || kind === "by-ctool")
    .filter((note) => !isMadeGood(note, line.tool, question));

/**
 * Chooses the one tool that carries out a write: `--via`, else the owner of the containers (crictl never gets one that it
 * cannot see), else the verb's own order; a tool that loses nothing goes before one that does.
 */
export const chooseTool = (question: WriteQuestion): WriteChoice => {
  const order = orderOf(question);
  const rest = question.lines.map(({ tool }) => tool).filter((tool) => !order.includes(tool));
  const candidates = [...order, ...rest].flatMap((tool): Candidate[] => {
    const line = question.lines.find((one) => one.tool === tool);
    if (!line) return [];
    return [{ tool, line, why: whyNot(tool, line, question), losses: lossesOf(line, question) }];
  });
  const able = candidates.filter(({ why }) => why === null);
  if (question.via !== null) return { chosen: able.find(({ tool }) => tool === question.via) ?? null, candidates };
  return { chosen: able.find(({ losses }) => losses.length === 0) ?? able[0] ?? null, candidates };
};
