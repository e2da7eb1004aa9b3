import { asTyped, flag, implied, lost, operands, same, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";
import { allowPlainHttp, allTagsProblem, trustRow } from "./image-registry.ts";

export const commands: readonly CommandSpec[] = [
  {
    path: "image pull",
    aliases: ["pull"],
    risk: "write",
    summary: "Downloads an image from a registry.",
    operands: operands("NAME[:TAG|@DIGEST]", "image"),
    tools: {
      nerdctl: asTyped(),
      crictl: verb("pull", { info: "for Kubernetes (k8s.io); uses no credentials of docker: --creds" }),
      ctr: verb("images pull", {
        info: "ctr uses neither docker's credentials nor the CRI's registry mirrors: --user, --hosts-dir",
        finish: allowPlainHttp,
      }),
    },
    flags: [
      flag("-a, --all-tags", "Downloads every tag of the repository.", {
        nerdctl: lost("nerdctl pulls one tag", "list the tags (crane ls, skopeo list-tags) and pull each"),
        crictl: lost("crictl pulls one tag", "list the tags (crane ls, skopeo list-tags) and pull each"),
        ctr: lost("ctr pulls one tag", "list the tags (crane ls, skopeo list-tags) and pull each"),
      }),
      trustRow("Skips the check of signatures (docker's default).", "--verify=cosign or --verify=notation checks them"),
      flag("--platform string", "Downloads the image of this platform.", {
        nerdctl: same,
        crictl: lost("CRI pulls the node's platform", "ctr -n k8s.io images pull --platform"),
        ctr: same,
      }),
      flag("-q, --quiet", "Prints no progress.", {
        nerdctl: same,
        crictl: implied("crictl prints no progress"),
        ctr: lost("ctr always prints its progress", "send it to /dev/null"),
      }),
    ],
    examples: [
      "docker pull nginx",
      "docker pull nginx:1.27-alpine",
      "docker image pull bitnami/redis:7.2",
      "docker pull quay.io/prometheus/prometheus:v3.0.0",
      "docker pull nginx@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "docker pull localhost:5000/web:v1",
      "docker pull 127.0.0.1:5000/web",
      "docker pull -q nginx",
      "docker pull --platform linux/arm64 nginx",
      "docker pull nginx --platform=linux/arm/v7 --quiet",
      "docker pull -a nginx",
      "docker pull --disable-content-trust nginx",
      "docker pull --disable-content-trust=false nginx",
    ],
    check: allTagsProblem,
  },
];
