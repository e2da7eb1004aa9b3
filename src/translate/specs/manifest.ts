import type { Draft } from "../draft.ts";
import { asTyped, flag, none, operands, reshape, same, sameLong, sinceForm } from "../rules.ts";
import type { CommandSpec, NoForm, VerbForm } from "../spec.ts";

const ELSEWHERE = "crane index, skopeo copy --all, or docker manifest where there is docker";
const OLD = none("nerdctl has manifests from 2.1.4 on", ELSEWHERE);
const CRICTL = none("CRI has no manifests", `nerdctl manifest (2.1.4 or newer), ${ELSEWHERE}`);
const CTR = none("ctr makes and asks for no manifest lists", `nerdctl manifest (2.1.4 or newer), ${ELSEWHERE}`);
const INSPECT = "crane manifest IMAGE, or skopeo inspect --raw docker://IMAGE";

function forms(form: Partial<VerbForm> = {}): CommandSpec["tools"] {
  return { nerdctl: sinceForm("2.1.4", asTyped(form), OLD), crictl: CRICTL, ctr: CTR };
}

function inspecting(why: string, more = ""): NoForm {
  return none(why, `nerdctl manifest inspect (2.1.4 or newer), ${INSPECT}${more}`);
}

/** nerdctl reads the first operand and ignores others: docker's second one is the manifest that was asked for. */
function inspectOne(draft: Draft): void {
  const [list, manifest] = draft.operands;
  if (list === undefined || manifest === undefined) {
    draft.tell(null, "nerdctl asks the registry: a list that was not pushed yet is not found");
    return;
  }
  draft.operands = [manifest];
  draft.change(null, `without ${list.word}: nerdctl shows one manifest as the registry has it, not as the list has it`);
}

const insecure = flag("--insecure", "Allows a registry without TLS.", { nerdctl: same });

export const commands: readonly CommandSpec[] = [
  {
    path: "manifest inspect",
    aliases: [],
    risk: "read",
    summary: "Shows a manifest or a manifest list of a registry.",
    operands: operands("[MANIFEST_LIST] MANIFEST", "image"),
    tools: {
      nerdctl: sinceForm(
        "2.1.4",
        asTyped({ finish: inspectOne }),
        none("nerdctl has manifests from 2.1.4 on", INSPECT),
      ),
      crictl: inspecting("CRI does not show manifests"),
      ctr: inspecting(
        "ctr does not ask registries for manifests",
        "; of images that are here: ctr images ls for the digest, ctr content get DIGEST",
      ),
    },
    flags: [insecure, flag("-v, --verbose", "Shows layers and platform too.", { nerdctl: sameLong })],
    examples: [
      "docker manifest inspect nginx:alpine",
      "docker manifest inspect -v nginx:alpine",
      "docker manifest inspect --insecure --verbose localhost:5000/web:v1",
      "docker manifest inspect myorg/app:v1 myorg/app:v1-arm64",
    ],
  },
  {
    path: "manifest create",
    aliases: [],
    risk: "write",
    summary: "Makes a manifest list on this machine, to be pushed.",
    operands: operands("MANIFEST_LIST MANIFEST [MANIFEST...]", "image"),
    tools: forms(),
    flags: [flag("-a, --amend", "Adds to a list that is there.", { nerdctl: sameLong }), insecure],
    examples: [
      "docker manifest create myorg/app:v1 myorg/app:v1-amd64 myorg/app:v1-arm64",
      "docker manifest create -a myorg/app:v1 myorg/app:v1-arm64",
      "docker manifest create --insecure localhost:5000/app:v1 localhost:5000/app:v1-arm64 --amend",
    ],
  },
  {
    path: "manifest annotate",
    aliases: [],
    risk: "write",
    summary: "Says for which platform a manifest of a list is.",
    operands: operands("MANIFEST_LIST MANIFEST", "image"),
    tools: forms(),
    flags: [
      flag("--arch string", "Sets the architecture.", { nerdctl: same }),
      flag("--os string", "Sets the operating system.", { nerdctl: same }),
      flag("--os-features stringSlice", "Sets features of the operating system.", {
        nerdctl: reshape("same, once per feature", (draft, use) => {
          if (!use.value.includes(",")) return draft.keep(use);
          draft.put(
            use,
            use.value.split(",").flatMap((feature) => ["--os-features", feature]),
          );
        }),
      }),
      flag("--os-version string", "Sets the version of the operating system.", { nerdctl: same }),
      flag("--variant string", "Sets the variant of the architecture.", { nerdctl: same }),
    ],
    examples: [
      "docker manifest annotate --arch arm64 myorg/app:v1 myorg/app:v1-arm64",
      "docker manifest annotate myorg/app:v1 myorg/app:v1-arm --os linux --arch arm --variant v7",
      "docker manifest annotate --os windows --os-version 10.0.20348 --os-features win32k,a myorg/app:v1 myorg/app:v1-win",
    ],
  },
  {
    path: "manifest push",
    aliases: [],
    risk: "write",
    summary: "Uploads a manifest list.",
    operands: operands("MANIFEST_LIST", "image"),
    tools: forms(),
    flags: [
      insecure,
      flag("-p, --purge", "Removes the list from this machine when it was pushed.", { nerdctl: sameLong }),
    ],
    examples: [
      "docker manifest push myorg/app:v1",
      "docker manifest push -p myorg/app:v1",
      "docker manifest push --insecure --purge localhost:5000/app:v1",
    ],
  },
  {
    path: "manifest rm",
    aliases: [],
    risk: "destroy",
    summary: "Removes manifest lists from this machine.",
    operands: operands("MANIFEST_LIST [MANIFEST_LIST...]", "image"),
    tools: forms(),
    flags: [],
    examples: ["docker manifest rm myorg/app:v1", "docker manifest rm myorg/app:v1 myorg/app:v2"],
  },
];
