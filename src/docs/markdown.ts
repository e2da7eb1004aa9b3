/** Text in a cell of a Markdown table: on one line, its bars escaped. */
export const cellText = (text: string): string => text.replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|");

/** Words of a terminal in Markdown: as code, whatever backquotes they hold. */
export const code = (text: string): string => {
  const fence = text.includes("`") ? "``" : "`";
  const blank = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${blank}${text}${blank}${fence}`;
};

/** Text for people in Markdown: what would read as a tag or as emphasis is escaped. */
export const plain = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(/[<*]/g, (sign) => `\\${sign}`)))
    .join("");

/** A table. Cells are Markdown already. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cellText).join(" | ")} |`).join("\n");

/** A block of commands to paste. */
export const block = (text: string): string => `\`\`\`sh\n${text.trimEnd()}\n\`\`\``;

/** The anchor-free file name of a command: `container ls` → `container-ls.md`. */
export const pageName = (command: string): string => `${command.replaceAll(" ", "-")}.md`;
