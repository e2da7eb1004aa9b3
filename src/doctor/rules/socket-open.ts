import { sudo } from "../look.ts";
import type { Rule } from "../rule.ts";

export const socketOpen: Rule = {
  id: "socket-open",
  area: "rights",
  title: "An engine's socket is open to everybody",
  worst: "warning",
  check: (facts) =>
    facts.sockets
      .filter(({ engine, mode, kind, folders, path }) => {
        if (
          engine === null ||
          kind !== "socket" ||
          mode === null ||
          (mode & 0o002) === 0 ||
          path.startsWith("/run/user/")
        )
          return false;
        // A closed folder above it keeps others out all the same.
        return folders.every((folder) => (folder.mode & 0o001) !== 0);
      })
      .map(({ realPath, mode, owner, group, engine }) => ({
        severity: "warning",
        title: `${realPath} is open to everybody: every user of this node is root through it`,
        because: ["Whoever may talk to an engine can start a container that has the whole machine mounted."],
        evidence: [{ text: `0${((mode ?? 0) & 0o777).toString(8)} ${owner?.name}:${group?.name}`, source: realPath }],
        fix: [{ text: "close it again", argv: [...sudo(facts), "chmod", "660", realPath] }],
        after: `Only root${group && group.id !== 0 ? ` and the group ${group.name}` : ""} reach ${engine}.`,
        notThis: ["A cron job that opens it again: use sudo."],
        about: [],
      })),
  page: {
    symptom:
      "Somebody ran `chmod 666 /var/run/docker.sock` or `chmod 777 /run/containerd/containerd.sock`, because of `permission denied`.",
    cause: "An engine's socket gives whoever opens it the rights of root.",
    check: "`ls -l /run/containerd/containerd.sock /run/docker.sock`.",
    fix: "`chmod 660`; use sudo, or for Docker its group.",
  },
};
