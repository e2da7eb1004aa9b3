/** An answer that has another form than expected; the message says what, for a person. */
export class UnreadableAnswer extends Error {}

/** Rows of one answer, and how many could not be read. */
export interface ReadRows<R> {
  rows: R[];
  dropped: number;
}
