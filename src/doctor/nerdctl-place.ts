import type { Evidence } from "../model/index.ts";
import type { DoctorFacts, FileFact } from "./facts.ts";
import { filesOf } from "./look.ts";
import { lineIn, textAt, tomlOf } from "./parse.ts";

/** One setting of nerdctl's, and who says so. */
export interface NerdctlSetting {
  value: string;
  by: "env" | "file" | "default";
  evidence: Evidence[];
}

/** Where a bare `nerdctl` (and, but for the file, a bare `ctr`) goes on this node. */
export interface NerdctlPlace {
  address: NerdctlSetting;
  namespace: NerdctlSetting;
  file: FileFact | null;
}

export const CONTAINERD_SOCKET = "/run/containerd/containerd.sock";

/** As nerdctl decides: variable, then nerdctl.toml ($NERDCTL_TOML, else /etc/nerdctl for root, ~/.config/nerdctl for others), then its defaults. */
export const nerdctlPlaceOf = (facts: DoctorFacts): NerdctlPlace => {
  const { containerdAddress, containerdNamespace, nerdctlToml } = facts.node.environment;
  const files = filesOf(facts, "nerdctl");
  const file =
    nerdctlToml !== null
      ? files.find(({ path }) => path === nerdctlToml)
      : files.find(({ path }) => (facts.user.uid === 0) === path.startsWith("/etc/"));
  const setting = (name: string, env: string | null, key: string, fallback: string): NerdctlSetting => {
    if (env !== null)
      return { value: env, by: "env", evidence: [{ text: `${name}=${env}`, source: "environment", line: null }] };
    const value = file ? textAt(tomlOf(file).value, key) : null;
    if (value === null || !file) return { value: fallback, by: "default", evidence: [] };
    const at = lineIn(file, new RegExp(`^\\s*${key}\\s*=`));
    return { value, by: "file", evidence: [{ text: at?.text ?? value, source: file.path, line: at?.line ?? null }] };
  };
  return {
    address: setting("CONTAINERD_ADDRESS", containerdAddress, "address", CONTAINERD_SOCKET),
    namespace: setting("CONTAINERD_NAMESPACE", containerdNamespace, "namespace", "default"),
    file: file ?? null,
  };
};
