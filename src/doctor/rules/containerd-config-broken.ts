import { configVersionOf, enableCommand } from "../cri-state.ts";
import type { DoctorFacts, FileFact } from "../facts.ts";
import { filesOf, sudo } from "../look.ts";
import { lineIn, textsAt, tomlOf } from "../parse.ts";
import type { Found, Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

/** The engine that a file configures, or would if it ran. */
const engineOf = (facts: DoctorFacts, { engine, path }: FileFact) =>
  facts.node.engines.find(({ id }) => id === engine) ??
  facts.node.engines.find(({ flavor }) => flavor === "containerd" && path === "/etc/containerd/config.toml");

/** Line that the parser stumbled over, as its message or the text itself has it. */
const troubleIn = (
  facts: DoctorFacts,
  file: FileFact,
): { text: string; line: number | null; why: string; fix: string[] | null } | null => {
  const { problem, value, line } = tomlOf(file);
  if (problem !== null) {
    const text = line === null ? problem : (file.text?.split("\n")[line - 1]?.trim() ?? problem);
    return { text, line, why: `It is no valid TOML: ${problem}.`, fix: null };
  }
  const gone = facts.files.find((one) => one.namedBy === `imports of ${file.path}` && one.code === "ENOENT");
  if (gone) {
    const named = lineIn(file, /^\s*imports\b/);
    const why = `It imports ${gone.path}, and there is no such file: containerd ends.`;
    return { text: named?.text ?? gone.path, line: named?.line ?? null, why, fix: null };
  }
  const at = lineIn(file, /^\s*disabled_plugins\b/);
  const short = textsAt(value, "disabled_plugins").find((name) => !name.includes("."));
  if (short === undefined || configVersionOf(file) < 2) return null;
  return {
    text: at?.text ?? `disabled_plugins = ["${short}"]`,
    line: at?.line ?? null,
    why: `In a file with \`version = 2\` or later plugins have whole names: containerd refuses "${short}" and ends.`,
    fix:
      short === "cri" && textsAt(value, "disabled_plugins").length === 1
        ? enableCommand({ why: "short-uri", text: at?.text ?? "", source: file.path, line: null })
        : null,
  };
};

const check = (facts: DoctorFacts, file: FileFact): Found | null => {
  const trouble = troubleIn(facts, file);
  if (trouble === null) return null;
  const engine = engineOf(facts, file);
  const runs = engine?.liveness === "alive";
  const name = engine?.id ?? "containerd";
  return {
    severity: runs ? "warning" : "error",
    title: runs
      ? `${name} will not start again: its configuration is broken (${file.path})`
      : `${name} cannot start: its configuration is broken (${file.path})`,
    because: [trouble.why, ...(runs ? ["It runs with what it read when it was started."] : [])],
    evidence: [{ text: trouble.text, source: file.path, line: trouble.line }],
    see: [`containerd --config ${file.path} config dump`],
    fix: [
      trouble.fix
        ? {
            text: "empty that list (which switches CRI on), keeping the old file",
            argv: [...sudo(facts), ...trouble.fix],
          }
        : {
            text: trouble.line === null ? `mend ${file.path}` : `mend line ${trouble.line} of ${file.path}`,
            argv: null,
          },
      serviceFix(facts, "restart", engine?.flavor ?? "containerd", `then restart ${name}`),
    ],
    after: `${name} starts, and its socket answers.`,
    notThis: ["Deleting the file loses what else is set in it: keep it under another name."],
    about: ["crictl", "nerdctl", "ctr"],
  };
};

export const containerdConfigBroken: Rule = {
  id: "containerd-config-broken",
  area: "containerd",
  title: "containerd's configuration cannot be read",
  worst: "error",
  explains: [
    "tools-hang",
    "engine-stopped",
    "engine-stale-socket",
    "service-failed",
    "crictl-dead-endpoint",
    "crictl-no-config",
    "nerdctl-default-socket",
    "nerdctl-dead-address",
    "kubelet-dead-endpoint",
    "kubelet-stopped",
    "no-engine",
    "cri-disabled",
  ],
  check: (facts) => filesOf(facts, "containerd").flatMap((file) => check(facts, file) ?? []),
  page: {
    symptom:
      '`containerd: failed to load TOML: …`, or `invalid disabled plugin URI "cri" expect io.containerd.x.vx`, in `journalctl -u containerd`; every client says that the socket is not there.',
    cause:
      'A typing error, or `version = 2` written above Docker\'s `disabled_plugins = ["cri"]`: files of that version want `io.containerd.grpc.v1.cri`.',
    check:
      "`containerd --config /etc/containerd/config.toml config dump` prints the configuration, or the error with its line.",
    fix: "Mend the line that is named (keep the old file), then `systemctl restart containerd`.",
  },
};
