import { sudo } from "../look.ts";
import type { Rule } from "../rule.ts";

export const toolNotExecutable: Rule = {
  id: "tool-not-executable",
  area: "node",
  title: "A tool is there and cannot be executed",
  worst: "warning",
  check: (facts) => [
    ...facts.tools
      .filter(({ problem, path }) => problem === "not-executable" && path !== null)
      .map(({ tool, path, realPath }) => ({
        severity: "warning" as const,
        title: `${path} is not executable`,
        because: ["It was copied or unpacked without its mode."],
        evidence: [{ text: "no x in its mode", source: realPath ?? path }],
        fix: [{ text: "make it so", argv: [...sudo(facts), "chmod", "755", realPath ?? path ?? ""] }],
        after: `${tool} starts.`,
        about: [tool],
      })),
    ...facts.tools.flatMap(({ tool, path }) => {
      const started = facts.probes.filter((probe) => probe.tool === tool);
      const refused = started.find(({ run }) => run.outcome === "not-executable");
      if (!refused || path === null) return [];
      return {
        severity: "warning" as const,
        title: `${path} does not start: it is not made for this machine`,
        because: [
          "The system refuses to execute it: another processor's binary, or a script whose interpreter is missing.",
        ],
        evidence: [{ text: refused.run.stderr.trim().split("\n")[0] || "exec format error", source: path }],
        see: [`file ${path}`, "uname -m"],
        fix: [{ text: `install the ${tool} for this machine's processor`, argv: null }],
        after: `${tool} starts.`,
        about: [tool],
      };
    }),
  ],
  page: {
    symptom: "`Permission denied` or `Exec format error` from the shell when the tool is started.",
    cause: "The file's mode lacks x, or it is for another architecture.",
    check: "`ls -l $(command -v crictl)`, `file $(command -v crictl)`, `uname -m`.",
    fix: "`chmod 755` it, or install the right build.",
  },
};
