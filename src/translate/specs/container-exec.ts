import { asTyped, conflict, flag, implied, lost, operandsFirst, reshape, same, to, verb } from "../rules.ts";
import { type CommandSpec, isOn, type Rule } from "../spec.ts";

/** Neither tool passes variables to exec: the image's own `env` does, where it has one. */
const throughEnv: Rule = reshape("env A=b before the command", (draft, use) => {
  const value = use.value.includes("=") ? use.value : `${use.value}=<VALUE_OF_${use.value}>`;
  const [container, ...command] = draft.operands;
  if (container === undefined) return;
  const at = command.findLastIndex((operand) => operand.at === -1) + 1;
  const env = at === 0 ? [{ at: -1, word: "env" }] : [];
  draft.operands = [container, ...command.slice(0, at), ...env, { at: -1, word: value }, ...command.slice(at)];
  draft.change(use, "by the program env, which the image has to have");
});

const noFile = (tool: string) => lost(`${tool} reads no files of variables`, "env A=b before the command");

export const commands: readonly CommandSpec[] = [
  {
    path: "container exec",
    aliases: ["exec"],
    risk: "write",
    summary: "Runs a command in a running container.",
    operands: operandsFirst("CONTAINER COMMAND [ARG...]", "container", "command"),
    tools: {
      nerdctl: asTyped({
        conflicts: [
          conflict("detach", "interactive", "interactive", "nerdctl refuses -d together with -i"),
          conflict("detach", "tty", "tty", "nerdctl refuses -d together with -t"),
        ],
      }),
      crictl: verb("exec", { lookup: "running" }),
      ctr: verb("tasks exec", {
        info: "every exec needs an --exec-id that is not taken; a detached one stays taken until ctr tasks rm --exec-id",
        finish(draft) {
          const program = draft.operands[1]?.word.split("/").at(-1) ?? "";
          const named = isOn(draft.command, "tty") && /^[a-z][\w.-]*$/.test(program);
          draft.put(null, ["--exec-id", named ? `${program}1` : "e1"]);
        },
      }),
    },
    mend: ({ operands }) => ["CONTAINER", ...(operands.length === 0 ? ["sh"] : operands.map(({ word }) => word))],
    flags: [
      flag("-d, --detach", "Runs the command in the background.", {
        nerdctl: same,
        crictl: lost("crictl exec waits until the command has ended"),
        ctr: same,
      }),
      flag("--detach-keys string", "Keys that leave the command running.", {
        nerdctl: lost("nerdctl exec has no detach keys"),
        crictl: lost("crictl exec has no detach keys"),
        ctr: lost("ctr tasks exec has no detach keys"),
      }),
      flag("-e, --env list", "Sets an environment variable.", { nerdctl: same, crictl: throughEnv, ctr: throughEnv }),
      flag("--env-file list", "Reads environment variables from a file.", {
        nerdctl: same,
        crictl: noFile("crictl exec"),
        ctr: noFile("ctr tasks exec"),
      }),
      flag("-i, --interactive", "Keeps stdin open.", {
        nerdctl: same,
        crictl: same,
        ctr: implied("ctr passes stdin by itself"),
      }),
      flag("--privileged", "Gives the command nearly all rights of the host.", {
        nerdctl: same,
        crictl: lost("CRI has no privileged exec"),
        ctr: lost("ctr tasks exec has no --privileged"),
      }),
      flag("-t, --tty", "Gives the command a terminal.", { nerdctl: same, crictl: same, ctr: same }),
      flag("-u, --user string", "User (and group) of the command.", {
        nerdctl: same,
        crictl: lost("CRI's exec has no user", "su or setpriv inside the container"),
        ctr: to("--user"),
      }),
      flag("-w, --workdir string", "Working directory of the command.", {
        nerdctl: same,
        crictl: lost("CRI's exec has no working directory", "sh -c 'cd DIR && …'"),
        ctr: to("--cwd"),
      }),
    ],
    examples: [
      "docker exec -it web sh",
      "docker exec web ls -l /",
      "docker container exec -i web cat",
      "docker exec -d web touch /tmp/x",
      "docker exec -itd web sh",
      "docker exec -u 1000 -w /tmp web id",
      "docker exec -e A=1 -eHOME web env",
      "docker exec --env-file app.env web env",
      "docker exec --privileged --detach-keys ctrl-x f52d55c8e029 ip link",
    ],
  },
];
