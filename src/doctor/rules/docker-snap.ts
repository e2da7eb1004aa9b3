import { probeOf, processesOf, succeeded, toolOf } from "../look.ts";
import type { Rule } from "../rule.ts";

export const dockerSnap: Rule = {
  id: "docker-snap",
  area: "docker",
  title: "docker is the snap's",
  worst: "info",
  check: (facts) => {
    const cli = toolOf(facts, "docker");
    const daemon = processesOf(facts, "dockerd").find(({ exe, argv }) => (exe ?? argv[0] ?? "").includes("/snap/"));
    if (cli?.owner !== "snap" && !daemon) return null;
    const answers = succeeded(probeOf(facts, "docker", "ps"));
    return {
      severity: "info",
      title: "docker comes from a snap: it keeps its containers in /var/snap/docker and reads no /etc/docker",
      because: [
        "The snap's dockerd has its own data folder; containers of a docker from packages are not in it.",
        "The snap's command sees files below /home only.",
      ],
      evidence: [
        ...(cli?.owner === "snap" && cli.path ? [{ text: `docker is ${cli.realPath}`, source: cli.path }] : []),
        ...(daemon ? [{ text: daemon.argv.join(" "), source: `/proc/${daemon.pid}` }] : []),
      ],
      see: answers ? [] : ["snap services docker"],
      notThis: ["Editing /etc/docker/daemon.json: the snap reads /var/snap/docker/current/config/daemon.json."],
      about: ["docker"],
    };
  },
  page: {
    symptom:
      "Containers are missing from `docker ps`, daemon.json has no effect, or docker cannot read a file that is there.",
    cause:
      "Ubuntu offers docker as a snap. It is confined: its data are in `/var/snap/docker`, its configuration is its own, and it reads only below `/home`.",
    check: "`command -v docker` prints `/snap/bin/docker`; `snap list docker`.",
    fix: "Nothing, if that is what you want. Otherwise move to the packages: `docker save` what you need, `sudo snap remove --purge docker`, install docker-ce.",
  },
};
