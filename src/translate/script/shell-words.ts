import type { Word, WordPart } from "unbash";
import type { Segment } from "./segment.ts";

/** Something in a word that a shell (or make) fills in; it is passed through as it stands. */
export interface Live {
  /** What stands for it while the line is translated; begins with `$`, so the translator takes it as it is. */
  mark: string;
  pos: number;
  end: number;
  /** It stands in double quotes. */
  quoted: boolean;
  /** A pattern or a list that becomes several words: `*.txt`, `{a,b}`. */
  pattern: boolean;
}

/** A word of a call, for the translator. */
export interface CallWord {
  /** As the program gets it, with marks in place of what is filled in. */
  value: string;
  word: Word;
  /** It is nothing but something to be filled in, without quotes: it may become several words, or none. */
  loose: boolean;
}

const OPEN = "\ue000";
const CLOSE = "\ue001";
/** Stands for make's own expansions in a recipe's shell text. */
export const FOREIGN = /\ue010\d+\ue011/g;
/** A mark by itself. */
export const BARE_MARKS = /\$\ue000\d+\ue001/g;
/** A mark, with the quotes that the translator puts around it. */
export const MARKS = /("?)(\$\ue000\d+\ue001)\1/g;

/** Turns the words of a call into words for the translator, and keeps what has to be put back. */
export class WordReader {
  readonly lives = new Map<string, Live>();
  readonly #segment: Segment;

  constructor(segment: Segment) {
    this.#segment = segment;
  }

  /** The marks, for the translator's quoting. */
  get marks(): string[] {
    return [...this.lives.keys()];
  }

  /** Reads one word. */
  read(word: Word): CallWord {
    const count = this.lives.size;
    const value =
      word.parts === undefined ? this.#literal(word.value, word.pos, word.end, false) : this.#parts(word.parts, false);
    const [live] = [...this.lives.values()].slice(count);
    const loose = this.lives.size === count + 1 && live !== undefined && value === live.mark && !live.quoted;
    return { value, word, loose };
  }

  /** A word of its own that the call does not have, such as the operands that xargs adds. */
  invent(): string {
    const mark = this.#mark();
    this.lives.set(mark, { mark, pos: 0, end: 0, quoted: false, pattern: false });
    return mark;
  }

  #mark(): string {
    return `$${OPEN}${this.lives.size}${CLOSE}`;
  }

  #live(pos: number, end: number, quoted: boolean, pattern = false): string {
    const mark = this.#mark();
    this.lives.set(mark, { mark, pos, end, quoted, pattern });
    return mark;
  }

  #parts(parts: readonly WordPart[], quoted: boolean): string {
    return parts.map((part) => this.#part(part, quoted)).join("");
  }

  #part(part: WordPart, quoted: boolean): string {
    switch (part.type) {
      case "Literal":
        return this.#literal(part.value, part.pos, part.end, quoted);
      case "SingleQuoted":
      case "AnsiCQuoted":
        return this.#literal(part.value, part.pos, part.end, quoted);
      case "DoubleQuoted":
      case "LocaleString":
        return this.#parts(part.parts, true);
      case "Glob":
      case "ExtendedGlob":
      case "BraceExpansion":
        return this.#live(part.pos, part.end, quoted, true);
      default:
        return this.#live(part.pos, part.end, quoted);
    }
  }

  /** Plain text, in which make's expansions are the only thing to be filled in. */
  #literal(value: string, pos: number, end: number, quoted: boolean): string {
    if (this.#segment.foreign.size === 0) return value;
    const source = this.#segment.shell.slice(pos, end);
    let from = 0;
    return value.replace(FOREIGN, (token) => {
      const at = source.indexOf(token, from);
      from = at + token.length;
      return this.#live(pos + at, pos + at + token.length, quoted);
    });
  }
}
