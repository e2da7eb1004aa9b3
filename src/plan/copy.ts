import { type DockerCommand, isOn } from "../translate/index.ts";
import { isFolder, type Side, sidesOf, split } from "../translate/specs/container-cp.ts";
import type { StepInput, StepOutput } from "./steps.ts";

/** How a copy is connected on this side. */
export interface Connection {
  stdin: StepInput;
  stdout: StepOutput;
  stderr: "keep";
}

const reading = (stdin: StepInput): Connection => ({ stdin, stdout: "keep", stderr: "keep" });
const writing = (stdout: StepOutput): Connection => ({ stdin: "none", stdout, stderr: "keep" });

/**
 * The streams of a copy by a tool that copies by itself (nerdctl, docker): only a `-` is ctool's own stream.
 * @returns null where the tool sees to everything
 */
export const connectCopy = (command: DockerCommand): Connection | null => {
  const [from, to] = sidesOf(command);
  if (from.path === "-" && from.container === null) return reading("inherit");
  return to.path === "-" && to.container === null ? writing("inherit") : null;
};

/** What is at a path, links followed: `other` is a device, a pipe or a socket; null is nothing. */
export interface End {
  kind: "folder" | "file" | "other" | null;
  /** Whether the path itself is a link. */
  link: boolean;
  /** Permission bits in octal, as `stat -c %a` prints them; null where they are not known. */
  mode: string | null;
  /** Bytes, of what is in a container; left out where they are not known. */
  size?: number;
}

/** What decides where docker puts a copy. */
export interface CopyLook {
  from: End;
  to: End;
  /** At the source's own name in `to`. */
  inside: End;
  /** The folder that `to` is in. */
  parent: End;
  /** Whether the container has a tar. */
  tar: boolean;
}

/** What runs in the container, and what is at the other end. */
export interface CopyPlan {
  program: string[];
  connection: Connection;
}

const isContents = (path: string): boolean => path === "/" || /(?:^|\/)\.$/.test(path);
const bare = (path: string): string => path.replace(/(.)\/+$/, "$1");
const join = (folder: string, name: string): string => (folder === "/" ? `/${name}` : `${bare(folder)}/${name}`);
/** tar takes a name that begins with a dash for a flag. */
const member = (name: string): string => (name.startsWith("-") ? `./${name}` : name);
const here = ({ path }: Side): string => (path === "" ? "." : path);

/** The paths that a look is about: of the source, and of the target, what is inside it and what it is in. */
export const pathsOf = (command: DockerCommand): { from: string; to: string; inside: string; parent: string } => {
  const [from, to] = sidesOf(command).map(here) as [string, string];
  const isDot = /(?:^|\/)\.{1,2}$/.test(to);
  return {
    from: bare(from),
    to: bare(to),
    inside: join(to, split(from).name),
    // Docker takes `new/.` for something in `new`.
    parent: isDot ? to.replace(/\/?\.$/, "") || "." : split(to).folder,
  };
};

/** Unpacks into a folder that is there; GNU tar would give it the mode of the archive's `.`. */
const unpackInside = (extract: string, folder: string, { kind, mode }: End): string[] => {
  if (kind === null) return ["sh", "-c", `mkdir "$1" && tar ${extract} - -C "$1"`, "sh", folder];
  if (mode === null) return ["tar", extract, "-", "-C", folder];
  return ["sh", "-c", `tar ${extract} - -C "$1" && chmod "$2" "$1"`, "sh", folder, mode];
};

/** Set-id bits are not handed on. */
const plain = (mode: string | null): string => (mode === null ? "644" : mode.slice(-3));

/**
 * Plans a copy by crictl or ctr, which only run programs in the container, by docker's rules (`docker cp`, "Extended description"):
 * where it goes depends on what is there, whether the source is a folder, and how the paths end.
 * @returns the program and its other end, or in words why docker would refuse it, or why it cannot be had this way
 */
