import type { RunResult, Tool, ToolFacts } from "../../model/index.ts";
import { addressed } from "../../plan/addressed.ts";
import { type CopyPlan, type End, lookProgram, pathsOf, planCopy, readLook } from "../../plan/copy.ts";
import { askOne } from "../../runtime/ask.ts";
import type { DockerCommand } from "../../translate/index.ts";
import { sidesOf } from "../../translate/specs/container-cp.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes } from "../errors.ts";
import { deadlineOf } from "../node.ts";
import type { Group } from "./subjects.ts";

const LOOK_MS = 10_000;
/** ctr was seen to end well and print nothing. */
const TRIES = 3;
const NO_PROGRAM = /exec: "sh"|executable file not found|no such file or directory/i;

const refused = (why: string, hint: string | null = null, fix: string | null = null): CtoolError =>
  new CtoolError("cannot-copy", exitCodes.failed, `cannot copy: ${why}`, { hint: hint ?? "Nothing was copied.", fix });

/** What is at a path of this machine. */
const lookHere = ({ host }: Context, path: string): End => {
  const link = host.readlink(path).ok;
  const found = host.stat(path);
  if (!found.ok) return { kind: null, link, mode: null };
  const { kind, mode } = found.value;
  return {
    kind: kind === "dir" ? "folder" : kind === "file" ? "file" : "other",
    link,
    mode: (mode & 0o7777).toString(8),
  };
};

interface Look {
  tar: boolean;
  ends: End[];
}

/** What is at paths in a container, by its own shell. @throws {CtoolError} where it has none, or does not run */
const lookInside = async (
  paths: readonly string[],
  { place, containers: [row] }: Group,
  tool: Tool,
  file: readonly string[],
  unique: string,
  context: Context,
): Promise<Look> => {
  const id = row?.id ?? "";
  if (row && row.state !== "running")
    throw refused(`${tool} copies by a program in the container, and ${row.name ?? id.slice(0, 12)} is ${row.state}`);
  const ask = async (tried: number): Promise<Look | RunResult> => {
    const exec =
      tool === "ctr" ? ["ctr", "tasks", "exec", "--exec-id", `${unique}-look-${tried}`, id] : ["crictl", "exec", id];
    const argv = addressed(tool, [...exec, ...lookProgram(paths)], place);
    const { run } = await askOne(context.host, { tool, name: "look", argv }, file, deadlineOf(context, LOOK_MS));
    const look = readLook(run.stdout, paths.length);
    if (run.exitCode === 0 && look) return look;
    return run.exitCode === 0 && run.stdout === "" && tried < TRIES ? ask(tried + 1) : run;
  };
  const found = await ask(1);
  if ("ends" in found) return found;
  const said = found.stderr.trim().split("\n").at(-1) ?? "";
  if (!NO_PROGRAM.test(said))
    throw new CtoolError("tool-failed", exitCodes.failed, `${tool} cannot look into the container: ${said}`, {
      hint: "Nothing was copied.",
    });
  throw refused(
    `the container has no shell, and ${tool} copies by the container's own sh, cat and tar`,
    row?.pid ? "Nothing was copied. Its files are here, for root:" : null,
    row?.pid ? `sudo ls -l /proc/${row.pid}/root${paths.at(-1)}` : null,
  );
};

/**
 * Looks at both sides of a copy by crictl or ctr, and plans it by docker's rules.
 * @returns null for the tools that copy by themselves, and over a recording
 * @throws {CtoolError} (exit 1) for what docker refuses too, and for what cannot be had by a program in the container
 */
export const planCopyBy = async (
  command: DockerCommand,
  group: Group,
  tool: Tool,
  tools: readonly ToolFacts[],
  unique: string,
  context: Context,
): Promise<CopyPlan | null> => {
  if (command.spec.path !== "container cp" || (tool !== "crictl" && tool !== "ctr") || context.recording) return null;
  const paths = pathsOf(command);
  const [from] = sidesOf(command);
  const out = from.container !== null;
  const targets = [paths.to, paths.inside, paths.parent];
  const file = tools.find((one) => one.tool === tool)?.command ?? [tool];
  const inside = await lookInside(out ? [paths.from] : targets, group, tool, file, unique, context);
  const local = (out ? targets : [paths.from]).map((path) => lookHere(context, path));
  const [source] = out ? inside.ends : local;
  const [to, below, parent] = out ? local : inside.ends;
  if (!source || !to || !below || !parent) throw new Error("a copy has four ends");
  const plan = planCopy(command, { from: source, to, inside: below, parent, tar: inside.tar });
  if ("why" in plan) throw refused(plan.why);
  return plan;
};
