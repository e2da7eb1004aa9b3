import type { Usage } from "../../model/index.ts";

/** A counter of CPU time, and when it was read (milliseconds). */
export interface CpuReading {
  nanos: number;
  at: number;
}

const NANOS_PER_MS = 1e6;
/** Closer readings say more about rounding than about the container. */
const LEAST_MS = 50;

/** The counters in a tool's answer, by container id. */
export const readingsOf = (rows: readonly Usage[], at: number): Map<string, CpuReading> =>
  new Map(rows.flatMap(({ id, cpuNanos }) => (cpuNanos === null ? [] : [[id, { nanos: cpuNanos, at }]])));

/** The same rows with the percentage that two readings tell, where the tool has counters only. A counter that went back is a new container. */
export const withRates = (rows: readonly Usage[], before: ReadonlyMap<string, CpuReading>, at: number): Usage[] =>
  rows.map((row) => {
    const earlier = before.get(row.id);
    if (row.cpuNanos === null || !earlier || at - earlier.at < LEAST_MS || row.cpuNanos < earlier.nanos) return row;
    const percent = ((row.cpuNanos - earlier.nanos) / ((at - earlier.at) * NANOS_PER_MS)) * 100;
    return { ...row, cpuPercent: Math.round(percent * 100) / 100 };
  });
