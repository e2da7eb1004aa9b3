import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { BUSYBOX } from "../fixtures/images/index.ts";
import { tryCage } from "./cage.ts";

/** What this machine has for real nodes. Paths are null where a tool is missing. */
export interface Available {
  /** A containerd node can be started. */
  ok: boolean;
  /** Why not, one line for the test report; null when `ok`. */
  reason: string | null;
  /** Real pods: crictl is on PATH. */
  crictl: string | null;
  nerdctl: string | null;
  /** A node with Docker needs both of these. */
  docker: string | null;
  dockerd: string | null;
  /** There are CNI plugins, so pods get addresses of their own. */
  cni: boolean;
}

/** Finds an executable file on a PATH; null when there is none. */
export function findOnPath(name: string, path = process.env.PATH ?? ""): string | null {
  for (const folder of path.split(delimiter)) {
    if (folder === "") continue;
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // the next one
    }
  }
  return null;
}

function whyNot(): string | null {
  if (process.platform !== "linux") return "real nodes need Linux";
  if (process.getuid?.() !== 0) return "real nodes need root";
  const needed = [
    "containerd",
    "ctr",
    "containerd-shim-runc-v2",
    "runc",
    "bash",
    "unshare",
    "nsenter",
    "setpriv",
    "setsid",
  ];
  const missing = needed.filter((name) => findOnPath(name) === null);
  if (!existsSync(BUSYBOX)) missing.push("busybox (static)");
  if (missing.length > 0) return `real nodes need ${missing.join(", ")}`;
  const refused = tryCage();
  return refused === null ? null : `namespaces of one's own are not allowed here: ${refused}`;
}

let known: Available | null = null;

/**
 * Looks once at what is on this machine, in about 0.2 s. Tests skip by it:
 * `describe.skipIf(!available().ok)`, with the reason in the title.
 */
export function available(): Available {
  if (known === null) {
    const reason = whyNot();
    known = {
      ok: reason === null,
      reason,
      crictl: findOnPath("crictl"),
      nerdctl: findOnPath("nerdctl"),
      docker: findOnPath("docker"),
      dockerd: findOnPath("dockerd"),
      cni: ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"].some((folder) => existsSync(join(folder, "bridge"))),
    };
  }
  return known;
}
