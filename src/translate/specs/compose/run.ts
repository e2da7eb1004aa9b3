import type { Draft } from "../../draft.ts";
import { asTyped, implied, lost, none, operands, operandsFirst, reshape, same, sameLong } from "../../rules.ts";
import { type CommandSpec, isOn, type Rule } from "../../spec.ts";
import { splitWords } from "../../words.ts";
import { dryRunRow, ITS_CONTAINERS, row, tools } from "./group.ts";

const NO_STDIN = "--interactive=false";

/** nerdctl compose keeps stdin open by itself, and then refuses -d. */
const detachRun = reshape(`-d ${NO_STDIN}`, (draft, use) => {
  draft.keep(use);
  if (!isOff(draft, "interactive") && !isOn(draft.command, "no-TTY")) draft.put(use, [NO_STDIN]);
});
const detachExec = reshape(`-d -T ${NO_STDIN}`, (draft, use) => {
  draft.keep(use);
  if (!isOn(draft.command, "no-TTY")) draft.put(use, ["-T"]);
  if (!isOff(draft, "interactive")) draft.put(use, [NO_STDIN]);
});

function isOff(draft: Draft, name: string): boolean {
  return draft.command.byName.get(name)?.at(-1)?.value === "false";
}

/** nerdctl compose run gives a terminal whenever stdin is open. */
const noTty = reshape(NO_STDIN, (draft, use) => {
  if (!isOff(draft, "interactive")) draft.put(use, [NO_STDIN]);
  draft.change(use, "nerdctl has a terminal or no stdin at all: this closes stdin as well");
});

/** docker cuts it as a shell does; nerdctl takes a word at a time. */
const entrypoint = reshape("same, once per word", (draft, use) => {
  const { words } = splitWords(use.value);
  if (words.length < 2) draft.keep(use);
  else
    draft.put(
      use,
      words.flatMap((word) => ["--entrypoint", word]),
    );
});

const offOnly = (text: string): Rule => ({
  ...implied(text),
  apply: (draft, use) => draft.put(use, [`--${use.row.long}=false`]),
});
const user = row("-u, --user string", "User (and group) of the command.", same);
const workdir = row("-w, --workdir string", "Working directory of the command.", same);
const env = row("-e, --env stringArray", "Sets an environment variable.", same);

