import { parse } from "unbash";
import type { Fit, Note, Translation, TranslationReport } from "../../model/index.ts";
import { COLUMNS, type Column } from "../spec.ts";
import type { Versions } from "../versions.ts";
import { type Change, translateScript } from "./index.ts";

/** What is longer is no line that somebody typed; files go through `translateScript`. */
const LONGEST = 16_384;

/** The worst last. */
const FITS: readonly Fit[] = ["exact", "steps", "partial", "none"];

const worst = (fits: readonly Fit[]): Fit => FITS[Math.max(...fits.map((fit) => FITS.indexOf(fit)))] ?? "exact";

/** What is said of one call: by name where there are several, and that it stays where it does. */
function notesOn({ from, to, notes }: Change, alone: boolean): Note[] {
  if (alone) return notes;
  const about = to === null ? `${from} stays as it is` : from;
  return notes.map((note) => ({ ...note, text: `${about}: ${note.text}` }));
}

function toTranslation(tool: Column, shell: string, changes: readonly Change[]): Translation {
  const kept = changes.filter(({ to }) => to !== null);
  const notes = changes.flatMap((change) => notesOn(change, changes.length === 1));
  if (kept.length === 0) {
    // It has a form that cannot stand in the middle of a line.
    const form = changes.find(({ fit }) => fit !== "none");
    const instead = form === undefined ? null : `ctool translate ${form.from}`;
    return { tool, fit: "none", steps: [], shell: "", notes, instead };
  }
  const fits = kept.map(({ fit }) => fit);
  const fit = worst(kept.length < changes.length ? [...fits, "partial"] : fits);
  return { tool, fit, steps: [], shell, notes, instead: null };
}

/**
 * A line in which a shell does something, too (`docker save nginx > nginx.tar`, `docker ps -q | xargs docker rm`): every call of
 * docker in it is put into each tool, and what is the shell's stays as it stands. Such a line has no steps, only its text.
 * @returns null where docker is not called in it, and for what is no whole line
 */
export async function translateShellLine(input: string, versions?: Versions): Promise<TranslationReport | null> {
  if (input.length > LONGEST || parse(input).errors?.length) return null;
  const translations: Translation[] = [];
  for (const tool of COLUMNS) {
    const { text, changes } = await translateScript(input, {
      to: tool,
      kind: "shell",
      ...(versions === undefined ? {} : { versions }),
    });
    if (changes.length === 0) return null;
    translations.push(toTranslation(tool, text, changes));
  }
  return { schemaVersion: 1, input, from: "docker", command: null, risk: null, translations, flags: [], problems: [] };
}
