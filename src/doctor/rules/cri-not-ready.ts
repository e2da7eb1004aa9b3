import { criEnginesOf, criInfoOf } from "../cri-info.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

export const criNotReady: Rule = {
  id: "cri-not-ready",
  area: "cri",
  title: "The runtime says that it is not ready",
  worst: "error",
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      const info = criInfoOf(facts, engine);
      const ready = info?.conditions.get("RuntimeReady");
      if (!info || !ready || ready.status) return [];
      return {
        severity: "error" as const,
        title: `${engine.id} says that its runtime is not ready`,
        because: [ready.message ?? ready.reason ?? "It gives no reason."],
        evidence: [
          { text: `RuntimeReady=false ${ready.reason ?? ""} ${ready.message ?? ""}`.trim(), source: info.source },
        ],
        fix: [serviceFix(facts, "restart", engine.flavor, `restart ${engine.id}: running containers live on`)],
        after: "The node becomes Ready.",
        about: ["crictl" as const],
      };
    }),
  page: {
    symptom: "The node is NotReady with `RuntimeReady=false`.",
    cause: "The CRI plugin answers and says itself that it cannot make containers.",
    check: "`crictl info` prints the conditions with their reasons.",
    fix: "Mend what the reason names; restarting the engine makes it look again.",
  },
};
