import { podEngineOf } from "../cri-info.ts";
import { criImagesOf, ctrContainersOf, heedsPins } from "../ctr-lists.ts";
import { ctrAt, someOf } from "../look.ts";
import type { Rule } from "../rule.ts";

/** Registries that exist on no network: such an image came by import, and does not come back. */
const LOCAL =
  /^(?:localhost(?::\d+)?|docker\.io\/library\/[\w-]+-local|[\w-]+\.local(?::\d+)?|dev\.local|kind\.local|ko\.local)\//;
export const imageGcUnpinned: Rule = {
  id: "image-gc-unpinned",
  area: "images",
  title: "Imported images are not pinned: garbage collection may take them",
  worst: "info",
  check: (facts) => {
    const engine = podEngineOf(facts);
    const images = engine && criImagesOf(facts, engine);
    if (!engine || !images) return null;
    const used = new Set(ctrContainersOf(facts, engine, "k8s.io")?.map(({ image }) => image));
    const airgap = facts.folders.find((path) => /\/rancher\/(?:k3s|rke2)\/agent\/images$/.test(path));
    const mine = images.filter(
      ({ tags, digests, pinned }) =>
        !pinned &&
        tags.length > 0 &&
        !tags.some((tag) => used.has(tag)) &&
        (tags.some((tag) => LOCAL.test(tag)) || (airgap !== undefined && digests.length === 0)),
    );
    const [first] = mine.flatMap(({ tags }) => tags.slice(0, 1));
    if (first === undefined) return null;
    const names = mine.flatMap(({ tags }) => tags.slice(0, 1));
    const shown = someOf(names);
    return {
      severity: "info",
      title: `nothing uses ${shown}, and nothing pins ${names.length === 1 ? "it" : "them"}: under disk pressure the kubelet removes ${names.length === 1 ? "it" : "them"}`,
      because: ["Imported images cannot be pulled again. The kubelet's garbage collection starts at 85 % of the disk."],
      evidence: [
        { text: "pinned: false", source: "crictl images" },
        ...(airgap ? [{ text: "tarballs that k3s loads at its start", source: airgap }] : []),
      ],
      fix: heedsPins(facts, engine)
        ? [
            {
              text: "pin it",
              argv: ctrAt(facts, engine, "k8s.io", "images", "label", first, "io.cri-containerd.pinned=pinned"),
            },
          ]
        : [{ text: "keep the file it came from: this containerd does not know pins", argv: null }],
      after: "Garbage collection passes it over. Labels may be lost when the image is imported again.",
      about: [],
    };
  },
  page: {
    symptom: "An image that was imported is gone some days later; pods say ErrImageNeverPull or ImagePullBackOff.",
    cause:
      "The kubelet removes images that no container uses when the disk is 85 % full. Imported ones cannot be pulled again.",
    check: "`crictl images -o json | grep -A8 REF`; `journalctl -u kubelet | grep -i 'garbage'`.",
    fix: "`ctr -n k8s.io images label REF io.cri-containerd.pinned=pinned`, and keep the tarball (k3s: /var/lib/rancher/k3s/agent/images).",
  },
};
