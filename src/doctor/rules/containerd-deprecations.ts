import { criEnginesOf, criInfoOf } from "../cri-info.ts";
import type { Rule } from "../rule.ts";

export const containerdDeprecations: Rule = {
  id: "containerd-deprecations",
  area: "containerd",
  title: "containerd warns of settings that the next version will not know",
  worst: "info",
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      const info = criInfoOf(facts, engine);
      const condition = info?.conditions.get("ContainerdHasNoDeprecationWarnings");
      if (!info || !condition || condition.status) return [];
      return {
        severity: "info" as const,
        title: `${engine.id} warns of settings that its next version will not know`,
        because: [condition.message ?? "It counts them itself since it started."],
        evidence: [
          {
            text: condition.message ?? condition.reason ?? "ContainerdHasNoDeprecationWarnings=false",
            source: info.source,
          },
        ],
        see: [`ctr --address ${engine.socket} deprecations list`],
        fix: [{ text: "mend each one before the next upgrade", argv: null }],
        about: [],
      };
    }),
  page: {
    symptom: "`crictl info` has the condition `ContainerdHasNoDeprecationWarnings` with `status: false`.",
    cause:
      "containerd met a configuration or an image of a kind that a later version drops (schema 1 images, registry.mirrors, CRI v1alpha2).",
    check: "`ctr deprecations list`.",
    fix: "Mend what it lists before you upgrade containerd.",
  },
};
