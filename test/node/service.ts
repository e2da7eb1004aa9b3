import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { execInside, mustExec, type Place } from "./run-inside.ts";
import { waitFor } from "./wait.ts";

/** A daemon of the node, as plain data: whoever has it can stop and start the daemon, in whatever process. */
export interface Service {
  /** `k3s`, `containerd`, `docker`: names its log and its pid file. */
  name: string;
  argv: readonly string[];
  /** PATH of the daemon and of all it starts. */
  path: string;
  /** File in which it writes the pid of the daemon, where that is not the process that is started: k3s's child. */
  daemonPidFile?: string;
  /** Where it listens: a canonical path (`/run/…`), because links are not followed inside. */
  socket: string;
}

// The daemon joins the node's cgroups (nsenter stays in the caller's) and becomes a child of the node's first process.
const START = `
log=$1; pid=$2; shift 2
if [ -d /sys/fs/cgroup/init ]; then cgroups=/sys/fs/cgroup/init; else cgroups=/sys/fs/cgroup/*; fi
for folder in $cgroups; do echo 0 >"$folder/cgroup.procs"; done
setsid "$@" >>"$log" 2>&1 </dev/null &
echo $! >"$pid"`;

/** Where a service's own words are: all it wrote to stdout and stderr, of every start. */
export function logOf(place: Pick<Place, "base">, service: Service): string {
  return `${place.base}/log/${service.name}.log`;
}

function pidFileOf(place: Place, service: Service): string {
  return `${place.base}/${service.name}.pid`;
}

/**
 * Starts a service and waits until something listens on its socket.
 * @throws with the last lines of its log when it ends first, or after 30 s
 */
export async function startService(place: Place, service: Service): Promise<void> {
  const log = logOf(place, service);
  const pidFile = pidFileOf(place, service);
  await mustExec(place, ["/bin/sh", "-c", START, "sh", log, pidFile, ...service.argv], { env: { PATH: service.path } });
  try {
    const how = await waitFor(`${service.name} to listen on ${service.socket}`, async () => {
      if (!isAlive(place, readPid(place, pidFile))) return "ended";
      return (await listens(place, service.socket)) ? "listens" : null;
    });
    if (how === "ended") throw new Error(`${service.name} ended at once`);
  } catch (error) {
    const { stdout } = await execInside(place, ["tail", "-n", "15", log]);
    throw new Error(`${error instanceof Error ? error.message : error}\n${stdout}`);
  }
}

/**
 * Ends a service's daemon and waits until the process is gone (and the one that started it, with k3s). Does nothing when it
 * is not running.
 * @param signal `TERM` lets it clean up (its socket goes); `KILL` leaves the socket file behind
 */
export async function endService(place: Place, service: Service, signal: "TERM" | "KILL"): Promise<void> {
  const started = readPid(place, pidFileOf(place, service));
  const daemon = service.daemonPidFile === undefined ? started : readPid(place, service.daemonPidFile);
  if (daemon === null || !isAlive(place, daemon)) return;
  await execInside(place, ["kill", `-${signal}`, String(daemon)]);
  await waitFor(`${service.name} (${daemon}) to end`, () => !isAlive(place, daemon) && !isAlive(place, started));
}

/** Reads a pid file of the node's own folder; null before the first start. */
function readPid(place: Place, path: string): number | null {
  try {
    return Number(readFileSync(`/proc/${place.pid}/root${path}`, "utf8")) || null;
  } catch {
    return null;
  }
}

function isAlive(place: Place, pid: number | null): boolean {
  return pid !== null && existsSync(`/proc/${place.pid}/root/proc/${pid}`);
}

function listens(place: Place, socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const attempt = connect(`/proc/${place.pid}/root${socket}`);
    attempt.once("connect", () => {
      attempt.destroy();
      resolve(true);
    });
    attempt.once("error", () => resolve(false));
  });
}
