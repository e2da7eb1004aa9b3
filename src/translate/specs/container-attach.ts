import type { Draft } from "../draft.ts";
import { asTyped, flag, lost, operands, reshape, same, since, verb } from "../rules.ts";
import { type CommandSpec, isOn } from "../spec.ts";

/** With -it, crictl passes stdin and signals on, or neither. */
function attachInCrictl(draft: Draft): void {
  const quiet = isOn(draft.command, "no-stdin") || draft.command.byName.get("sig-proxy")?.at(-1)?.value === "false";
  if (!quiet) draft.put(null, ["-it"]);
  draft.tell(null, "stdin and a terminal only where the container was made with them");
}

/** The keys that docker and crictl have without being told. */
const crictlKeys = reshape("always ctrl-p,ctrl-q", (draft, use) => {
  if (use.value !== "ctrl-p,ctrl-q") draft.lose(use, "crictl attach has no other detach keys than ctrl-p,ctrl-q");
});

export const commands: readonly CommandSpec[] = [
  {
    path: "container attach",
    aliases: ["attach"],
    risk: "write",
    summary: "Attaches to a running container.",
    operands: operands("CONTAINER", "container"),
    tools: {
      nerdctl: asTyped({
        info: "fails for containers of nerdctl run -d or start without -t (stdout fifo); see nerdctl logs -f",
      }),
      crictl: verb("attach", { lookup: "running", finish: attachInCrictl }),
      ctr: verb("tasks attach", {
        partial: "cannot be left: Ctrl-C goes to the process, and the task is deleted when it ends",
      }),
    },
    flags: [
      flag("--detach-keys string", "Keys that leave the container running.", {
        nerdctl: same,
        crictl: crictlKeys,
        ctr: lost("ctr tasks attach has no detach keys"),
      }),
      flag("--no-stdin", "Does not attach stdin.", {
        nerdctl: since("2.1.2", same, lost("nerdctl before 2.1.2 has no --no-stdin", "nerdctl attach NAME </dev/null")),
        crictl: reshape("without -it", () => {}),
        ctr: lost("ctr tasks attach has no --no-stdin", "ctr tasks attach ID </dev/null"),
      }),
      flag(
        "--sig-proxy",
        "Passes signals on to the process.",
        {
          nerdctl: lost("nerdctl attach always passes signals on"),
          crictl: lost("crictl attach has no --sig-proxy", "without -it it passes on neither signals nor stdin"),
          ctr: lost("ctr tasks attach always passes signals on"),
        },
        { defaultOn: true },
      ),
    ],
    examples: [
      "docker attach web",
      "docker container attach f52d55c8e029",
      "docker attach --sig-proxy=false web",
      "docker attach --no-stdin web",
      "docker attach --detach-keys ctrl-x web",
      "docker attach --detach-keys=ctrl-p,ctrl-q web",
    ],
  },
];
