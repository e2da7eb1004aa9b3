import type { Step } from "../model/index.ts";
import { livePieceAt, quote, quoteWord } from "./words.ts";

/** A capture and the command that prints it. */
interface Capture {
  name: string;
  command: string;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** What a person would have to fill in and a shell can: the folder it stands in, its variables, a task's PID. */
const PLACEHOLDER = /<ABS_PATH>|<VALUE_OF_([A-Za-z_]\w*)>|<PID_OF_([\w.-]+)>/g;

/** A text with its placeholders in the shell's words, and which pieces of it the shell has to fill in. */
interface Filled {
  text: string;
  live: readonly string[];
}

function fillIn(text: string, live: readonly string[]): Filled {
  if (!text.includes("<")) return { text, live };
  const pieces = [...live];
  const filled = text.replace(PLACEHOLDER, (whole, variable?: string, container?: string) => {
    let piece = "$PWD";
    if (variable !== undefined) piece = `$${variable}`;
    else if (container !== undefined) piece = `$(ctr tasks ls | awk '$1 == "${container}" {print $2}')`;
    else if (whole !== "<ABS_PATH>") return whole;
    pieces.push(piece);
    return piece;
  });
  return { text: filled, live: pieces };
}

/**
 * Steps as one text to paste into a POSIX shell: files as here-documents, captures as `$(…)` where they are used,
 * placeholders filled in where a shell can (`<ABS_PATH>`, `<VALUE_OF_X>`, `<PID_OF_x>`).
 * @param live pieces the shell shall still fill in (see splitWords)
 * @param lookups commands that print what no step captures: `<pod-id>` → `crictl pods -q …`
 */
export function renderShell(
  steps: readonly Step[],
  live: readonly string[],
  lookups: ReadonlyMap<string, string> = NONE,
): string {
  const [only] = steps;
  if (only !== undefined && steps.length === 1 && isPlain(only) && lookups.size === 0)
    return renderStep(only, [], live);
  const lines: string[] = [];
  const captures: Capture[] = [];
  for (const [name, command] of lookups) captures.push({ name, command: `$(${command})` });
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as Step;
    for (const { path, content } of step.files) lines.push(renderFile(path, content, live));
    const line = renderStep(step, captures, live);
    const count = step.captures === null ? 0 : countUses(steps, i + 1, step.captures);
    if (step.captures === null || count === 0) lines.push(step.mayFail === true ? `${line} || true` : line);
    else if (count === 1) captures.push({ name: step.captures, command: `$(${line})` });
    else {
      const variable = step.captures.replace(/^<|>$/g, "").replaceAll("-", "_");
      lines.push(`${variable}=$(${line})`);
      captures.push({ name: step.captures, command: `$${variable}` });
    }
    if (step.wait !== undefined) lines.push(`sleep ${step.wait}`);
  }
  return lines.join("\n");
}

/** A command with nothing before or after it. */
function isPlain({ files, wait, mayFail }: Step): boolean {
  return files.length === 0 && wait === undefined && mayFail !== true;
}

/** How many steps from `start` on use what was captured, up to the next capture of that name. */
function countUses(steps: readonly Step[], start: number, capture: string): number {
  let count = 0;
  for (let i = start; i < steps.length; i++) {
    const step = steps[i] as Step;
    if (step.argv.includes(capture)) count++;
    if (step.captures === capture) break;
  }
  return count;
}

function renderStep(step: Step, captures: readonly Capture[], live: readonly string[]): string {
  if (captures.length === 0 && !step.argv.some((word) => word.includes("<"))) return quote(step.argv, live);
  return step.argv
    .map((word) => {
      const captured = captures.findLast(({ name }) => name === word);
      if (captured !== undefined) return captured.command;
      const filled = fillIn(word, live);
      return quoteWord(filled.text, filled.live);
    })
    .join(" ");
}

/** A here-document; quoted, so that the shell leaves it alone, unless it has something to fill in. */
function renderFile(path: string, content: string, live: readonly string[]): string {
  const filled = fillIn(content, live);
  const body = filled.text.endsWith("\n") ? filled.text : `${filled.text}\n`;
  const end = endMark(body);
  const head = `cat > ${quoteWord(path, live)} <<`;
  const { text, any } = escapeAround(body, filled.live);
  return any ? `${head}${end}\n${text}${end}` : `${head}'${end}'\n${body}${end}`;
}

/** Escapes what a shell would read in an unquoted here-document, but for the pieces it shall fill in; `any`: there are some. */
function escapeAround(text: string, live: readonly string[]): { text: string; any: boolean } {
  if (live.length === 0) return { text, any: false };
  let out = "";
  let any = false;
  let plain = 0;
  for (let i = 0; i < text.length; ) {
    const piece = livePieceAt(text, i, live);
    if (piece === null || piece === "~/") {
      i++;
      continue;
    }
    out += text.slice(plain, i).replace(/[\\$`]/g, "\\$&") + piece;
    i += piece.length;
    plain = i;
    any = true;
  }
  return { text: out + text.slice(plain).replace(/[\\$`]/g, "\\$&"), any };
}

/** A mark that stands on no line of the text. */
function endMark(content: string): string {
  let mark = "EOF";
  if (!content.includes(mark)) return mark;
  while (content.split("\n").includes(mark)) mark += "_";
  return mark;
}
