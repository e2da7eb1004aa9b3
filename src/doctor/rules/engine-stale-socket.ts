import type { Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";
import { countShims, shimsOf } from "../shims.ts";

export const engineStaleSocket: Rule = {
  id: "engine-stale-socket",
  area: "containerd",
  title: "A socket file is left over: nobody listens on it",
  worst: "error",
  explains: [
    "tools-hang",
    "crictl-dead-endpoint",
    "crictl-no-config",
    "nerdctl-dead-address",
    "nerdctl-default-socket",
    "kubelet-dead-endpoint",
    "engine-stopped",
    "docker-sees-nothing",
  ],
  check: (facts) =>
    facts.node.engines
      .filter(
        ({ engine, flavor, liveness }) =>
          engine !== "docker" && flavor !== "docker-containerd" && liveness === "refused",
      )
      .map((engine) => {
        const shims = shimsOf(facts, engine.socket);
        const used = facts.node.kubernetes?.socket === engine.socket;
        return {
          severity: shims.length > 0 || used || engine.id === facts.target?.id ? "error" : "warning",
          title: `nobody listens on ${engine.socket}: ${engine.id} was killed or crashed${shims.length > 0 ? `, its containers live on (${countShims(shims)})` : ""}`,
          because: [
            "A daemon that ends in order takes its socket file with it. This one is left over, so clients find it and are refused.",
            ...(used ? [`${facts.node.kubernetes?.by} uses this socket.`] : []),
          ],
          evidence: [
            { text: `${engine.socket}: ${engine.why ?? "connection refused"}`, source: engine.socket },
            ...(shims.length > 0 ? [{ text: `${countShims(shims)} -address ${engine.socket}`, source: "/proc" }] : []),
          ],
          see: ["ctool ps"],
          fix: [
            serviceFix(
              facts,
              "restart",
              engine.flavor,
              `start ${engine.id} again: running containers live on and are taken over`,
            ),
          ],
          after: `${engine.socket} answers, and every tool lists the containers again.`,
          notThis: [
            "Removing the socket file: the daemon makes it anew by itself, and nothing else is wrong with it.",
            "Killing shims: their containers end with them.",
          ],
          about: ["crictl", "nerdctl", "ctr"],
        };
      }),
  page: {
    symptom: "`dial unix /run/containerd/containerd.sock: connect: connection refused` from nerdctl, crictl and ctr.",
    cause:
      "containerd was killed (out of memory, `kill -9`) or crashed: the file of its socket is still there, the daemon is not. Its shims, and so its containers, live on.",
    check: "`ss -xl | grep containerd` lists no listener; `systemctl status containerd`; `dmesg | grep -i oom`.",
    fix: "`systemctl restart containerd` (k3s: `systemctl restart k3s`). Running containers are found again by their shims.",
  },
};
