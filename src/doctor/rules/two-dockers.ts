import { flagOf } from "../../facts/processes.ts";
import { dockerService } from "../docker-place.ts";
import type { DoctorFacts, ProcessFact } from "../facts.ts";
import { hasTool, processesOf, serviceOf, socketAt } from "../look.ts";
import type { Rule } from "../rule.ts";

const isSnap = ({ exe, argv }: ProcessFact): boolean => (exe ?? argv[0] ?? "").includes("/snap/");

const dataRoot = (process: ProcessFact): string =>
  flagOf(process.argv, "data-root") ?? (isSnap(process) ? "/var/snap/docker/common/var-lib-docker" : "/var/lib/docker");

const hostOf = (process: ProcessFact): string => flagOf(process.argv, "host", "H") ?? "unix:///var/run/docker.sock";

const nameOf = (process: ProcessFact): string =>
  `pid ${process.pid} (${isSnap(process) ? "the snap's" : (process.exe ?? process.argv[0])})`;

const stopSnap = (facts: DoctorFacts): boolean =>
  serviceOf(facts, "snap.docker.dockerd") !== undefined && serviceOf(facts, "docker") !== undefined;

export const twoDockers: Rule = {
  id: "two-dockers",
  area: "docker",
  title: "Two dockers: the command reaches one of them",
  worst: "warning",
  explains: ["docker-snap"],
  check: (facts) => {
    if (!hasTool(facts, "docker")) return null;
    const daemons = processesOf(facts, "dockerd").filter(({ uid }) => uid === 0 || uid === null);
    const [first, ...others] = daemons;
    if (first === undefined || others.length === 0) return null;
    const clash = new Set(daemons.map(hostOf)).size < daemons.length;
    const listener = socketAt(facts, "/var/run/docker.sock")?.listener ?? null;
    const heard = daemons.find(({ pid }) => pid === listener?.pid);
    const title = heard
      ? `${daemons.length} dockerds run: docker reaches ${nameOf(heard)}, not ${daemons
          .filter((one) => one !== heard)
          .map(nameOf)
          .join(", ")}`
      : `${daemons.length} dockerds run, and docker reaches only one of them`;
    return {
      severity: "warning",
      title,
      because: [
        clash
          ? "Both listen on the same path: whichever started last has it, and the containers of the other cannot be listed."
          : "Each has its own containers and images; a bare docker lists those of one.",
      ],
      evidence: daemons.map((process) => ({
        text: `${process.argv.join(" ")} · data in ${dataRoot(process)}`,
        source: `/proc/${process.pid}`,
      })),
      see: clash ? [] : daemons.map((process) => `docker --host ${hostOf(process)} ps -a`),
      fix: [
        {
          text: "decide which one keeps your containers, and stop the other (its containers stop with it, and stay on disk)",
          argv: stopSnap(facts)
            ? ["sudo", "snap", "stop", "--disable", "docker"]
            : dockerService(facts)
              ? null
              : ["sudo", "kill", String(others.at(-1)?.pid)],
        },
      ],
      notThis: ["Removing a data folder: it holds every image, volume and container of that docker."],
      about: ["docker"],
    };
  },
  page: {
    symptom:
      "`docker ps` is empty though containers run; client and server have unexpected versions; containers come and go with restarts of a service.",
    cause:
      "Two dockerds were installed: docker-ce and the snap, a distribution's docker.io and a binary from elsewhere. If both listen on `/var/run/docker.sock`, the last one started owns it.",
    check:
      "`ps -eo pid,args | grep dockerd`; `ss -xlp | grep docker.sock`; `snap list docker`; `docker info --format '{{.DockerRootDir}}'`.",
    fix: "Keep one. `sudo snap stop --disable docker`, or `sudo systemctl disable --now docker.service docker.socket`. Data folders stay until you remove them.",
  },
};
