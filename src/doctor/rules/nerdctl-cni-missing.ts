import { hasTool, sudo } from "../look.ts";
import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

/** What nerdctl's default network starts (nerdctl, pkg/netutil). */
const needed = ["bridge", "portmap", "firewall", "tuning", "host-local", "loopback"];

export const nerdctlCniMissing: Rule = {
  id: "nerdctl-cni-missing",
  area: "network",
  title: "nerdctl's CNI plugins are missing: it cannot make a network",
  worst: "info",
  check: (facts) => {
    const own = facts.cni.find(({ of }) => of === "nerdctl");
    if (
      !own ||
      !hasTool(facts, "nerdctl") ||
      !facts.node.engines.some((one) => isContainerd(one) && one.liveness === "alive")
    )
      return null;
    const missing = needed.filter((name) => !(own.plugins ?? []).includes(name));
    if (missing.length === 0) return null;
    // Other CRI engines of this node may have them somewhere nerdctl does not look.
    const elsewhere = facts.cni.find(({ plugins }) => needed.every((name) => plugins?.includes(name)));
    return {
      severity: "info",
      title: `nerdctl run makes no network here: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not in ${own.binDir}`,
      because: [
        "nerdctl starts CNI plugins for every container. k3s's own bundle lacks firewall; other distributions keep theirs elsewhere.",
      ],
      evidence: [
        {
          text: own.plugins === null ? "no such folder" : `holds ${own.plugins.join(", ") || "nothing"}`,
          source: own.binDir,
        },
      ],
      fix: [
        ...(elsewhere
          ? [
              {
                text: "they are there: say so",
                argv: [...sudo(facts), "nerdctl", "--cni-path", elsewhere.binDir, "run", "<image>"],
              },
            ]
          : []),
        {
          text: "install them (Debian and Ubuntu)",
          argv: [...sudo(facts), "apt-get", "install", "containernetworking-plugins"],
        },
        {
          text: "or do without a network of its own",
          argv: [...sudo(facts), "nerdctl", "run", "--net", "host", "<image>"],
        },
      ],
      after: "nerdctl run starts containers with ports.",
      about: [],
    };
  },
  page: {
    symptom: '`needs CNI plugin "bridge" to be installed in CNI_PATH ("/opt/cni/bin")`.',
    cause:
      "The plugins are not installed, or in a folder that nerdctl does not look into (`/opt/cni/bin`, `/usr/lib/cni`, `/usr/libexec/cni`, `~/.local/libexec/cni`).",
    check: "`ls /opt/cni/bin /usr/lib/cni`.",
    fix: "Install CNI plugins 1.1.1 or later, or give `--cni-path`, or run with `--net host`.",
  },
};
