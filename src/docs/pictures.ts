import { widthOf } from "../render/index.ts";

/** How a picture is drawn: a terminal on a light or a dark page reads the same. */
const FONT = 14;
const CELL = { width: 8.43, height: 18 };
const MARGIN = 14;
const COLOURS = { page: "#16181d", text: "#d5d8de", bold: "#ffffff", dim: "#8a919e" } as const;
/** SGR colours that ctool uses, as text colours. */
const FOREGROUNDS: Readonly<Record<string, string>> = {
  "31": "#ff7b72",
  "32": "#7ee787",
  "33": "#e3b341",
  "36": "#79c0ff",
};

interface Style {
  colour: string | null;
  bold: boolean;
  dim: boolean;
  inverse: boolean;
}

const plain: Style = { colour: null, bold: false, dim: false, inverse: false };

/** What a code adds to a style. */
const CHANGES: Readonly<Record<string, Partial<Style>>> = {
  "": plain,
  "0": plain,
  "1": { bold: true },
  "2": { dim: true },
  "22": { bold: false, dim: false },
  "7": { inverse: true },
  "27": { inverse: false },
};

/** The style after an escape's codes. */
const styled = (style: Style, codes: readonly string[]): Style => {
  const now: Style = { ...style };
  for (const code of codes) Object.assign(now, CHANGES[code] ?? { colour: FOREGROUNDS[code] ?? null });
  return now;
};

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const round = (number: number): string => String(Math.round(number * 100) / 100);

/** One piece of a row: its ground where it is inverse, then the letters, as wide as their cells. */
const drawPiece = (text: string, style: Style, column: number, row: number): string => {
  const cells = widthOf(text);
  const x = MARGIN + column * CELL.width;
  const y = MARGIN + row * CELL.height;
  const ink = style.colour ?? (style.bold ? COLOURS.bold : style.dim ? COLOURS.dim : COLOURS.text);
  const ground = style.inverse
    ? `<rect x="${round(x)}" y="${round(y)}" width="${round(cells * CELL.width)}" height="${CELL.height}" fill="${ink}"/>`
    : "";
  const letters = text.trim();
  if (letters === "") return ground;
  // Blanks at the ends are left to nobody: some viewers drop them.
  const from = x + (text.length - text.trimStart().length) * CELL.width;
  const weight = style.bold ? ' font-weight="bold"' : "";
  const at = `x="${round(from)}" y="${round(y + CELL.height - 5)}" textLength="${round(widthOf(letters) * CELL.width)}"`;
  return `${ground}<text ${at} fill="${style.inverse ? COLOURS.page : ink}"${weight}>${escaped(letters)}</text>`;
};

const drawRow = (line: string, row: number): string => {
  let style = plain;
  let column = 0;
  let drawn = "";
  for (const part of line.split(/(\u001b\[[0-9;]*m)/)) {
    const codes = /^\u001b\[([0-9;]*)m$/.exec(part)?.[1];
    if (codes !== undefined) style = styled(style, codes.split(";"));
    else {
      // Letters at their own cells: blanks between two columns are not left to the font.
      for (const [piece] of part.matchAll(/ {2,}|(?:(?! {2,}).)+/gsu)) {
        drawn += drawPiece(piece, style, column, row);
        column += widthOf(piece);
      }
    }
  }
  return drawn;
};

/**
 * A screen as a picture: text that can be selected and read out, nothing that is loaded from elsewhere.
 * @param lines as they were drawn, with SGR colours
 * @param title what is seen, for those who do not see it
 * @returns an SVG document
 */
export const svgOf = (lines: readonly string[], columns: number, title: string): string => {
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = lines.length * CELL.height + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title).replaceAll('"', "&quot;")}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT}" xml:space="preserve">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${COLOURS.page}"/>`,
    ...lines.map((line, row) => drawRow(line, row)).filter((row) => row !== ""),
    "</svg>",
    "",
  ].join("\n");
};
