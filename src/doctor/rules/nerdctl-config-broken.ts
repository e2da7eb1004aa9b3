import { hasTool, probeOf, saidBy, sudo } from "../look.ts";
import { nerdctlPlaceOf } from "../nerdctl-place.ts";
import { tomlOf } from "../parse.ts";
import type { Rule } from "../rule.ts";

/** Keys of nerdctl.toml (nerdctl, docs/config.md); nerdctl refuses any other. */
const keys = new Set([
  "debug",
  "debug_full",
  "address",
  "namespace",
  "snapshotter",
  "cni_path",
  "cni_netconfpath",
  "data_root",
  "cgroup_manager",
  "insecure_registry",
  "hosts_dir",
  "experimental",
  "host_gateway_ip",
  "bridge_ip",
  "kube_hide_dupe",
  "cdi_spec_dirs",
  "userns_remap",
  "dns",
  "dns_opts",
  "dns_search",
  "disable_hc_systemd",
  "selinux_enabled",
]);

/** Tables and keys that belong into containerd's own file. */
const containerds = new Set(["version", "root", "state", "grpc", "plugins", "disabled_plugins", "imports"]);

export const nerdctlConfigBroken: Rule = {
  id: "nerdctl-config-broken",
  area: "nerdctl",
  title: "nerdctl.toml cannot be read",
  worst: "error",
  check: (facts) => {
    const { file } = nerdctlPlaceOf(facts);
    if (!hasTool(facts, "nerdctl") || file?.text == null) return null;
    const { problem, value, line: at } = tomlOf(file);
    const strange = Object.keys(value).filter((key) => !keys.has(key));
    const containerd = strange.filter((key) => containerds.has(key));
    // A newer nerdctl may know more keys: what is not containerd's is reported only where nerdctl itself refuses it.
    const refused = /failed to load nerdctl config/.test(saidBy(probeOf(facts, "nerdctl", "ps")));
    const [key] = containerd.length > 0 ? containerd : refused ? strange : [];
    if (problem === null && key === undefined) return null;
    const line =
      problem === null
        ? file.text.split("\n").findIndex((text) => new RegExp(`^\\s*\\[?["']?${key}\\b`).test(text)) + 1
        : (at ?? 1);
    return {
      severity: "error",
      title: `nerdctl cannot read ${file.path}`,
      because: [
        problem !== null
          ? `It is no valid TOML: ${problem}.`
          : containerd.length === 0
            ? `nerdctl has no setting ${strange.join(", ")}, and refuses keys that it does not know.`
            : `${containerd.join(", ")}: that belongs into containerd's config.toml. nerdctl refuses keys that it does not know.`,
      ],
      evidence: [{ text: file.text.split("\n")[line - 1]?.trim() ?? "", source: file.path, line }],
      see: ["NERDCTL_TOML=/nonexistent nerdctl ps"],
      fix: [
        { text: `mend line ${line}`, argv: null },
        { text: "or put the file aside", argv: [...sudo(facts), "mv", file.path, `${file.path}.before-ctool`] },
      ],
      after: "nerdctl starts.",
      about: ["nerdctl"],
    };
  },
  page: {
    symptom:
      "`failed to load nerdctl config (not daemon config) from \"/etc/nerdctl/nerdctl.toml\" (Hint: don't mix up daemon's config.toml with nerdctl.toml)`.",
    cause: "The file is no TOML, or holds containerd's settings.",
    check: "`cat /etc/nerdctl/nerdctl.toml`; `NERDCTL_TOML=/nonexistent nerdctl ps` works.",
    fix: "Mend it: `address`, `namespace`, `snapshotter`, `cni_path`, … each on a line of its own.",
  },
};
