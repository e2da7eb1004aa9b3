import { parse, type Word } from "unbash";
import type { Fit, Note, Translation } from "../../model/index.ts";
import { isId } from "../pieces.ts";
import type { Column, DockerCommand } from "../spec.ts";
import { readDocker, reportOn, understand } from "../translate.ts";
import type { Versions } from "../versions.ts";
import { applyEdits, type Edit } from "./edits.ts";
import type { Call } from "./find-calls.ts";
import type { Segment } from "./segment.ts";
import { type CallWord, WordReader } from "./shell-words.ts";
import { editWords, type Put, renderHere, severalLines } from "./write-call.ts";

/** What a call becomes. */
export interface Rewritten {
  edits: Edit[];
  fit: Fit;
  notes: Note[];
  /** Null: the call stays as it is, and `notes` says why. */
  to: string | null;
}

export interface RewriteOptions {
  to: Column;
  versions?: Versions;
}

const left = (why: string, fit: Fit = "none"): Rewritten => ({
  edits: [],
  fit,
  notes: [{ kind: "lost", flag: null, text: why }],
  to: null,
});

/**
 * Translates one call. Only words that change are touched; spaces, line continuations, redirections and comments stay.
 * @param inner edits of calls inside this one (`docker rm $(docker ps -aq)`), in the file's offsets
 */
export async function rewriteCall(
  call: Call,
  segment: Segment,
  file: string,
  inner: readonly Edit[],
  options: RewriteOptions,
  captured: ReadonlySet<string>,
): Promise<Rewritten> {
  const reader = new WordReader(segment);
  const words = call.words.map((word) => reader.read(word));
  const line = dockerLine(words);
  if (line[1]?.startsWith("$") === true) return renamedOnly(words, segment, options.to);
  const found = await translated(line, call, reader, options, idsAmong(reader, segment, captured));
  if ("why" in found) return left(found.why);
  const { command, translation, fed } = found;
  if (translation.fit === "none") {
    const why = translation.notes[0]?.text ?? "no form";
    return left(`${why}; ${translation.instead}`);
  }
  const unsure = unclear(command, words, options.to);
  if (unsure !== null) return left(unsure, translation.fit);
  // Copying by `cat` needs a redirection, which is no word of the call.
  const redirect = translation.notes.find(({ text }) => /\badd [<>] /.test(text));
  if (redirect !== undefined) return left(renderHere(redirect.text, { segment, file, inner, reader }), translation.fit);
  const sudo = call.wrapper.some(({ value }) => value === "sudo");
  const shell = sudo ? withSudo(translation.shell, options.to) : translation.shell;
  const put: Put = { segment, file, inner, reader };
  if (breaksPattern(words, shell, reader))
    return left("a pattern of files stands in it, which would have to be taken apart", translation.fit);
  const one = oneCommand(shell);
  if (one !== null) {
    const kept = fed === null ? one : one.filter(({ value }) => value !== fed);
    if (fed !== null && one.at(-1)?.value !== fed)
      return left("xargs adds the operands at the end, where they do not belong here", translation.fit);
    return done(editWords(words, kept, put), translation, call, put);
  }
  if (call.room === "one" || fed !== null)
    return left(`it takes several commands in ${options.to}, and only one can stand here`, translation.fit);
  const lines = severalLines(shell, call, sudo, put);
  if (lines === null)
    return left(
      `it takes several commands in ${options.to} with files or variables between them, which cannot stand here`,
      translation.fit,
    );
  return done([lines], translation, call, put);
}

/** A call as docker reads it; null where docker would not. */
export async function readCall(call: Call, segment: Segment): Promise<DockerCommand | null> {
  const reader = new WordReader(segment);
  const command = await readDocker(dockerLine(call.words.map((word) => reader.read(word))));
  return "problem" in command ? null : command;
}

