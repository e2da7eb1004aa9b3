import type { Fit, Risk, Tool } from "./tool.ts";

/** A file that has to exist before a step runs, whole. */
export interface StepFile {
  path: string;
  content: string;
}

/** One command of a translation. `captures` names what its output gives later steps: `<container-id>`, `<pod-id>`. */
export interface Step {
  argv: string[];
  files: StepFile[];
  captures: string | null;
  stdin: string | null;
  /** Seconds to give this step before the next one (a grace period after a signal). */
  wait?: number;
  /** The next step is right even if this one fails (nothing there to remove). */
  mayFail?: true;
}

/** `lost`: no form there; `changed`: a form with another effect; `by-ctool`: ctool does it after the run; `info`: good to know. */
export interface Note {
  kind: "lost" | "changed" | "by-ctool" | "info";
  /** The docker flag it is about, as its long form (`--size`); null for the verb as a whole. */
  flag: string | null;
  text: string;
}

/** A docker command in another tool, as a person would paste it (no addresses). */
export interface Translation {
  tool: Tool | "kubectl";
  fit: Fit;
  /** Empty for `none`, and for a line in which a shell does something, too (`docker ps | grep web`): that has its text only. */
  steps: Step[];
  /** The steps as one pasteable text: heredocs for files, `$(…)` for captures. Empty for `none`. */
  shell: string;
  notes: Note[];
  /** For `none`: what to do instead. */
  instead: string | null;
}

/** What one typed flag means and what becomes of it in each tool. */
export interface FlagMeaning {
  flag: string;
  value: string | null;
  meaning: string;
  tools: Partial<
    Record<Tool, { how: "same" | "renamed" | "reshaped" | "implied" | "by-ctool" | "lost"; text: string }>
  >;
}

/** Something wrong with the input line, with the line as it was probably meant. */
export interface Problem {
  code: string;
  message: string;
  suggestion: string | null;
}

/** All that `ctool translate --json` says about one line. */
export interface TranslationReport {
  schemaVersion: 1;
  input: string;
  from: Tool | "kubectl";
  /** Canonical docker command: `container ls`. Null when the line could not be understood. */
  command: string | null;
  risk: Risk | null;
  translations: Translation[];
  flags: FlagMeaning[];
  problems: Problem[];
}