export const commands: readonly CommandSpec[] = [
  {
    path: "compose run",
    aliases: [],
    risk: (command) => (isOn(command, "remove-orphans") ? "destroy" : "write"),
    summary: "Runs a command in a new container of a service.",
    operands: operandsFirst("SERVICE [COMMAND] [ARG...]", "text", "command"),
    tools: tools(asTyped()),
    flags: [
      row("--build", "Builds the image first.", same),
      row(
        "--cap-add list",
        "Adds a capability.",
        lost("nerdctl compose run has no --cap-add", "cap_add in the Compose file"),
      ),
      row(
        "--cap-drop list",
        "Drops a capability.",
        lost("nerdctl compose run has no --cap-drop", "cap_drop in the Compose file"),
      ),
      row("-d, --detach", "Runs in the background.", detachRun),
      dryRunRow,
      row("--entrypoint string", "Program to run in place of the image's.", entrypoint),
      env,
      row("-i, --interactive", "Keeps stdin open.", offOnly("nerdctl compose run keeps stdin open"), {
        defaultOn: true,
      }),
      row("-l, --label stringArray", "Sets a label.", same),
      row("--name string", "Name of the container.", same),
      row("-T, --no-TTY", "Gives the command no terminal.", noTty),
      row("-t, --tty", "Gives the command a terminal.", implied("nerdctl compose run gives one"), {
        defaultOn: true,
        unlisted: true,
      }),
      row("--no-deps", "Leaves out the services it depends on.", same),
      row("-p, --publish stringArray", "Publishes a port.", sameLong),
      row("--quiet-pull", "Pulls without showing progress.", same),
      row("--remove-orphans", "Removes containers that the file no longer has.", same),
      row("--rm", "Removes the container when it ends.", same),
      row("-P, --service-ports", "Publishes the service's ports.", sameLong),
      row(
        "--use-aliases",
        "Gives the container the service's names in its networks.",
        lost("nerdctl compose run has no --use-aliases"),
      ),
      user,
      row("-v, --volume stringArray", "Mounts a volume or a folder.", same),
      workdir,
    ],
    examples: [
      "docker compose run --rm web sh",
      "docker compose run -it --rm web sh -c 'ls -l'",
      "docker compose run -d --name job web",
      "docker compose run -T web cat",
      "docker compose run -p 8080:80 -e A=1 -u 1000 -w /tmp -v ./a:/a -l a=b web",
      "docker compose run -P --no-deps --build --quiet-pull --remove-orphans web",
      "docker compose run --entrypoint 'sh -c' web 'ls /'",
      "docker compose run --cap-add NET_ADMIN --cap-drop ALL --use-aliases web",
      "docker compose -f x.yml run --rm --entrypoint sh web",
    ],
    mend: () => ["SERVICE"],
  },
  {
    path: "compose exec",
    aliases: [],
    risk: "write",
    summary: "Runs a command in a running container of a service.",
    operands: operandsFirst("SERVICE COMMAND [ARG...]", "text", "command"),
    tools: tools(asTyped()),
    flags: [
      row("-d, --detach", "Runs the command in the background.", detachExec),
      dryRunRow,
      env,
      row("--index int", "Which container of the service.", same),
      row("-i, --interactive", "Keeps stdin open.", offOnly("nerdctl compose exec keeps stdin open"), {
        defaultOn: true,
        unlisted: true,
      }),
      row("-T, --no-TTY", "Gives the command no terminal.", same, { unlisted: true }),
      row("--privileged", "Gives the command nearly all rights of the host.", same),
      row("-t, --tty", "Gives the command a terminal.", implied("nerdctl compose exec gives one on a terminal"), {
        defaultOn: true,
        unlisted: true,
      }),
      user,
      workdir,
    ],
    examples: [
      "docker compose exec web sh",
      "docker compose exec -it web sh",
      "docker compose exec -T db pg_dump shop",
      "docker compose exec -d web touch /tmp/x",
      "docker compose exec -u 1000 -w /tmp -e A=1 --index 2 --privileged web id -u",
      "docker compose -p shop exec web ls -l",
    ],
    mend: ({ operands: [service] }) => [service?.word ?? "SERVICE", "COMMAND"],
  },
  {
    path: "compose attach",
    aliases: [],
    risk: "write",
    summary: "Attaches to a container of a service.",
    operands: operands("SERVICE", "text"),
    tools: tools(none("nerdctl compose has no attach", `nerdctl attach ${ITS_CONTAINERS}`)),
    flags: [
      row("--detach-keys string", "Keys that leave the container running."),
      dryRunRow,
      row("--index int", "Which container of the service."),
      row("--no-stdin", "Does not attach stdin."),
      row("--sig-proxy", "Passes signals on to the process.", undefined, { defaultOn: true }),
    ],
    examples: ["docker compose attach web", "docker compose attach --index 2 --no-stdin --sig-proxy=false web"],
  },
  {
    path: "compose cp",
    aliases: [],
    risk: "write",
    summary: "Copies files between a service's containers and this machine.",
    operands: operands("SERVICE:SRC_PATH|SRC_PATH DEST_PATH|SERVICE:DEST_PATH", "text"),
    tools: tools(asTyped()),
    flags: [
      row("-a, --archive", "Keeps owners.", lost("nerdctl compose cp has no -a")),
      row("--dry-run", "Only says what would be done.", same),
      row("-L, --follow-link", "Follows links in the source.", same),
      row("--index int", "Which container of the service.", same),
    ],
    examples: [
      "docker compose cp web:/etc/hosts .",
      "docker compose cp ./a.txt web:/tmp/a.txt",
      "docker compose cp -aL --index 1 web:/data ./data",
      "docker compose cp --dry-run web:/etc/hosts .",
    ],
  },
];
