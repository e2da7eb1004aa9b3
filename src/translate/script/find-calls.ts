import {
  type Command,
  forEachChild,
  type HereDoc,
  type Script,
  type Statement,
  type SyntaxNode,
  type Word,
} from "unbash";
import { programAt } from "../program.ts";

/** How many commands can stand where one stands: a statement of its own, part of a list or a condition, or read by something. */
export type Room = "lines" | "group" | "one";

/** One call of docker in a piece of shell. */
export interface Call {
  command: Command;
  /** The words from `docker` on. */
  words: readonly Word[];
  /** Words before it: `sudo`, `env X=1`, `xargs -r`. */
  wrapper: readonly Word[];
  /** Whether it may become several commands: on lines of their own, in a group `{ …; }`, or not at all. */
  room: Room;
  /** It reads its operands from a pipe (`xargs docker rm`). */
  fed: boolean;
}

/** Text that a shell will run, but that is not shell yet: `sh -c '…'`, a here-document for sh. */
export interface InnerText {
  pos: number;
  end: number;
  /** How it is quoted: `live` text is filled in before it is run, `remote` text runs elsewhere; both are left alone. */
  quotes: "single" | "double" | "none" | "live" | "remote";
}

/** What was found in a piece of shell. */
export interface Found {
  calls: Call[];
  inner: InnerText[];
}

const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "dash", "ash", "ksh", "zsh"]);

/** Finds the calls of docker, inner ones (`$(docker ps -q)`) before the call they belong to. */
export function findCalls(script: Script): Found {
  const found: Found = { calls: [], inner: [] };
  visit(script, { room: "lines", found });
  return found;
}

interface Where {
  room: Room;
  found: Found;
}

function visit(node: SyntaxNode, where: Where): void {
  // A backtick with escapes has a source of its own: its offsets are not the file's.
  if (node.type === "Script" && node.source !== undefined) return;
  const into = (room: Room) => forEachChild(node, (child) => visit(child, { ...where, room }));
  const grouped: Room = where.room === "lines" ? "group" : where.room;
  switch (node.type) {
    case "Statement":
      into(isBackground(node) ? grouped : where.room);
      break;
    case "AndOr":
      into(grouped);
      break;
    case "Pipeline":
      into(node.commands.length > 1 ? "one" : grouped);
      break;
    case "If":
    case "While":
    case "Elif":
      forEachChild(node, (child) => visit(child, { ...where, room: node.clause === child ? grouped : where.room }));
      break;
    case "Script":
    case "CompoundList":
    case "BraceGroup":
    case "Subshell":
    case "For":
    case "Case":
    case "CaseItem":
    case "Function":
      into(where.room);
      break;
    case "Command":
      into("one");
      readCommand(node, where);
      break;
    default:
      into("one");
  }
}

function isBackground(node: Statement): boolean {
  return node.background === true;
}

function readCommand(command: Command, { room, found }: Where): void {
  const { name } = command;
  if (name === undefined) return;
  const words: Word[] = [name];
  for (const part of command.suffix) if (part.type === "Word") words.push(part);
  const start = programAt(words.map((word) => ({ value: word.value, plain: plain(word) !== null })));
  if (start === null) return;
  const program = plain(words[start] as Word) ?? "";
  if (SHELLS.has(program)) readShell(command, words.slice(start), found);
  if (program === "trap" || program === "eval" || program === "ssh") readText(program, words.slice(start + 1), found);
  if (program === "find") readFind(command, words, found);
  if (!isDocker(program)) return;
  const wrapper = words.slice(0, start);
  const plainly =
    command.redirects.length === 0 && command.prefix.length === 0 && wrapper.every((word) => word.value === "sudo");
  const fed = wrapper.some((word) => word.value === "xargs");
  found.calls.push({ command, words: words.slice(start), wrapper, room: plainly ? room : "one", fed });
}

/** `docker`, `/usr/bin/docker`, `docker-compose`. */
function isDocker(program: string): boolean {
  return /(?:^|\/)docker(?:-compose)?$/.test(program);
}

/** The text of a word without expansions; null when a shell has something to fill in. */
function plain({ value, parts }: Word): string | null {
  const filledIn =
    parts?.some(({ type }) => !/^(?:Literal|SingleQuoted|AnsiCQuoted|DoubleQuoted)$/.test(type)) ?? false;
  const nested =
    parts?.some((part) => part.type === "DoubleQuoted" && part.parts.some(({ type }) => type !== "Literal")) ?? false;
  return filledIn || nested ? null : value;
}

/** `find . -exec docker cp {} web:/x \;` */
function readFind(command: Command, words: readonly Word[], found: Found): void {
  for (let at = 1; at < words.length; at++) {
    if (!/^-(?:exec|execdir|ok)$/.test((words[at] as Word).value)) continue;
    const end = words.findIndex((word, i) => i > at && /^[;+]$/.test(word.value));
    const inner = words.slice(at + 1, end === -1 ? words.length : end);
    const program = inner[0] === undefined ? null : plain(inner[0]);
    if (program !== null && isDocker(program))
      found.calls.push({ command, words: inner, wrapper: words.slice(0, at + 1), room: "one", fed: false });
  }
}

/** `sh -c '…'` and here-documents for a shell. */
function readShell(command: Command, words: readonly Word[], found: Found): void {
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(word.value));
  const text = at === -1 ? undefined : words[at + 1];
  if (text !== undefined && /\bdocker\b/.test(text.value)) found.inner.push(quotedText(text));
  if (at !== -1) return;
  for (const redirect of command.redirects)
    if (redirect.type === "HereDoc" && /\bdocker\b/.test(redirect.body.text)) found.inner.push(hereText(redirect));
}

/** `trap '…' EXIT`, `eval '…'`; what ssh runs runs on another machine. */
function readText(program: string, words: readonly Word[], found: Found): void {
  const [text, ...more] = words.filter((word) => /\bdocker\b/.test(word.value));
  if (text === undefined) return;
  if (program === "ssh") found.inner.push({ pos: text.pos, end: (more.at(-1) ?? text).end, quotes: "remote" });
  else if (text === words[0] && (program === "trap" || words.length === 1)) found.inner.push(quotedText(text));
}

function quotedText({ pos, end, parts }: Word): InnerText {
  const [only, ...more] = parts ?? [];
  if (only === undefined || more.length > 0) return { pos, end, quotes: "live" };
  if (only.type === "SingleQuoted") return { pos: pos + 1, end: end - 1, quotes: "single" };
  const literal =
    only.type === "DoubleQuoted" && only.parts.every((part) => part.type === "Literal" && part.value === part.text);
  return literal ? { pos: pos + 1, end: end - 1, quotes: "double" } : { pos, end, quotes: "live" };
}

function hereText({ body, delimiter, operator }: HereDoc): InnerText {
  const literal = delimiter?.quoted === true && operator === "<<";
  return { pos: body.pos, end: body.end, quotes: literal ? "none" : "live" };
}
