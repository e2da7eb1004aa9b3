import { podEngineOf } from "../cri-info.ts";
import { crictlPlaceOf } from "../crictl-place.ts";
import type { DoctorFacts, FileFact } from "../facts.ts";
import { hasTool, probeOf, saidBy, sudo } from "../look.ts";
import { lineIn, yamlOf } from "../parse.ts";
import type { Rule } from "../rule.ts";

/** crictl's settings (cri-tools, pkg/common/file.go). */
const settings = new Set([
  "runtime-endpoint",
  "image-endpoint",
  "timeout",
  "debug",
  "pull-image-on-create",
  "disable-pull-on-run",
]);

interface Trouble {
  title: string;
  why: string;
  line: number | null;
}

/** What crictl stumbles over: no YAML, or a setting that it does not have. */
const troubleIn = (facts: DoctorFacts, file: FileFact): Trouble | null => {
  const { problem, line, value } = yamlOf(file);
  if (problem !== null) return { title: "it is no valid YAML", why: problem, line };
  // A newer crictl may have more settings. It passes over the whole usual file for one that it does not have, and one that is named.
  const said = saidBy(probeOf(facts, "crictl", "ps"));
  if (!/connect using default endpoints|[Cc]onfig option '[^']+' is not valid/.test(said)) return null;
  const key = Object.keys(value).find((name) => !settings.has(name));
  const at = key === undefined ? null : lineIn(file, new RegExp(`^\\s*["']?${key}["']?\\s*:`));
  return (
    at && { title: `it has no setting ${key}`, why: `crictl's settings are ${[...settings].join(", ")}`, line: at.line }
  );
};

export const crictlConfigBroken: Rule = {
  id: "crictl-config-broken",
  area: "crictl",
  title: "crictl's configuration file cannot be read",
  worst: "error",
  explains: ["crictl-no-config"],
  check: (facts) => {
    const { file, ofDistribution } = crictlPlaceOf(facts);
    if (!hasTool(facts, "crictl") || ofDistribution || !file) return null;
    const missing = file.code === "ENOENT";
    const trouble = missing ? null : troubleIn(facts, file);
    if (trouble === null && !missing) return null;
    const line = trouble?.line ?? 1;
    const engine = podEngineOf(facts);
    return {
      severity: "error",
      title: missing
        ? `crictl is told to read ${file.path}, and there is no such file`
        : `crictl cannot read ${file.path}: ${trouble?.title}`,
      because: [
        missing
          ? `${file.namedBy ?? "Something"} names it.`
          : `${trouble?.why}. crictl refuses the whole file, or passes over it without a word.`,
      ],
      evidence: [
        missing
          ? { text: `${file.namedBy ?? ""}=${file.path}`.replace(/^=/, ""), source: "environment", line: null }
          : {
              text: (file.text?.split("\n")[line - 1] ?? "").trim() || "(empty line)",
              source: file.path,
              line,
            },
      ],
      see: engine ? [`crictl --config /dev/null -r unix://${engine.socket} -i unix://${engine.socket} ps`] : [],
      fix: missing
        ? [{ text: "forget the variable", argv: null, shell: "unset CRI_CONFIG_FILE" }]
        : engine
          ? [
              {
                text: "put the file aside, and write it anew",
                argv: null,
                shell: `${[...sudo(facts), "mv"].join(" ")} ${file.path} ${file.path}.before-ctool\n${[...sudo(facts), "crictl"].join(" ")} --config ${file.path} config --set runtime-endpoint=unix://${engine.socket} --set image-endpoint=unix://${engine.socket}`,
              },
            ]
          : [{ text: `mend ${file.path}`, argv: null }],
      after: "crictl starts.",
      about: ["crictl"],
    };
  },
  page: {
    symptom:
      "`load config file: yaml: line 1: did not find expected node content`, or `load config file: stat …: no such file or directory`.",
    cause: "The file that crictl reads is not YAML, or `CRI_CONFIG_FILE` names one that is not there.",
    check: "`cat /etc/crictl.yaml`; `echo $CRI_CONFIG_FILE`.",
    fix: "Mend it, or put it aside and let `crictl config --set` write a new one.",
  },
};
