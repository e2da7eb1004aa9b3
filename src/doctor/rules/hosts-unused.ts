import { criEnginesOf } from "../cri-info.ts";
import { registryTableOf } from "../cri-state.ts";
import { ctrVersionsOf, minorOf } from "../ctr-lists.ts";
import { filesOf, probeOf } from "../look.ts";
import { textAt } from "../parse.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

const CERTS = "/etc/containerd/certs.d";

export const hostsUnused: Rule = {
  id: "hosts-unused",
  area: "images",
  title: "hosts.toml files are there, and CRI is not told to read them",
  worst: "warning",
  check: (facts) => {
    const hosts = filesOf(facts, "hosts").filter(({ path, text }) => path.startsWith(`${CERTS}/`) && text !== null);
    const engine = criEnginesOf(facts).find(({ flavor, liveness }) => flavor === "containerd" && liveness === "alive");
    const [first] = hosts;
    if (!engine || !first) return null;
    const version = minorOf(ctrVersionsOf(probeOf(facts, "ctr", "version", engine.id)).server);
    // From 2.2 on CRI reads this folder unasked.
    if (version !== null && (version[0] > 2 || (version[0] === 2 && version[1] >= 2))) return null;
    const files = filesOf(facts, "containerd", engine.id);
    if (files.some((file) => textAt(registryTableOf(file), "config_path") !== null)) return null;
    const config = files[0]?.path ?? "/etc/containerd/config.toml";
    return {
      severity: "warning",
      title: `CRI does not read ${first.path}${hosts.length > 1 ? ` and ${hosts.length - 1} more` : ""}: config_path is not set`,
      because: [
        "nerdctl reads this folder by itself. The CRI plugin reads it when its config_path names it, and pods pull past it until then.",
      ],
      evidence: [
        { text: first.text?.split("\n")[0]?.trim() ?? "", source: first.path, line: 1 },
        { text: "no config_path", source: config },
      ],
      fix: [
        { text: `set config_path = "${CERTS}" under the CRI plugin's registry in ${config}`, argv: null },
        serviceFix(facts, "restart", engine.flavor, `then restart ${engine.id}: running containers live on`),
      ],
      after: "Pods pull as hosts.toml says; later edits count without a restart.",
      notThis: ["Leaving registry.mirrors in beside it: CRI does not load with both."],
      about: [],
    };
  },
  page: {
    symptom: "`nerdctl pull` goes through the mirror, pods do not.",
    cause: "`config_path` of the CRI plugin is empty.",
    check: "`crictl info | grep -i configPath`.",
    fix: '`[plugins."io.containerd.grpc.v1.cri".registry] config_path = "/etc/containerd/certs.d"`, then restart containerd.',
  },
};
