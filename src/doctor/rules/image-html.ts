import { ctrImagesOf } from "../ctr-lists.ts";
import { pathsOf } from "../flavors.ts";
import { ctrAt } from "../look.ts";
import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

export const imageHtml: Rule = {
  id: "image-html",
  area: "images",
  title: "A web page was stored in place of an image",
  worst: "warning",
  check: (facts) =>
    facts.node.engines.filter(isContainerd).flatMap((engine) =>
      engine.namespaces.flatMap(({ name }) =>
        (ctrImagesOf(facts, engine, name) ?? [])
          .filter(({ type }) => type.startsWith("text/"))
          .map(({ ref, type, digest }) => ({
            severity: "warning" as const,
            title: `${ref} in ${name} is a web page, not an image`,
            because: [
              "A mirror or proxy answered with a page of its own (a login, a portal), and it was stored as the manifest.",
            ],
            evidence: [
              { text: `${type} ${digest}`, source: `ctr --address ${engine.socket} --namespace ${name} images ls` },
            ],
            fix: [
              {
                text: `mend the mirror's address (${pathsOf(engine.flavor).registries ?? pathsOf(engine.flavor).certs})`,
                argv: null,
              },
              {
                text: "then remove what was stored, and pull again",
                argv: ctrAt(facts, engine, name, "images", "rm", ref),
              },
            ],
            after: "The next pull brings the image.",
            about: [],
          })),
      ),
    ),
  page: {
    symptom: "`unexpected media type text/html for sha256:…: not found` when a pod starts or an image is pulled.",
    cause:
      "Between node and registry something answers in HTML: a captive portal, a proxy's login, a mirror with a wrong path.",
    check: "`ctr -n k8s.io images ls | grep text/html`; `curl -sI https://REGISTRY/v2/`.",
    fix: "Mend the mirror, remove the stored reference, pull again.",
  },
};
