import { criEnginesOf, criInfoOf } from "../cri-info.ts";
import { pathsOf } from "../flavors.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

export const defaultRuntimeMissing: Rule = {
  id: "default-runtime-missing",
  area: "cri",
  title: "CRI's default runtime is not defined",
  worst: "error",
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      const info = criInfoOf(facts, engine);
      if (!info?.defaultRuntime || info.runtimes.size === 0 || info.runtimes.has(info.defaultRuntime)) return [];
      const known = [...info.runtimes.keys()].join(", ");
      return {
        severity: "error" as const,
        title: `CRI's default runtime is ${info.defaultRuntime}, and there is no such runtime`,
        because: [
          `Only ${known} ${info.runtimes.size === 1 ? "is" : "are"} defined. Pods without a runtimeClassName cannot start.`,
        ],
        evidence: [{ text: `defaultRuntimeName ${info.defaultRuntime}; runtimes: ${known}`, source: info.source }],
        fix: [
          { text: `define it, or set default_runtime_name, in ${pathsOf(engine.flavor).config}`, argv: null },
          serviceFix(facts, "restart", engine.flavor, `then restart ${engine.id}`),
        ],
        after: "New pods start.",
        about: ["crictl" as const],
      };
    }),
  page: {
    symptom: '`no runtime for "nvidia" is configured` in the events of new pods.',
    cause:
      "`default_runtime_name` names a runtime without a table of its own, often after a GPU operator edited the wrong file.",
    check: "`crictl info` (defaultRuntimeName, runtimes).",
    fix: "Define the runtime or set another default in the file that this containerd really reads (k3s: a template), then restart.",
  },
};
