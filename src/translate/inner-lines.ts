import type { Note, Translation, TranslationReport } from "../model/index.ts";

type Translate = (line: string) => Promise<TranslationReport>;

/** A command inside a line (`$(docker ps -q)`), as one may want it put into another tool. */
const INNER = /^(?:\$\(|`)\s*((?:sudo\s+)?(?:\S*\/)?(?:docker|nerdctl|crictl|ctr)\s[\s\S]*?)\s*(?:\)|`)$/;

/** Nobody writes more of them into one line. */
const LIMIT = 20;

/**
 * `docker stop $(docker ps -q)`: the command inside is put into the tool of the whole as well. Where that would lose something
 * (a filter, and too many containers are stopped), it stays as it is and a note says so.
 * @param live pieces of the line that a shell fills in
 * @param translate how the inner lines are read
 */
export async function withInnerLines(
  report: TranslationReport,
  live: readonly string[],
  translate: Translate,
): Promise<TranslationReport> {
  let translations = report.translations;
  const lines = new Map<string, string>();
  for (const piece of live) {
    const line = INNER.exec(piece)?.[1];
    if (line !== undefined && lines.size < LIMIT) lines.set(piece, line);
  }
  for (const [piece, line] of lines) {
    const inner = await translate(line);
    translations = translations.map((whole) => putInto(whole, piece, inner));
  }
  return { ...report, translations };
}

function putInto(whole: Translation, piece: string, inner: TranslationReport): Translation {
  if (whole.fit === "none" || inner.from === whole.tool || !whole.shell.includes(piece)) return whole;
  const found = inner.translations.find(({ tool }) => tool === whole.tool);
  const lost = found?.notes.find(({ kind }) => kind === "lost" || kind === "by-ctool");
  if (found === undefined || found.fit === "none" || lost !== undefined || found.shell.includes("\n")) {
    const why = lost?.text ?? `${whole.tool} has no single command for it`;
    return withNote(whole, { kind: "changed", flag: null, text: `${piece} stays as it is: ${why}` });
  }
  const put = piece.startsWith("`") ? `\`${found.shell}\`` : `$(${found.shell})`;
  const replace = (text: string) => text.replaceAll(piece, () => put);
  const steps = whole.steps.map((step) => ({
    ...step,
    argv: step.argv.map(replace),
    files: step.files.map(({ path, content }) => ({ path, content: replace(content) })),
  }));
  const changed = found.notes.find(({ kind }) => kind === "changed");
  const notes = whole.notes.map((note) => ({ ...note, text: replace(note.text) }));
  const done = { ...whole, steps, shell: replace(whole.shell), notes };
  return changed === undefined ? done : withNote(done, { ...changed, text: `${put}: ${changed.text}` });
}

function withNote(translation: Translation, note: Note): Translation {
  return { ...translation, fit: "partial", notes: [note, ...translation.notes] };
}
