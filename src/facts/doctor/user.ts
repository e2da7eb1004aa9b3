import type { Owner, UserFact } from "../../doctor/facts.ts";
import { homeOf } from "../environment.ts";
import type { Host } from "../host.ts";

/** Gives ids their names, reading /etc/passwd and /etc/group once. */
export interface Names {
  user(id: number): Owner;
  group(id: number): Owner;
}

const readNames = (host: Host, file: "passwd" | "group"): Map<number, string> => {
  const text = host.read(`/etc/${file}`);
  const names = new Map<number, string>();
  for (const line of text.ok ? text.value.split("\n") : []) {
    const [name = "", , id = ""] = line.split(":");
    if (/^\d+$/.test(id) && !names.has(Number(id))) names.set(Number(id), name);
  }
  return names;
};

export const namesOf = (host: Host): Names => {
  const [users, groups] = [readNames(host, "passwd"), readNames(host, "group")];
  const owner = (names: Map<number, string>, id: number): Owner => ({ id, name: names.get(id) || String(id) });
  return { user: (id) => owner(users, id), group: (id) => owner(groups, id) };
};

/** Folders of PATH and those that services have besides. */
export const programFolders = (host: Host): string[] => {
  const path = (host.env("PATH") ?? "").split(":").filter((folder) => folder.startsWith("/"));
  const more = ["/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/opt/bin", "/snap/bin"];
  return [...new Set([...path.map((folder) => folder.replace(/(.)\/+$/, "$1")), ...more])];
};

/** The user who asks: who they are, their groups as the kernel has them, and whether there is a sudo. */
export const readUser = (host: Host, names: Names): UserFact => {
  const uid = host.uid();
  const status = host.read("/proc/self/status");
  const ids = status.ok ? (/^Groups:(.*)$/m.exec(status.value)?.[1]?.trim().split(/\s+/) ?? []) : [];
  const own = status.ok ? /^Gid:\t\d+\t(\d+)/m.exec(status.value)?.[1] : undefined;
  const all = new Set([...(own === undefined ? [] : [own]), ...ids].filter((id) => /^\d+$/.test(id)).map(Number));
  const sudo = programFolders(host).map((folder) => `${folder}/sudo`);
  return {
    uid,
    name: uid === null ? null : names.user(uid).name,
    groups: [...all].map((id) => names.group(id)),
    sudo: sudo.find((path) => host.stat(path).ok) ?? null,
    home: homeOf(host),
    path: (host.env("PATH") ?? "").split(":").filter(Boolean),
    xdgRuntimeDir: host.env("XDG_RUNTIME_DIR") || null,
  };
};
