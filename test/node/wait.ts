import { setTimeout as delay } from "node:timers/promises";

/**
 * Asks again and again, 15 ms apart, until the answer is neither false, null nor undefined.
 * @param what what is waited for, for the error: `containerd answers`
 * @param ask may throw: that counts as "not yet", and the last error is named when time runs out
 * @returns the answer
 * @throws when `timeoutMs` (default 30 s) have passed
 */
export async function waitFor<T>(
  what: string,
  ask: () => T | Promise<T>,
  timeoutMs = 30_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown = "not yet";
  while (performance.now() < deadline) {
    try {
      const answer = await ask();
      if (answer !== false && answer !== null && answer !== undefined) {
        return answer as Exclude<T, false | null | undefined>;
      }
    } catch (error) {
      last = error;
    }
    await delay(15);
  }
  throw new Error(`waited ${timeoutMs} ms in vain: ${what} (${last instanceof Error ? last.message : last})`);
}
