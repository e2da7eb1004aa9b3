import type { Fix } from "../../model/index.ts";
import {
  DOCKER_SOCKET,
  dockerdRuns,
  dockerPlaceOf,
  dockerService,
  hasDockerd,
  isUsualPlace,
  startDocker,
  usualDocker,
} from "../docker-place.ts";
import { countOf, crowdsOf } from "../elsewhere.ts";
import type { DoctorFacts } from "../facts.ts";
import { hasTool, probeOf, saidBy, socketAt } from "../look.ts";
import type { Rule } from "../rule.ts";

/** Containers that dockerd had made, by its folder; 0 where it has none or nobody may look. */
const kept = (facts: DoctorFacts): number =>
  usualDocker(facts)?.namespaces[0]?.containers ?? facts.dockerContainers ?? 0;

/** How to start it: by its service, else by hand. */
export const startFixes = (facts: DoctorFacts): Fix[] => {
  const argv = startDocker(facts);
  const fixes: Fix[] = [
    argv
      ? { text: "start docker", argv }
      : {
          text: "no service manager runs here: start the daemon by hand",
          argv: null,
          shell: "dockerd >/var/log/dockerd.log 2>&1 &",
        },
  ];
  if (argv?.includes("systemctl") && dockerService(facts)?.enabled === "disabled")
    fixes.push({ text: "and at every boot", argv: [...argv.slice(0, -2), "enable", "docker"] });
  return fixes;
};

export const dockerStopped: Rule = {
  id: "docker-stopped",
  area: "docker",
  title: "dockerd is installed and does not run",
  worst: "error",
  explains: ["no-engine"],
  check: (facts) => {
    if (!hasTool(facts, "docker") || !hasDockerd(facts) || dockerdRuns(facts)) return null;
    const place = dockerPlaceOf(facts);
    if (!isUsualPlace(facts, place)) return null;
    // A file that is there and answers, or is a leftover, is another rule's.
    const socket = socketAt(facts, DOCKER_SOCKET);
    if (socket && socket.liveness !== "missing") return null;
    const service = dockerService(facts);
    const count = kept(facts);
    const broken = count > 0 || service?.active === "failed";
    // A unit on disk says nothing where no systemd runs: in a container, or under another service manager.
    const wanted = broken || (service?.active === "inactive" && service.enabled === "enabled");
    const [crowd] = crowdsOf(facts);
    const said =
      saidBy(probeOf(facts, "docker", "ps"))
        .trim()
        .split("\n")[0] ?? "";
    const states = service?.active
      ? [
          {
            text: `docker.service is ${service.active}${service.result ? ` (${service.result})` : ""}`,
            source: "systemctl show docker",
          },
        ]
      : [];
    return {
      severity: broken ? "error" : wanted ? "warning" : "info",
      title:
        count > 0
          ? `docker is stopped: its ${count} container${count === 1 ? "" : "s"} cannot be listed`
          : service?.active === "failed"
            ? "docker could not start"
            : "docker is installed and does not run",
      because: [
        `No dockerd runs, and there is no ${DOCKER_SOCKET}.`,
        ...(crowd
          ? [`It has nothing to do with the ${countOf(crowd)} in ${crowd.engine.id}: they run without it.`]
          : []),
      ],
      evidence: [
        ...states,
        ...(said ? [{ text: said, source: "docker ps" }] : []),
        ...(service?.journal ?? []).slice(-3).map(({ text }) => ({ text, source: "journalctl -u docker" })),
      ],
      fix: startFixes(facts),
      after: wanted ? "docker ps answers; containers with a restart policy start again." : null,
      about: ["docker"],
    };
  },
  page: {
    symptom: "`Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?`",
    cause:
      "dockerd is not running and its socket is gone. On a Kubernetes node that need not be a fault: pods do not use it. It is reported as an error when dockerd has containers, when its service is enabled, or when it failed.",
    check:
      "`systemctl status docker`, `journalctl -u docker -n 50`; `ls /var/lib/docker/containers` shows what it had made.",
    fix: "`sudo systemctl start docker`, and `sudo systemctl enable docker` for every boot.",
  },
};
