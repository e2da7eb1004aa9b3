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
  [() => import("./image-ls.ts"), ["image ls", "image list", "images"]],
  [() => import("./version.ts"), ["version", "system info", "info", "--version", "--help"]],
];

/** ctool's own verbs; they are no docker commands and only understood by themselves. */
const OWN: Load = () => import("./own.ts");
const OWN_PATHS: readonly string[] = ["pods", "namespaces"];

/** Objects that take flags between themselves and the verb (`compose -f x up`). */
const GROUPS_WITH_FLAGS: Readonly<Record<string, Load>> = {};

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

/** Whether more words belong to the path: `container`, `trust key`. */
export function isGroup(path: string): boolean {
  return groups.has(path) || path in GROUPS_WITH_FLAGS;
}

/** @returns the loader of a group that has flags of its own */
export function groupLoaderOf(path: string): Load | null {
  return GROUPS_WITH_FLAGS[path] ?? null;
}

/** Every typed path, canonical or not, in the order of the files. */
export function allPaths(): string[] {
  return [...loads.keys()];
}

/** Every spec file once, ctool's own verbs last. */
export function allLoaders(): Load[] {
  return [...FILES.map(([load]) => load), OWN];
}
