import { DOCKER_SOCKET, dockerdRuns, dockerPlaceOf, isUsualPlace, startDocker } from "../docker-place.ts";
import { hasTool, probeOf, saidBy, socketAt, sudo } from "../look.ts";
import type { Rule } from "../rule.ts";
import { startFixes } from "./docker-stopped.ts";

export const dockerSocketStale: Rule = {
  id: "docker-socket-stale",
  area: "docker",
  title: "docker.sock is a leftover, or no socket at all",
  worst: "error",
  explains: ["docker-stopped", "no-engine"],
  check: (facts) => {
    if (!hasTool(facts, "docker")) return null;
    const place = dockerPlaceOf(facts);
    const usual = isUsualPlace(facts, place);
    const path = usual ? DOCKER_SOCKET : (place.address ?? "").replace(/^unix:\/\//, "");
    if (!path.startsWith("/")) return null;
    const socket = socketAt(facts, path);
    if (!socket) return null;
    const said =
      saidBy(probeOf(facts, "docker", "ps"))
        .trim()
        .split("\n")[0] ?? "";
    const evidence = [
      ...place.evidence,
      { text: socket.why ?? socket.liveness, source: socket.path },
      ...(said ? [{ text: said, source: "docker ps" }] : []),
    ];
    if (socket.liveness === "not-a-socket")
      return {
        id: "docker-socket-folder",
        severity: "error",
        title: `${socket.path} is ${socket.kind === "dir" ? "a folder" : "no socket"}`,
        because: [
          socket.kind === "dir"
            ? "A container that mounts docker.sock was started while dockerd was stopped: Docker makes a folder where the mounted file is missing."
            : "Something else than a socket lies where dockerd listens.",
        ],
        evidence,
        fix:
          socket.kind === "dir"
            ? [
                {
                  text: "take the empty folder away (rmdir removes nothing that holds something)",
                  argv: [...sudo(facts), "rmdir", socket.path],
                },
                { text: "then let docker make its socket", argv: startDocker(facts, "restart") },
              ]
            : [{ text: "move it out of the way", argv: [...sudo(facts), "mv", socket.path, `${socket.path}.old`] }],
        notThis: ["rm -r: what is in that folder may be somebody's."],
        about: ["docker"],
      };
    if (socket.liveness !== "refused" || (usual && dockerdRuns(facts))) return null;
    return {
      severity: "error",
      title: `${socket.path} is a leftover: nothing listens on it`,
      because: ["The dockerd that made it ended without cleaning up (killed, or the machine lost power)."],
      evidence,
      fix: startFixes(facts),
      after: "dockerd replaces the file when it starts; its containers are listed again.",
      notThis: [
        "chmod on the socket: the rights are not the trouble.",
        "Removing the file alone: docker ps then says that it cannot connect, as before.",
      ],
      about: ["docker"],
    };
  },
  page: {
    symptom:
      "`Cannot connect to the Docker daemon … Is the docker daemon running?` although `/var/run/docker.sock` is there.",
    cause:
      "The file outlives a dockerd that was killed: connecting to it is refused. Or it is a folder: a container with `-v /var/run/docker.sock:…` was started while there was no such file, and Docker makes a folder for what is missing.",
    check:
      "`ls -l /var/run/docker.sock`; `pgrep dockerd` prints nothing; `curl --unix-socket /var/run/docker.sock http://x/_ping` is refused.",
    fix: "Start docker: it replaces a leftover. An empty folder goes with `rmdir`, once nothing mounts it.",
  },
};
