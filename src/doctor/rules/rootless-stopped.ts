import type { Rule } from "../rule.ts";

export const rootlessStopped: Rule = {
  id: "rootless-stopped",
  area: "nerdctl",
  title: "This user's rootless containerd does not run",
  worst: "warning",
  check: (facts) =>
    facts.node.engines
      .filter(({ flavor, liveness }) => flavor === "rootless" && liveness !== "alive" && liveness !== "denied")
      .map((engine) => ({
        severity: facts.user.uid === 0 ? "info" : "warning",
        title: "a rootless containerd was set up, and does not run",
        because: [
          "It runs as long as its user's session, unless lingering is switched on for that user: after a logout its containers are gone.",
        ],
        evidence: [{ text: engine.why ?? engine.liveness, source: engine.socket }],
        fix: [
          { text: "start it", argv: ["systemctl", "--user", "start", "containerd"] },
          { text: "keep it when you log out", argv: ["loginctl", "enable-linger", facts.user.name ?? "$USER"] },
        ],
        after: "nerdctl without sudo lists its containers.",
        about: facts.user.uid === 0 ? [] : ["nerdctl"],
      })),
  page: {
    symptom: "`rootless containerd not running?` from nerdctl without sudo, though it was set up.",
    cause: "systemd ended it with the user's last session.",
    check: "`systemctl --user status containerd`; `loginctl show-user $USER -p Linger`.",
    fix: "`systemctl --user start containerd`; `loginctl enable-linger $USER`.",
  },
};
