import { nerdctlFields, nerdctlQuiet } from "../fields.ts";
import { asTyped, flag, lost, none, noneOf, operands, reshape, same } from "../rules.ts";
import type { CommandSpec, FlagSpec, Rule } from "../spec.ts";

const CRI = none(
  "CRI has no volume objects: pods mount folders of the host",
  "a hostPath or a PersistentVolumeClaim in Kubernetes; nerdctl volume for nerdctl's containers",
);
const CTR = none(
  "ctr has no volume objects",
  "ctr run --mount type=bind,src=FOLDER,dst=PATH,options=rbind:rw; nerdctl volume for nerdctl's containers",
);
const NERDCTL_ONLY: CommandSpec["tools"] = { nerdctl: asTyped(), crictl: CRI, ctr: CTR };

const only = (nerdctl: Rule): FlagSpec["rules"] => ({ nerdctl });
const cluster = lost("nerdctl's volumes are folders of this node: there are no cluster volumes", "a CSI driver");

/** nerdctl knows name, label and size; what it does not know it ignores. */
const filter = reshape("same: name, label", (draft, use) => {
  const key = use.value.split("=", 1)[0] ?? "";
  if (key === "name" || key === "label") draft.keep(use);
  else draft.lose(use, `nerdctl ignores the filter ${key} without a word`, "filter its output");
});

const local = reshape("local is what nerdctl makes", (draft, use) => {
  if (use.value !== "local")
    draft.lose(
      use,
      "nerdctl has no volume drivers: a volume is a folder",
      "mount the storage on the host, and bind it",
    );
});

const name = flag("--name string", "Name of the volume.", {
  nerdctl: reshape("the name as operand", (draft, use) => {
    draft.operands = [{ at: use.token.at, word: use.value }];
  }),
});

export const commands: readonly CommandSpec[] = [
  {
    path: "volume ls",
    aliases: ["volume list"],
    risk: "read",
    summary: "Lists volumes.",
    operands: operands(""),
    tools: NERDCTL_ONLY,
    flags: [
      flag("--cluster", "Lists Swarm's cluster volumes only.", only(cluster)),
      flag("-f, --filter filter", "Lists only what matches a condition (name, label, dangling, driver).", only(filter)),
      flag(
        "--format string",
        "Prints in another format: json, table or a Go template.",
        only(nerdctlFields("nerdctl volume ls", "Driver", "Labels", "Mountpoint", "Name", "Scope", "Size")),
      ),
      flag("-q, --quiet", "Prints names only.", only(nerdctlQuiet)),
    ],
    examples: [
      "docker volume ls",
      "docker volume list -q",
      "docker volume ls -f name=data --filter label=env=dev",
      "docker volume ls -qf dangling=true",
      "docker volume ls --format '{{.Name}}: {{.Mountpoint}}'",
      "docker volume ls --format '{{.Name}} {{.Links}}'",
      "docker volume ls --format json -q",
      "docker volume ls --cluster",
    ],
  },
  {
    path: "volume create",
    aliases: [],
    risk: "write",
    summary: "Makes a volume.",
    operands: operands("[VOLUME]", "text"),
    tools: NERDCTL_ONLY,
    flags: [
      flag("--availability string", "Whether Swarm may use the volume.", only(cluster)),
      flag("-d, --driver string", "Driver of the volume.", only(local)),
      flag("--group string", "Group of cluster volumes.", only(cluster)),
      flag("--label list", "Sets a label of the volume.", only(same)),
      flag("--limit-bytes bytes", "Most bytes of a cluster volume.", only(cluster)),
      flag("-o, --opt map", "Options of the driver (type, device, o).", {
        nerdctl: lost(
          "nerdctl's volumes take no options",
          "mount the device on the host, and bind its folder: -v FOLDER:PATH",
        ),
      }),
      flag("--required-bytes bytes", "Least bytes of a cluster volume.", only(cluster)),
      flag("--scope string", "Scope of a cluster volume.", only(cluster)),
      flag("--secret map", "Secrets of a cluster volume.", only(cluster)),
      flag("--sharing string", "How a cluster volume is shared.", only(cluster)),
      flag("--topology-preferred list", "Where a cluster volume should be.", only(cluster)),
      flag("--topology-required list", "Where a cluster volume must be.", only(cluster)),
      flag("--type string", "Access to a cluster volume: mount, block.", only(cluster)),
      name,
    ],
    examples: [
      "docker volume create",
      "docker volume create data",
      "docker volume create --label env=dev --label tier=db data",
      "docker volume create -d local data",
      "docker volume create --driver nfs -o share=nas:/data data",
      "docker volume create --name data",
      "docker volume create --opt type=tmpfs --opt device=tmpfs data",
      "docker volume create --availability pause --group g --limit-bytes 1g --required-bytes 1g --scope single data",
      "docker volume create --secret k=s --sharing none --type block --topology-required a=b --topology-preferred a=b d",
    ],
    check(command) {
      const [typed] = command.operands;
      if (typed === undefined || !command.byName.has("name")) return [];
      const message =
        "docker: conflicting options: cannot specify a volume-name through both --name and as a positional arg";
      return [{ code: "bad-name", message, suggestion: `docker volume create ${typed.word}` }];
    },
  },
  {
    path: "volume inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of volumes.",
    operands: operands("VOLUME [VOLUME...]", "text"),
    tools: NERDCTL_ONLY,
    flags: [flag("-f, --format string", "Prints a Go template, or json.", only(same))],
    examples: ["docker volume inspect data", "docker volume inspect -f '{{.Mountpoint}}' data other"],
  },
  {
    path: "volume rm",
    aliases: ["volume remove"],
    risk: "destroy",
    summary: "Removes volumes.",
    operands: operands("VOLUME [VOLUME...]", "text"),
    tools: NERDCTL_ONLY,
    flags: [flag("-f, --force", "Does not mind a volume that is not there.", only(same))],
    examples: ["docker volume rm data", "docker volume remove -f data other"],
  },
  {
    path: "volume prune",
    aliases: [],
    risk: "destroy",
    summary: "Removes volumes that no container uses.",
    operands: operands(""),
    tools: NERDCTL_ONLY,
    flags: [
      flag("-a, --all", "Removes named volumes too, not only anonymous ones.", only(same)),
      flag("--filter filter", "Removes only what matches a condition (label).", {
        nerdctl: lost("nerdctl volume prune has no --filter: it would remove more"),
      }),
      flag("-f, --force", "Does not ask.", only(same)),
    ],
    examples: ["docker volume prune", "docker volume prune -a -f", "docker volume prune -af --filter label=keep=no"],
  },
  {
    path: "volume update",
    aliases: [],
    risk: "write",
    summary: "Changes a cluster volume.",
    operands: operands("[VOLUME]", "text"),
    tools: noneOf(
      { crictl: CRI, ctr: CTR },
      none(
        "nerdctl's volumes are folders of this node: there are no cluster volumes",
        "kubectl edit persistentvolume NAME",
      ),
    ),
    flags: [flag("--availability string", "Whether Swarm may use the volume: active, pause, drain.", {})],
    examples: ["docker volume update --availability drain data"],
  },
];
