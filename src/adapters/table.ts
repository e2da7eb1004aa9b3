import { type ReadRows, UnreadableAnswer } from "./unreadable.ts";

/** Go's text/tabwriter, as ctr uses it, pads with tabs in some tables: they stand 8 columns apart. */
const TAB_WIDTH = 8;

/** A tab, or half of a letter beyond the first 65,536: where there is none, a line's UTF-16 units are its columns. */
const UNEVEN = /[\t\ud800-\udfff]/;

/** A line as the columns it takes: tabwriter counts every code point as one, whatever its width on a screen. */
const columnsOf = (line: string): string | string[] => {
  if (!UNEVEN.test(line)) return line;
  const columns: string[] = [];
  for (const char of line) {
    if (char === "\t")
      do columns.push(" ");
      while (columns.length % TAB_WIDTH !== 0);
    else columns.push(char);
  }
  return columns;
};

/** Where each column begins, by its title; titles stand in this order and may hold spaces (`CREATED AT`). */
const offsetsOf = (header: string | string[], titles: readonly string[]): number[] => {
  const text = typeof header === "string" ? header : header.map((char) => (char.length === 1 ? char : "?")).join("");
  const offsets: number[] = [];
  let from = 0;
  for (const title of titles) {
    const at = text.indexOf(title, from);
    const whole = at !== -1 && (at === 0 || text[at - 1] === " ") && (text[at + title.length] ?? " ") === " ";
    if (!whole || (offsets.length === 0 && at !== 0))
      throw new UnreadableAnswer(`prints a table without the column ${title}`);
    offsets.push(at);
    from = at + title.length;
  }
  return offsets;
};

/**
 * Reads a table as tabwriter prints it, by the offsets of its header: every cell begins under its title, the last one goes to
 * the end of the line. A row whose cells do not begin there (a line feed inside a cell tears one apart) is dropped.
 * @param titles every column of the table, in order
 * @returns rows as cells by title, in the words of the tool: trimmed, not cleaned
 * @throws {UnreadableAnswer} when there is no such header, or nothing at all
 */
export const readTable = <T extends string>(text: string, titles: readonly T[]): ReadRows<Record<T, string>> => {
  const [header = "", ...lines] = text.split("\n").map((line) => line.replace(/\r$/, ""));
  if (header.trim() === "") throw new UnreadableAnswer(text === "" ? "prints nothing" : "prints no table");
  const offsets = offsetsOf(columnsOf(header), titles);
  const read: ReadRows<Record<T, string>> = { rows: [], dropped: 0 };
  for (const line of lines) {
    if (line.trim() === "") continue;
    const columns = columnsOf(line);
    // Two blanks or one stand between cells, never a letter.
    if (offsets.some((offset) => offset > 0 && offset <= columns.length && columns[offset - 1] !== " ")) {
      read.dropped++;
      continue;
    }
    const cells = {} as Record<T, string>;
    for (const [index, title] of titles.entries()) {
      const cell = columns.slice(offsets[index], offsets[index + 1]);
      cells[title] = (typeof cell === "string" ? cell : cell.join("")).trim();
    }
    read.rows.push(cells);
  }
  return read;
};
