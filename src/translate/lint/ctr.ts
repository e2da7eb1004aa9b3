import { isOpaque } from "../grammar.ts";
import { fullReference, imageBaseName, parseReference } from "../references.ts";
import type { ToolIndex } from "../reverse/find-command.ts";
import { CONTAINER_FIELDS, IMAGE_FIELDS, isFilter } from "../reverse/specs/ctr-filters.ts";
import { has, type ToolLine } from "../reverse/tool-spec.ts";
import { atLeast } from "../versions.ts";
import { checkRunOfCtr } from "./ctr-run.ts";
import { type Finding, splice } from "./finding.ts";
import { isFileLike, isImageLike } from "./line-parts.ts";
import {
  dashes,
  extraOperands,
  flagBehindOperand,
  globalBehindCommand,
  kindAt,
  lostDash,
  missingOperands,
} from "./operands.ts";

const IGNORED = "ctr ignores the rest and exits 0";

/** What is wrong with a ctr line that ctr's parser takes. */
export function checkCtr(line: ToolLine, index: ToolIndex, version: string, seen: ReadonlySet<string>): Finding | null {
  return (
    lostDash(line) ??
    dashes(line) ??
    flagBehindOperand(line, index) ??
    globalBehindCommand(line, index) ??
    swapped(line) ??
    missingId(line) ??
    missingFile(line) ??
    execWithoutCommand(line) ??
    missingOperands(line) ??
    filterOperand(line) ??
    extraOperands(line, IGNORED) ??
    shortReference(line) ??
    execId(line) ??
    needsLocal(line, version) ??
    checkRunOfCtr(line, seen) ??
    leftovers(line)
  );
}

/** `run web IMAGE`, `export IMAGE FILE`: the operands in the wrong order. */
function swapped({ command: { path }, operands, words, uses }: ToolLine): Finding | null {
  const [a, b] = operands;
  if (a === undefined || b === undefined) return null;
  const other = [...words];
  other[a.at] = b.word;
  other[b.at] = a.word;
  if (path === "run" || path === "containers create") {
    if (uses.some(({ row: { long } }) => long === "config" || long === "rootfs")) return null;
    const fits = !isImageLike(a.word) && !isOpaque(a.word) && isImageLike(b.word);
    return fits ? { code: "swapped", message: `ctr ${path} takes IMAGE ID, in this order`, fix: other } : null;
  }
  if (path !== "images export" || !isImageLike(a.word) || isFileLike(a.word) || !isFileLike(b.word)) return null;
  const message = `ctr images export takes the file first: here it would make a file named ${a.word}`;
  return { code: "swapped", message, fix: other };
}

/** ctr makes up no id. */
function missingId(line: ToolLine): Finding | null {
  const {
    command: { path },
    operands,
    words,
  } = line;
  if ((path !== "run" && path !== "containers create") || operands.length !== 1 || has(line, "config")) return null;
  const image = operands[0]?.word ?? "";
  const id = isOpaque(image) ? "<container-id>" : imageBaseName(image);
  return { code: "id-missing", message: "ctr: container id must be provided", fix: [...words, id] };
}

/** `images export IMAGE`: the file is missing, not the image. */
function missingFile({ command: { path }, operands, words }: ToolLine): Finding | null {
  const [only, ...more] = operands;
  if (
    path !== "images export" ||
    only === undefined ||
    more.length > 0 ||
    !isImageLike(only.word) ||
    isFileLike(only.word)
  )
    return null;
  const message = "ctr images export takes the file first, then the images";
  return { code: "operand-missing", message, fix: splice(words, only.at, 0, `${imageBaseName(only.word)}.tar`) };
}

function execWithoutCommand({ command: { path }, operands, words }: ToolLine): Finding | null {
  if (path !== "tasks exec" || operands.length !== 1) return null;
  return {
    code: "operand-missing",
    message: "ctr tasks exec takes a command after the container",
    fix: [...words, "sh"],
  };
}

