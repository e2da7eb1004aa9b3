import type { Draft } from "../draft.ts";
import { parseReference } from "../references.ts";
import { asTyped, flag, lost, none, operands, reshape, same, since, sinceForm, verb } from "../rules.ts";
import { type CommandSpec, lastValue } from "../spec.ts";
import { atLeast } from "../versions.ts";
import { isImageId, lookUpImages, tellImageIds } from "./image-ids.ts";
import { SHORT_ARCHIVE, tellTransfer } from "./image-transfer.ts";

const NAMESPACE = "into the chosen containerd namespace: the kubelet looks into k8s.io only";
const inOperand = reshape("the first operand", () => {});

/** ctr reads and writes the file that its first operand names; `-` is the standard input or output. */
function putFile(draft: Draft, file: string): void {
  draft.operands = [{ at: 0, word: file }, ...draft.operands];
}

function loadInCtr(draft: Draft): void {
  const input = lastValue(draft.command, "input") ?? "";
  putFile(draft, input === "" ? "-" : input);
  if (!atLeast(draft.version, "2.0") && /\.(?:t?gz|bz2|t?xz|zst)$/.test(input))
    draft.change(null, "before 2.0 ctr takes a plain tar only: unpack it first (gunzip)");
}

/** From 2.0 on, ctr exports through the transfer service, where archives come out short now and then. */
function saveInCtr(draft: Draft): void {
  lookUpImages(draft);
  const output = lastValue(draft.command, "output") ?? "";
  putFile(draft, output === "" ? "-" : output);
  if (atLeast(draft.version, "2.0")) draft.tell(null, `${SHORT_ARCHIVE}; --local avoids it`);
}

/** From 2.3 on, nerdctl save finds no short ids. */
function tellIds(draft: Draft): void {
  const isShort = ({ word }: { word: string }) => isImageId(word) && !/[0-9a-f]{64}$/.test(word);
  if (atLeast(draft.version, "2.3") && draft.command.operands.some(isShort))
    draft.change(null, "nerdctl save knows names and whole manifest digests only, no short ids");
  else tellImageIds(draft);
}

/** docker saves every tag of a bare repository name. */
function tellTags(draft: Draft): void {
  for (const { word } of draft.command.operands) {
    const parsed = parseReference(word);
    if (!("problem" in parsed) && (parsed.tag ?? parsed.digest) === null && !isImageId(word))
      draft.change(null, `docker saves every tag of ${word}, this one saves ${word}:latest`);
  }
}

export const commands: readonly CommandSpec[] = [
  {
    path: "image load",
    aliases: ["load"],
    risk: "write",
    summary: "Loads images from an archive that docker save made.",
    operands: operands(""),
    tools: {
      nerdctl: asTyped({ info: NAMESPACE, finish: tellTransfer }),
      crictl: none("CRI has no load", "ctr -n k8s.io images import FILE, or nerdctl -n k8s.io load -i FILE"),
      ctr: verb("images import", { info: NAMESPACE, finish: loadInCtr }),
    },
    flags: [
      flag("-i, --input string", "Reads a file, not the standard input.", { nerdctl: same, ctr: inOperand }),
      flag("--platform string", "Loads the image of this platform only.", { nerdctl: same, ctr: same }),
      flag("-q, --quiet", "Prints no progress.", {
        nerdctl: since("2.0", same),
        ctr: lost("ctr always prints what it imports", "send it to /dev/null"),
      }),
    ],
    examples: [
      "docker load -i nginx.tar",
      "docker load",
      "docker load --input=/var/tmp/images.tar.gz",
      "docker image load -q -i nginx.tar",
      "docker load --platform linux/arm64 -i nginx.tar",
    ],
  },
  {
    path: "image save",
    aliases: ["save"],
    risk: "write",
    summary: "Writes images to an archive that docker load reads.",
    operands: operands("IMAGE [IMAGE...]", "image"),
    tools: {
      nerdctl: asTyped({
        finish(draft) {
          tellTransfer(draft);
          if (atLeast(draft.version, "2.3")) draft.tell(null, SHORT_ARCHIVE);
          tellIds(draft);
          tellTags(draft);
        },
      }),
      crictl: none(
        "CRI has no export",
        "ctr -n k8s.io images export FILE IMAGE, or nerdctl -n k8s.io save -o FILE IMAGE",
      ),
      ctr: verb("images export", {
        finish(draft) {
          saveInCtr(draft);
          tellTags(draft);
        },
      }),
    },
    flags: [
      flag("-o, --output string", "Writes to a file, not the standard output.", { nerdctl: same, ctr: inOperand }),
      flag("--platform string", "Saves the image of this platform only.", { nerdctl: same, ctr: same }),
    ],
    examples: [
      "docker save -o nginx.tar nginx:alpine",
      "docker save nginx:alpine",
      "docker save -o all.tar nginx:alpine redis:7",
      "docker image save --output /var/tmp/web.tar localhost:5000/web:v1",
      "docker save --platform linux/amd64 -o nginx.tar nginx:alpine",
      "docker save nginx:alpine -o nginx.tar",
      "docker save -o nginx.tar nginx",
      "docker save -o nginx.tar 88508c7cb8a1",
    ],
  },
  {
    path: "image import",
    aliases: ["import"],
    risk: "write",
    summary: "Makes an image of a root file system's archive.",
    operands: operands("file|URL|- [REPOSITORY[:TAG]]", "text", "image"),
    tools: {
      nerdctl: sinceForm(
        "2.1.4",
        asTyped({
          finish(draft) {
            tellTransfer(draft);
            if (draft.operands.length < 2)
              draft.change(null, "nerdctl names it import-DATE; docker leaves it without a name");
          },
        }),
        none(
          "nerdctl imports root file systems from 2.1.4 on",
          "a Dockerfile with FROM scratch and ADD rootfs.tar /: nerdctl build",
        ),
      ),
      crictl: none("CRI makes no images", "nerdctl -n k8s.io import (2.1.4 or newer)"),
      ctr: none(
        "ctr images import takes image archives (docker load), not a root file system",
        "nerdctl import; or run the unpacked folder: ctr run --rootfs FOLDER ID",
      ),
    },
    flags: [
      flag("-c, --change list", "Applies a Dockerfile instruction to the image.", {
        nerdctl: lost("nerdctl import applies no instructions", "nerdctl build with FROM the imported image"),
      }),
      flag("-m, --message string", "Sets the commit message.", { nerdctl: same }),
      flag("--platform string", "Sets the platform of the image.", { nerdctl: same }),
    ],
    examples: [
      "docker import rootfs.tar myapp:v1",
      "docker import rootfs.tar",
      "docker import https://example.com/rootfs.tgz myapp",
      "docker import - myapp:v1",
      "docker image import -m first --platform linux/arm64 rootfs.tar myapp:v1",
      "docker import -c 'CMD [\"/bin/sh\"]' rootfs.tar myapp:v1",
    ],
  },
];
