/** How a text for people is to look; every renderer takes these. */
export interface TextOptions {
  /** Cells of the terminal. */
  width: number;
  /** False: for a pipe, with tabs, whole and without notes. */
  tty: boolean;
  colour: boolean;
  /** Draw with ASCII only. */
  ascii: boolean;
}

/** The result and, apart from it, what is said beside it. */
export interface Rendered {
  stdout: string;
  stderr: string;
}
