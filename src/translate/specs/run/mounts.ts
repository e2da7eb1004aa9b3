import type { Draft } from "../../draft.ts";
import type { FlagUse } from "../../spec.ts";

/** A mount, whichever flag it came from. */
export type Mount =
  | { kind: "bind"; source: string; target: string; readonly: boolean; propagation: string | null; relabel: boolean }
  | { kind: "tmpfs"; target: string; options: string[] }
  | { kind: "volume"; source: string | null; target: string }
  | { kind: "other"; type: string; target: string };

const PROPAGATION = /^r?(?:shared|slave|private)$/;

/** A host path made absolute, which ctr and crictl ask for: `./html` → `<ABS_PATH>/html`, `~/x` → `<VALUE_OF_HOME>/x`. */
export function absolutePath(path: string): string {
  if (path.startsWith("~/")) return `<VALUE_OF_HOME>${path.slice(1)}`;
  if (path === "." || path === "./") return "<ABS_PATH>";
  return /^\.\.?(?:\/|$)/.test(path) ? `<ABS_PATH>/${path.replace(/^(?:\.\/)+/, "")}` : path;
}

/** Whether the first part of `-v` is a path (else it is the name of a volume). */
function isPath(source: string): boolean {
  return /^[/.~$`<]/.test(source);
}

/** `-v /srv:/www:ro`, `-v data:/data`, `-v /data`. */
export function readVolume(value: string): Mount {
  const parts = splitOutsideExpansions(value);
  if (parts.length === 1) return { kind: "volume", source: null, target: parts[0] as string };
  const [source, target, options = ""] = parts as [string, string, string?];
  if (!isPath(source)) return { kind: "volume", source, target };
  const modes = options.split(",");
  return {
    kind: "bind",
    source: absolutePath(source),
    target,
    readonly: modes.includes("ro"),
    propagation: modes.find((mode) => PROPAGATION.test(mode)) ?? null,
    relabel: modes.includes("z") || modes.includes("Z"),
  };
}

/** Cuts at colons that do not belong to `$(…)` or `${…}`. */
function splitOutsideExpansions(value: string): string[] {
  if (!value.includes("$")) return value.split(":");
  const parts = [""];
  let depth = 0;
  for (const c of value) {
    if (c === "(" || c === "{") depth++;
    else if (c === ")" || c === "}") depth--;
    if (c === ":" && depth <= 0) parts.push("");
    else parts[parts.length - 1] += c;
  }
  return parts;
}

/** `--mount type=bind,source=/srv,target=/www,readonly`. Docker's default type is volume. */
export function readMount(value: string): Mount {
  const fields = new Map<string, string>();
  for (const field of value.split(",")) {
    const at = field.indexOf("=");
    fields.set((at === -1 ? field : field.slice(0, at)).trim().toLowerCase(), at === -1 ? "true" : field.slice(at + 1));
  }
  const first = (...names: string[]) => names.map((name) => fields.get(name)).find((each) => each !== undefined);
  const target = first("target", "dst", "destination") ?? "";
  const source = first("source", "src") ?? null;
  const type = (fields.get("type") ?? "volume").toLowerCase();
  const readonly = /^(?:true|1)$/.test(first("readonly", "ro") ?? "");
  if (type === "bind" && source !== null) {
    const propagation = fields.get("bind-propagation") ?? null;
    return { kind: "bind", source: absolutePath(source), target, readonly, propagation, relabel: false };
  }
  if (type === "tmpfs") {
    const options: string[] = [];
    if (fields.has("tmpfs-size")) options.push(`size=${fields.get("tmpfs-size")}`);
    if (fields.has("tmpfs-mode")) options.push(`mode=${fields.get("tmpfs-mode")}`);
    return { kind: "tmpfs", target, options };
  }
  return type === "volume" ? { kind: "volume", source, target } : { kind: "other", type, target };
}

/** `--tmpfs /run:size=64m,noexec`. */
export function readTmpfs(value: string): Mount {
  const at = value.indexOf(":");
  if (at === -1) return { kind: "tmpfs", target: value, options: [] };
  return { kind: "tmpfs", target: value.slice(0, at), options: value.slice(at + 1).split(",") };
}

const NO_VOLUMES = "bind-mount a folder of the host instead";

/** Writes a mount into `ctr run --mount`; runc wants `rbind` and an absolute source. */
export function mountInCtr(mount: Mount, draft: Draft, use: FlagUse): void {
  switch (mount.kind) {
    case "bind": {
      const options = [
        "rbind",
        mount.readonly ? "ro" : "rw",
        ...(mount.propagation === null ? [] : [mount.propagation]),
      ];
      draft.put(use, ["--mount", `type=bind,src=${mount.source},dst=${mount.target},options=${options.join(":")}`]);
      if (mount.relabel) draft.lose(use, "ctr does not relabel for SELinux");
      break;
    }
    case "tmpfs": {
      const options = mount.options.length === 0 ? "" : `,options=${mount.options.join(":")}`;
      draft.put(use, ["--mount", `type=tmpfs,src=tmpfs,dst=${mount.target}${options}`]);
      break;
    }
    case "volume":
      draft.lose(use, "ctr has no volumes", NO_VOLUMES);
      break;
    default:
      draft.lose(use, `ctr has no mounts of type ${mount.type}`);
  }
}

/** CRI's MountPropagation. */
const MODES = new Map([
  ["rslave", 1],
  ["slave", 1],
  ["rshared", 2],
  ["shared", 2],
]);

/** Writes a mount into crictl's container.json. */
export function mountInCri(mount: Mount, draft: Draft, use: FlagUse): void {
  switch (mount.kind) {
    case "bind": {
      const entry: Record<string, unknown> = { host_path: mount.source, container_path: mount.target };
      if (mount.readonly) entry.readonly = true;
      if (mount.relabel) entry.selinux_relabel = true;
      const mode = MODES.get(mount.propagation ?? "");
      if (mode !== undefined) entry.propagation = mode;
      draft.add("container", "mounts", entry);
      break;
    }
    case "tmpfs":
      draft.lose(use, "CRI has no tmpfs mounts", "bind-mount a tmpfs of the host");
      break;
    case "volume":
      draft.lose(use, "CRI has no volumes", NO_VOLUMES);
      break;
    default:
      draft.lose(use, `CRI has no mounts of type ${mount.type}`);
  }
}
