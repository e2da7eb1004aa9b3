import type { Draft } from "../draft.ts";
import { lookUp } from "../lookup.ts";
import { asTyped, flag, implied, lost, operands, reshape, same, verb } from "../rules.ts";
import { type CommandSpec, type DockerCommand, isOn } from "../spec.ts";
import { quoteWord } from "../words.ts";

/** One side of a copy; `container` is null for a path of this machine, whose `-` is a stream. */
export interface Side {
  container: string | null;
  path: string;
}

/** Reads one side as docker does: `web:/etc`; absolute paths and those that begin with a dot are local. */
function readSide(word: string): Side {
  const at = word.indexOf(":");
  if (at <= 0 || word.startsWith("/") || word.startsWith(".")) return { container: null, path: word };
  const path = word.slice(at + 1);
  return { container: word.slice(0, at), path: path.startsWith("/") ? path : `/${path}` };
}

/** Both sides of a copy, from and to. */
export function sidesOf(command: DockerCommand): [Side, Side] {
  const [from, to] = command.operands;
  return [readSide(from?.word ?? ""), readSide(to?.word ?? "")];
}

/** `/a/b/` → folder `/a`, name `b`; `b` → `.`, `b`; `/` → `/`, `.`. */
export function split(path: string): { folder: string; name: string } {
  const whole = path.replace(/(.)\/+$/, "$1");
  const at = whole.lastIndexOf("/");
  const name = whole.slice(at + 1);
  return { folder: at < 0 ? "." : at === 0 ? "/" : whole.slice(0, at), name: name === "" ? "." : name };
}

/** Whether a path is a folder by the way it is written: `/a/`, `.`, `..`. */
export const isFolder = (path: string): boolean => /(?:^|\/)\.{0,2}$/.test(path);

/** What has to run inside the container, and how its streams are used outside. */
function copyBy(command: DockerCommand): { program: string[]; stdin: boolean; text: string } {
  const [from, to] = sidesOf(command);
  const whole = isOn(command, "archive");
  if (from.container !== null) {
    const { folder, name } = split(from.path);
    const target = isFolder(to.path) ? `${to.path.replace(/\/*$/, "/")}${name}`.replace(/^\.\//, "./") : to.path;
    if (to.path !== "-" && !whole && !isFolder(from.path))
      return {
        program: ["cat", from.path],
        stdin: false,
        text: `prints the file: add > ${target}; a folder needs tar`,
      };
    const program = [
      "tar",
      "-cf",
      "-",
      "-C",
      isFolder(from.path) ? from.path : folder,
      isFolder(from.path) ? "." : name,
    ];
    const text =
      to.path === "-"
        ? "by tar, which the image has to have"
        : `an archive, by the image's tar: add | tar -xf - -C ${to.path}`;
    return { program, stdin: false, text };
  }
  if (from.path !== "-" && !whole && !isFolder(from.path)) {
    const path = isFolder(to.path) ? `${to.path.replace(/\/*$/, "/")}${split(from.path).name}` : to.path;
    const program = ["sh", "-c", `cat > ${quoteWord(path)}`];
    return { program, stdin: true, text: `reads the file: add < ${from.path}; a folder needs tar` };
  }
  const { folder, name } = isFolder(from.path) ? { folder: from.path, name: "." } : split(from.path);
  const feed =
    from.path === "-"
      ? "by tar, which the image has to have"
      : `reads an archive, by the image's tar: put tar -cf - -C ${folder} ${name} | before it`;
  return { program: ["tar", "-xf", "-", "-C", to.path], stdin: true, text: feed };
}

function containerOf(command: DockerCommand): string {
  const [from, to] = sidesOf(command);
  return from.container ?? to.container ?? "";
}

function copyInCrictl(draft: Draft): void {
  const { program, stdin, text } = copyBy(draft.command);
  const [id = ""] = lookUp(draft, [containerOf(draft.command)], "running");
  draft.verb = ["exec", ...(stdin ? ["-i"] : [])];
  draft.operands = [id, ...program].map((word) => ({ at: 0, word }));
  draft.change(null, text);
}

function copyInCtr(draft: Draft): void {
  const { program, text } = copyBy(draft.command);
  draft.put(null, ["--exec-id", "cp1"]);
  draft.operands = [containerOf(draft.command), ...program].map((word) => ({ at: 0, word }));
  draft.change(null, text);
}

const byTar = reshape("by tar, which keeps owners for root", () => {});

export const commands: readonly CommandSpec[] = [
  {
    path: "container cp",
    aliases: ["cp"],
    risk: (command) => (sidesOf(command)[1].container === null ? "read" : "write"),
    summary: "Copies files between a container and this machine.",
    operands: operands("CONTAINER:SRC_PATH|SRC_PATH DEST_PATH|CONTAINER:DEST_PATH", "text"),
    tools: {
      nerdctl: asTyped(),
      crictl: verb("exec", { finish: copyInCrictl }),
      ctr: verb("tasks exec", { finish: copyInCtr }),
    },
    flags: [
      flag("-a, --archive", "Keeps owners.", { nerdctl: lost("nerdctl cp has no -a"), crictl: byTar, ctr: byTar }),
      flag("-L, --follow-link", "Follows links in the source.", {
        nerdctl: same,
        crictl: implied("cat and the shell follow links"),
        ctr: implied("cat and the shell follow links"),
      }),
      flag("-q, --quiet", "Shows no progress.", {
        nerdctl: implied("nerdctl cp shows none"),
        crictl: implied("crictl exec shows none"),
        ctr: implied("ctr tasks exec shows none"),
      }),
    ],
    examples: [
      "docker cp web:/etc/nginx/nginx.conf .",
      "docker cp ./a.txt web:/tmp/",
      "docker cp a.txt f52d55c8e029:tmp/b.txt",
      "docker container cp -a web:/data .",
      "docker cp web:/var/log/ ./logs",
      "docker cp web:/etc/hosts -",
      "docker cp - web:/tmp",
      "docker cp -aLq ./site/. web:/srv",
    ],
    check(command) {
      const [from, to] = sidesOf(command);
      if (command.operands.length < 2 || (from.container === null) !== (to.container === null)) return [];
      const message =
        from.container === null
          ? "must specify at least one container source"
          : "copying between containers is not supported";
      return [{ code: "bad-copy", message: `docker: ${message}`, suggestion: null }];
    },
  },
];
