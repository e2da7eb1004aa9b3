/** How wide columns are (docker/cli: tabwriter.NewWriter(out, 10, 1, 3, ' ', 0)). */
export interface ColumnOptions {
  /** Cells that a column takes at least, the space after it included. */
  minWidth: number;
  /** Spaces after the widest cell. */
  padding: number;
  /** Cells of a terminal that a text takes. */
  widthOf: (text: string) => number;
}

/** Docker's tables: `ps`, `images`, `table …`. */
export const TABLE = { minWidth: 10, padding: 3 } as const;
/** Docker's `version`. */
export const PAIRS = { minWidth: 20, padding: 1 } as const;

/**
 * Aligns text whose cells end with tabs, as Go's text/tabwriter does: a column is a run of lines that have such a cell; what
 * follows the last tab of a line belongs to no column.
 */
export const alignColumns = (text: string, { minWidth, padding, widthOf }: ColumnOptions): string => {
  const lines = text.split("\n").map((line) => line.split("\t"));
  const widths = lines.map((cells) => cells.slice(0, -1).map(widthOf));
  const padded = lines.map((cells) => [...cells]);
  const columns = Math.max(0, ...widths.map((cells) => cells.length));
  for (let column = 0; column < columns; column++) {
    for (let line = 0; line < lines.length; line++) {
      const start = line;
      let widest = minWidth;
      for (; column < (widths[line]?.length ?? 0); line++) {
        // A block of an inner column lies within one of the column before it.
        widest = Math.max(widest, (widths[line]?.[column] ?? 0) + padding);
      }
      for (let inside = start; inside < line; inside++) {
        const cells = padded[inside];
        if (cells) cells[column] += " ".repeat(widest - (widths[inside]?.[column] ?? 0));
      }
    }
  }
  return padded.map((cells) => cells.join("")).join("\n");
};
