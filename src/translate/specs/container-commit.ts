import type { Draft } from "../draft.ts";
import { asTyped, flag, none, operands, operandsFirst, reshape, same, sinceForm, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

const COMMIT_WAY = "nerdctl commit for nerdctl's containers; better, build the image from a Dockerfile";

/** nerdctl makes no image without a name. */
function nameImage(draft: Draft): void {
  const [container, image] = draft.operands;
  if (container === undefined || image !== undefined) return;
  const name = `${container.word.toLowerCase()}-commit`;
  draft.operands = [container, { at: Number.MAX_SAFE_INTEGER, word: name }];
  draft.change(null, `nerdctl commit needs a name for the image: ${name}, where docker makes one without`);
}

/** nerdctl knows CMD and ENTRYPOINT in their JSON form; docker's shell form is a list for /bin/sh. */
const change = reshape("same: CMD and ENTRYPOINT, as JSON lists", (draft, use) => {
  const [, directive = "", text = ""] = /^\s*(\S+)\s*(.*)$/s.exec(use.value) ?? [];
  const name = directive.toUpperCase();
  if (name !== "CMD" && name !== "ENTRYPOINT")
    return draft.lose(
      use,
      `nerdctl commit changes CMD and ENTRYPOINT only, not ${name}`,
      "FROM the image in a Dockerfile",
    );
  const list = /^\[.*\]$/s.test(text) ? text : JSON.stringify(["/bin/sh", "-c", text]);
  const put = `${name} ${list}`;
  if (put === use.value) draft.keep(use);
  else draft.put(use, [use.short ? "-c" : "--change", put]);
});

const only = (nerdctl: typeof same) => ({ nerdctl });

export const commands: readonly CommandSpec[] = [
  {
    path: "container commit",
    aliases: ["commit"],
    risk: "write",
    summary: "Makes an image of a container.",
    operands: operandsFirst("CONTAINER [REPOSITORY[:TAG]]", "container", "image"),
    tools: {
      nerdctl: asTyped({ finish: nameImage }),
      crictl: none("CRI makes no images of containers", COMMIT_WAY),
      ctr: none("ctr makes no images: ctr snapshots commit makes a snapshot only", COMMIT_WAY),
    },
    flags: [
      flag("-a, --author string", "Author of the image.", only(same)),
      flag("-c, --change list", "Dockerfile instruction for the image.", only(change)),
      flag("-m, --message string", "Message for the image's history.", only(same)),
      flag("-p, --pause", "Pauses the container meanwhile.", only(same), { defaultOn: true }),
    ],
    examples: [
      "docker commit web myapp:v1",
      "docker commit web",
      "docker container commit -a me -m 'first try' web myapp:v1",
      "docker commit -p=false -c 'CMD [\"sh\"]' web myapp:v1",
      "docker commit --change 'CMD sh -c ls' --change 'ENV A=1' --pause=false web myapp:v1",
    ],
  },
  {
    path: "container diff",
    aliases: ["diff"],
    risk: "read",
    summary: "Lists the files that a container has changed.",
    operands: operands("CONTAINER", "container"),
    tools: {
      nerdctl: asTyped(),
      crictl: none("CRI shows no files", "nerdctl -n k8s.io diff CONTAINER, or ctr -n k8s.io snapshots diff ID"),
      ctr: verb("snapshots diff", {
        partial: "writes the changes as a compressed archive: add | tar -tzvf -",
        info: "the snapshot has the container's id with ctr and CRI; --snapshotter where it is not the default one",
      }),
    },
    flags: [],
    examples: ["docker diff web", "docker container diff f52d55c8e029"],
  },
  {
    path: "container export",
    aliases: ["export"],
    risk: "read",
    summary: "Writes a container's file system to an archive.",
    operands: operands("CONTAINER", "container"),
    tools: {
      nerdctl: sinceForm(
        "2.1.4",
        asTyped(),
        none("nerdctl before 2.1.4 has no export", "nerdctl exec CONTAINER tar -cf - --one-file-system / > fs.tar"),
      ),
      crictl: none(
        "CRI writes no archives",
        "crictl exec ID tar -cf - --one-file-system / > fs.tar, or nerdctl -n k8s.io export",
      ),
      ctr: none(
        "ctr images export writes an image, not a container's file system",
        "ctr snapshots mounts DIR ID prints the mount command; run it, then tar -C DIR -cf fs.tar .",
      ),
    },
    flags: [flag("-o, --output string", "File to write to.", { nerdctl: same })],
    examples: [
      "docker export web",
      "docker export -o fs.tar web",
      "docker container export --output=fs.tar f52d55c8e029",
    ],
  },
];
