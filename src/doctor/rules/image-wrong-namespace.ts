import { podEngineOf } from "../cri-info.ts";
import { ctrContainersOf, ctrImagesOf } from "../ctr-lists.ts";
import { ctrAt, someOf } from "../look.ts";
import type { Rule } from "../rule.ts";

export const imageWrongNamespace: Rule = {
  id: "image-wrong-namespace",
  area: "images",
  title: "Images lie in a namespace where Kubernetes does not look",
  worst: "warning",
  check: (facts) => {
    const engine = podEngineOf(facts);
    const pods = engine && ctrImagesOf(facts, engine, "k8s.io");
    if (!engine || !pods || engine.liveness !== "alive") return null;
    const known = new Set(pods.map(({ ref }) => ref));
    return engine.namespaces
      .map(({ name }) => name)
      .filter((name) => name !== "k8s.io" && name !== "moby")
      .concat(engine.namespaces.some(({ name }) => name === "default") ? [] : ["default"])
      .flatMap((name) => {
        const images = ctrImagesOf(facts, engine, name) ?? [];
        const used = new Set(ctrContainersOf(facts, engine, name)?.map(({ image }) => image));
        // What a container of that namespace uses is where it belongs.
        const stray = images
          .map(({ ref }) => ref)
          .filter((ref) => /[:@]/.test(ref) && !ref.startsWith("sha256:") && !known.has(ref) && !used.has(ref));
        const [first] = stray;
        if (first === undefined) return [];
        const shown = someOf(stray);
        const ctr = (namespace: string) => ctrAt(facts, engine, namespace).join(" ");
        return {
          severity: "warning" as const,
          title: `Kubernetes does not see ${shown}: ${stray.length === 1 ? "it lies" : "they lie"} in the namespace ${name}, not in k8s.io`,
          because: [
            `ctr and nerdctl put images into ${name} unless they are told -n k8s.io. Nothing in ${name} uses ${stray.length === 1 ? "this one" : "these"}.`,
          ],
          evidence: [{ text: shown, source: `ctr --address ${engine.socket} --namespace ${name} images ls` }],
          see: [`ctool --namespace ${name} images`],
          fix: [
            {
              text: "copy it over (on every node that is to run it)",
              argv: null,
              shell: `${ctr(name)} images export - ${first} | ${ctr("k8s.io")} images import -`,
            },
            {
              text: "or with ctool",
              argv: ["ctool", "image", "copy", first, "--from", `${engine.id}:${name}`, "--to", `${engine.id}:k8s.io`],
            },
          ],
          after: "crictl images lists it, and pods with imagePullPolicy: Never start.",
          notThis: ["imagePullPolicy: Always: the image is then asked of a registry."],
          about: ["crictl" as const, "nerdctl" as const, "ctr" as const],
        };
      });
  },
  page: {
    symptom:
      "`ErrImageNeverPull`, `Container image … is not present with pull policy of Never`, though `ctr images ls` or `nerdctl images` lists it.",
    cause:
      "`ctr images import` and `nerdctl load` use the namespace `default`; the kubelet sees `k8s.io` alone, on the node where the pod runs.",
    check: "`ctool namespaces`, `crictl images`.",
    fix: "Import again with `-n k8s.io`, on every node: `ctr -n k8s.io images import FILE`.",
  },
};
