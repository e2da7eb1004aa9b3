import type { Step } from "../../model/index.ts";
import type { PlannedStep } from "../../plan/steps.ts";
import { quote } from "../../translate/index.ts";
import { renderShell } from "../../translate/shell.ts";

/** What stands around the last command where ctool connects its streams. */
export const around = ({ stdin, stdout }: PlannedStep): { before: string; after: string } => ({
  before: [
    typeof stdin === "object" && "program" in stdin ? `${quote(stdin.program)} | ` : "",
    typeof stdout === "object" && "folder" in stdout && stdout.folder !== undefined
      ? `${quote(["mkdir", "-p", stdout.folder])} && `
      : "",
  ].join(""),
  after: [
    typeof stdin === "object" && "file" in stdin ? ` < ${quote([stdin.file])}` : "",
    typeof stdout === "object" && "file" in stdout ? ` > ${quote([stdout.file])}` : "",
    typeof stdout === "object" && "program" in stdout ? ` | ${quote(stdout.program)}` : "",
  ].join(""),
});

/** Planned steps as one text to paste into a POSIX shell: exactly what ctool runs. */
export const shellOf = (steps: readonly PlannedStep[]): string => {
  const plain = steps.map(
    ({ argv, files, captures, waitMs, mayFail }): Step => ({
      argv: [...argv],
      files: [...files],
      captures,
      stdin: null,
      ...(waitMs > 0 ? { wait: waitMs / 1000 } : {}),
      ...(mayFail ? { mayFail: true as const } : {}),
    }),
  );
  const text = renderShell(plain, []);
  const last = steps.at(-1);
  if (!last) return text;
  const { before, after } = around(last);
  const at = text.lastIndexOf("\n") + 1;
  return `${text.slice(0, at)}${before}${text.slice(at)}${after}`;
};
