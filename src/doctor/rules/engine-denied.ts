import type { Rule } from "../rule.ts";
import { isContainerd } from "../shims.ts";

const octal = (mode: number | null): string => (mode === null ? "" : `0${(mode & 0o777).toString(8)} `);

export const engineDenied: Rule = {
  id: "engine-denied",
  area: "rights",
  title: "This user may not open containerd's socket",
  worst: "warning",
  check: (facts) =>
    facts.node.engines
      .filter((engine) => (isContainerd(engine) || engine.engine === "cri-o") && engine.liveness === "denied")
      .map((engine) => {
        const socket = facts.sockets.find(({ realPath }) => realPath === engine.socket);
        const closed = socket?.folders.find(({ mode }) => (mode & 0o001) === 0);
        return {
          severity: "warning",
          title: `the user ${facts.user.name ?? facts.user.uid ?? "that you are"} may not open ${engine.socket}: crictl, ctr and nerdctl need root`,
          because: ["An engine's socket is root's: whoever may open it is root on this node."],
          evidence: [
            ...(closed
              ? [{ text: `${octal(closed.mode)}${closed.owner.name}:${closed.group.name}`, source: closed.path }]
              : []),
            {
              text: socket?.owner
                ? `${octal(socket.mode)}${socket.owner.name}:${socket.group?.name ?? "?"}`
                : (engine.why ?? "permission denied"),
              source: engine.socket,
            },
          ],
          fix: [
            facts.user.sudo
              ? { text: "look as root", argv: ["sudo", "ctool", "ps"] }
              : { text: "look as root (there is no sudo here: su, or log in as root)", argv: null },
          ],
          notThis: [
            "chmod 777 on the socket: everybody on the node is root then, it is undone at the next start, and the folders above stay closed.",
          ],
          // nerdctl does not come as far: without root it looks for a rootless containerd first.
          about: ["crictl", "ctr"],
        };
      }),
  page: {
    symptom:
      "`dial unix /run/containerd/containerd.sock: connect: permission denied`; an empty `ctr tasks ls` as an ordinary user.",
    cause:
      "The socket, and on k3s the folders above it, are for root alone. A group on the socket does not help while a folder above it is closed.",
    check: "`namei -l /run/k3s/containerd/containerd.sock` shows who may pass each folder.",
    fix: "Use sudo. Do not open the socket to others: that is root without a password.",
  },
};
