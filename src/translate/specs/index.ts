import type { SpecFile } from "../spec.ts";

type Load = () => Promise<SpecFile>;

/**
 * Every way to say a docker command, and the file that knows it. A file is loaded when one of its verbs is typed.
 * The first path of a command is its canonical one; test/translate/surface.test.ts proves that nothing is missing.
 */
const FILES: readonly (readonly [Load, readonly string[]])[] = [
  [() => import("./container-ls.ts"), ["container ls", "container list", "container ps", "ps"]],
  [() => import("./container-run.ts"), ["container run", "run", "container create", "create"]],
  [() => import("./container-exec.ts"), ["container exec", "exec"]],
  [
    () => import("./container-lifecycle.ts"),
    [
      "container stop",
      "stop",
      "container start",
      "start",
      "container restart",
      "restart",
      "container kill",
      "kill",
      "container rm",
      "container remove",
      "rm",
    ],
  ],
  [() => import("./container-logs.ts"), ["container logs", "logs"]],
  [() => import("./inspect.ts"), ["inspect", "container inspect"]],
  [() => import("./image-build.ts"), ["image build", "build", "builder build"]],
  [() => import("./image-inspect.ts"), ["image inspect", "image history", "history"]],
  [() => import("./image-load.ts"), ["image load", "load", "image save", "save", "image import", "import"]],
  [() => import("./image-ls.ts"), ["image ls", "image list", "images"]],
  [() => import("./image-pull.ts"), ["image pull", "pull"]],
  [() => import("./image-push.ts"), ["image push", "push"]],
  [() => import("./image-rm.ts"), ["image rm", "image remove", "rmi", "image prune"]],
  [() => import("./image-tag.ts"), ["image tag", "tag"]],
  [() => import("./builder.ts"), ["builder prune"]],
  [() => import("./registry.ts"), ["search", "login", "logout"]],
  [
    () => import("./manifest.ts"),
    ["manifest inspect", "manifest create", "manifest annotate", "manifest push", "manifest rm"],
  ],
  [
    () => import("./trust.ts"),
    [
      "trust sign",
      "trust inspect",
      "trust revoke",
      "trust key generate",
      "trust key load",
      "trust signer add",
      "trust signer remove",
    ],
  ],
  [
    () => import("./checkpoint.ts"),
    ["checkpoint create", "checkpoint ls", "checkpoint list", "checkpoint rm", "checkpoint remove"],
  ],
  [() => import("./version.ts"), ["version", "system info", "info", "--version", "--help"]],
];

/** ctool's own verbs; they are no docker commands and only understood by themselves. */
const OWN: Load = () => import("./own.ts");
const OWN_PATHS: readonly string[] = ["pods", "namespaces"];

/** Objects that take flags between themselves and the verb (`compose -f x up`). */
const GROUPS_WITH_FLAGS: ReadonlyMap<string, Load> = new Map();

const loads = new Map<string, Load>();
const groups = new Set<string>();
for (const [load, paths] of FILES) {
  for (const path of paths) {
    loads.set(path, load);
    for (let end = path.lastIndexOf(" "); end > 0; end = path.lastIndexOf(" ", end - 1)) groups.add(path.slice(0, end));
  }
}

/** @returns the loader of the file that knows a typed path; null when docker has no such command */
export function loaderOf(path: string): Load | null {
  return loads.get(path) ?? null;
}

/** @returns the loader of ctool's own verbs if this is one */
export function ownLoaderOf(path: string): Load | null {
  return OWN_PATHS.includes(path) ? OWN : null;
}

/** Whether a canonical path is one of ctool's own verbs, which docker does not have. */
export function isOwn(path: string): boolean {
  return OWN_PATHS.includes(path);
}

/** Whether more words belong to the path: `container`, `trust key`. */
export function isGroup(path: string): boolean {
  return groups.has(path) || GROUPS_WITH_FLAGS.has(path);
}

/** @returns the loader of a group that has flags of its own */
export function groupLoaderOf(path: string): Load | null {
  return GROUPS_WITH_FLAGS.get(path) ?? null;
}

/** Every typed path, canonical or not, in the order of the files. */
export function allPaths(): string[] {
  return [...loads.keys()];
}

/** Every spec file once, ctool's own verbs last. */
export function allLoaders(): Load[] {
  return [...FILES.map(([load]) => load), OWN];
}
