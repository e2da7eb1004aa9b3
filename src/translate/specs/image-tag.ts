import type { Draft } from "../draft.ts";
import { asTyped, none, operands, sinceForm, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";
import { atLeast } from "../versions.ts";
import { isImageId, lookUpImages, tellImageIds } from "./image-ids.ts";
import { tellTransfer } from "./image-transfer.ts";

const INFO = "the source must be a reference as ctr images ls shows it";

function tagInNerdctl(draft: Draft): void {
  tellTransfer(draft);
  const byId = isImageId(draft.command.operands[0]?.word ?? "");
  if (byId && atLeast(draft.version, "2.3")) draft.change(null, "from 2.3 on nerdctl tag knows names only, no ids");
  else tellImageIds(draft);
}

export const commands: readonly CommandSpec[] = [
  {
    path: "image tag",
    aliases: ["tag"],
    risk: "write",
    summary: "Gives an image one more name.",
    operands: operands("SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]", "image"),
    tools: {
      nerdctl: asTyped({ finish: tagInNerdctl }),
      crictl: none("CRI has no tag", "nerdctl -n k8s.io tag SOURCE TARGET, or ctr -n k8s.io images tag SOURCE TARGET"),
      ctr: sinceForm(
        "2.0",
        verb("images tag", { info: INFO, finish: lookUpImages }),
        verb("images tag", {
          info: `--force as docker moves a name that exists; ${INFO}`,
          finish(draft) {
            draft.put(null, ["--force"]);
            lookUpImages(draft);
          },
        }),
      ),
    },
    flags: [],
    examples: [
      "docker tag nginx:alpine myorg/nginx:v1",
      "docker image tag web localhost:5000/web:v1",
      "docker tag 88508c7cb8a1 web:v1",
    ],
    check({ operands: [, target] }) {
      if (target === undefined || !target.word.includes("@")) return [];
      return [{ code: "bad-reference", message: "refusing to create a tag with a digest reference", suggestion: null }];
    },
  },
];
