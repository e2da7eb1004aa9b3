import type { StepFile, Target, Tool } from "../model/index.ts";
import { type DockerCommand, isOn, lastValue } from "../translate/index.ts";
import { addressed } from "./addressed.ts";
import { type CopyPlan, connectCopy, guessLook, planCopy } from "./copy.ts";
import { type Made, madeBy } from "./made.ts";
import type { ToolLine } from "./write.ts";
import type { WriteVerb } from "./write-verbs.ts";

/** Where a step reads from: nowhere, ctool's own input, a file, or another program. */
export type StepInput = "none" | "inherit" | { file: string } | { program: readonly string[] };
/**
 * Where its output goes: kept for the result, shown as progress, ctool's own stdout, a file (with permission bits of its own), or
 * another program, for which a folder is made first (one that is there keeps its mode).
 */
export type StepOutput =
  | "keep"
  | "progress"
  | "inherit"
  /** A file, its permission bits, and the bytes below which it is not whole. */
  | { file: string; mode?: number; atLeast?: number }
  | { program: readonly string[]; folder?: string };

/** One command as ctool runs it. */
export interface PlannedStep {
  tool: Tool;
  /** What is executed in place of `argv[0]`. */
  file: readonly string[];
  /** Whole, addresses included; captures still stand as `<container-id>`. */
  argv: readonly string[];
  files: readonly StepFile[];
  captures: string | null;
  /** Milliseconds to give this step before the next one: at most, see `until`. */
  waitMs: number;
  mayFail: boolean;
  stdin: StepInput;
  stdout: StepOutput;
  /** `tee`: shown as it comes, and kept (a person talks to it); `inherit`: the tool draws its progress itself. */
  stderr: "keep" | "tee" | "inherit";
  makes: Made | null;
  /** File that holds a tar archive afterwards. */
  archive: string | null;
}

/** What fills the places in a translation that only the moment of running can. */
export interface Filling {
  /** Folder that ctool was started in. */
  folder: string;
  env: (name: string) => string | undefined;
  /** Process ids by container name, for `<PID_OF_x>`. */
  pids: ReadonlyMap<string, number>;
  /** The pod that a container joins, for `<pod-id>` where no step makes one. */
  podId: string | null;
  /** Unique among all runs: the id of an exec. */
  unique: string;
}

/** What stands in a translation and cannot be filled in. */
export class CannotFill extends Error {}

const PLACEHOLDER = /<ABS_PATH>|<VALUE_OF_([A-Za-z_]\w*)>|<PID_OF_([^<>]+)>/g;

/** @throws {CannotFill} naming what is missing */
const fillText = (text: string, filling: Filling, spell: (value: string) => string): string =>
  text.replace(PLACEHOLDER, (_, variable?: string, container?: string) => {
    if (variable !== undefined) {
      const value = filling.env(variable);
      if (value === undefined) throw new CannotFill(`the variable ${variable} is not set here`);
      return spell(value);
    }
    if (container === undefined) return spell(filling.folder);
    const pid = filling.pids.get(container);
    if (pid === undefined) throw new CannotFill(`${container} does not run, so there are no namespaces of it to join`);
    return String(pid);
  });

const asIs = (value: string): string => value;
const inJson = (value: string): string => JSON.stringify(value).slice(1, -1);

/** ctr wants an id for every exec; two of the same name cannot run at once. */
const ownExecId = (argv: readonly string[], unique: string): string[] =>
  argv.map((word, index) => (argv[index - 1] === "--exec-id" ? unique : word));

/** Whether a person (or a pipe) talks to the last step. */
const isSession = ({ manner }: WriteVerb, command: DockerCommand, last: readonly string[]): boolean => {
  const on = (name: string) => isOn(command, name);
  if (command.spec.path === "container start") return (on("attach") || on("interactive")) && last[0] !== "crictl";
  if (manner !== "session" || on("detach")) return false;
  // crictl run returns at once, with the id.
  return last[0] !== "crictl" || last[1] === "attach" || last[1] === "exec";
};

type Streams = Pick<PlannedStep, "stdin" | "stdout" | "stderr">;
const QUIET: Streams = { stdin: "none", stdout: "keep", stderr: "keep" };

