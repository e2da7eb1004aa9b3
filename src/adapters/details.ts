import * as z from "zod/mini";
import type { Container } from "../model/index.ts";
import { count, identity, line, part, readEach } from "./fields.ts";
import { readDocuments } from "./json.ts";
import { timeOf } from "./quantities.ts";
import type { Answered } from "./types.ts";

/** What a second look tells about a container. */
export type ContainerDetail = Pick<Container, "id" | "exitCode" | "startedAt" | "finishedAt" | "pid">;

/** `crictl inspect` (runtime.v1.ContainerStatus, and containerd's `info`); protobuf leaves an exit code of 0 out. */
const criDetail = z.pipe(
  z.object({
    status: z.object({ id: identity, state: line, exitCode: count, startedAt: line, finishedAt: line }),
    info: part({ pid: count }),
  }),
  z.transform(({ status, info }) => ({ ...status, pid: info.pid, ended: status.state === "CONTAINER_EXITED" })),
);

/** `docker inspect`. */
const dockerDetail = z.pipe(
  z.object({
    Id: identity,
    State: part({ Status: line, ExitCode: count, StartedAt: line, FinishedAt: line, Pid: count }),
  }),
  z.transform(({ Id, State }) => ({
    id: Id,
    exitCode: State.ExitCode,
    startedAt: State.StartedAt,
    finishedAt: State.FinishedAt,
    pid: State.Pid,
    ended: State.Status === "exited" || State.Status === "dead",
  })),
);

/**
 * Reads the answer to `detailQuery`: exit codes and times (RFC 3339) of containers. What was printed before the tool failed or
 * was cut off counts too (docker goes on after an id that is gone).
 * @returns one per container that could be read, in the order printed; exit code and end of those that have ended only
 */
export const readDetails = ({ run }: Answered): ContainerDetail[] => {
  const { rows } = readEach(readDocuments(run.stdout), z.union([criDetail, dockerDetail]));
  return rows.map(({ id, exitCode, startedAt, finishedAt, pid, ended }) => ({
    id,
    exitCode: ended ? (exitCode ?? 0) : null,
    startedAt: timeOf(startedAt),
    finishedAt: ended ? timeOf(finishedAt) : null,
    pid: ended || pid === 0 ? null : pid,
  }));
};
