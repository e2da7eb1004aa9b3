import { mustExec, type Place } from "./run-inside.ts";
import type { Service } from "./service.ts";
import { waitFor } from "./wait.ts";

/** dockerd without networks. Where no containerd listens at /run/containerd, it starts one of its own. */
export function dockerService(path: string): Service {
  return { name: "docker", argv: ["dockerd", "--iptables=false", "--bridge=none"], path, socket: "/run/docker.sock" };
}

/**
 * Gives a running dockerd an image and two containers: `web`, which runs, and `oneshot`, which has ended.
 * @param root the image's root file system, a tar
 */
export async function fillDocker(place: Place, root: Buffer): Promise<void> {
  const docker = (...args: string[]) => mustExec(place, ["docker", ...args]);
  await mustExec(place, ["docker", "import", "-", "busybox:latest"], { input: root });
  // `sleep` as process 1 ignores SIGTERM: dockerd would wait for it when it stops.
  const web = docker(
    "run",
    "-d",
    "--name",
    "web",
    "--network=none",
    "--stop-signal=KILL",
    "busybox:latest",
    "/bin/sleep",
    "100000",
  );
  const oneshot = docker("run", "-d", "--name", "oneshot", "--network=none", "busybox:latest", "/bin/echo", "bye");
  await Promise.all([web, oneshot]);
  await waitFor(
    "oneshot to end",
    async () => (await docker("inspect", "-f", "{{.State.Status}}", "oneshot")) === "exited",
  );
}
