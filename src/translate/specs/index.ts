import { once } from "../once.ts";
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
  [() => import("./container-attach.ts"), ["container attach", "attach"]],
  [
    () => import("./container-commit.ts"),
    ["container commit", "commit", "container diff", "diff", "container export", "export"],
  ],
  [() => import("./container-cp.ts"), ["container cp", "cp"]],
  [
    () => import("./container-pause.ts"),
    [
      "container pause",
      "pause",
      "container unpause",
      "unpause",
      "container wait",
      "wait",
      "container rename",
      "rename",
      "container port",
      "port",
    ],
  ],
  [() => import("./container-prune.ts"), ["container prune"]],
  [() => import("./container-stats.ts"), ["container stats", "stats", "container top", "top"]],
  [() => import("./container-update.ts"), ["container update", "update"]],
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
  [
    () => import("./network.ts"),
    [
      "network ls",
      "network list",
      "network create",
      "network inspect",
      "network rm",
      "network remove",
      "network prune",
      "network connect",
      "network disconnect",
    ],
  ],
  [
    () => import("./volume.ts"),
    [
      "volume ls",
      "volume list",
      "volume create",
      "volume inspect",
      "volume rm",
      "volume remove",
      "volume prune",
      "volume update",
    ],
  ],
  [() => import("./system.ts"), ["system df", "system events", "events", "system prune", "system dial-stdio"]],
  [
    () => import("./context.ts"),
    [
      "context ls",
      "context list",
      "context show",
      "context inspect",
      "context use",
      "context create",
      "context update",
      "context rm",
      "context remove",
      "context export",
      "context import",
    ],
  ],
  [
    () => import("./plugin.ts"),
    [
      "plugin ls",
      "plugin list",
      "plugin inspect",
      "plugin install",
      "plugin upgrade",
      "plugin enable",
      "plugin disable",
      "plugin set",
      "plugin rm",
      "plugin remove",
      "plugin create",
      "plugin push",
    ],
  ],
  [
    () => import("./swarm.ts"),
    [
      "swarm init",
      "swarm join",
      "swarm join-token",
      "swarm leave",
      "swarm update",
      "swarm ca",
      "swarm unlock",
      "swarm unlock-key",
    ],
  ],
  [
    () => import("./node.ts"),
    [
      "node ls",
      "node list",
      "node inspect",
      "node ps",
      "node update",
      "node promote",
      "node demote",
      "node rm",
      "node remove",
    ],
  ],
  [
    () => import("./service.ts"),
    [
      "service create",
      "service update",
      "service ls",
      "service list",
      "service ps",
      "service inspect",
      "service logs",
      "service scale",
      "service rollback",
      "service rm",
      "service remove",
    ],
  ],
  [
    () => import("./stack.ts"),
    [
      "stack deploy",
      "stack up",
      "stack ls",
      "stack list",
      "stack ps",
      "stack services",
      "stack rm",
      "stack remove",
      "stack down",
      "stack config",
    ],
  ],
  [
    () => import("./config.ts"),
    ["config create", "config inspect", "config ls", "config list", "config rm", "config remove"],
  ],
  [
    () => import("./secret.ts"),
    ["secret create", "secret inspect", "secret ls", "secret list", "secret rm", "secret remove"],
  ],
  [
    () => import("./compose.ts"),
    [
      "compose up",
      "compose create",
      "compose down",
      "compose scale",
      "compose watch",
      "compose start",
      "compose pause",
      "compose unpause",
      "compose stop",
      "compose restart",
      "compose kill",
      "compose rm",
      "compose wait",
      "compose run",
      "compose exec",
      "compose attach",
      "compose cp",
      "compose build",
      "compose pull",
      "compose push",
      "compose images",
      "compose ps",
      "compose ls",
      "compose logs",
      "compose events",
      "compose top",
      "compose stats",
      "compose port",
      "compose config",
      "compose convert",
      "compose version",
    ],
  ],
  [
    () => import("./buildx.ts"),
    [
      "buildx build",
      "buildx b",
      "buildx prune",
      "buildx du",
      "buildx bake",
      "buildx f",
      "buildx ls",
      "buildx inspect",
      "buildx create",
      "buildx use",
      "buildx stop",
      "buildx rm",
      "buildx version",
      "buildx dial-stdio",
      "buildx imagetools inspect",
      "buildx imagetools create",
    ],
  ],
  [() => import("./version.ts"), ["version", "system info", "info", "--version", "--help"]],
];

/** ctool's own verbs; they are no docker commands and only understood by themselves. */
const OWN: Load = once(() => import("./own.ts"));
const OWN_PATHS: readonly string[] = ["pods", "namespaces", "snapshots", "content"];

/** Objects that take flags between themselves and the verb (`compose -f x up`). */
const GROUPS_WITH_FLAGS: ReadonlyMap<string, Load> = new Map<string, Load>([
  ["compose", once(() => import("./compose.ts"))],
  ["buildx", once(() => import("./buildx.ts"))],
  ["stack", once(() => import("./stack.ts"))],
]);

const loads = new Map<string, Load>();
const groups = new Set<string>();
for (const [file, paths] of FILES) {
  const load = once(file);
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
