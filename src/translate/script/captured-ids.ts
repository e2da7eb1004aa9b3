import { forEachChild, type Script, type SyntaxNode } from "unbash";
import { type DockerCommand, isOn, lastValue } from "../spec.ts";

/** Whether a docker command prints ids of containers and nothing else: `ps -q`, `run -d`, `create`. */
export function printsIds(command: DockerCommand): boolean {
  const format = lastValue(command, "format")?.replace(/\s/g, "") ?? null;
  switch (command.spec.path) {
    case "container ls":
      return format === null ? isOn(command, "quiet") : format === "{{.ID}}";
    case "container run":
      return isOn(command, "detach");
    case "container create":
      return true;
    default:
      return command.spec.path.endsWith("inspect") && format === "{{.Id}}";
  }
}

/**
 * The variables of a script that hold ids of containers: `C=$(docker run -d nginx)`, `for c in $(docker ps -q)`,
 * `docker ps -q | while read c`.
 * @param printers where the calls begin that print ids
 */
export function capturedIds(script: Script, printers: readonly number[]): ReadonlySet<string> {
  const names = new Set<string>();
  const prints = ({ pos, end }: { pos: number; end: number }) => printers.some((at) => at >= pos && at < end);
  const visit = (node: SyntaxNode): void => {
    if (node.type === "Assignment" && prints(node)) names.add(node.name);
    if (node.type === "For" && node.wordlist?.some(prints)) names.add(node.name.value);
    if (node.type === "Pipeline")
      node.commands.forEach((command, i) => {
        const feed = node.commands[i - 1];
        if (command.type === "While" && feed !== undefined && prints(feed))
          for (const name of readBy(command)) names.add(name);
      });
    forEachChild(node, visit);
  };
  if (printers.length > 0) visit(script);
  return names;
}

/** The variable that `while read -r name` fills first. */
function readBy(loop: SyntaxNode): string[] {
  const names: string[] = [];
  const find = (node: SyntaxNode): void => {
    if (node.type === "Command" && node.name?.value === "read")
      for (const part of node.suffix)
        if (part.type === "Word" && /^[A-Za-z_]\w*$/.test(part.value)) names.push(part.value);
    forEachChild(node, find);
  };
  if (loop.type === "While") find(loop.clause);
  return names.slice(0, 1);
}
