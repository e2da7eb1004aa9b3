import type { Host } from "./host.ts";

/** Clock ticks a second in /proc: 100 on every Linux architecture (USER_HZ, `man 5 proc`). */
const TICKS = 100;

/** When this machine booted, in seconds since the epoch; null without /proc. */
const bootTime = (host: Host): number | null => {
  const stat = host.read("/proc/stat");
  const seconds = stat.ok ? /^btime (\d+)$/m.exec(stat.value)?.[1] : undefined;
  return seconds === undefined ? null : Number(seconds);
};

/**
 * When processes started, from /proc (to the second): for a container's first process, when the container started.
 * @returns RFC 3339 by pid; a pid that is gone is left out
 */
export const readStartTimes = (host: Host, pids: readonly number[]): Map<number, string> => {
  const starts = new Map<number, string>();
  const boot = pids.length > 0 ? bootTime(host) : null;
  if (boot === null) return starts;
  for (const pid of pids) {
    const stat = host.read(`/proc/${pid}/stat`);
    if (!stat.ok) continue;
    // The command name in parentheses may itself hold spaces and parentheses; field 22 counts from behind the last one.
    const ticks = Number(stat.value.slice(stat.value.lastIndexOf(")") + 2).split(" ")[19]);
    if (Number.isFinite(ticks)) starts.set(pid, new Date((boot + Math.floor(ticks / TICKS)) * 1000).toISOString());
  }
  return starts;
};
