import { hasTool } from "../look.ts";
import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

export const nerdctlNeedsRoot: Rule = {
  id: "nerdctl-needs-root",
  area: "nerdctl",
  title: "nerdctl without root looks for a rootless containerd",
  worst: "warning",
  check: (facts) => {
    const { uid, name, sudo, path } = facts.user;
    if (uid === null || uid === 0 || !hasTool(facts, "nerdctl")) return null;
    if (facts.node.engines.some(({ flavor }) => flavor === "rootless")) return null;
    const engine = facts.node.engines.find((one) => isContainerd(one) && one.liveness !== "missing");
    if (!engine) return null;
    const tool = facts.tools.find((one) => one.tool === "nerdctl")?.path ?? "nerdctl";
    // sudo has a PATH of its own (secure_path), without /usr/local/bin on some systems.
    const word = tool.startsWith("/usr/local/") && !path.includes("/usr/local/sbin") ? tool : "nerdctl";
    return {
      severity: "warning",
      title: `nerdctl looks for a rootless containerd, because ${name ?? uid} is not root; this node's is root's`,
      because: ["The check comes before any address: --address does not help."],
      evidence: [
        { text: `uid ${uid}`, source: "id" },
        { text: `${engine.id}, root's`, source: engine.socket },
      ],
      fix: [
        {
          text: sudo ? "run it as root" : "run it as root (there is no sudo here: su, or log in as root)",
          argv: sudo
            ? [
                "sudo",
                word,
                "--address",
                engine.socket,
                "--namespace",
                engine.cri === true ? "k8s.io" : "default",
                "ps",
              ]
            : null,
        },
      ],
      notThis: [
        "containerd-rootless-setuptool.sh install, which its message hints at: that sets up a second, empty containerd.",
      ],
      about: ["nerdctl"],
    };
  },
  page: {
    symptom:
      "`rootless containerd not running? (hint: use containerd-rootless-setuptool.sh install …)`, or `environment variable XDG_RUNTIME_DIR is not set`.",
    cause:
      "Run by an ordinary user nerdctl takes for granted that a rootless containerd is meant, whatever address it is given.",
    check: "`id -u`; `sudo nerdctl ps` works.",
    fix: "Use sudo. If sudo does not find nerdctl, give its whole path: /usr/local/bin is not in every sudo's PATH.",
  },
};
