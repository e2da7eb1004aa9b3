/** What separates commands outside of quotes and substitutions. */
const SEPARATOR = /[;\n|&]/;

/** Where a quoted piece or a substitution that starts at `at` ends: the index behind it. */
const skip = (text: string, at: number): number => {
  const char = text[at];
  if (char === "\\") return at + 2;
  if (char === "'" || char === '"') {
    let end = at + 1;
    while (end < text.length && text[end] !== char) {
      if (char === '"' && text[end] === "$" && text[end + 1] === "(") end = skip(text, end);
      else end += char === '"' && text[end] === "\\" ? 2 : 1;
    }
    return end + 1;
  }
  if (char === "$" && text[at + 1] === "(") {
    let end = at + 2;
    while (end < text.length && text[end] !== ")") end = skip(text, end);
    return end + 1;
  }
  return at + 1;
};

/** One command of a line, and the commands in its `$(…)`, which run before it. */
export interface Piece {
  text: string;
  /** Commands inside substitutions, in order. */
  inner: string[];
}

const innerOf = (text: string): string[] => {
  const found: string[] = [];
  for (let at = 0; at < text.length; ) {
    const next =
      text.startsWith("$(", at) || text[at] === "\\" ? skip(text, at) : text[at] === "'" ? skip(text, at) : at + 1;
    if (text.startsWith("$(", at)) found.push(text.slice(at + 2, next - 1).trim());
    at = next;
  }
  return found;
};

/**
 * Cuts a line into its commands: at `;`, `&&`, `||`, `|`, `&` and line ends outside of quotes and `$(…)`. `name=$(command)` is the
 * command; `true` and `sleep` say nothing.
 */
export const splitCommands = (line: string): Piece[] => {
  const pieces: string[] = [];
  let start = 0;
  for (let at = 0; at < line.length; ) {
    if (SEPARATOR.test(line[at] ?? "")) {
      pieces.push(line.slice(start, at));
      at++;
      start = at;
    } else at = skip(line, at);
  }
  pieces.push(line.slice(start));
  return pieces
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "" && piece !== "true" && !/^sleep\s/.test(piece))
    .map((piece) => {
      const assigned = /^[A-Za-z_]\w*=\$\(([\s\S]*)\)$/.exec(piece)?.[1];
      const text = (assigned ?? piece).trim();
      return { text, inner: innerOf(text) };
    });
};