/** A word that is no filter: the list is empty, and ctr exits 0. */
function filterOperand({ command: { path }, operands, words }: ToolLine): Finding | null {
  const fields =
    path === "images list" || path === "images check"
      ? IMAGE_FIELDS
      : path === "containers list"
        ? CONTAINER_FIELDS
        : null;
  if (fields === null) return null;
  const wrong = operands.find(({ word }) => !isOpaque(word) && !isFilter(word, fields));
  if (wrong === undefined) return null;
  const key = fields[0] as string;
  const whole = isImageLike(wrong.word) && key === "name" && /:/.test(wrong.word);
  const value = /^[\w./-]+$/.test(wrong.word) ? wrong.word : JSON.stringify(wrong.word);
  const filter = whole ? `name==${fullReference(wrong.word)}` : `${key}~=${value}`;
  const message = `operands of ctr ${path} are filters of containerd: ${wrong.word} is none: the list stays empty, or ctr refuses it`;
  return { code: "not-a-filter", message, fix: splice(words, wrong.at, 1, filter) };
}

/** ctr knows full references only. */
function shortReference(line: ToolLine): Finding | null {
  const {
    operands,
    words,
    command: { path },
  } = line;
  if (has(line, "rootfs") || has(line, "config") || has(line, "skip-reference-check")) return null;
  for (const [n, { at, word }] of operands.entries()) {
    if (kindAt(line, n) !== "image" || isOpaque(word)) continue;
    const full = fullReference(word);
    const parsed = parseReference(word);
    if (full === word || "problem" in parsed) continue;
    const registry = /^[^/]+[.:][^/]*\//.test(word) || word.startsWith("localhost/");
    const tagged = parsed.tag !== null || parsed.digest !== null;
    const what = !registry ? "the registry" : tagged ? "library/" : "the tag";
    const message = `ctr ${path} takes full references: ${what} is missing in ${word}`;
    return { code: "short-reference", message, fix: splice(words, at, 1, full) };
  }
  return null;
}

/** Every exec needs an id of its own. */
function execId(line: ToolLine): Finding | null {
  const {
    command: { path },
    words,
    operands,
  } = line;
  const first = operands[0];
  if (path !== "tasks exec" || has(line, "exec-id") || first === undefined) return null;
  const program = operands[1]?.word.split("/").at(-1) ?? "";
  const id = has(line, "tty") && /^[a-z][\w.-]*$/.test(program) ? `${program}1` : "e1";
  return {
    code: "exec-id-missing",
    message: 'ctr: Required flag "exec-id" not set',
    fix: splice(words, first.at, 0, "--exec-id", id),
  };
}

const LOCAL_ONLY: Readonly<Record<string, ReadonlySet<string>>> = {
  "images pull": new Set([
    "skip-verify",
    "tlscacert",
    "tlscert",
    "tlskey",
    "max-concurrent-downloads",
    "print-chainid",
  ]),
  "images push": new Set([
    "skip-verify",
    "tlscacert",
    "tlscert",
    "tlskey",
    "max-concurrent-uploaded-layers",
    "manifest",
    "manifest-type",
  ]),
};

/** From ctr 2.0 on containerd's transfer service pulls and pushes, which does not know every flag. */
function needsLocal(line: ToolLine, version: string): Finding | null {
  const {
    command: { path },
    uses,
    words,
    verbAt,
  } = line;
  const wants = uses.find(({ row: { long } }) => LOCAL_ONLY[path]?.has(long ?? ""));
  if (wants === undefined || has(line, "local") || !atLeast(version, "2.0")) return null;
  const message = `ctr: "--${wants.row.long}" requires "--local" flag (from ctr 2.0 on)`;
  return { code: "needs-local", message, fix: splice(words, verbAt[1], 0, "--local") };
}

/** What fails, or goes another way than expected, unless something was done before. */
function leftovers(line: ToolLine): Finding | null {
  const {
    command: { path },
    words,
    verbAt,
    operands,
    help,
  } = line;
  const start = words.slice(0, verbAt[0]);
  const ids = operands.map(({ word }) => word);
  if (help) return null;
  if (path === "containers delete") {
    const message = "ctr containers rm refuses a container whose task runs: ctr tasks rm -f first";
    return { code: "may-be-running", message, lines: [[...start, "tasks", "rm", "-f", ...ids], [...words]] };
  }
  if (path === "tasks start" && !has(line, "detach")) {
    const message =
      "ctr tasks start stays in the foreground without -d, and refuses while a stopped task is left: ctr tasks rm first";
    return {
      code: "task-left-over",
      message,
      lines: [[...start, "tasks", "rm", ...ids], splice(words, verbAt[1], 0, "-d")],
    };
  }
  return null;
}
