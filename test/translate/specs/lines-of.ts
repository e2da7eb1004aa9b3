import { type Column, translate, type Versions } from "../../../src/translate/index.ts";

/** What a docker line is in one tool: the commands as text, and what is said about them. */
export async function linesOf(tool: Column, line: string, versions: Versions = {}) {
  const report = await translate(line, { tools: [tool], versions });
  const [translation] = report.translations;
  if (translation === undefined) throw new Error(JSON.stringify(report.problems));
  const { fit, steps, notes, shell, instead } = translation;
  return {
    fit,
    argv: steps.map(({ argv }) => argv.join(" ")),
    said: notes.map(({ text }) => text).join("\n"),
    shell,
    instead,
  };
}
