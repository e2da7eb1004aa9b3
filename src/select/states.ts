import type { Container } from "../model/index.ts";

/** Docker's words for a container's state, in dockerd's order. */
export const DOCKER_STATES = ["created", "running", "paused", "restarting", "removing", "exited", "dead"] as const;
export type DockerState = (typeof DOCKER_STATES)[number];

/** Docker's words for health; `none` is a container without a health check. */
export const HEALTH = ["none", "starting", "healthy", "unhealthy"] as const;

/** The state in docker's words; those that containerd does not have are read from docker's status text. Null: unknown. */
export const dockerStateOf = ({ state, status }: Pick<Container, "state" | "status">): DockerState | null => {
  if (status?.startsWith("Restarting")) return "restarting";
  if (status === "Removal In Progress") return "removing";
  if (status === "Dead") return "dead";
  return state === "unknown" ? null : state;
};

/** What `docker ps` shows without `-a`: dockerd counts paused and restarting containers as running. */
export const isUp = (row: Pick<Container, "state" | "status">): boolean => {
  const state = dockerStateOf(row);
  return state === "running" || state === "paused" || state === "restarting";
};

/** Health as docker's status text ends with it: `Up 5 minutes (healthy)`, `(health: starting)`. */
export const healthOf = ({ status }: Pick<Container, "status">): (typeof HEALTH)[number] => {
  const word = /\((?:health: )?(starting|healthy|unhealthy)\)$/.exec(status ?? "")?.[1];
  return HEALTH.find((health) => health === word) ?? "none";
};
