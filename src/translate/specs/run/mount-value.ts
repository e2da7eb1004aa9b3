import { readBool, valueProblem } from "../../values.ts";

/** Keys of `docker run --mount` and whether they need a value (github.com/docker/cli, opts/mount.go, 28.2). */
const KEYS: ReadonlyMap<string, "text" | "switch"> = new Map([
  ...["type", "source", "src", "target", "dst", "destination", "consistency"].map((key) => [key, "text"] as const),
  ...["readonly", "ro", "bind-nonrecursive", "volume-nocopy"].map((key) => [key, "switch"] as const),
  ...["bind-propagation", "bind-recursive"].map((key) => [key, "text"] as const),
  ...["volume-label", "volume-driver", "volume-opt", "volume-subpath"].map((key) => [key, "text"] as const),
  ...["image-subpath", "tmpfs-size", "tmpfs-mode"].map((key) => [key, "text"] as const),
]);

const fieldProblem = (key: string, value: string, field: string): string | null => {
  const kind = KEYS.get(key);
  if (kind === undefined) return `unexpected key '${key}' in '${field}'`;
  const wrong = `invalid value for ${key}: ${value}`;
  if (kind === "switch") return readBool(value) === null ? wrong : null;
  if (key === "tmpfs-size") return valueProblem("bytes", value) === null ? null : wrong;
  if (key === "tmpfs-mode") return /^[0-7]+$/.test(value) ? null : wrong;
  if (key === "bind-recursive" && !/^(?:enabled|disabled|writable|readonly)$/.test(value))
    return `${wrong} (must be "enabled", "disabled", "writable", or "readonly")`;
  return null;
};

/** @returns what docker says of a `--mount` value; null when it takes it */
export const mountRefusal = (value: string): string | null => {
  if (value === "") return "EOF";
  // A field in double quotes holds commas of its own.
  if (value.includes('"')) return null;
  const fields = new Map<string, string>();
  for (const field of value.split(",")) {
    const at = field.indexOf("=");
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    if (at < 0 && KEYS.get(key) !== "switch") return `invalid field '${field}' must be a key=value pair`;
    const text = at < 0 ? "true" : field.slice(at + 1);
    const problem = fieldProblem(key, text, field);
    if (problem !== null) return problem;
    fields.set(key, text);
  }
  const has = (...keys: string[]) => keys.some((key) => fields.get(key));
  const type = fields.get("type") ?? "volume";
  if (type === "") return "type is required";
  if (!has("target", "dst", "destination")) return "target is required";
  for (const owner of ["volume", "image", "bind", "tmpfs"])
    if (owner !== type && [...fields.keys()].some((key) => key.startsWith(`${owner}-`)))
      return `cannot mix '${owner}-*' options with mount type '${type}'`;
  if (fields.get("bind-recursive") === "readonly" && !has("readonly", "ro"))
    return "option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction";
  return null;
};
