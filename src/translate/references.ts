/** The parts of an image reference, defaults filled in. */
export interface Reference {
  /** `docker.io`, `localhost:5000`. */
  domain: string;
  /** `library/nginx`. */
  path: string;
  tag: string | null;
  /** `sha256:…`. */
  digest: string | null;
}

const DEFAULT_DOMAIN = "docker.io";
const PATH = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const DOMAIN =
  /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::\d+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const ID = /^[a-f0-9]{64}$/;
const DIGEST_ID = /^sha256:[a-f0-9]{64}$/;

/**
 * Reads an image name as docker does (github.com/distribution/reference, ParseNormalizedNamed): the first part is a registry
 * only if it has a dot or a colon or is `localhost` or has capitals; short names live in docker.io/library.
 * @returns the parts, or docker's own words for what is wrong
 */
export function parseReference(name: string): Reference | { problem: string } {
  if (last?.name !== name) last = { name, parsed: parse(name) };
  return last.parsed;
}

/** One line asks for the same image several times. */
let last: { name: string; parsed: Reference | { problem: string } } | null = null;

function parse(name: string): Reference | { problem: string } {
  if (ID.test(name)) {
    return {
      problem: `invalid reference format: repository name (library/${name}) cannot be specified as 64-byte hexadecimal strings`,
    };
  }
  const at = name.indexOf("@");
  const digest = at === -1 ? null : name.slice(at + 1);
  let rest = at === -1 ? name : name.slice(0, at);
  let tag: string | null = null;
  const colon = rest.lastIndexOf(":");
  if (colon > rest.lastIndexOf("/")) {
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
  }
  const slash = rest.indexOf("/");
  const first = slash === -1 ? "" : rest.slice(0, slash);
  const isDomain = slash !== -1 && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  let domain = isDomain ? first : DEFAULT_DOMAIN;
  let path = isDomain ? rest.slice(slash + 1) : rest;
  if (domain === "index.docker.io") domain = DEFAULT_DOMAIN;
  if (domain === DEFAULT_DOMAIN && path !== "" && !path.includes("/")) path = `library/${path}`;
  if (path !== path.toLowerCase() && PATH.test(path.toLowerCase()))
    return { problem: `invalid reference format: repository name (${path}) must be lowercase` };
  const fits =
    PATH.test(path) &&
    DOMAIN.test(domain) &&
    (tag === null || TAG.test(tag)) &&
    (digest === null || DIGEST.test(digest)) &&
    path.length <= 255;
  return fits ? { domain, path, tag, digest } : { problem: "invalid reference format" };
}

/**
 * The full reference that containerd stores and `ctr` asks for: `nginx` → `docker.io/library/nginx:latest`. A digest needs no
 * tag. Names that docker would not take, ids (`sha256:…`, 64 digits) and placeholders come back unchanged.
 */
export function fullReference(name: string): string {
  if (DIGEST_ID.test(name)) return name;
  const parsed = parseReference(name);
  if ("problem" in parsed) return name;
  const base = `${parsed.domain}/${parsed.path}`;
  if (parsed.digest !== null) return `${base}${parsed.tag === null ? "" : `:${parsed.tag}`}@${parsed.digest}`;
  return `${base}:${parsed.tag ?? "latest"}`;
}

/**
 * The shortest name docker prints for a full reference: `docker.io/library/nginx:latest` → `nginx:latest`.
 * Anything else comes back unchanged.
 */
export function familiarReference(reference: string): string {
  const parsed = parseReference(reference);
  if ("problem" in parsed || parsed.domain !== DEFAULT_DOMAIN) return reference;
  const path = parsed.path.startsWith("library/") ? parsed.path.slice("library/".length) : parsed.path;
  return `${path}${parsed.tag === null ? "" : `:${parsed.tag}`}${parsed.digest === null ? "" : `@${parsed.digest}`}`;
}

/** The last part of an image's path, fit for a container's name: `docker.io/nvidia/cuda:12` → `cuda`. */
export function imageBaseName(name: string): string {
  const parsed = parseReference(name);
  const path = "problem" in parsed ? name : parsed.path;
  const base = (path.split("/").at(-1) ?? "").replace(/[@:].*$/, "").replace(/[^a-zA-Z0-9_.-]/g, "");
  return base === "" ? "container" : base;
}

/** Whether docker talks plain HTTP to the registry of a full reference (localhost and 127.0.0.0/8); ctr has to be told. */
export function isLocalRegistry(reference: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?\//.test(reference);
}
