import { cleanLine, cleanText, type Tool, type TranslationReport } from "../model/index.ts";
import { loadWidths } from "../render/cells.ts";
import type { Versions } from "../translate/index.ts";
import { translateLine } from "../translate/lint/index.ts";
import { exitCodes } from "./errors.ts";
import type { Io } from "./io.ts";

export interface AnswerOptions {
  versions: Versions;
  json: boolean;
  /** Print only this tool's command lines. */
  to: string | null;
}

/** What there is to print for one line. */
export interface Answer {
  out: string;
  err: string;
  exitCode: number;
}

type Answerer = (line: string | readonly string[]) => Promise<Answer>;

/** One tool's command lines only: ready for a shell; why there are none goes to stderr. */
const onlyFor = (tool: Tool, report: TranslationReport): Answer => {
  const translation = report.translations.find((one) => one.tool === tool);
  if (translation === undefined)
    return { out: "", err: "", exitCode: report.problems.length > 0 ? exitCodes.usage : exitCodes.noTool };
  let err = "";
  for (const { kind, flag, text } of translation.notes)
    if (kind !== "info") err += `# ${flag === null ? "" : `${flag}: `}${text}\n`;
  if (translation.fit !== "none") return { out: `${translation.shell.trimEnd()}\n`, err, exitCode: exitCodes.done };
  const instead = translation.instead === null ? "" : `; instead: ${translation.instead}`;
  return { out: "", err: `${err}ctool: ${tool} has no form of this${instead}\n`, exitCode: exitCodes.noTool };
};

/** @returns a function that translates lines one by one, in the form that was asked for */
export const answerer = async (
  { versions, json, to }: AnswerOptions,
  { columns, colour, stdoutIsTerminal }: Pick<Io, "columns" | "colour" | "stdoutIsTerminal">,
): Promise<Answerer> => {
  const render = json || to !== null ? null : (await import("../render/translation.ts")).renderTranslation;
  return async (line) => {
    const report = await translateLine(line, { versions });
    const exitCode = report.translations.length === 0 ? exitCodes.usage : exitCodes.done;
    if (json) return { out: `${JSON.stringify(report)}\n`, err: "", exitCode };
    let err = "";
    for (const { message, suggestion } of report.problems)
      err += `ctool: ${cleanText(message)}\n${suggestion === null ? "" : `  did you mean: ${cleanText(suggestion)}\n`}`;
    if (to !== null) {
      const only = onlyFor(to as Tool, report);
      const out = stdoutIsTerminal ? cleanText(only.out) : only.out;
      return { out, err: err + cleanText(only.err), exitCode: only.exitCode || exitCode };
    }
    if (render === null) return { out: "", err, exitCode };
    await loadWidths(report.input);
    // Escapes come from the line, whose text is everywhere; they are told from colours by leaving those out.
    const clean = cleanText(report.input) === report.input;
    const out = render(report, { width: columns, colour: colour && clean });
    return { out: clean ? out : cleanText(out), err, exitCode };
  };
};

/** A text that is there at once, as a stream has it. */
export async function* textAsLines(text: string): AsyncGenerator<string> {
  yield text;
}

/** Longer than any command line that Linux can start (2 MiB). */
const LONGEST = 4 * 1024 * 1024;
/** Printed when this much is there: every write costs the system some microseconds. */
const FULL = 64 * 1024;
/** Lines come again in scripts and histories; so many answers are kept. */
const KEPT = 1024;

/** What is to be printed, gathered, so that many lines are one write. */
class Gathered {
  #out = "";
  #err = "";
  readonly #io: Io;

  constructor(io: Io) {
    this.#io = io;
  }

  add({ out, err }: Answer): void {
    this.#out += out;
    this.#err += err;
    // Where both are read by one person, they stay in order.
    if (this.#out.length > FULL || (err !== "" && (this.#io.stdoutIsTerminal || this.#io.stderrIsTerminal)))
      this.print();
  }

  print(): void {
    if (this.#out !== "") this.#io.out(this.#out);
    if (this.#err !== "") this.#io.err(this.#err);
    this.#out = "";
    this.#err = "";
  }
}

/** Cuts a stream into lines; what is beyond the longest possible line is left out. */
class Cutter {
  #rest = "";

  take(chunk: string): string[] {
    const lines = (this.#rest + chunk).split("\n");
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > LONGEST) this.#rest = this.#rest.slice(0, LONGEST + 1);
    return lines;
  }

  end(): string[] {
    return [this.#rest];
  }
}

/**
 * Translates line by line, in order, as the lines come; blank lines and comments are left out.
 * @param chunks text, torn anywhere
 * @returns the exit code: of the last line that could not be translated, or 0
 */
export const answerLines = async (chunks: AsyncIterable<string>, options: AnswerOptions, io: Io): Promise<number> => {
  const answer = await answerer(options, io);
  const gathered = new Gathered(io);
  const cutter = new Cutter();
  const kept = new Map<string, Answer>();
  const text = !options.json && options.to === null;
  let exitCode: number = exitCodes.done;
  let first = true;

  const answerOne = async (line: string): Promise<Answer> => {
    if (line.length <= LONGEST) return answer(line);
    const message = `a line of more than ${LONGEST} letters: no system starts a command that long`;
    if (!options.json) return { out: "", err: `ctool: ${message}\n`, exitCode: exitCodes.usage };
    const problems = [{ code: "line-too-long", message, suggestion: null }];
    const input = line.slice(0, 80);
    const report = { schemaVersion: 1, input, from: "docker", command: null, risk: null, translations: [], flags: [] };
    return { out: `${JSON.stringify({ ...report, problems })}\n`, err: "", exitCode: exitCodes.usage };
  };
  const answerAll = async (lines: readonly string[]): Promise<void> => {
    for (const typed of lines) {
      const line = typed.trim();
      if (line === "" || line.startsWith("#")) continue;
      let found = kept.get(line);
      if (found === undefined) {
        found = await answerOne(line);
        if (text && found.out !== "") found.out = `# ${cleanLine(line)}\n${found.out}`;
        if (kept.size >= KEPT) kept.clear();
        if (line.length < 1000) kept.set(line, found);
      }
      if (text && found.out !== "" && !first) gathered.add({ ...found, out: `\n${found.out}` });
      else gathered.add(found);
      first = false;
      if (found.exitCode !== exitCodes.done) exitCode = found.exitCode;
      if (io.outClosed()) return;
    }
    gathered.print();
  };
  for await (const chunk of chunks) {
    await answerAll(cutter.take(chunk));
    if (io.outClosed()) return exitCode;
  }
  await answerAll(cutter.end());
  return exitCode;
};
