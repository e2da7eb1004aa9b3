import type { EngineFacts } from "../../model/index.ts";
import { criEnginesOf, criInfoOf } from "../cri-info.ts";
import { criImagesOf, ctrImagesOf } from "../ctr-lists.ts";
import type { DoctorFacts } from "../facts.ts";
import { ctrAt, filesOf, sudo } from "../look.ts";
import { textAt, tomlOf } from "../parse.ts";
import type { Rule } from "../rule.ts";

/** The image of every pod's sandbox: as CRI says, else as containerd's file has it (containerd 2 does not say). */
export const sandboxImageOf = (facts: DoctorFacts, engine: EngineFacts): { ref: string; source: string } | null => {
  const info = criInfoOf(facts, engine);
  if (info?.sandboxImage) return { ref: info.sandboxImage, source: info.source };
  for (const file of filesOf(facts, "containerd", engine.id)) {
    const { value } = tomlOf(file);
    const ref =
      textAt(value, "plugins", "io.containerd.cri.v1.images", "pinned_images", "sandbox") ??
      textAt(value, "plugins", "io.containerd.grpc.v1.cri", "sandbox_image") ??
      textAt(value, "plugins", "cri", "sandbox_image");
    if (ref !== null) return { ref, source: file.path };
  }
  return null;
};

/** The registry of a reference, and whether the node has to be able to reach it. */
const hasPods = ({ namespaces }: EngineFacts): boolean => namespaces.some(({ name }) => name === "k8s.io");

export const pauseImageMissing: Rule = {
  id: "pause-image-missing",
  area: "images",
  title: "The pause image is gone: no new pod can start unless it can be pulled",
  worst: "error",
  explains: ["pause-image-unpinned", "image-unmanaged"],
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      if (engine.liveness !== "alive" || engine.engine !== "containerd" || !hasPods(engine)) return [];
      const image = sandboxImageOf(facts, engine);
      const listed =
        ctrImagesOf(facts, engine, "k8s.io")?.map(({ ref }) => ref) ??
        criImagesOf(facts, engine)?.flatMap(({ tags, digests }) => [...tags, ...digests]);
      if (!image || !listed || listed.includes(image.ref)) return [];
      // A reference in short form stands under its whole name.
      if (listed.some((ref) => ref.endsWith(`/${image.ref}`))) return [];
      const other = listed.filter((ref) => /\/(?:[\w-]*-)?pause[:@]/.test(ref));
      return {
        severity: "error" as const,
        title: `the pause image ${image.ref} is gone: the next pod has to pull it first`,
        because: [
          "Every pod begins with it. Prunes (crictl rmi --prune, nerdctl image prune -a in k8s.io) take it; pods that run keep running.",
          ...(other.length > 0
            ? [`There is ${other.join(", ")}, which is not the one that containerd is told to use.`]
            : []),
        ],
        evidence: [
          { text: `sandbox image ${image.ref}`, source: image.source },
          {
            text: `not among ${listed.filter((ref) => !ref.startsWith("sha256:")).length} references`,
            source: `ctr --address ${engine.socket} --namespace k8s.io images ls`,
          },
        ],
        fix: [
          {
            text: "pull it now, while nothing waits for it",
            argv: [
              ...sudo(facts),
              "crictl",
              "--runtime-endpoint",
              `unix://${engine.socket}`,
              "--image-endpoint",
              `unix://${engine.socket}`,
              "pull",
              image.ref,
            ],
          },
          ...other.slice(0, 1).map((ref) => ({
            text: "or give the one that is there the name that is asked for",
            argv: ctrAt(facts, engine, "k8s.io", "images", "tag", ref, image.ref),
          })),
          {
            text: "without a registry: from another node",
            argv: null,
            shell: `ctr -n k8s.io images export pause.tar ${image.ref}   # there\n${[...sudo(facts), "ctr"].join(" ")} --address ${engine.socket} --namespace k8s.io images import pause.tar`,
          },
          ...(facts.folders.includes("/etc/eks")
            ? [
                {
                  text: "on EKS: the unit that pulls it with the node's own rights",
                  argv: [...sudo(facts), "systemctl", "restart", "sandbox-image"],
                },
              ]
            : []),
        ],
        after: "New pods start. Pinned, it stays in spite of garbage collection; a prune still wants a look first.",
        about: ["crictl" as const],
      };
    }),
  page: {
    symptom:
      '`failed to get sandbox image "…pause…"`, often with `401 Unauthorized` or `no basic auth credentials`; pods stay in ContainerCreating.',
    cause: "An image prune took it, and its registry is out of reach or wants a login that the node has not.",
    check: "`crictl info | grep -i sandboxImage`, then `crictl images | grep pause`.",
    fix: "`crictl pull` it (EKS: `systemctl restart sandbox-image`), or import it from another node; then pin it: `ctr -n k8s.io images label REF io.cri-containerd.pinned=pinned`.",
  },
};
