import { criEnginesOf } from "../cri-info.ts";
import { criImagesOf, ctrImagesOf, heedsPins } from "../ctr-lists.ts";
import { ctrAt } from "../look.ts";
import type { Rule } from "../rule.ts";
import { sandboxImageOf } from "./pause-image-missing.ts";

export const pauseImageUnpinned: Rule = {
  id: "pause-image-unpinned",
  area: "images",
  title: "The pause image is not pinned: garbage collection or a prune may take it",
  worst: "info",
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      const image = sandboxImageOf(facts, engine);
      const listed = criImagesOf(facts, engine);
      const own = listed?.find(({ tags, digests }) => image !== null && [...tags, ...digests].includes(image.ref));
      if (!image || !own || own.pinned) return [];
      const label = ctrImagesOf(facts, engine, "k8s.io")
        ?.find(({ ref }) => ref === image.ref)
        ?.labels.find((one) => one.startsWith("io.cri-containerd.pinned"));
      return {
        severity: "info" as const,
        title: `the pause image ${image.ref} is not pinned: garbage collection or a prune may take it`,
        because: [
          "The kubelet's garbage collection spares pinned images alone. Prunes (crictl rmi --prune, nerdctl image prune -a) take what no running container uses, some versions even pinned ones: look first.",
        ],
        evidence: [{ text: label ?? "pinned: false", source: "crictl images" }],
        fix: heedsPins(facts, engine)
          ? [
              {
                text: "pin it",
                argv: ctrAt(facts, engine, "k8s.io", "images", "label", image.ref, "io.cri-containerd.pinned=pinned"),
              },
            ]
          : [
              {
                text: "this containerd does not know pins: prune nothing here without looking first, or upgrade it",
                argv: null,
              },
            ],
        after: "The kubelet's garbage collection passes it over.",
        about: [],
      };
    }),
  page: {
    symptom: "After a cleanup no pod starts any more.",
    cause: "containerd knows pins, and pins the sandbox image that CRI pulls, only from 1.7.3 and 1.6.22 on.",
    check: "`crictl images -o json | grep -B8 pinned`.",
    fix: "`ctr -n k8s.io images label REF io.cri-containerd.pinned=pinned`.",
  },
};