/** How the last step is connected: to a person, a pipe, a file, or to nothing but ctool. */
const streamsOf = (verb: WriteVerb, command: DockerCommand, argv: readonly string[], terminal: boolean): Streams => {
  const { path } = command.spec;
  const typed = (name: string) => command.byName.has(name);
  if (isSession(verb, command, argv)) {
    // ctr hands its own input on whether it was asked to or not.
    const mute = argv[0] === "ctr" && !isOn(command, "interactive") && !isOn(command, "tty");
    return { stdin: mute && path !== "container attach" ? "none" : "inherit", stdout: "inherit", stderr: "tee" };
  }
  const words = command.operands.map(({ word }) => word);
  if (verb.manner === "archive-out" && !typed("output")) return { ...QUIET, stdout: "inherit" };
  if (path === "image load" && !typed("input")) return { ...QUIET, stdin: "inherit" };
  if (path === "image import" && words[0] === "-") return { ...QUIET, stdin: "inherit" };
  if (path === "image build") {
    const reads = words.includes("-") || command.byName.get("file")?.at(-1)?.value === "-";
    return { stdin: reads ? "inherit" : "none", stdout: "keep", stderr: terminal ? "inherit" : "keep" };
  }
  if (path === "container cp") return connectCopy(command) ?? QUIET;
  return verb.manner === "progress" ? { ...QUIET, stdout: "progress" } : QUIET;
};

/** What `planSteps` has to know beside the translation. */
export interface StepsQuestion {
  verb: WriteVerb;
  /** The docker line as the tool got it. */
  command: DockerCommand;
  line: ToolLine;
  place: Target;
  /** What is executed in place of the tool's name. */
  file: readonly string[];
  filling: Filling;
  /** The container's name where the verb makes one. */
  name: string | null;
  /** Whether a person watches stderr. */
  terminal: boolean;
  /** A copy through a program in the container, in place of the one that the line shows. */
  copy?: CopyPlan | null;
  /** Sandboxes that a removal leaves without a use (`emptiedSandboxes`). */
  emptied?: readonly string[];
}

/** The words up to the container of an exec, and another program after it. */
const withProgram = (argv: readonly string[], { operands }: DockerCommand, { program }: CopyPlan): string[] => {
  const id = operands.flatMap(({ word }) => (word.includes(":") ? word.slice(0, word.indexOf(":")) : []));
  const at = argv.findIndex((word) => id.includes(word));
  if (at < 0) throw new Error("an exec names its container");
  return [...argv.slice(0, at + 1), ...program];
};

/**
 * A translation as commands that can be run: with addresses, everything filled in but captures, and each step's streams.
 * @throws {CannotFill} for a variable that is not set, or a container that does not run
 */
export const planSteps = ({
  verb,
  command,
  line,
  place,
  file,
  filling,
  name,
  terminal,
  copy = null,
  emptied = [],
}: StepsQuestion): PlannedStep[] => {
  const { tool, steps } = line;
  const captured = new Set(steps.map(({ captures }) => captures));
  const planned =
    copy ??
    (verb.subject === "copy" && (tool === "crictl" || tool === "ctr") ? planCopy(command, guessLook(command)) : null);
  const own = planned && "program" in planned ? planned : null;
  const runs = steps.map((step, index): PlannedStep => {
    const filled = step.argv.map((word) => {
      if (word === "<pod-id>" && !captured.has(word)) {
        if (filling.podId === null) throw new CannotFill("the container to join has no pod");
        return filling.podId;
      }
      return fillText(word, filling, asIs);
    });
    const words = own ? withProgram(filled, command, own) : filled;
    const argv = addressed(tool, tool === "ctr" ? ownExecId(words, filling.unique) : words, place);
    const last = index === steps.length - 1;
    const streams = last ? (own?.connection ?? streamsOf(verb, command, step.argv, terminal)) : QUIET;
    const pulls = step.argv.includes("pull");
    return {
      tool,
      file,
      argv,
      files: step.files.map(({ path, content }) => ({ path, content: fillText(content, filling, inJson) })),
      captures: step.captures,
      waitMs: (step.wait ?? 0) * 1000,
      mayFail: step.mayFail === true,
      ...streams,
      ...(pulls && streams.stdout === "keep" ? { stdout: "progress" as const } : {}),
      makes: madeBy(tool, step, place, file, name),
      archive: last && verb.manner === "archive-out" ? lastValue(command, "output") : null,
    };
  });
  if (tool !== "crictl" || command.spec.path !== "container rm" || emptied.length === 0) return runs;
  // docker takes a container's network with the container: in CRI that is the sandbox's.
  const argv = addressed(tool, ["crictl", "rmp", "-f", ...emptied], place);
  const rest = { files: [], captures: null, waitMs: 0, mayFail: false, makes: null, archive: null };
  return [...runs, { tool, file, argv, ...rest, ...QUIET }];
};
