import type { Draft } from "../draft.ts";
import { filterValue } from "../filters.ts";
import { actionsOf, nerdctlFormat, readFormat } from "../formats.ts";
import { asTyped, flag, implied, lost, none, operands, reshape, same, since, sinceForm, verb } from "../rules.ts";
import type { CommandSpec, FlagUse, Rule } from "../spec.ts";
import { idFilter, isImageId, lookUpImages, tellImageIds } from "./image-ids.ts";

/** docker's fields and where crictl's JSON keeps them; `.info.imageSpec` is the image's OCI configuration. */
const FIELDS: Record<string, string> = {
  ".Id": ".status.id",
  ".RepoTags": ".status.repoTags",
  ".RepoDigests": ".status.repoDigests",
  ".Size": ".status.size",
  ".Created": ".info.imageSpec.created",
  ".Architecture": ".info.imageSpec.architecture",
  ".Variant": ".info.imageSpec.variant",
  ".Os": ".info.imageSpec.os",
  ".Author": ".info.imageSpec.author",
  ".RootFS.Type": ".info.imageSpec.rootfs.type",
  ".RootFS.Layers": ".info.imageSpec.rootfs.diff_ids",
};
const CONFIG = /^\.Config\.(Env|Cmd|Entrypoint|User|WorkingDir|ExposedPorts|Volumes|Labels|StopSignal)$/;
const ACTION = /\{\{-?\s*((?:json|len|range|index)\s+)?(\.[\w.]+)((?:\s+(?:\d+|"[^"]*"))?)\s*-?\}\}/g;

/**
 * A docker template with CRI's fields in the place of docker's.
 * @returns null where it uses more than fields that both have
 */
export function criTemplate(template: string): string | null {
  let depth = 0;
  let fits = true;
  const put = template.replace(ACTION, (action, call: string | undefined, field: string) => {
    const config = CONFIG.exec(field)?.[1];
    const there = config === undefined ? FIELDS[field] : `.info.imageSpec.config.${config}`;
    if (there === undefined) fits = false;
    if (call?.startsWith("range")) depth++;
    return action.replace(field, there ?? field);
  });
  const rest = actionsOf(template.replace(ACTION, ""));
  const plain = rest.every((action) => /^\{\{-?\s*(?:println \.|\.|end|"[^"]*")\s*-?\}\}$/.test(action));
  const ends = rest.filter((action) => /\bend\b/.test(action)).length;
  return fits && plain && ends === depth ? put : null;
}

/** crictl puts several images into one list, which a template for one cannot read: one command per image. */
function inspectInCrictl(draft: Draft): void {
  tellImageIds(draft);
  draft.tell(null, "CRI's fields, not docker's; the image's configuration is .info.imageSpec");
  const use = draft.command.byName.get("format")?.at(-1);
  if (use === undefined || readFormat(use.value).kind === "json" || use.value === "") return;
  const template = criTemplate(use.value);
  if (template === null) {
    draft.lose(use, "crictl's templates are not docker's", "read the JSON: .status and .info.imageSpec");
    return;
  }
  const head = ["crictl", ...draft.globals, "inspecti", "-o", "go-template", "--template", template];
  draft.steps = draft.operands.map(({ word }) => ({ argv: [...head, word] }));
}

/** `ctr images inspect` takes one image. */
function inspectInCtr(draft: Draft): void {
  lookUpImages(draft);
  const head = ["ctr", ...draft.globals, "images", "inspect", "--content"];
  draft.steps = [...draft.before, ...draft.operands.map(({ word }) => ({ argv: [...head, word] }))];
}

/** nerdctl stops with an error at a field that it does not fill. */
const nerdctlTemplate = reshape("same, without GraphDriver, Container, ContainerConfig", (draft, use) => {
  draft.keep(use);
  const missing = /\.(GraphDriver|ContainerConfig|Container)\b/.exec(use.value)?.[1];
  if (missing !== undefined) draft.change(use, `nerdctl's record has no ${missing}: the template fails`);
});

/** nerdctl calls the first column SNAPSHOT, because it shows the layer's chain id. */
const nerdctlHistory: Rule = reshape("same; .ID is .Snapshot there", (draft, use) => {
  const value = use.value.replace(/(\{\{\s*(?:json\s+)?)\.ID\b/g, "$1.Snapshot");
  if (value === use.value) return nerdctlFormat.apply?.(draft, use);
  const words = [`--${use.row.long}`, value];
  const put: FlagUse = { ...use, value, token: { at: use.token.at, words, uses: [] } };
  put.token.uses.push(put);
  nerdctlFormat.apply?.(draft, put);
  draft.change(use, "nerdctl has no image id per line: .Snapshot is the layer's chain id");
});

const OLD_CTR = none(
  "before 2.0 ctr shows no image configuration",
  "ctr images ls name==REFERENCE, then ctr content get DIGEST for the manifest and for the config that it names",
);

export const commands: readonly CommandSpec[] = [
  {
    path: "image inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of images.",
    operands: operands("IMAGE [IMAGE...]", "image"),
    tools: {
      nerdctl: asTyped({ finish: tellImageIds }),
      crictl: verb("inspecti", { finish: inspectInCrictl }),
      ctr: sinceForm(
        "2.0",
        verb("images inspect", {
          partial: "the tree of the image's content with the JSON of manifest and config, not docker's record",
          finish: inspectInCtr,
        }),
        verb("images ls", {
          partial: "digest, size, platforms and labels only; ctr content get DIGEST prints the manifest",
          finish(draft) {
            draft.operands = draft.operands.map(({ at, word }, i) => {
              const typed = draft.command.operands[i]?.word ?? word;
              return { at, word: isImageId(typed) ? idFilter(typed) : `name==${filterValue(word)}` };
            });
          },
        }),
      ),
    },
    flags: [
      flag("-f, --format string", "Prints a Go template, or json.", {
        nerdctl: nerdctlTemplate,
        crictl: reshape("-o go-template --template, with CRI's fields", () => {}),
        ctr: lost("ctr has no templates", "read the JSON"),
      }),
      flag("--platform string", "Shows the image of this platform.", {
        nerdctl: same,
        crictl: lost("CRI keeps the node's platform only"),
        ctr: lost("ctr has no choice of platform here", "--content prints every platform that is stored"),
      }),
    ],
    examples: [
      "docker image inspect nginx:alpine",
      "docker image inspect nginx:alpine redis:7",
      "docker image inspect -f '{{.Id}}' nginx:alpine redis:7",
      "docker image inspect --format '{{json .Config.Env}}' nginx",
      "docker image inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' nginx",
      "docker image inspect -f '{{index .RepoTags 0}}' nginx",
      "docker image inspect -f '{{.GraphDriver.Name}}' nginx",
      "docker image inspect --format json nginx",
      "docker image inspect --platform linux/arm64 nginx:alpine",
      "docker image inspect 88508c7cb8a1 nginx",
    ],
  },
  {
    path: "image history",
    aliases: ["history"],
    risk: "read",
    summary: "Shows the layers of an image and what made them.",
    operands: operands("IMAGE", "image"),
    tools: {
      nerdctl: asTyped({ finish: tellImageIds }),
      crictl: verb("inspecti", {
        partial: "the history is .info.imageSpec.history of this JSON, oldest first, without sizes",
        finish: tellImageIds,
      }),
      ctr: sinceForm(
        "2.0",
        verb("images inspect", {
          partial: "the history is in the printed config's JSON, oldest first, without sizes",
          finish(draft) {
            lookUpImages(draft);
            draft.put(null, ["--content"]);
          },
        }),
        OLD_CTR,
      ),
    },
    flags: [
      flag("--format string", "Prints in another format: json, table or a Go template.", {
        nerdctl: nerdctlHistory,
        crictl: lost("crictl has its own JSON only", "read .info.imageSpec.history"),
        ctr: lost("ctr has no output formats"),
      }),
      flag(
        "-H, --human",
        "Prints sizes and dates for people.",
        {
          nerdctl: since("2.0", same),
          crictl: implied("dates are RFC 3339 there"),
          ctr: implied("dates are RFC 3339 there"),
        },
        { defaultOn: true },
      ),
      flag("--no-trunc", "Prints commands and ids whole.", {
        nerdctl: same,
        crictl: implied("JSON is never truncated"),
        ctr: implied("JSON is never truncated"),
      }),
      flag("--platform string", "Shows the image of this platform.", {
        nerdctl: lost("nerdctl history has no --platform", "nerdctl image inspect --platform"),
        crictl: lost("CRI keeps the node's platform only"),
        ctr: lost("ctr has no choice of platform here", "--content prints every platform that is stored"),
      }),
      flag("-q, --quiet", "Prints ids only.", {
        nerdctl: same,
        crictl: lost("a history has no ids there"),
        ctr: lost("a history has no ids there"),
      }),
    ],
    examples: [
      "docker history nginx:alpine",
      "docker image history --no-trunc nginx",
      "docker history -q nginx",
      "docker history -H=false nginx",
      "docker history --human nginx",
      "docker history --format '{{.CreatedBy}}' nginx",
      "docker history --format 'table {{.ID}}\\t{{.Size}}' nginx",
      "docker history --format json nginx",
      "docker history --platform linux/arm64 nginx",
      "docker history 88508c7cb8a1",
    ],
  },
];
