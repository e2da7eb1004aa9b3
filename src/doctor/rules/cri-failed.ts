import { criEnginesOf } from "../cri-info.ts";
import { criTroubleOf } from "../cri-state.ts";
import { explainText } from "../messages/index.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

export const criFailed: Rule = {
  id: "cri-failed",
  area: "cri",
  title: "The CRI plugin failed to load",
  worst: "error",
  explains: ["tools-hang", "crictl-no-config", "kubelet-dead-endpoint"],
  check: (facts) =>
    criEnginesOf(facts)
      .filter(({ engine, liveness }) => engine === "containerd" && liveness === "alive")
      .flatMap((engine) => {
        const trouble = criTroubleOf(facts, engine);
        if (trouble?.why !== "failed") return [];
        const known = explainText(trouble.text, { tool: null, facts: facts.node });
        return {
          severity: "error" as const,
          title: `the CRI plugin of ${engine.id} failed to load`,
          because: [
            "containerd runs without it: its own tools work, crictl and the kubelet do not.",
            ...known.slice(0, 1).map(({ cause }) => cause),
          ],
          evidence: [{ text: trouble.text, source: trouble.source, line: trouble.line }],
          see: [`ctr --address ${engine.socket} plugins ls -d id==cri`],
          fix: [
            { text: "mend what containerd says, in its configuration", argv: null },
            serviceFix(facts, "restart", engine.flavor, `then restart ${engine.id}: running containers live on`),
          ],
          after: "crictl and the kubelet are answered on this socket.",
          about: ["crictl" as const],
        };
      }),
  page: {
    symptom: "`unknown service runtime.v1.RuntimeService` from crictl, though nothing switches CRI off.",
    cause:
      "The plugin refused its configuration, or something it needs (a snapshotter, a CNI folder) is not there. containerd goes on without it.",
    check: "`ctr plugins ls` shows `error` beside cri; `ctr plugins ls -d id==cri` prints the reason.",
    fix: "Mend what it says, then restart containerd.",
  },
};
