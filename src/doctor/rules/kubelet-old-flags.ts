import { filesOf, processesOf } from "../look.ts";
import { lineIn } from "../parse.ts";
import type { Rule } from "../rule.ts";

/** Gone with dockershim (1.24) or later (1.27): the kubelet refuses flags that it does not know. */
const GONE =
  /--(?:container-runtime=(?:docker|remote)|network-plugin|docker-endpoint|image-pull-progress-deadline|cni-bin-dir|cni-conf-dir)\b/;

export const kubeletOldFlags: Rule = {
  id: "kubelet-old-flags",
  area: "kubernetes",
  title: "The kubelet's flags are from the days of dockershim",
  worst: "warning",
  check: (facts) =>
    filesOf(facts, "kubelet").flatMap((file) => {
      const at = lineIn(file, GONE);
      const flag = at && GONE.exec(at.text)?.[0];
      if (!at || !flag) return [];
      const shim = filesOf(facts, "kubelet").some(({ text }) => text?.includes("dockershim.sock"));
      return {
        severity: "warning" as const,
        title: `${file.path} still has ${flag}: kubelets from ${flag.startsWith("--container-runtime=") ? "1.27" : "1.24"} on refuse to start with it`,
        because: [
          "The flags of dockershim were removed. The file was written by an older kubeadm.",
          ...(shim ? ["It also names dockershim's socket, which is gone."] : []),
        ],
        evidence: [{ text: at.text, source: file.path, line: at.line }],
        fix: [
          {
            text: `take ${flag} out${shim ? ", set --container-runtime-endpoint=unix:///run/containerd/containerd.sock" : ""}, then restart the kubelet`,
            argv: null,
          },
        ],
        after: processesOf(facts, "kubelet").length > 0 ? "The next upgrade goes through." : "The kubelet starts.",
        about: [],
      };
    }),
  page: {
    symptom:
      "`failed to parse kubelet flag: unknown flag: --network-plugin` in the kubelet's journal after an upgrade.",
    cause: "`/var/lib/kubelet/kubeadm-flags.env` (or /etc/default/kubelet) keeps flags that belonged to dockershim.",
    check: "`cat /var/lib/kubelet/kubeadm-flags.env`.",
    fix: "Remove them, keep `--container-runtime-endpoint`, restart the kubelet.",
  },
};
