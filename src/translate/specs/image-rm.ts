import type { Draft } from "../draft.ts";
import { asTyped, flag, implied, lost, none, operands, reshape, same, since, sinceForm, verb } from "../rules.ts";
import { type CommandSpec, type FlagUse, isOn } from "../spec.ts";
import { lookUpImages, tellImageIds } from "./image-ids.ts";

/** Without its filter a prune would remove more than was asked for: then there is no form. */
const noFilter = (tool: string, instead: string) =>
  reshape("no such filter: no form", (draft) => {
    draft.refuse(`${tool} cannot filter what it prunes, and would remove every unused image`, instead);
  });

const DURATION = /^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/;
const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?$/;

/** nerdctl knows until (dates, RFC 3339, durations; no seconds since 1970) and label, without its negation. */
function nerdctlPruneFilter(draft: Draft, use: FlagUse): void {
  const [key, value = "", ...more] = use.value.split("=");
  const isMoment = more.length === 0 && (DURATION.test(value) || MOMENT.test(value));
  if (key === "until" ? isMoment : key === "label" && more.length < 2) {
    draft.keep(use);
    if (key === "until")
      draft.tell(use, "nerdctl counts from when the image was pulled, docker from when it was built");
    return;
  }
  const why = key === "until" ? `nerdctl cannot read the time ${value}` : `nerdctl has no filter ${use.value}`;
  draft.lose(
    use,
    `${why}: without it, more is removed`,
    "times as 24h or 2026-01-31T00:00:00Z; nerdctl images --filter",
  );
}

/** docker asks unless -f was typed; these never ask. */
function tellNoQuestion(draft: Draft): void {
  if (!isOn(draft.command, "force")) draft.change(null, `${draft.column} does not ask before it removes`);
}

function pruneInCrictl(draft: Draft): void {
  tellNoQuestion(draft);
  if (isOn(draft.command, "all")) {
    draft.put(null, ["--prune"]);
    draft.change(
      null,
      "counts the containers of CRI only: images of other containers go, and the pause image unless it is pinned",
    );
    return;
  }
  draft.before.push({ argv: ["crictl", "images", "-q", "-f", "dangling=true"], captures: "<image-id>" });
  draft.operands = [{ at: 0, word: "<image-id>" }];
  draft.change(null, "crictl rmi does not check whether a container uses the image");
}

const KEEP_USED = "removes every unused image, not only those without a name";

export const commands: readonly CommandSpec[] = [
  {
    path: "image rm",
    aliases: ["image remove", "rmi"],
    risk: "destroy",
    summary: "Removes names of images, and images without another name.",
    operands: operands("IMAGE [IMAGE...]", "image"),
    tools: {
      nerdctl: asTyped({ finish: tellImageIds }),
      crictl: verb("rmi", {
        partial: "removes the image with all its tags, even if a container uses it",
        finish: tellImageIds,
      }),
      ctr: verb("images rm", {
        partial: "does not check whether a container uses the image; a missing one is a warning and exit code 0",
        finish: lookUpImages,
      }),
    },
    flags: [
      flag("-f, --force", "Removes an image that stopped containers use or that has several tags.", {
        nerdctl: same,
        crictl: implied("crictl always removes"),
        ctr: implied("ctr always removes"),
      }),
      flag("--no-prune", "Keeps parents without a name.", {
        nerdctl: lost("containerd has no parent images: layers that nothing refers to are collected"),
        crictl: lost("containerd has no parent images: layers that nothing refers to are collected"),
        ctr: lost("containerd has no parent images: layers that nothing refers to are collected"),
      }),
      flag("--platform stringSlice", "Removes the image of this platform only.", {
        nerdctl: lost("nerdctl removes all platforms of an image"),
        crictl: lost("crictl removes all platforms of an image"),
        ctr: lost("ctr removes all platforms of an image"),
      }),
    ],
    examples: [
      "docker rmi nginx:alpine",
      "docker rmi -f nginx:alpine redis:7",
      "docker image rm nginx:alpine",
      "docker image remove localhost:5000/web:v1",
      "docker rmi --no-prune nginx",
      "docker rmi --platform linux/arm64 nginx",
      "docker rmi 88508c7cb8a1 d50b116c7039 nginx",
      "docker rmi $(docker images -q)",
    ],
  },
  {
    path: "image prune",
    aliases: [],
    risk: "destroy",
    summary: "Removes images that no container uses.",
    operands: operands(""),
    tools: {
      nerdctl: asTyped(),
      crictl: sinceForm(
        "1.30",
        verb("rmi", { finish: pruneInCrictl }),
        verb("rmi", {
          finish(draft) {
            if (isOn(draft.command, "all")) pruneInCrictl(draft);
            else
              draft.refuse(
                `crictl rmi --prune ${KEEP_USED}`,
                "crictl images, then crictl rmi ID for those without a tag",
              );
          },
        }),
      ),
      ctr: sinceForm(
        "1.7",
        verb("images prune", {
          finish(draft) {
            tellNoQuestion(draft);
            if (!isOn(draft.command, "all"))
              return draft.refuse(
                "ctr images prune without --all removes nothing, and containerd has no images without a name",
                "nothing has to be pruned; ctr content prune references collects content that nothing refers to",
              );
            draft.change(
              null,
              "keeps only the name by which a container was made: in k8s.io the CRI's own names (sha256:…) of used images go",
            );
          },
        }),
        none("ctr prunes images from 1.7 on", "ctr images ls -q, ctr containers ls, then ctr images rm REFERENCE"),
      ),
    },
    flags: [
      flag("-a, --all", "Removes every unused image, not only those without a name.", {
        nerdctl: same,
        crictl: reshape("rmi --prune", () => {}),
        ctr: reshape("--all", (draft, use) => draft.put(use, ["--all"])),
      }),
      flag("--filter filter", "Removes only what matches a condition (until, label).", {
        nerdctl: since(
          "2.0",
          reshape("same: until, label", nerdctlPruneFilter),
          lost("nerdctl prunes with filters from 2.0 on: without them, more is removed", "nerdctl images --filter"),
        ),
        crictl: noFilter("crictl", "crictl images, then crictl rmi ID"),
        ctr: noFilter("ctr", "ctr images ls, then ctr images rm REFERENCE"),
      }),
      flag("-f, --force", "Does not ask.", {
        nerdctl: same,
        crictl: implied("crictl never asks"),
        ctr: implied("ctr never asks"),
      }),
    ],
    examples: [
      "docker image prune",
      "docker image prune -f",
      "docker image prune -a",
      "docker image prune -af",
      "docker image prune --all --force",
      "docker image prune -a -f --filter until=24h",
      "docker image prune -f --filter until=2026-01-31T00:00:00Z --filter label=stage=old",
      "docker image prune -f --filter until=1136073600",
      "docker image prune -f --filter label!=keep",
    ],
  },
];
