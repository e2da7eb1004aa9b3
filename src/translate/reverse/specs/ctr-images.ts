import { familiarReference } from "../../references.ts";
import type { BackDraft } from "../back-draft.ts";
import { as, command, docker, implied, lost, none, reshape, row } from "../back-rules.ts";
import { has, type ToolCommand } from "../tool-spec.ts";
import { imageFilters } from "./ctr-filters.ts";
import { localFlag, loginFirst, registryFlags, snapshotter } from "./ctr-flags.ts";

const familiar = (draft: BackDraft) => {
  draft.operands = draft.operands.map(familiarReference);
};
const noMounts = none(
  "docker does not mount images",
  "docker create, then docker cp out of the container; or docker save and tar",
);
const noConvert = (peer: Record<string, string>) =>
  none("docker does not convert images", "docker buildx build --output type=image,…", { peers: peer });
const labelOfImage = lost("docker takes labels from the image's config only");
const allPlatforms = lost("docker keeps one platform of an image unless it uses containerd's image store");
const platform = as("--platform", (value, draft, use) => {
  const first = draft.line.uses.find(({ row: { long } }) => long === "platform");
  if (first === use) return value;
  draft.lose(use, "docker takes one --platform at a time");
  return null;
});
const uploads = lost("docker decides this for the daemon: max-concurrent-uploads");

/** The file comes first in ctr and is an option in docker; `-` is stdout. */
function save(draft: BackDraft): void {
  const [out = "-", ...images] = draft.operands;
  if (out !== "-") draft.put(null, ["-o", out], true);
  draft.operands = images.map(familiarReference);
}

function load(draft: BackDraft): void {
  const [input = "-"] = draft.operands;
  if (input !== "-") draft.put(null, ["-i", input], true);
  draft.operands = [];
}

/** `push REMOTE LOCAL` is a tag before the push. */
function push(draft: BackDraft): void {
  const [remote = "", local] = draft.operands.map(familiarReference);
  if (local !== undefined && local !== remote) draft.before.push({ argv: ["docker", "tag", local, remote] });
  draft.operands = [remote];
}

function tag(draft: BackDraft): void {
  const [source = "", ...targets] = draft.operands.map(familiarReference);
  draft.steps = targets.map((target) => ({ argv: ["docker", "tag", source, target] }));
}

