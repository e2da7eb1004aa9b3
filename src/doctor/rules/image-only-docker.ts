import type { EngineFacts } from "../../model/index.ts";
import { familiarReference, fullReference } from "../../translate/references.ts";
import { quote } from "../../translate/words.ts";
import { podEngineOf } from "../cri-info.ts";
import { criImagesOf, ctrImagesOf } from "../ctr-lists.ts";
import type { DoctorFacts, Probe } from "../facts.ts";
import { ctrAt, jsonLinesOf, probeOf, someOf, sudo } from "../look.ts";
import type { Rule } from "../rule.ts";

/** An image that dockerd holds, by its whole reference. */
interface DockerImage {
  ref: string;
  /** No registry has it as far as dockerd knows: it was built or loaded here. */
  local: boolean;
}

const imagesOf = (probe: Probe | undefined): DockerImage[] =>
  (jsonLinesOf(probe) ?? []).flatMap(({ Repository, Tag, Digest }) =>
    typeof Repository === "string" && typeof Tag === "string" && Repository !== "<none>" && Tag !== "<none>"
      ? [{ ref: fullReference(`${Repository}:${Tag}`), local: Digest === undefined || Digest === "<none>" }]
      : [],
  );

/** References that Kubernetes' containerd holds in any namespace: what lies in the wrong one is another rule's. */
const knownTo = (facts: DoctorFacts, engine: EngineFacts): Set<string> | null => {
  const pods = ctrImagesOf(facts, engine, "k8s.io")?.map(({ ref }) => ref);
  const cri = criImagesOf(facts, engine)?.flatMap(({ tags }) => tags);
  if (!pods && !cri) return null;
  const others = engine.namespaces.flatMap(({ name }) => ctrImagesOf(facts, engine, name) ?? []);
  return new Set([...(pods ?? []), ...(cri ?? []), ...others.map(({ ref }) => ref)]);
};

/** Images that the command somebody asks about names, where it is no docker command. */
const askedFor = ({ asked }: DoctorFacts): Set<string> =>
  new Set(asked && asked.tool !== "docker" ? asked.argv.slice(1).map(fullReference) : []);

const listsImages = ({ asked }: DoctorFacts): boolean =>
  asked?.tool === "crictl" && asked.argv.some((word) => /^(?:images?|img)$/.test(word));

export const imageOnlyDocker: Rule = {
  id: "image-only-docker",
  area: "images",
  title: "Images are dockerd's alone: Kubernetes does not see them",
  worst: "warning",
  check: (facts) => {
    const engine = podEngineOf(facts);
    if (engine?.engine !== "containerd" || engine.liveness !== "alive") return null;
    const known = knownTo(facts, engine);
    if (known === null) return null;
    const asked = askedFor(facts);
    return facts.node.engines
      .filter((one) => one.engine === "docker" && one.liveness === "alive")
      .flatMap((docker) => {
        const probe = probeOf(facts, "docker", "images", docker.id);
        const rows = jsonLinesOf(probeOf(facts, "docker", "ps", docker.id) ?? probeOf(facts, "docker", "ps")) ?? [];
        // What a container of dockerd's uses is where it belongs.
        const used = new Set(rows.flatMap(({ Image }) => (typeof Image === "string" ? [fullReference(Image)] : [])));
        const missing = imagesOf(probe).filter(({ ref }) => !known.has(ref));
        const wanted = missing.filter(({ ref }) => asked.has(ref));
        const told = wanted.length > 0 ? wanted : missing.filter(({ ref, local }) => local && !used.has(ref));
        const names = told.map(({ ref }) => familiarReference(ref));
        const [first] = names;
        if (first === undefined) return [];
        const shown = someOf(names);
        const one = told.length === 1;
        const save = [...sudo(facts), "docker", "--host", `unix://${docker.socket}`, "save", first];
        const load = ctrAt(facts, engine, "k8s.io", "images", "import", "-");
        return {
          severity: wanted.length > 0 ? ("warning" as const) : ("info" as const),
          title: `only docker has ${shown}: ${engine.id} does not, where Kubernetes looks`,
          because: [
            `dockerd keeps its images to itself. A pod that names ${one ? "this one" : "one of these"} has it pulled from a registry, or waits with ErrImagePull or ErrImageNeverPull.`,
            ...(told.every(({ local }) => local)
              ? [`dockerd knows no registry that has ${one ? "it: it was" : "them: they were"} built or loaded here.`]
              : []),
          ],
          evidence: [
            { text: shown, source: probe?.argv.join(" ") ?? "docker images" },
            { text: "not listed", source: `ctr --address ${engine.socket} --namespace k8s.io images ls` },
          ],
          see: ["ctool --target docker images", `ctool --target ${engine.id} images`],
          fix: [
            {
              text: "copy it over, where pods are to use it (on every node that is to run them)",
              argv: null,
              shell: `${quote(save)} | ${quote(load)}`,
            },
            {
              text: "or with ctool",
              argv: ["ctool", "image", "copy", first, "--from", docker.id, "--to", `${engine.id}:k8s.io`],
            },
          ],
          after: "crictl images lists it, and pods with imagePullPolicy: IfNotPresent or Never start.",
          notThis: ["imagePullPolicy: Always: the image is then asked of a registry."],
          about:
            wanted.length > 0
              ? ["crictl" as const, "nerdctl" as const, "ctr" as const]
              : listsImages(facts)
                ? ["crictl" as const]
                : [],
        };
      });
  },
  page: {
    symptom:
      '`ErrImagePull`, `ErrImageNeverPull` or `no such image "app:dev" present` for an image that `docker images` lists and `docker build` has just made.',
    cause:
      "dockerd's images are not containerd's: Kubernetes looks into the namespace `k8s.io` of its own containerd, and `docker build` puts nothing there.",
    check: "`docker images`, `crictl images`; `ctool images` shows one after the other.",
    fix: "`docker save app:dev | ctr -n k8s.io images import -` (k3s: `k3s ctr images import -`), or `ctool image copy app:dev --from docker --to k3s`, on every node; or push it to a registry.",
  },
};