/** Which marks stand for ids: what a command prints, and variables that were filled from one that prints ids. */
function idsAmong({ lives }: WordReader, { shell }: Segment, captured: ReadonlySet<string>): string[] {
  return [...lives.values()].flatMap(({ mark, pos, end }) => {
    const text = shell.slice(pos, end);
    const name = /^\$\{?(\w+)\}?$/.exec(text)?.[1];
    return /^(?:\$\(|`)/.test(text) || (name !== undefined && captured.has(name)) || isId(text, []) ? [mark] : [];
  });
}

/** `docker-compose up` is `docker compose up`. */
function dockerLine(words: readonly CallWord[]): string[] {
  const [program, ...rest] = words.map(({ value }) => value);
  return program?.endsWith("docker-compose") ? ["docker", "compose", ...rest] : ["docker", ...rest];
}

interface Found {
  command: DockerCommand;
  translation: Translation;
  /** What stands for the operands that xargs adds. */
  fed: string | null;
}

async function translated(
  line: readonly string[],
  call: Call,
  reader: WordReader,
  options: RewriteOptions,
  known: readonly string[],
): Promise<Found | { why: string }> {
  let fed: string | null = null;
  let ids = known;
  let understood = await understand(line);
  if ("problem" in understood && call.fed && understood.problem.code === "operand-missing") {
    fed = reader.invent();
    ids = [...ids, fed];
    understood = await understand([...line, fed]);
  }
  if ("problem" in understood) return { why: understood.problem.message };
  const { command } = understood;
  const { to, versions } = options;
  const report = reportOn(
    { ...understood, live: reader.marks },
    { tools: [to], ids, ...(versions === undefined ? {} : { versions }) },
  );
  const translation = report.translations[0];
  return translation === undefined ? { why: `no translation into ${to}` } : { command, translation, fed };
}

/** `docker "$@"`: which command it is shows at run time only. nerdctl takes most of them as they are. */
function renamedOnly(words: readonly CallWord[], segment: Segment, to: Column): Rewritten {
  if (to !== "nerdctl") return left("which command it is shows at run time only");
  const [program] = words;
  if (program === undefined) return left("nothing to translate");
  const edit = { pos: segment.at(program.word.pos), end: segment.at(program.word.end), text: to };
  const text = "which command it is shows at run time only; nerdctl has most of docker's";
  return { edits: [edit], fit: "partial", notes: [{ kind: "changed", flag: null, text }], to };
}

const OPTIONS = /(?:OPT|ARG|FLAG|PARAM|PORT|VOL|MOUNT|ENV)[A-Z]*(?:\[[@*]\])?\}?"?$/i;

/** `docker run $OPTS nginx`: what reads like the image may be flags, which would have to be translated too. */
function unclear({ spec, operands }: DockerCommand, words: readonly CallWord[], to: Column): string | null {
  if (to === "nerdctl") return null;
  const loose = words.find(
    ({ word: { text }, value }) => value.startsWith("$") && OPTIONS.test(text) && /^"?\$/.test(text),
  );
  if (loose === undefined || !operands.some(({ word }) => word === loose.value)) return null;
  return spec.operands.options === "first" && operands[0]?.word === loose.value && operands.length > 1
    ? `${loose.word.text} may hold flags of docker's, which ${to} does not know`
    : null;
}

/** Whether a file pattern (`*.txt`) would land in another word than its own, where it is no pattern any more. */
function breaksPattern(words: readonly CallWord[], shell: string, { lives }: WordReader): boolean {
  const kept = new Set(oneCommand(shell)?.map(({ value }) => value) ?? []);
  return [...lives.values()].some(
    ({ mark, pattern }) =>
      pattern && shell.includes(mark) && words.some(({ value }) => value.includes(mark) && !kept.has(value)),
  );
}

/** The inner commands need the same rights: `$(crictl ps -q)` → `$(sudo crictl ps -q)`. */
function withSudo(shell: string, tool: Column): string {
  return shell.replaceAll(`$(${tool} `, `$(sudo ${tool} `);
}

/** The words of a text that is one simple command; null: it is more than that. */
function oneCommand(shell: string): Word[] | null {
  const { commands, errors } = parse(shell);
  const [statement, ...more] = commands;
  if (statement === undefined || more.length > 0 || (errors?.length ?? 0) > 0) return null;
  const { command } = statement;
  if (command.type !== "Command" || command.name === undefined || command.prefix.length > 0) return null;
  const words: Word[] = [command.name];
  for (const part of command.suffix) {
    if (part.type !== "Word") return null;
    words.push(part);
  }
  return words;
}

function done(edits: Edit[], { fit, notes: said }: Translation, call: Call, put: Put): Rewritten {
  const { segment, file, inner } = put;
  const notes = said.map((note) => ({ ...note, text: renderHere(note.text, put) }));
  const start = segment.at(call.words[0]?.pos ?? 0);
  const from = Math.min(start, ...edits.map(({ pos }) => pos));
  const end = Math.max(segment.at(call.words.at(-1)?.end ?? 0), ...edits.map((edit) => edit.end));
  const covered = (edit: Edit) => edits.some(({ pos, end: to }) => edit.pos >= pos && edit.end <= to && pos !== to);
  const all = [...inner.filter((edit) => !covered(edit)), ...edits];
  return { edits, fit, notes, to: applyEdits(file, all, from, end) };
}
