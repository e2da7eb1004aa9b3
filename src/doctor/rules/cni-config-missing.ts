import { criEnginesOf, criInfoOf } from "../cri-info.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

const isConfig = (name: string): boolean => /\.(?:conf|conflist|json)$/.test(name);

export const cniConfigMissing: Rule = {
  id: "cni-config-missing",
  area: "network",
  title: "CRI has no network configuration",
  worst: "error",
  explains: ["cni-config-broken", "cni-plugin-missing"],
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      const info = criInfoOf(facts, engine);
      const network = info?.conditions.get("NetworkReady");
      if (!info || !network || network.status) return [];
      const load = info.lastCniLoad ?? network.message ?? "";
      if (!/no network config found|cni plugin not initialized/.test(load)) return [];
      const dir = /no network config found in ([^\s:]+)/.exec(load)?.[1] ?? info.confDir;
      const there = facts.cni.find(({ of }) => of === engine.id);
      const present = there && there.confDir === dir ? (there.configs ?? []).filter(isConfig) : [];
      const stale = present.length > 0;
      return {
        id: stale ? "cni-folder-recreated" : "cni-config-missing",
        severity: "error" as const,
        title: stale
          ? `${engine.id} does not see ${dir}/${present[0]}: no new pod gets a network`
          : `no network configuration in ${dir}: no new pod can start`,
        because: [
          stale
            ? "containerd watches the folder that was there when it started. The folder was removed and made again, so it watches a deleted one."
            : "The network add-on (flannel, calico, cilium, …) writes it when its own pod starts; it has not, or somebody removed it.",
        ],
        evidence: [
          { text: load, source: info.source },
          { text: stale ? `holds ${present.join(", ")}` : "holds no .conf, .conflist or .json", source: dir },
        ],
        fix: stale
          ? [
              serviceFix(
                facts,
                "restart",
                engine.flavor,
                `restart ${engine.id}: it looks again, and running pods live on`,
              ),
            ]
          : [
              {
                text: "see why the network add-on does not write it",
                argv: ["kubectl", "get", "pods", "-A", "-o", "wide"],
              },
              { text: `or put the configuration back into ${dir}; containerd takes it at once`, argv: null },
            ],
        after: "NetworkReady becomes true, the node Ready.",
        notThis: [
          "A made-up configuration beside the add-on's: the first by name wins, and pods land in another network.",
        ],
        about: ["crictl" as const],
      };
    }),
  page: {
    symptom:
      "`NetworkReady=false reason:NetworkPluginNotReady … cni plugin not initialized`; `no network config found in /etc/cni/net.d`; pods stay in ContainerCreating.",
    cause:
      "The folder that CRI reads (`conf_dir`) holds no configuration; or it was deleted and made again, and containerd still watches the deleted one.",
    check: "`crictl info` (lastCNILoadStatus, PluginConfDir); `ls -l` that folder.",
    fix: "No file: get the network add-on to run. A file that is not seen: restart containerd.",
  },
};
