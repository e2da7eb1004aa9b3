import type { Container, Image, Problem } from "../model/index.ts";
import { closest } from "../translate/index.ts";
import { ancestorsOf } from "./ancestors.ts";
import { badFilter, type Filters, hasLabels, readBoolean } from "./filters.ts";
import { type PortRange, parsePortFilter } from "./ports.ts";
import { DOCKER_STATES, dockerStateOf, HEALTH, healthOf, isUp } from "./states.ts";

/** A test that a row has to pass, or what docker says of the filter. */
export type Test = (row: Container) => boolean;

const oneOf = (
  filters: Filters,
  key: "status" | "health",
  words: readonly string[],
  what: string,
): readonly string[] | { problem: Problem } => {
  const values = filters.get(key) ?? [];
  const bad = values.find((value) => !words.includes(value));
  if (bad === undefined) return values;
  const meant = closest(bad, words);
  const message = `invalid filter '${key}=${bad}': invalid value for ${what} (${bad}): must be one of ${words.join(", ")}`;
  return { problem: badFilter(message, meant === null ? null : `${key}=${meant}`) };
};

const portTest = (filters: Filters): Test | null | { problem: Problem } => {
  const ranges: { publish: PortRange[]; expose: PortRange[] } = { publish: [], expose: [] };
  for (const key of ["publish", "expose"] as const) {
    for (const value of filters.get(key) ?? []) {
      const range = parsePortFilter(key, value);
      if ("problem" in range) return range;
      ranges[key].push(range);
    }
  }
  if (ranges.publish.length + ranges.expose.length === 0) return null;
  const within = (list: readonly PortRange[], port: number, protocol: string): boolean =>
    list.some(({ first, last, protocol: wanted }) => wanted === protocol && port >= first && port <= last);
  // Docker gives a port that is exposed only the public port 0, and takes either filter for enough.
  return ({ ports }) =>
    ports.some(
      ({ hostPort, containerPort, protocol }) =>
        within(ranges.publish, hostPort ?? 0, protocol) || within(ranges.expose, containerPort, protocol),
    );
};

/**
 * Every filter on what a row is (`name`, `id`, `before` and `since` choose by place in the list, and are not here).
 * @returns the tests, all of which a row has to pass, or dockerd's words on the first bad value
 */
export const testsOf = (
  filters: Filters,
  rows: readonly Container[],
  images: readonly Image[],
): Test[] | { problem: Problem } => {
  const tests: Test[] = [];
  const get = (key: string): readonly string[] => filters.get(key) ?? [];
  const codes: number[] = [];
  for (const value of get("exited")) {
    if (!/^[+-]?\d+$/.test(value))
      return {
        problem: badFilter(
          `invalid filter 'exited=${value}': strconv.Atoi: parsing ${JSON.stringify(value)}: invalid syntax`,
        ),
      };
    codes.push(Number(value));
  }
  const states = oneOf(filters, "status", DOCKER_STATES, "state");
  if ("problem" in states) return states;
  const isTask = readBoolean(filters, "is-task");
  if (isTask !== null && typeof isTask === "object") return isTask;
  const health = oneOf(filters, "health", HEALTH, "health");
  if ("problem" in health) return health;
  const ports = portTest(filters);
  if (ports !== null && "problem" in ports) return ports;

  if (isTask !== null) tests.push(({ labels }) => Object.hasOwn(labels, "com.docker.swarm.task.id") === isTask);
  if (filters.has("label")) tests.push(({ labels }) => hasLabels(labels, get("label")));
  if (codes.length > 0) tests.push((row) => !isUp(row) && row.exitCode !== null && codes.includes(row.exitCode));
  if (states.length > 0) tests.push((row) => states.includes(dockerStateOf(row) ?? ""));
  if (health.length > 0) tests.push((row) => health.includes(healthOf(row)));
  if (filters.has("volume")) tests.push(({ mounts }) => mounts.some((mount) => get("volume").includes(mount)));
  if (filters.has("network"))
    tests.push(({ networks }) => networks.some((network) => get("network").includes(network)));
  if (filters.has("ancestor")) tests.push(ancestorsOf(rows, images, get("ancestor")));
  if (ports !== null) tests.push(ports);
  return tests;
};
