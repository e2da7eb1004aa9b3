import type { EngineFacts, Evidence } from "../model/index.ts";
import type { DoctorFacts, FileFact } from "./facts.ts";
import { engineAt, filesOf, processesOf, serviceOf, socketAt } from "./look.ts";
import { lineIn } from "./parse.ts";

export const DOCKER_SOCKET = "/var/run/docker.sock";

/** Where a bare `docker` goes on this node, and who says so. */
export interface DockerPlace {
  /** `unix:///…`, `tcp://…`; null for a context that does not exist or names nothing. */
  address: string | null;
  by: "DOCKER_HOST" | "DOCKER_CONTEXT" | "context" | "default";
  /** The context's name; null when none was chosen. */
  context: string | null;
  evidence: Evidence[];
  /** The docker command's own configuration, where it is what decides. */
  config: FileFact | null;
}

/** As the docker command decides: DOCKER_HOST, then DOCKER_CONTEXT, then currentContext of config.json (docker/cli, cli/command/cli.go). */
export const dockerPlaceOf = (facts: DoctorFacts): DockerPlace => {
  const { environment, dockerContexts } = facts.node;
  const { dockerHost, dockerContext } = environment;
  if (dockerHost !== null) {
    const evidence = [{ text: `DOCKER_HOST=${dockerHost}`, source: "environment", line: null }];
    return { address: dockerHost, by: "DOCKER_HOST", context: null, evidence, config: null };
  }
  const [config] = filesOf(facts, "docker-config");
  const at = config ? lineIn(config, /"currentContext"/) : null;
  const configured = at ? (/"currentContext"\s*:\s*"([^"]*)"/.exec(at.text)?.[1] ?? null) : null;
  const name = dockerContext ?? configured;
  if (name === null || name === "" || name === "default")
    return { address: `unix://${DOCKER_SOCKET}`, by: "default", context: null, evidence: [], config: null };
  const found = dockerContexts.find((one) => one.name === name);
  const named: Evidence =
    dockerContext !== null
      ? { text: `DOCKER_CONTEXT=${name}`, source: "environment", line: null }
      : { text: at?.text ?? "", source: config?.path ?? null, line: at?.line ?? null };
  const leads = found
    ? [{ text: `context ${name}: ${found.host ?? "no address"}`, source: found.file, line: null }]
    : [];
  return {
    address: found?.host ?? null,
    by: dockerContext === null ? "context" : "DOCKER_CONTEXT",
    context: name,
    evidence: [named, ...leads],
    config: dockerContext === null ? (config ?? null) : null,
  };
};

/** Whether a bare `docker` goes to the usual socket of this node. */
export const isUsualPlace = (facts: DoctorFacts, { address }: DockerPlace): boolean => {
  if (address === null) return false;
  const usual = socketAt(facts, DOCKER_SOCKET)?.realPath ?? "/run/docker.sock";
  const socket = socketAt(facts, address);
  const path = socket?.realPath ?? address.replace(/^unix:\/\//, "").replace(/^\/var\/run\//, "/run/");
  return path === usual || path === "/run/docker.sock";
};

/** The dockerd behind the usual socket, if one is known. */
export const usualDocker = (facts: DoctorFacts): EngineFacts | undefined => engineAt(facts, `unix://${DOCKER_SOCKET}`);

/** Whether dockerd is on this node at all. */
export const hasDockerd = (facts: DoctorFacts): boolean =>
  facts.binaries.some(({ name }) => name === "dockerd") || dockerService(facts) !== undefined;

/** The service that runs dockerd: the package's, or the snap's. */
export const dockerService = (facts: DoctorFacts) =>
  serviceOf(facts, "docker") ?? serviceOf(facts, "snap.docker.dockerd");

export const dockerdRuns = (facts: DoctorFacts): boolean => processesOf(facts, "dockerd").length > 0;

/**
 * The command that starts dockerd (or restarts it), as its service manager has it. Null where nothing manages it here: somebody
 * started it by hand.
 */
export const startDocker = (facts: DoctorFacts, action: "start" | "restart" = "start"): string[] | null => {
  const service = dockerService(facts);
  const words =
    service === undefined
      ? null
      : service.manager === "snap"
        ? ["snap", action, "docker"]
        : service.manager === "openrc"
          ? ["rc-service", "docker", action]
          : ["systemctl", action, "docker"];
  if (words === null || (service?.manager === "systemd" && !facts.folders.includes("/run/systemd/system"))) return null;
  return facts.user.uid === 0 ? words : ["sudo", ...words];
};
