import type { Fix } from "../../model/index.ts";
import { DOCKER_SOCKET, dockerPlaceOf } from "../docker-place.ts";
import { engineAt, hasTool, probeOf, saidBy, socketAt, sudo } from "../look.ts";
import type { Rule } from "../rule.ts";

const speakers = {
  containerd: "containerd's socket, which speaks gRPC",
  "cri-o": "CRI-O's socket, which speaks gRPC",
  "cri-dockerd": "cri-dockerd's socket, which speaks CRI",
} as const;

export const dockerHostGrpc: Rule = {
  id: "docker-host-grpc",
  area: "docker",
  title: "docker is pointed at a socket that does not speak Docker's API",
  worst: "error",
  explains: ["docker-other-context", "docker-stopped", "docker-absent", "docker-sees-nothing"],
  check: (facts) => {
    if (!hasTool(facts, "docker")) return null;
    const place = dockerPlaceOf(facts);
    const engine = place.address === null ? undefined : engineAt(facts, place.address);
    if (!engine || engine.engine === "docker" || place.address === null) return null;
    const link = socketAt(facts, place.by === "default" ? DOCKER_SOCKET : place.address);
    const said =
      saidBy(probeOf(facts, "docker", "ps"))
        .trim()
        .split("\n")[0] ?? "";
    const what =
      place.by === "default"
        ? DOCKER_SOCKET
        : place.by === "context"
          ? `the docker context ${place.context}`
          : place.by;
    const undo: Fix =
      place.by === "default"
        ? {
            text: "take the link away; dockerd makes its own socket there when it starts",
            argv: [...sudo(facts), "rm", DOCKER_SOCKET],
          }
        : place.by === "context"
          ? { text: "go back to Docker's own socket", argv: ["docker", "context", "use", "default"] }
          : { text: "forget the variable (and take it out of your profile)", argv: null, shell: `unset ${place.by}` };
    return {
      severity: "error",
      title: `${what} leads docker to ${speakers[engine.engine]}`,
      because: [`${engine.socket} is ${engine.id}'s. Docker's command speaks HTTP to dockerd, nothing else.`],
      evidence: [
        ...place.evidence,
        ...(link?.link ? [{ text: `${link.path} -> ${link.link}`, source: link.path }] : []),
        ...(said ? [{ text: said, source: "docker ps" }] : []),
      ],
      see: ["ctool ps", "ctool env"],
      fix: [undo],
      after: "docker talks to dockerd again; containerd's containers are seen with nerdctl, crictl or ctool ps.",
      notThis: ["No setting makes containerd answer docker: it has no Docker API."],
      about: ["docker"],
    };
  },
  page: {
    symptom:
      '`net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00…"` from any docker command.',
    cause:
      "`DOCKER_HOST`, a docker context, or a link at `/var/run/docker.sock` leads to containerd's socket. containerd speaks gRPC, the docker command HTTP.",
    check: "`echo $DOCKER_HOST`, `docker context ls`, `ls -l /var/run/docker.sock`.",
    fix: "`unset DOCKER_HOST`, `docker context use default`, or remove the link. To see containerd's containers use nerdctl, crictl, ctr, or `ctool ps`.",
  },
};
