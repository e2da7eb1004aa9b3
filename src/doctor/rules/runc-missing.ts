import { criEnginesOf } from "../cri-info.ts";
import type { Rule } from "../rule.ts";

export const runcMissing: Rule = {
  id: "runc-missing",
  area: "containerd",
  title: "runc, or the shim, is not installed beside containerd",
  worst: "warning",
  check: (facts) => {
    // Distributions carry their own inside their data folder.
    const engine = criEnginesOf(facts).find(({ flavor, liveness }) => flavor === "containerd" && liveness === "alive");
    const daemon = facts.processes.find(({ pid }) => pid === engine?.pid);
    if (!engine || !daemon || daemon.root !== "" || !facts.binaries.some(({ name }) => name === "containerd"))
      return null;
    const missing = ["runc", "containerd-shim-runc-v2"].filter(
      (name) => !facts.binaries.some((one) => one.name === name),
    );
    // crun and others can stand in for runc, never for the shim.
    if (missing.length === 0 || facts.processes.some(({ shim }) => shim !== null)) return null;
    return {
      severity: "warning",
      title: `${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not on this node: no container can start`,
      because: [
        "containerd starts a shim for each container, and the shim starts runc. They come in packages of their own.",
      ],
      evidence: missing.map((name) => ({
        text: `no file ${name} in any folder of PATH`,
        source: facts.user.path.join(":"),
      })),
      fix: [
        {
          text: missing.includes("runc")
            ? "install the package runc"
            : "install the package containerd again: its shim is missing",
          argv: null,
        },
      ],
      after: "Containers start.",
      about: ["nerdctl", "ctr", "crictl"],
    };
  },
  page: {
    symptom:
      '`exec: "runc": executable file not found in $PATH`, `runtime "io.containerd.runc.v2" binary not installed "containerd-shim-runc-v2"`.',
    cause: "containerd was unpacked by hand without runc, or its PATH lacks the folder.",
    check: "`command -v runc containerd-shim-runc-v2`; `systemctl show containerd -p Environment`.",
    fix: "Install runc (https://github.com/opencontainers/runc/releases) into /usr/local/sbin.",
  },
};
