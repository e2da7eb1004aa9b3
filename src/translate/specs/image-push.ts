import { asTyped, flag, lost, none, operands, reshape, same, since, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";
import { allowPlainHttp, allTagsProblem, trustRow } from "./image-registry.ts";

/** ctr's second operand is a local name, so one command cannot push several: what is left is to push each. */
const eachTag = reshape("images ls -q name~=^REPOSITORY: and images push for each", (draft) => {
  const full = draft.operands[0]?.word.replace(/:latest$/, "") ?? "";
  draft.refuse("ctr pushes one tag at a time", `ctr images ls -q 'name~="^${full}:"', then ctr images push for each`);
});

export const commands: readonly CommandSpec[] = [
  {
    path: "image push",
    aliases: ["push"],
    risk: "write",
    summary: "Uploads an image to a registry.",
    operands: operands("NAME[:TAG]", "image"),
    tools: {
      nerdctl: asTyped(),
      crictl: none("CRI has no push", "nerdctl -n k8s.io push IMAGE, or ctr -n k8s.io images push IMAGE"),
      ctr: verb("images push", {
        info: "ctr does not use docker's credentials: --user NAME:PASSWORD",
        finish: allowPlainHttp,
      }),
    },
    flags: [
      flag("-a, --all-tags", "Uploads every tag of the repository.", {
        nerdctl: since("main", same, lost("nerdctl pushes one tag (all from the release after 2.3.5 on)", "push each")),
        ctr: eachTag,
      }),
      trustRow("Skips the signing (docker's default).", "--sign=cosign or --sign=notation signs"),
      flag("--platform string", "Uploads the image of this platform only.", { nerdctl: same, ctr: same }),
      flag("-q, --quiet", "Prints no progress.", {
        nerdctl: same,
        ctr: lost("ctr always prints its progress", "send it to /dev/null"),
      }),
    ],
    examples: [
      "docker push myorg/app:v1",
      "docker image push registry.example.com/team/app",
      "docker push localhost:5000/web:v1",
      "docker push -q localhost:5000/web:v1",
      "docker push --platform linux/arm64 myorg/app:v1",
      "docker push -a localhost:5000/web",
      "docker push --disable-content-trust myorg/app:v1",
      "docker push --disable-content-trust=false myorg/app:v1",
    ],
    check(command) {
      const digest = command.operands.some(({ word }) => word.includes("@"));
      const refused = { code: "bad-reference", message: "cannot push a digest reference", suggestion: null };
      return digest ? [refused] : allTagsProblem(command);
    },
  },
];
