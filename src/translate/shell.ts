import type { Step } from "../model/index.ts";
import { quote, quoteWord } from "./words.ts";

/** A capture and the command that prints it. */
interface Capture {
  name: string;
  command: string;
}

/**
 * Steps as one text to paste into a POSIX shell: files as here-documents, captures as `$(…)` where they are used.
 * @param live pieces the shell shall still fill in (see splitWords)
 */
export function renderShell(steps: readonly Step[], live: readonly string[]): string {
  const lines: string[] = [];
  const captures: Capture[] = [];
  for (const [i, step] of steps.entries()) {
    for (const file of step.files) {
      const end = endMark(file.content);
      lines.push(`cat > ${quoteWord(file.path, live)} <<'${end}'\n${file.content.replace(/\n?$/, "\n")}${end}`);
    }
    const line = renderStep(step, captures, live);
    const later = steps.slice(i + 1);
    if (step.captures === null || !later.some((other) => uses(other, step.captures as string))) {
      lines.push(step.mayFail === true ? `${line} || true` : line);
    } else if (later.filter((other) => uses(other, step.captures as string)).length === 1) {
      captures.push({ name: step.captures, command: `$(${line})` });
    } else {
      const variable = step.captures.replace(/^<|>$/g, "").replaceAll("-", "_");
      lines.push(`${variable}=$(${line})`);
      captures.push({ name: step.captures, command: `$${variable}` });
    }
    if (step.wait !== undefined) lines.push(`sleep ${step.wait}`);
  }
  return lines.join("\n");
}

function uses(step: Step, capture: string): boolean {
  return step.argv.includes(capture);
}

function renderStep(step: Step, captures: readonly Capture[], live: readonly string[]): string {
  if (captures.length === 0) return quote(step.argv, live);
  return step.argv
    .map((word) => captures.findLast(({ name }) => name === word)?.command ?? quoteWord(word, live))
    .join(" ");
}

/** A mark that stands on no line of the text. */
function endMark(content: string): string {
  let mark = "EOF";
  if (!content.includes(mark)) return mark;
  while (content.split("\n").includes(mark)) mark += "_";
  return mark;
}