/** Commands on the images themselves. */
export const ctrImages: readonly ToolCommand[] = [
  command(
    "images check",
    "[FILTER...]",
    ["text"],
    "read",
    docker("images", { partial: "docker keeps whole images only, so there is nothing to check", finish: imageFilters }),
    [row("-q, --quiet", "Prints references of whole images only.", as("-q")), snapshotter],
  ),
  command("images export", "OUT IMAGE [IMAGE...]", ["text", "image"], "write", docker("save", { finish: save }), [
    row("--skip-manifest-json", "Leaves docker's manifest.json out.", lost("docker save always writes it")),
    row(
      "--skip-non-distributable",
      "Leaves layers out that may not be passed on.",
      lost("docker save writes every layer"),
    ),
    row("--platform list", "Exports this platform.", platform),
    row("--all-platforms", "Exports every platform.", allPlatforms),
    localFlag,
  ]),
  command(
    "images import",
    "IN",
    ["text"],
    "write",
    docker("load", { finish: load, info: "docker import is something else: it makes an image of a file system" }),
    [
      row(
        "--base-name string",
        "Name for images that have none.",
        lost("docker load takes the names from the archive: docker tag afterwards"),
      ),
      row("--digests", "Makes names with digests.", lost("docker load makes no names with digests")),
      row(
        "--skip-digest-for-named",
        "Makes names with digests only where there is no name.",
        implied("docker load makes none"),
      ),
      row(
        "--index-name string",
        "Name of the whole index.",
        lost("docker load takes the names from the archive: docker tag afterwards"),
      ),
      row("--all-platforms", "Imports every platform.", allPlatforms),
      row("--platform string", "Imports this platform.", as("--platform")),
      row("--no-unpack", "Does not unpack the layers.", lost("docker load always unpacks")),
      localFlag,
      row("--compress-blobs", "Compresses what is not compressed.", implied("docker's store does as it does")),
      row(
        "--discard-unpacked-layers",
        "Throws layers away once they are unpacked.",
        implied("docker's store does as it does"),
      ),
      row("--sync-fs", "Syncs the file system while unpacking.", implied("dockerd unpacks the image")),
      snapshotter,
      row("--label list", "Label of the image.", labelOfImage),
    ],
  ),
  command(
    "images inspect|i",
    "IMAGE",
    ["image"],
    "read",
    docker("image inspect", { partial: "docker's record, not the tree of the image's content", finish: familiar }),
    [row("--content", "Shows the content too.", lost("docker does not show the content", "docker"))],
  ),
  command("images list|ls", "[FILTER...]", ["text"], "read", docker("images", { finish: imageFilters }), [
    row(
      "-q, --quiet",
      "Prints references only.",
      reshape("--format '{{.Repository}}:{{.Tag}}'", (draft, use) => {
        draft.put(use, ["--format", "{{.Repository}}:{{.Tag}}"]);
        draft.tell(
          use,
          "-q of docker prints ids, of ctr references; docker shortens docker.io/library/nginx to nginx",
          "all",
        );
      }),
    ),
  ]),
  command("images pull", "IMAGE", ["image"], "write", docker("pull", { finish: familiar }), [
    ...registryFlags(loginFirst),
    snapshotter,
    row("--label list", "Label of the image.", labelOfImage),
    row("--platform list", "Pulls this platform.", platform),
    row("--all-platforms", "Pulls every platform.", allPlatforms),
    row("--all-metadata", "Pulls the manifests of every platform.", implied("docker pulls what it needs")),
    row("--skip-metadata", "Leaves the manifests of other platforms out.", implied("docker pulls what it needs")),
    row("--print-chainid", "Prints the chain id.", lost("docker does not print chain ids")),
    row(
      "--max-concurrent-downloads int",
      "Downloads at once.",
      lost("docker decides this for the daemon: max-concurrent-downloads"),
    ),
    localFlag,
    row("--sync-fs", "Syncs the file system while unpacking.", implied("dockerd unpacks the image")),
  ]),
  command("images push", "REMOTE [LOCAL]", ["image"], "write", docker("push", { finish: push }), [
    ...registryFlags(loginFirst),
    row("--manifest string", "Digest of the manifest to push.", lost("docker pushes by name")),
    row("--manifest-type string", "Media type of that manifest.", lost("docker pushes by name")),
    row("--platform list", "Pushes this platform.", platform),
    row("--max-concurrent-uploaded-layers int", "Layers at once.", uploads),
    localFlag,
    row(
      "--allow-non-distributable-blobs",
      "Pushes layers that may not be passed on.",
      lost('docker decides this for the daemon: "allow-nondistributable-artifacts"'),
    ),
  ]),
  command(
    "images delete|del|remove|rm",
    "IMAGE [IMAGE...]",
    ["image"],
    "destroy",
    docker("rmi", { finish: familiar, info: "docker refuses an image that a container uses; ctr removes it" }),
    [row("--sync", "Waits until the content is gone.", implied("docker waits"))],
  ),
  command("images tag", "SOURCE TARGET [TARGET...]", ["image"], "write", docker("tag", { finish: tag }), [
    row("--force", "Replaces a name that is there.", implied("docker always does")),
    localFlag,
    row("--skip-reference-check", "Takes names that are no references.", lost("docker takes references only")),
  ]),
  command(
    "images prune",
    "",
    [],
    "destroy",
    docker("image prune", {
      finish(draft) {
        if (!has(draft.line, "all"))
          draft.refuse(
            "ctr images prune does nothing without --all",
            "docker image prune removes images without a name",
          );
        else draft.put(null, ["-f"]);
      },
    }),
    [row("--all", "Removes all images that no container uses.", as("-a"))],
  ),
  command(
    "images usage",
    "IMAGE",
    ["image"],
    "read",
    docker("system df", {
      partial: "sizes of all images, containers and volumes, not of one image's snapshots",
      finish: wholeUsage,
    }),
    [snapshotter],
  ),
  command("images mount", "IMAGE TARGET", ["image", "text"], "write", noMounts, [
    ...registryFlags(),
    snapshotter,
    row("--label list", "Label of the lease."),
    row("--rw", "Mounts it writable."),
    row("--platform string", "Platform of the image."),
    row("--sync-fs", "Syncs the file system while unpacking."),
    row("-x, --expiration duration", "When the lease ends."),
  ]),
  command("images unmount", "TARGET", ["text"], "write", noMounts, [
    ...registryFlags(),
    snapshotter,
    row("--label list", "Label of the lease."),
    row("--rm", "Removes the snapshot too."),
  ]),
  command(
    "images label",
    "IMAGE [KEY=VALUE...]",
    ["image", "text"],
    "write",
    none("docker takes labels from the image's config only", "LABEL in the Dockerfile; docker build --label KEY=VALUE"),
    [row("-r, --replace-all", "Removes all other labels.")],
  ),
  command("images convert", "SOURCE TARGET", ["image"], "write", noConvert({ nerdctl: "image convert" }), [
    row("--uncompress", "Uncompresses the layers."),
    row("--oci", "Uses OCI's media types."),
    row("--erofs string", "Makes EROFS layers."),
    row("--erofs-compressors string", "How EROFS layers are compressed."),
    row("--erofs-mkfs-options string", "Options of mkfs.erofs."),
    row("--platform list", "Platform to convert."),
    row("--all-platforms", "Converts every platform."),
  ]),
  command("images build-erofs-cache", "IMAGE FOLDER", ["image", "text"], "write", noConvert({}), [
    row("--compressors string", "How EROFS layers are compressed."),
    row("--mkfs-options string", "Options of mkfs.erofs."),
    row("--platform string", "Platform of the image."),
    row("--dmverity", "Adds dm-verity."),
  ]),
];

function wholeUsage(draft: BackDraft): void {
  draft.put(null, ["-v"]);
  draft.operands = [];
}
