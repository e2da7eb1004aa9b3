import { podEngineOf } from "../cri-info.ts";
import { criImagesOf, ctrImagesOf } from "../ctr-lists.ts";
import { ctrAt, someOf } from "../look.ts";
import type { Rule } from "../rule.ts";

const MANAGED = "io.cri-containerd.image=managed";
export const imageUnmanaged: Rule = {
  id: "image-unmanaged",
  area: "images",
  title: "Images lie in k8s.io and CRI does not list them",
  worst: "warning",
  check: (facts) => {
    const engine = podEngineOf(facts);
    const all = engine && ctrImagesOf(facts, engine, "k8s.io");
    const cri = engine && criImagesOf(facts, engine);
    if (!engine || !all || !cri) return null;
    const listed = new Set(cri.flatMap(({ tags, digests }) => [...tags, ...digests]));
    const unseen = all.filter(({ ref }) => !ref.startsWith("sha256:") && /[:@]/.test(ref) && !listed.has(ref));
    // A page in place of an image is another rule's.
    const images = unseen.filter(({ type }) => type.includes("image") || type.includes("manifest"));
    const [first] = images;
    if (!first) return null;
    const shown = someOf(images.map(({ ref }) => ref));
    const unlabelled = !first.labels.includes(MANAGED);
    const ctr = ctrAt(facts, engine, "k8s.io");
    return {
      severity: "warning",
      title: `CRI does not list ${shown}, though it lies in k8s.io`,
      because: [
        unlabelled
          ? "It lacks the label by which CRI knows its images: containerd 1.7's transfer service (and newer clients on it) imports without telling CRI."
          : "CRI has not taken notice of it: its content may be incomplete (other platforms), or CRI was told too early.",
      ],
      evidence: [
        { text: `${first.ref} ${first.labels.join(",") || "(no labels)"}`, source: "ctr --namespace k8s.io images ls" },
        { text: "not listed", source: "crictl images" },
      ],
      fix: [
        ...(unlabelled
          ? [{ text: "give it the label: CRI takes notice", argv: [...ctr, "images", "label", first.ref, MANAGED] }]
          : []),
        {
          text: "or import it again through the client (ctr 2.x: with --local)",
          argv: [...ctr, "images", "import", "--local", "<file.tar>"],
        },
      ],
      after: "crictl images lists it.",
      about: ["crictl"],
    };
  },
  page: {
    symptom: "`ctr -n k8s.io images ls` lists an image, `crictl images` does not; pods say ErrImageNeverPull.",
    cause:
      "CRI learns of images by events and the label `io.cri-containerd.image=managed`. Imports through the transfer service of containerd 1.7 leave both out.",
    check: "Compare the two lists; look at the LABELS column.",
    fix: "`ctr -n k8s.io images label REF io.cri-containerd.image=managed`, or import again with `--local`.",
  },
};
