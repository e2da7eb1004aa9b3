import { command, docker, group, lost, none, reshape, row } from "../back-rules.ts";
import type { ToolCommand, ToolFlag } from "../tool-spec.ts";
import { registryFlags } from "./ctr-flags.ts";

const noContent = none(
  "docker does not show its content store",
  "docker save writes an image's content into an archive",
);
const noSnapshots = none(
  "docker manages the layers itself",
  "docker inspect -f '{{.GraphDriver}}' shows a container's; docker diff what changed",
);
const noLeases = none(
  "docker has no leases: it keeps what a container or a tag uses",
  "docker system df; docker system prune",
);
const expires = row("-x, --expires duration", "When the lease ends.");
const quiet = row("-q, --quiet", "Prints keys only.");
const platforms: readonly ToolFlag[] = [
  row("--label list", "Label of the content."),
  row("--platform list", "Fetches this platform."),
  row("--all-platforms", "Fetches every platform."),
  row("--skip-metadata", "Leaves the manifests of other platforms out."),
  row("--metadata-only", "Fetches manifests only."),
  row("--all-metadata", "Fetches the manifests of every platform."),
];

const content: readonly ToolCommand[] = [
  command(
    "content list|ls",
    "",
    [],
    "read",
    docker("system df", {
      partial: "docker's use of the disk by image, container and volume, not the blobs themselves",
      finish: (draft) => draft.put(null, ["-v"]),
    }),
    [row("-q, --quiet", "Prints digests only.", lost("docker does not show digests of blobs"))],
  ),
  ...group(noContent, "read", [
    [
      "content active",
      "[REGEXP]",
      [row("-t, --timeout duration", "Time to wait."), row("--root string", "Folder of the content store.")],
    ],
    ["content get", "DIGEST [DIGEST...]"],
  ]),
  ...group(noContent, "write", [
    [
      "content edit",
      "DIGEST",
      [row("--validate string", "Command that checks the result."), row("--editor string", "Editor to use.")],
    ],
    ["content fetch", "REMOTE [OBJECT...]", [...registryFlags(), ...platforms]],
    ["content fetch-object", "REMOTE OBJECT [HINT...]", registryFlags()],
    [
      "content fetch-blob",
      "REMOTE [DIGEST...]",
      [...registryFlags(), row("--media-type string", "Media type of the blob.")],
    ],
    [
      "content ingest",
      "KEY",
      [row("--expected-size int64", "Size it must have."), row("--expected-digest string", "Digest it must have.")],
    ],
    ["content push-object", "REMOTE OBJECT TYPE", registryFlags()],
    ["content label", "DIGEST [LABEL=VALUE...]"],
  ]),
  ...group(noContent, "destroy", [["content delete|del|remove|rm", "DIGEST [DIGEST...]"]]),
  command(
    "content prune references",
    "",
    [],
    "destroy",
    none("docker collects garbage itself", "docker system prune"),
    [row("--async", "Does not wait."), row("--dry", "Only says what would go.")],
  ),
];

const snapshots: readonly ToolCommand[] = [
  ...group(noSnapshots, "read", [
    ["snapshots info", "KEY"],
    ["snapshots list|ls", ""],
    ["snapshots mounts|m|mount", "TARGET KEY", [row("--temp", "Mounts it for a moment.")]],
    ["snapshots tree", ""],
  ]),
  ...group(noSnapshots, "write", [
    ["snapshots commit", "KEY ACTIVE"],
    [
      "snapshots prepare",
      "KEY [PARENT]",
      [row("-t, --target string", "Folder to mount it at."), row("--mounts", "Prints the mounts.")],
    ],
    [
      "snapshots view",
      "KEY [PARENT]",
      [row("-t, --target string", "Folder to mount it at."), row("--mounts", "Prints the mounts.")],
    ],
    ["snapshots label", "NAME [LABEL=VALUE...]"],
    [
      "snapshots unpack",
      "DIGEST",
      [row("--sync-fs", "Syncs the file system while unpacking."), row("--snapshotter string", "Snapshotter to use.")],
    ],
  ]),
  ...group(noSnapshots, "destroy", [["snapshots delete|del|remove|rm", "KEY [KEY...]"]]),
  command(
    "snapshots diff",
    "KEY [KEY]",
    ["container"],
    "read",
    docker("diff", {
      partial: "docker lists what changed in a container; ctr prints the layer itself",
      finish(draft) {
        if (draft.operands.length > 1)
          draft.refuse("docker compares a container with its image only", "docker diff CONTAINER");
      },
    }),
    [
      row("--media-type string", "Media type of the layer.", lost("docker prints a list, not a layer")),
      row("--ref string", "Name of the upload.", lost("docker prints a list, not a layer")),
      row("--keep", "Keeps the layer in the content store.", lost("docker prints a list, not a layer")),
      row("--label list", "Label of the layer.", lost("docker prints a list, not a layer")),
    ],
  ),
  command(
    "snapshots usage",
    "[KEY...]",
    ["container"],
    "read",
    docker("inspect", {
      partial: "the size of containers; docker does not show its layers one by one",
      finish(draft) {
        if (draft.operands.length === 0) {
          draft.verb = "ps";
          draft.put(null, ["-a"], true);
        }
        draft.put(null, ["-s"]);
      },
    }),
    [row("-b", "Prints bytes.", reshape("docker inspect -s prints bytes, docker ps -s units"))],
  ),
];

const leases: readonly ToolCommand[] = [
  ...group(noLeases, "read", [["leases list|ls", "[FILTER]", [quiet]]]),
  ...group(noLeases, "write", [
    ["leases create", "[LABEL=VALUE...]", [row("--id string", "Id of the lease."), expires]],
  ]),
  ...group(noLeases, "destroy", [
    ["leases delete|del|remove|rm", "LEASE [LEASE...]", [row("--sync", "Waits until the content is gone.")]],
  ]),
];

export const ctrContent: readonly ToolCommand[] = [...content, ...snapshots, ...leases];
