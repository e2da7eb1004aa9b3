import type { Draft } from "../draft.ts";
import { nerdctlFields } from "../fields.ts";
import { readFormat } from "../formats.ts";
import { asTyped, flag, implied, lost, none, noneOf, operands, reshape, same, sinceForm, verb } from "../rules.ts";
import { type CommandSpec, isOn } from "../spec.ts";

/** nerdctl tells `start` from the rest, and nothing else. */
const nerdctlEvents = reshape("same: event=start", (draft, use) => {
  const [key, value] = use.value.split("=", 2);
  if (key !== "event" && key !== "status") draft.lose(use, `nerdctl events has no filter ${key}`, "filter its output");
  else if (value !== "start")
    draft.lose(use, `nerdctl events calls everything but start \`unknown\`: ${use.value} would find nothing`);
  else draft.keep(use);
});

const noTimes = (what: string) => lost(`${what} shows only what happens from now on`);

/** crictl's imagefsinfo and events print JSON. */
const asJson = reshape("-o json", (draft, use) => {
  if (readFormat(use.value).kind === "table") return draft.lose(use, "crictl prints JSON or YAML here");
  draft.put(use, ["-o", "json"]);
  draft.change(use, "CRI's fields, not docker's: read the JSON");
});

/** CRI knows images to prune; it removes every unused one, so only `-a` has a form. */
function pruneInCrictl(draft: Draft): void {
  const rest = "containers and pods that have ended are the kubelet's to remove, or crictl rm, crictl rmp";
  if (!isOn(draft.command, "all")) {
    draft.refuse(
      "crictl would remove every unused image, docker only those without a name",
      `crictl rmi --prune for all unused images; ${rest}`,
    );
    return;
  }
  draft.change(null, `unused images only, at once; ${rest}`);
  draft.change(
    null,
    "the pod sandbox's image goes too where it is not pinned, and no pod starts until it is pulled again",
  );
}

export const commands: readonly CommandSpec[] = [
  {
    path: "system df",
    aliases: [],
    risk: "read",
    summary: "Shows how much disk images, containers, volumes and build cache take.",
    operands: operands(""),
    tools: {
      nerdctl: none(
        "nerdctl has no system df",
        "nerdctl images and nerdctl volume ls -s show sizes, nerdctl ps -s those of containers; buildctl du",
      ),
      crictl: verb("imagefsinfo", {
        partial: "the file system of images as a whole; sizes of containers: crictl stats -a",
      }),
      ctr: verb("content ls", {
        partial: "the size of every blob; ctr snapshots usage has those of containers and layers",
      }),
    },
    flags: [
      flag("--format string", "Prints in another format: json, table or a Go template.", {
        crictl: asJson,
        ctr: lost("ctr has no output formats"),
      }),
      flag("-v, --verbose", "Shows every image, container and volume.", {
        crictl: lost("crictl imagefsinfo has sums only", "crictl images, crictl stats -a"),
        ctr: implied("ctr content ls shows every blob"),
      }),
    ],
    examples: ["docker system df", "docker system df -v", "docker system df --format json"],
  },
  {
    path: "system events",
    aliases: ["events"],
    risk: "read",
    summary: "Shows what happens in the engine, as it happens.",
    operands: operands(""),
    tools: {
      nerdctl: asTyped({
        info: "containerd's topics (/tasks/start), not docker's actions; only start has a status of its own",
      }),
      crictl: sinceForm(
        "1.29",
        verb("events", { info: "containers and pods of CRI only; needs containerd 1.7 or CRI-O" }),
        none("crictl before 1.29 has no events", "ctr -n k8s.io events, or kubectl get events -w"),
      ),
      ctr: verb("events", { info: "the events of every namespace" }),
    },
    flags: [
      flag("-f, --filter filter", "Shows only what matches a condition (event, container, type, …).", {
        nerdctl: nerdctlEvents,
        crictl: lost("crictl events has no filters", "filter its output with jq"),
        ctr: lost("ctr events has no filters", "filter its output with grep"),
      }),
      flag("--format string", "Prints a Go template, or json.", {
        nerdctl: nerdctlFields("nerdctl events", "Timestamp", "ID", "Namespace", "Topic", "Status", "Event"),
        crictl: asJson,
        ctr: lost("ctr has no output formats", "its lines end in JSON"),
      }),
      flag("--since string", "From a time on: 10m, 2024-01-02T13:23:37Z.", {
        nerdctl: noTimes("nerdctl events"),
        crictl: noTimes("crictl events"),
        ctr: noTimes("ctr events"),
      }),
      flag("--until string", "Up to a time: 10m, 2024-01-02T13:23:37Z.", {
        nerdctl: lost("nerdctl events has no end", "timeout 60 nerdctl events"),
        crictl: lost("crictl events has no end", "timeout -s KILL 60 crictl events"),
        ctr: lost("ctr events has no end", "timeout 60 ctr events"),
      }),
    ],
    examples: [
      "docker events",
      "docker system events",
      "docker events -f event=start --format '{{json .}}'",
      "docker events --filter event=die --filter container=web --filter type=container",
      "docker events --format json",
      "docker events --format '{{.Status}} {{.ID}}'",
      "docker events --format '{{.Type}} {{.Action}}'",
      "docker events --since 10m --until 5m",
    ],
  },
  {
    path: "system prune",
    aliases: [],
    risk: "destroy",
    summary: "Removes what nothing uses: containers, networks, images and build cache.",
    operands: operands(""),
    tools: {
      nerdctl: asTyped({ info: "in the chosen namespace only; the build cache where buildkitd runs" }),
      crictl: verb("rmi --prune", { finish: pruneInCrictl }),
      ctr: none(
        "ctr has no prune for all of it",
        "ctr containers rm ID, ctr images rm REF; ctr images prune --all (1.7); ctr content prune references",
      ),
    },
    flags: [
      flag("-a, --all", "Removes all unused images, not only those without a name.", {
        nerdctl: same,
        crictl: implied("crictl rmi --prune removes all unused images"),
      }),
      flag("--filter filter", "Removes only what matches a condition (until, label).", {
        nerdctl: lost("nerdctl system prune has no --filter: it would remove more"),
        crictl: lost("crictl rmi --prune has no filters: it would remove more"),
      }),
      flag("-f, --force", "Does not ask.", { nerdctl: same, crictl: implied("crictl never asks") }),
      flag("--volumes", "Removes anonymous volumes too.", { nerdctl: same, crictl: lost("CRI has no volumes") }),
    ],
    examples: [
      "docker system prune",
      "docker system prune -f",
      "docker system prune -af --volumes",
      "docker system prune -f --filter until=24h",
      "docker system prune --all --force --filter label=a",
    ],
  },
  {
    path: "system dial-stdio",
    aliases: [],
    risk: "write",
    summary: "Connects the standard streams to the daemon's socket (docker's ssh:// transport).",
    operands: operands(""),
    tools: noneOf(
      {},
      none("it speaks docker's API, which containerd does not", "ssh HOST and run nerdctl, crictl or ctr there"),
    ),
    flags: [],
    examples: ["docker system dial-stdio"],
  },
];
