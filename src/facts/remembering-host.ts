import type { ConnectState, Host } from "./host.ts";

/** Answers the second question about a path as it answered the first. */
const once = <T>(ask: (path: string, detail?: number) => T): ((path: string, detail?: number) => T) => {
  const known = new Map<string, T>();
  return (path, detail) => {
    const key = `${detail ?? ""} ${path}`;
    let answer = known.get(key);
    if (answer === undefined) {
      answer = ask(path, detail);
      known.set(key, answer);
    }
    return answer;
  };
};

/**
 * A host on which nothing is looked at twice: for a glance and the full look that follows it some milliseconds later. What it
 * starts, it starts every time.
 */
export const rememberingHost = (host: Host): Host => ({
  ...host,
  stat: once(host.stat),
  read: once(host.read),
  list: once(host.list),
  readlink: once(host.readlink),
  statfs: once(host.statfs),
  connect: once<Promise<ConnectState>>((path, timeoutMs = 0) => host.connect(path, timeoutMs)),
});
