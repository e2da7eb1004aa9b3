import type { DockerCommand } from "../translate/index.ts";
import { isFolder, sidesOf, split } from "../translate/specs/container-cp.ts";
import type { StepInput, StepOutput } from "./steps.ts";

interface Connection {
  stdin: StepInput;
  stdout: StepOutput;
  stderr: "keep";
}

const reading = (stdin: StepInput): Connection => ({ stdin, stdout: "keep", stderr: "keep" });
const writing = (stdout: StepOutput): Connection => ({ stdin: "none", stdout, stderr: "keep" });

/** `docker cp web:/etc/hosts .` → `./hosts`. */
const targetOf = (from: string, to: string): string =>
  isFolder(to) ? `${to === "" ? "." : to.replace(/(.)\/+$/, "$1")}/${split(from).name}`.replace("//", "/") : to;

/**
 * How `docker cp` is connected on this side: crictl and ctr only print or read a stream inside the container (`cat`, `tar`), and
 * the other end of it is a file here, or a tar. nerdctl and docker copy by themselves; a `-` is ctool's own stream.
 * @param argv the tool's command as translated: `["crictl", "exec", ID, "cat", "/etc/hosts"]`
 * @returns null where the tool sees to everything
 */
export const connectCopy = (command: DockerCommand, argv: readonly string[]): Connection | null => {
  const [from, to] = sidesOf(command);
  if (from.path === "-" && from.container === null) return reading("inherit");
  if (to.path === "-" && to.container === null) return writing("inherit");
  const [tool] = argv;
  if (tool !== "crictl" && tool !== "ctr") return null;
  const archive = argv.includes("tar");
  if (from.container !== null) {
    if (!archive) return writing({ file: targetOf(from.path, to.path) });
    return writing({ program: ["tar", "-xf", "-", "-C", to.path] });
  }
  if (!archive) return reading({ file: from.path });
  const { folder, name } = isFolder(from.path) ? { folder: from.path, name: "." } : split(from.path);
  return reading({ program: ["tar", "-cf", "-", "-C", folder, name] });
};
