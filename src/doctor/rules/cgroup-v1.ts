import type { Rule } from "../rule.ts";

export const cgroupV1: Rule = {
  id: "cgroup-v1",
  area: "node",
  title: "This machine uses cgroup v1",
  worst: "info",
  check: ({ cgroup }) =>
    cgroup.version === 1
      ? {
          severity: "info",
          title: "this machine uses cgroup v1, which Kubernetes only keeps alive since 1.31 and systemd has dropped",
          because: [
            "Some figures (memory of pods, pressure) are missing or differ between the tools, and rootless containers have no limits.",
          ],
          evidence: [{ text: "no cgroup.controllers", source: "/sys/fs/cgroup" }],
          fix: [{ text: "boot with systemd.unified_cgroup_hierarchy=1, or a newer distribution", argv: null }],
          about: [],
        }
      : null,
  page: {
    symptom: "`nerdctl stats` shows no limits rootless; warnings about cgroup v1 from the kubelet.",
    cause: "The old hierarchy is mounted at /sys/fs/cgroup.",
    check: "`stat -fc %T /sys/fs/cgroup` prints `cgroup2fs` for v2, `tmpfs` for v1.",
    fix: "Kernel parameter `systemd.unified_cgroup_hierarchy=1` on systemd machines; every current distribution has v2.",
  },
};
