import type { EngineFacts } from "../../model/index.ts";
import type { DoctorFacts } from "../facts.ts";
import { socketAt, sudo } from "../look.ts";
import type { Found, Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";
import { countShims, shimsOf } from "../shims.ts";

/** Something else lies where containerd listens: it cannot make its socket there. */
const blocked = (facts: DoctorFacts, engine: EngineFacts, needed: boolean): Found => {
  const { socket } = engine;
  const folder = socketAt(facts, socket)?.kind === "dir";
  return {
    id: "engine-socket-folder",
    severity: needed ? "error" : "warning",
    title: `${socket} is ${folder ? "a folder" : "no socket"}: no containerd can listen there`,
    because: [
      folder
        ? "A container that mounts this path was started while containerd was stopped: Docker makes a folder where the mounted file is missing."
        : "Something else than a socket lies where containerd listens.",
    ],
    evidence: [{ text: engine.why ?? "not a socket", source: socket }],
    fix: [
      folder
        ? {
            text: "take the empty folder away (rmdir removes nothing that holds something)",
            argv: [...sudo(facts), "rmdir", socket],
          }
        : { text: "move it out of the way", argv: [...sudo(facts), "mv", socket, `${socket}.old`] },
      ...(needed ? [serviceFix(facts, "start", engine.flavor, `then start ${engine.id}`)] : []),
    ],
    after: needed ? `${engine.id} makes its socket when it starts.` : "Tools say plainly that there is no containerd.",
    notThis: ["rm -r: what is in that folder may be somebody's."],
    about: ["crictl", "nerdctl", "ctr"],
  };
};

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
          engine !== "docker" &&
          flavor !== "docker-containerd" &&
          (liveness === "refused" || liveness === "not-a-socket"),
      )
      .map((engine): Found => {
        const shims = shimsOf(facts, engine.socket);
        const used = facts.node.kubernetes?.socket === engine.socket;
        const needed = shims.length > 0 || used || engine.id === facts.target?.id;
        if (engine.liveness === "not-a-socket") return blocked(facts, engine, needed);
        return {
          severity: needed ? "error" : "warning",
          // What nobody needs explains no more than the errors of those who go there.
          ...(needed ? {} : { explains: ["nerdctl-default-socket", "crictl-no-config"] }),
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
