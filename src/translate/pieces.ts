import { endOfExpansion } from "./words.ts";

/** A stretch of a word: plain text, or something that a shell (`$NAME`, `$(docker ps -q)`) or a person (`<container-id>`) fills in. */
export interface Piece {
  text: string;
  live: boolean;
}

const PLACEHOLDER = /<[A-Za-z][\w-]*>/y;

/** Cuts a word into what is plain and what is still to be filled in; the pieces put together are the word again. */
export function piecesOf(word: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = "";
  for (let i = 0; i < word.length; ) {
    const end = endOfPiece(word, i);
    if (end === null) plain += word[i++];
    else {
      if (plain !== "") pieces.push({ text: plain, live: false });
      plain = "";
      pieces.push({ text: word.slice(i, end), live: true });
      i = end;
    }
  }
  if (plain !== "") pieces.push({ text: plain, live: false });
  return pieces;
}

/** Where what is to be filled in at `i` ends; null: there is plain text. */
function endOfPiece(word: string, i: number): number | null {
  if (word[i] === "<") {
    PLACEHOLDER.lastIndex = i;
    const placeholder = PLACEHOLDER.exec(word)?.[0];
    return placeholder === undefined ? null : i + placeholder.length;
  }
  if (word[i] !== "$" && word[i] !== "`") return null;
  const end = endOfExpansion(word, i);
  return end === null || end === i + 1 ? null : end;
}

/** Variables that people name so when they keep an id in them: `$CID`, `${container_id}`. */
const NAMED_ID = /^\$\{?(?:\w*_)?(?:c?id|c?ids|containerid|sha|digest)\}?$/i;

/**
 * Whether a word is a container's id (or a long prefix of one), or will be.
 * @param ids pieces that are known to hold ids (variables that a script filled from `docker run -d`)
 * @returns true for hex digits, `<container-id>`, `$(…)` and variables named like ids; a bare `$NAME` is taken for a name
 */
export function isId(word: string, ids: readonly string[]): boolean {
  if (/^[0-9a-f]{12,64}$/.test(word)) return true;
  if (!/^[$`<]/.test(word)) return false;
  const [only, ...more] = piecesOf(word);
  if (only === undefined || more.length > 0 || !only.live) return false;
  return /^(?:\$\(|`|<)/.test(word) || NAMED_ID.test(word) || ids.includes(word);
}

/** `web` → `^web$`, several → `^(web|db)$`, as crictl's --name wants it. What is to be filled in stands as it is. */
export function namePattern(names: readonly string[]): string {
  const escaped = names.map((name) =>
    piecesOf(name)
      .map(({ text, live }) => (live ? text : text.replace(/[.+*?()|[\]{}^$\\]/g, "\\$&")))
      .join(""),
  );
  return escaped.length === 1 ? `^${escaped[0]}$` : `^(${escaped.join("|")})$`;
}