export const planCopy = (command: DockerCommand, look: CopyLook): CopyPlan | { why: string } => {
  const [from, to] = sidesOf(command).map((side) => ({ ...side, path: here(side) })) as [Side, Side];
  const out = from.container !== null;
  const [whole, follow] = [isOn(command, "archive"), isOn(command, "follow-link")];
  const [create, extract] = [follow ? "-chf" : "-cf", whole ? "-xf" : "-xof"];
  const noTar = look.tar ? null : { why: "the container has no tar: crictl and ctr copy only single files without it" };
  if (!out && from.path === "-") {
    if (look.to.kind !== "folder") return { why: `there is no folder ${to.path} in the container` };
    return (
      noTar ?? { program: unpackInside(whole ? "-xf" : "-xof", bare(to.path), look.to), connection: reading("inherit") }
    );
  }
  const contents = isContents(from.path);
  const name = split(from.path).name;
  const asLink = look.from.link && !follow && !contents && !from.path.endsWith("/");
  if (look.from.kind === null && !asLink) return { why: `there is no ${from.path}${out ? " in the container" : ""}` };
  const folder = look.from.kind === "folder" && !asLink;
  if (!folder && (contents || from.path.endsWith("/"))) return { why: `${from.path} is not a folder` };
  if (look.from.kind === "other" && !asLink) return { why: `${from.path} is neither a file nor a folder` };
  const pack = contents
    ? ["tar", "-cf", "-", "-C", bare(from.path), "."]
    : ["tar", create, "-", "-C", split(from.path).folder, member(name)];
  if (out && to.path === "-") return noTar ?? { program: pack, connection: writing("inherit") };

  const into = look.to.kind === "folder";
  if (!into && look.to.kind !== null && /\/\.?$/.test(to.path)) return { why: `${to.path} is not a folder` };
  if (!into && look.to.kind !== null && folder) return { why: `cannot copy a folder onto the file ${to.path}` };
  if (look.to.kind === null && look.parent.kind !== "folder")
    return { why: `there is no folder ${pathsOf(command).parent}${out ? "" : " in the container"}` };
  if (look.to.kind === null && !folder && /\/\.?$/.test(to.path)) return { why: `there is no folder ${to.path}` };
  if (into && name === ".." && !contents) return { why: `${from.path}: name the folder itself` };

  if (folder) {
    const below = into && !contents;
    const target = below ? join(to.path, name) : bare(to.path);
    const there = below ? look.inside : look.to;
    if (below && (there.link || (there.kind !== null && there.kind !== "folder")))
      return { why: `cannot replace ${target}, which is no folder, by a folder` };
    if (noTar) return noTar;
    const read = ["tar", "-cf", "-", "-C", bare(from.path), "."];
    if (!out) return { program: unpackInside(extract, target, there), connection: reading({ program: read }) };
    return { program: read, connection: writing({ program: ["tar", extract, "-", "-C", target], folder: target }) };
  }
  const target = into ? join(to.path, name) : to.path;
  const there = into ? look.inside : look.to;
  if (there.kind === "folder" && !there.link) return { why: `cannot replace the folder ${target} by a file` };
  if (asLink || whole) {
    // The archive names it, and what unpacks cannot rename everywhere.
    if (split(target).name !== name)
      return {
        why: asLink
          ? `${from.path} is a link and can only keep its name here: -L copies what it points to`
          : "-a keeps the owner by tar, under the file's own name only",
      };
    if (noTar) return noTar;
    const unpack = ["tar", extract, "-", "-C", into ? bare(to.path) : split(target).folder];
    if (!out) return { program: unpack, connection: reading({ program: pack }) };
    return { program: pack, connection: writing({ program: unpack }) };
  }
  const mode = plain(look.from.mode);
  if (out) {
    const { size } = look.from;
    const file = { file: target, ...(size === undefined ? {} : { atLeast: size }) };
    const kept = there.kind === "other" ? file : { ...file, mode: Number.parseInt(mode, 8) };
    return { program: ["cat", bare(from.path)], connection: writing(kept) };
  }
  const store =
    there.kind === "other"
      ? ["sh", "-c", 'cat > "$1"', "sh", target]
      : // The container's user may not own what it may write to.
        ["sh", "-c", 'cat > "$1" && { chmod "$2" "$1" 2>/dev/null || :; }', "sh", target, mode];
  return { program: store, connection: reading({ file: from.path }) };
};

/** The program that looks in a container: a line for tar, then for each path what it is; see `readLook`. */
export const lookProgram = (paths: readonly string[]): string[] => [
  "sh",
  "-c",
  'command -v tar >/dev/null && echo tar || echo -; for p do l=-; [ -L "$p" ] && l=l; k=-; if [ -d "$p" ]; then k=d; elif [ -f "$p" ]; then k=f; elif [ -e "$p" ]; then k=o; fi; echo "$l$k $(stat -L -c "%a %s" "$p" 2>/dev/null)"; done',
  "sh",
  ...paths,
];

const KINDS: Readonly<Record<string, End["kind"]>> = { d: "folder", f: "file", o: "other", "-": null };

/** Reads what `lookProgram` printed. @returns null when it is not that */
export const readLook = (text: string, count: number): { tar: boolean; ends: End[] } | null => {
  const [first, ...lines] = text.split("\n").map((line) => line.trim());
  const ends = lines.flatMap((line): End[] => {
    const [, link, kind = "", mode, size] = /^([-l])([-dfo])(?: ([0-7]{1,4})(?: (\d+))?)?$/.exec(line) ?? [];
    if (link === undefined) return [];
    const end = { kind: KINDS[kind] ?? null, link: link === "l", mode: mode ?? null };
    return [size === undefined ? end : { ...end, size: Number(size) }];
  });
  return (first === "tar" || first === "-") && ends.length === count ? { tar: first === "tar", ends } : null;
};

/** What the paths look like by the way they are written, where nobody can look (a recording): `/a/` and `.` are folders. */
export const guessLook = (command: DockerCommand): CopyLook => {
  const [from, to] = sidesOf(command).map(here) as [string, string];
  const file: End = { kind: "file", link: false, mode: null };
  const folder: End = { kind: "folder", link: false, mode: null };
  const none: End = { kind: null, link: false, mode: null };
  const source = isFolder(from) ? folder : file;
  return {
    from: source,
    to: isFolder(to) || (isFolder(from) && isContents(from)) || from === "-" ? folder : none,
    inside: none,
    parent: folder,
    tar: true,
  };
};
