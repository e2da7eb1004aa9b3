import { DOCKER_SOCKET, dockerPlaceOf } from "../docker-place.ts";
import { hasTool, probeOf, saidBy, socketAt } from "../look.ts";
import type { Rule } from "../rule.ts";

export const dockerNoRights: Rule = {
  id: "docker-no-rights",
  area: "rights",
  title: "This user may not use docker's socket",
  worst: "error",
  check: (facts) => {
    if (facts.user.uid === 0 || !hasTool(facts, "docker")) return null;
    const { address, evidence: named } = dockerPlaceOf(facts);
    const socket = address === null ? undefined : socketAt(facts, address);
    if (socket?.liveness !== "denied") return null;
    const group = socket.group;
    const mayGroup = group !== null && group.id !== 0 && socket.mode !== null && (socket.mode & 0o020) !== 0;
    const user = facts.user.name ?? String(facts.user.uid);
    const others = facts.node.engines.some(({ engine, liveness }) => engine === "containerd" && liveness === "denied");
    const asked = facts.asked?.tool === "docker";
    const said =
      saidBy(probeOf(facts, "docker", "ps"))
        .trim()
        .split("\n")[0] ?? "";
    return {
      severity: asked || !others ? "error" : "info",
      title: `${user} may not use ${socket.path ?? DOCKER_SOCKET}`,
      because: [socket.why ?? "It belongs to others."],
      evidence: [
        ...named,
        ...(socket.mode === null
          ? []
          : [
              {
                text: `mode ${socket.mode.toString(8)}, owner ${socket.owner?.name}, group ${group?.name}; you are in ${facts.user.groups.map(({ name }) => name).join(", ")}`,
                source: socket.path,
              },
            ]),
        ...(said ? [{ text: said, source: "docker ps" }] : []),
      ],
      fix: [
        { text: "as root", argv: ["sudo", "docker", "ps"] },
        ...(mayGroup
          ? [
              {
                text: `or for good: whoever is in the group ${group.name} is root in all but name on this node. Log in again afterwards`,
                argv: ["sudo", "usermod", "-aG", group.name, user],
              },
            ]
          : []),
      ],
      notThis: [
        `chmod 666 ${socket.path}: everybody on the node would be root, and dockerd undoes it at its next start.`,
      ],
      about: ["docker"],
    };
  },
  page: {
    symptom: "`permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock`",
    cause:
      "The socket belongs to root and, usually, to the group docker. A user who has just been added to the group has to log in again.",
    check: "`ls -l /var/run/docker.sock`, `id`.",
    fix: "`sudo docker ps`; or `sudo usermod -aG docker $USER` and log in again, knowing that members of that group can become root. Never `chmod 666` the socket.",
  },
};
