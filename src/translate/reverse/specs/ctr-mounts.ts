/** A mount as ctr takes it: comma-separated fields, options separated by colons. */
export interface CtrMount {
  type: string;
  source: string;
  target: string;
  options: string[];
  /** Fields that ctr does not know. */
  unknown: string[];
}

const SOURCE: ReadonlySet<string> = new Set(["source", "src"]);
const TARGET: ReadonlySet<string> = new Set(["destination", "dst"]);

/** Reads the fields of ctr's --mount (containerd, cmd/ctr/commands/run: parseMountFlag). */
export function parseCtrMount(value: string): CtrMount {
  const mount: CtrMount = { type: "", source: "", target: "", options: [], unknown: [] };
  for (const field of value.split(",")) {
    const at = field.indexOf("=");
    const key = at === -1 ? field : field.slice(0, at);
    const text = at === -1 ? "" : field.slice(at + 1);
    if (key === "type" && at !== -1) mount.type = text;
    else if (SOURCE.has(key) && at !== -1) mount.source = text;
    else if (TARGET.has(key) && at !== -1) mount.target = text;
    else if (key === "options" && at !== -1) mount.options = text.split(":");
    else mount.unknown.push(field);
  }
  return mount;
}

const PROPAGATION = /^r?(?:shared|slave|private)$/;
const DEFAULT = /^(?:r?bind|rw)$/;

/**
 * ctr's --mount in docker's flags: `-v /a:/b:ro`, `--tmpfs /t:size=64m`.
 * @returns null for types docker does not mount
 */
export function readCtrMount(value: string): string[] | null {
  const { type, source, target, options } = parseCtrMount(value);
  if (type === "tmpfs") {
    const kept = options.filter((option) => option !== "" && option !== "rw");
    return ["--tmpfs", kept.length === 0 ? target : `${target}:${kept.join(",")}`];
  }
  if (type !== "bind" && type !== "") return null;
  const kept = options.filter((option) => option === "ro" || PROPAGATION.test(option));
  const others = options.filter((option) => option !== "ro" && !DEFAULT.test(option) && !PROPAGATION.test(option));
  if (others.some((option) => option !== "")) return null;
  return ["-v", `${source}:${target}${kept.length === 0 ? "" : `:${kept.join(",")}`}`];
}
