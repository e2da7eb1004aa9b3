import type { Container } from "../model/index.ts";
import { readDocuments } from "./json.ts";
import { timeOf } from "./quantities.ts";
import type { Answered } from "./types.ts";
import { count, identity, line, part, type ReadBy, readEach, row } from "./values.ts";

/** What a second look tells about a container. */
export type ContainerDetail = Pick<Container, "id" | "exitCode" | "startedAt" | "finishedAt" | "pid">;

/** `crictl inspect` (runtime.v1.ContainerStatus, and containerd's `info`); protobuf leaves an exit code of 0 out. */
const criDetail = row({
  status: row({ id: identity, state: line, exitCode: count, startedAt: line, finishedAt: line }),
  info: part({ pid: count }),
});

/** `docker inspect`. */
const dockerDetail = row({
  Id: identity,
  State: part({ Status: line, ExitCode: count, StartedAt: line, FinishedAt: line, Pid: count }),
});

const ofCri = ({ status, info }: ReadBy<typeof criDetail>): ContainerDetail =>
  detailOf({ ...status, pid: info.pid }, status.state === "CONTAINER_EXITED");

const ofDocker = ({ Id: id, State }: ReadBy<typeof dockerDetail>): ContainerDetail => {
  const { ExitCode: exitCode, StartedAt: startedAt, FinishedAt: finishedAt, Pid: pid } = State;
  return detailOf({ id, exitCode, startedAt, finishedAt, pid }, State.Status === "exited" || State.Status === "dead");
};

const detailOf = ({ id, exitCode, startedAt, finishedAt, pid }: ContainerDetail, ended: boolean): ContainerDetail => ({
  id,
  exitCode: ended ? (exitCode ?? 0) : null,
  startedAt: timeOf(startedAt),
  finishedAt: ended ? timeOf(finishedAt) : null,
  pid: ended || pid === 0 ? null : pid,
});

/**
 * Reads the answer to `detailQuery`: exit codes and times (RFC 3339) of containers. What was printed before the tool failed or
 * was cut off counts too (docker goes on after an id that is gone).
 * @returns one per container that could be read, in the order printed; exit code and end of those that have ended only
 */
export const readDetails = ({ run }: Answered): ContainerDetail[] =>
  readDocuments(run.stdout).rows.flatMap((document) => {
    const one = { rows: [document], dropped: 0 };
    return [...readEach(one, criDetail).rows.map(ofCri), ...readEach(one, dockerDetail).rows.map(ofDocker)];
  });

const GONE = /\b(?:find|no such) container:? \\?"?([0-9a-f]{64})\b/gi;

/**
 * Ids of containers that were gone when `detailQuery` asked for them. crictl then prints nothing of the others either.
 */
export const goneSince = ({ run }: Answered): string[] => [
  ...new Set([...run.stderr.matchAll(GONE)].map(([, id]) => id ?? "")),
];
