import { criEnginesOf } from "../cri-info.ts";
import { criTroubleOf, registryTableOf } from "../cri-state.ts";
import { ctrVersionsOf, minorOf } from "../ctr-lists.ts";
import { filesOf, probeOf } from "../look.ts";
import { lineIn, valueAt } from "../parse.ts";
import type { Rule } from "../rule.ts";

export const registryMirrorsOld: Rule = {
  id: "registry-mirrors-old",
  area: "images",
  title: "Registry mirrors are set in the old way",
  worst: "warning",
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      if (criTroubleOf(facts, engine)?.why === "mirrors") return [];
      const server = minorOf(ctrVersionsOf(probeOf(facts, "ctr", "version", engine.id)).server);
      return filesOf(facts, "containerd", engine.id).flatMap((file) => {
        const table = registryTableOf(file);
        const mirrors = Object.keys(Object(valueAt(table, "mirrors")));
        if (mirrors.length === 0 && Object.keys(Object(valueAt(table, "configs"))).length === 0) return [];
        const at = lineIn(file, /registry["']?\.(?:mirrors|configs)/);
        const gone = server !== null && server[0] >= 2;
        return {
          severity: gone ? ("warning" as const) : ("info" as const),
          title: `${file.path} sets mirrors the old way${gone ? `, which containerd ${server.join(".")} is about to drop` : ""}`,
          because: [
            "registry.mirrors and registry.configs are deprecated since 1.5. A migrated configuration with them keeps CRI from loading in containerd 2.2.",
          ],
          evidence: [{ text: at?.text ?? mirrors.join(", "), source: file.path, line: at?.line ?? null }],
          fix: [
            {
              text: 'make each a hosts.toml in /etc/containerd/certs.d/HOST, and set config_path = "/etc/containerd/certs.d" in their place',
              argv: null,
            },
          ],
          after: "Pulls go through the same mirrors, after an upgrade as well.",
          notThis: ["Setting config_path beside them: CRI does not load then."],
          about: [],
        };
      });
    }),
  page: {
    symptom:
      "A warning about `registry.mirrors` in containerd's journal; CRI gone after an upgrade to containerd 2.2 (`invalid cri image config`).",
    cause: "The tables were replaced by hosts.toml files.",
    check: "`grep -n registry /etc/containerd/config.toml`; `ctr deprecations list`.",
    fix: "Move to hosts.toml: https://github.com/containerd/containerd/blob/main/docs/hosts.md",
  },
};
