import { criEnginesOf, criInfoOf } from "../cri-info.ts";
import { pathsOf } from "../flavors.ts";
import { filesOf } from "../look.ts";
import { lineIn } from "../parse.ts";
import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

export const cgroupDriverMismatch: Rule = {
  id: "cgroup-driver-mismatch",
  area: "kubernetes",
  title: "The kubelet and containerd use different cgroup drivers",
  worst: "warning",
  check: (facts) => {
    const socket = facts.node.kubernetes?.socket;
    const engine = criEnginesOf(facts).find((one) => one.socket === socket && one.flavor === "containerd");
    const info = engine && criInfoOf(facts, engine);
    const own = info?.runtimes.get(info.defaultRuntime ?? "runc")?.systemdCgroup;
    const set = filesOf(facts, "kubelet").flatMap((file) => {
      const at = lineIn(file, /^cgroupDriver\s*:/);
      const driver = /^cgroupDriver\s*:\s*"?(\w+)/.exec(at?.text ?? "")?.[1];
      return at && driver ? [{ file, at, driver }] : [];
    })[0];
    if (!engine || !info || !set || own === null || own === undefined || (set.driver === "systemd") === own)
      return null;
    const other = own ? "systemd" : "cgroupfs";
    return {
      severity: "warning",
      title: `the kubelet uses the cgroup driver ${set.driver}, containerd ${other}`,
      because: [
        "Two managers then write to one tree: under load pods are killed, and sandboxes are made anew again and again.",
      ],
      evidence: [
        { text: set.at.text, source: set.file.path, line: set.at.line },
        { text: `SystemdCgroup: ${own}`, source: info.source },
      ],
      fix: [
        {
          text: `set SystemdCgroup = ${set.driver === "systemd"} under runtimes.runc.options in ${pathsOf(engine.flavor).config}`,
          argv: null,
        },
        serviceFix(
          facts,
          "restart",
          engine.flavor,
          "then restart containerd, and drain the node first: existing pods keep the old driver",
        ),
      ],
      after: "New pods are placed where the kubelet looks for them.",
      about: ["crictl"],
    };
  },
  page: {
    symptom:
      "Pods of the control plane restart every few minutes; `Pod sandbox changed, it will be killed and re-created`.",
    cause: "`cgroupDriver` of the kubelet and `SystemdCgroup` of containerd's runc do not agree.",
    check: "`grep cgroupDriver /var/lib/kubelet/config.yaml`; `crictl info | grep -i systemdCgroup`.",
    fix: "Make both systemd (on systemd machines), restart containerd, then the kubelet, with the node drained.",
  },
};
