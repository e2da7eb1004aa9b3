/** What is wrong with a template, in Go's words: `template: :1: unclosed action`. */
export class TemplateError extends Error {
  /** What it had printed when it failed. */
  printed = "";
}

/** Signals of a function to its caller: becomes `error calling NAME: …`. */
export class CallError extends Error {}
