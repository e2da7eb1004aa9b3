import type { Draft } from "../draft.ts";
import { filtersOf, filterValue } from "../filters.ts";
import { crictlFormat, nerdctlFormat, readFormat } from "../formats.ts";
import { referenceFor } from "../image-operand.ts";
import { parseReference } from "../references.ts";
import { asTyped, flag, implied, lost, operands, reshape, same, since, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

/** crictl filters images itself; it knows dangling, reference, before and since. */
const crictlFilter = reshape("same: dangling, reference, before, since", (draft, use) => {
  const key = use.value.split("=", 1)[0]?.trim() ?? "";
  if (!/^(?:dangling|reference|before|since)$/.test(key)) return draft.lose(use, `crictl images has no filter ${key}`);
  draft.keep(use);
  if (key === "reference")
    draft.change(use, "a regular expression that never matches imported images without a digest");
});

/** `images ls` takes containerd's filters as operands; what is joined by commas must hold together. */
function ctrFilters(draft: Draft): void {
  const wanted: string[] = [];
  const repository = draft.command.operands[0]?.word;
  if (repository !== undefined) {
    const parsed = parseReference(repository);
    const whole = !("problem" in parsed) && (parsed.tag !== null || parsed.digest !== null);
    wanted.push(
      whole
        ? `name==${filterValue(referenceFor(draft, repository))}`
        : `name~=${filterValue(isPattern(repository) ? globToPattern(repository) : repository)}`,
    );
    if (!whole) draft.change(null, "a regular expression on the whole reference: longer names match as well");
  }
  for (const { key, value, use } of filtersOf(draft)) {
    if (key === "label") draft.lose(use, "containerd's image labels are not the labels of the image's config");
    else if (key === "reference") {
      wanted.push(`name~=${filterValue(globToPattern(value))}`);
      draft.change(use, "a regular expression on the whole reference");
    } else if (key === "dangling") draft.lose(use, "images without a name cannot exist in containerd");
    else draft.lose(use, `ctr has no filter ${key}`);
  }
  draft.operands = wanted.length === 0 ? [] : [{ at: 0, word: wanted.join(",") }];
}

/** docker takes a pattern for the name (path.Match), and finds nothing by what can be no name. */
const isPattern = (word: string): boolean => /[*?[]/.test(word);

/** nerdctl's operand is a name and nothing else; its filter knows patterns. */
function nerdctlPattern(draft: Draft): void {
  const [operand] = draft.operands;
  if (operand === undefined || !isPattern(operand.word)) return;
  draft.operands = [];
  draft.put(null, ["--filter", `reference=${operand.word}`]);
  if (/^[*?[]/.test(operand.word))
    draft.change(null, "nerdctl holds the pattern against the full name: one that begins with * matches nothing");
}

/** docker's reference patterns (path.Match) as a regular expression: `*` stays within one part. */
function globToPattern(glob: string): string {
  return glob
    .replace(/[.+()|^$]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
}

export const commands: readonly CommandSpec[] = [
  {
    path: "image ls",
    aliases: ["image list", "images"],
    risk: "read",
    summary: "Lists images.",
    operands: operands("[REPOSITORY[:TAG]]", "images"),
    tools: {
      nerdctl: asTyped({
        finish: nerdctlPattern,
        info: "the ID is the manifest's digest, not the config's as in docker and crictl",
      }),
      crictl: verb("images", {
        finish(draft) {
          if (draft.operands.length > 0)
            draft.change(null, "containerd ignores crictl's repository filter and lists every image");
        },
      }),
      ctr: verb("images ls", { info: "ctr shows full references (docker.io/library/…)", finish: ctrFilters }),
    },
    flags: [
      flag("-a, --all", "Lists intermediate images too.", {
        nerdctl: same,
        crictl: implied("crictl lists all images; there are no intermediate ones"),
        ctr: implied("ctr lists all images; there are no intermediate ones"),
      }),
      flag("--digests", "Shows digests.", {
        nerdctl: same,
        crictl: same,
        ctr: implied("there is a DIGEST column"),
      }),
      flag("-f, --filter filter", "Lists only what matches a condition (dangling, label, reference, before, since).", {
        nerdctl: same,
        crictl: since("1.30", crictlFilter),
        ctr: reshape("containerd filters as operands", () => {}),
      }),
      flag("--format string", "Prints in another format: json, table or a Go template.", {
        nerdctl: nerdctlFormat,
        crictl: crictlFormat(".images[].repoTags"),
        ctr: reshape("-q for references", (draft, use) => {
          const format = readFormat(use.value);
          if (format.kind === "template" && /^\{\{\.Repository\}\}:\{\{\.Tag\}\}$/.test(format.template)) {
            if (!draft.command.byName.has("quiet")) draft.put(use, ["-q"]);
            draft.change(use, "full references, with registry");
          } else if (format.kind !== "table") draft.lose(use, "ctr has no output formats");
        }),
      }),
      flag("--no-trunc", "Prints ids and digests whole.", {
        nerdctl: same,
        crictl: same,
        ctr: implied("ctr never truncates"),
      }),
      flag("-q, --quiet", "Prints ids only.", {
        nerdctl: same,
        crictl: same,
        ctr: reshape("-q, which prints references", (draft, use) => {
          draft.keep(use);
          draft.change(use, "prints references, not ids");
        }),
      }),
      flag("--tree", "Shows the platforms of each image as a tree.", {
        nerdctl: lost("nerdctl has no --tree", "nerdctl manifest inspect IMAGE"),
        crictl: lost("crictl shows no platforms"),
        ctr: lost("ctr draws no tree", "read its PLATFORMS column"),
      }),
    ],
    examples: [
      "docker images",
      "docker image ls",
      "docker image list -a",
      "docker images --digests --no-trunc",
      "docker images -q",
      "docker images -aq --no-trunc",
      "docker images nginx",
      "docker images nginx:alpine",
      "docker images 'nginx*'",
      "docker images -f dangling=true",
      "docker images --filter reference='nginx*'",
      "docker images --filter label=a=b",
      "docker images --format json",
      "docker images --format '{{.Repository}}:{{.Tag}}'",
      "docker images --format 'table {{.Repository}}\\t{{.Size}}'",
      "docker images --tree",
    ],
  },
];
