import type { Host } from "./host.ts";

/** An engine address as people write it, understood. */
export type Address = { kind: "path"; path: string } | { kind: "remote" } | { kind: "bad"; why: string };

/**
 * Reads an address: `/run/x.sock`, `unix:///run/x.sock`, `tcp://…`, `ssh://…`.
 * @returns `path` for a unix socket on this machine, `remote` for anything behind another scheme (and for `fd://`, which
 * only its own daemon can use), `bad` with a clause for a person
 */
export const parseAddress = (text: string): Address => {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "unix") return { kind: "remote" };
  const path = scheme === undefined ? text : text.slice("unix://".length);
  if (!path.startsWith("/")) {
    const absolute = `/${path.replace(/^\.?\/*/, "")}`;
    // Docker takes host:port without a scheme for TCP.
    if (scheme === undefined && /^[\w.-]*:\d+$/.test(path)) return { kind: "remote" };
    return { kind: "bad", why: `it is not an absolute path (unix://${absolute}?)` };
  }
  if (path.includes("\0")) return { kind: "bad", why: "it holds a NUL character" };
  return { kind: "path", path: tidy(path) };
};

/** Without doubled slashes, `.` and `..`. */
const tidy = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
};

/** How many links one path may take (the kernel's own limit). */
const MAX_LINKS = 40;

/** A process's view of the file system is a magic link: it must stay as it is, and links behind it stay inside. */
const processRoot = (path: string): string => /^\/proc\/(?:\d+|self)\/root(?=\/)/.exec(path)?.[0] ?? "";

/**
 * Makes a function that follows every link of a path, so that one socket has one name: `/var/run/docker.sock` and a link to
 * k3s's socket both come out as what they are. Parts that do not exist or may not be read stay as written. Remembers what
 * it learnt, because socket paths share their folders.
 */
export const pathResolver = (host: Host): ((path: string) => string) => {
  const links = new Map<string, string | null>();
  const linkAt = (path: string): string | null => {
    const known = links.get(path);
    if (known !== undefined) return known;
    const answer = host.readlink(path);
    // Where nothing is known of /var/run (a recording, a bare container) it is what it is on every Linux: /run.
    const usual =
      path.slice(processRoot(path).length) === "/var/run" && !answer.ok && answer.code === "ENOENT" ? "/run" : null;
    const link = answer.ok ? answer.value : usual;
    links.set(path, link);
    return link;
  };
  return (path) => {
    const base = processRoot(path);
    let rest = tidy(path.slice(base.length)).split("/").slice(1);
    let done = "";
    for (let followed = 0; rest.length > 0; ) {
      const [part = "", ...others] = rest;
      const link = linkAt(`${base}${done}/${part}`);
      if (link === null || ++followed > MAX_LINKS) {
        done = `${done}/${part}`;
        rest = others;
      } else {
        const to = tidy(link.startsWith("/") ? link : `${done}/${link}`);
        rest = [...to.split("/").slice(1), ...others];
        done = "";
      }
    }
    return `${base}${done}`;
  };
};
