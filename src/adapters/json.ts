import { type ReadRows, UnreadableAnswer } from "./unreadable.ts";

const NOT_JSON = "prints something that is not JSON";

const parse = (text: string): { value: unknown } | null => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
};

/**
 * Reads one JSON value per line. A line that is none (the last one may be cut short) does not lose the others.
 * @throws {UnreadableAnswer} when there are lines and not one of them is JSON
 */
export const readLines = (text: string): ReadRows<unknown> => {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const values = lines.map(parse).filter((value) => value !== null);
  if (lines.length > 0 && values.length === 0) throw new UnreadableAnswer(NOT_JSON);
  return { rows: values.map(({ value }) => value), dropped: lines.length - values.length };
};

/**
 * Reads one JSON document.
 * @throws {UnreadableAnswer} when it is cut short, something else, or nothing at all
 */
export const readDocument = (text: string): unknown => {
  const parsed = parse(text);
  if (parsed) return parsed.value;
  throw new UnreadableAnswer(text.trim() === "" ? "prints nothing" : NOT_JSON);
};

/** Ends of the JSON objects and arrays that stand one after the other in a text; a last one that is cut short has none. */
const endsOfDocuments = (text: string): number[] => {
  const ends: number[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
    } else if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth === 0) ends.push(at + 1);
  }
  return ends;
};

/**
 * Reads JSON documents printed one after the other without a comma, or one array of them: crictl changed from the first to
 * the second between 1.30 and 1.33. What is whole is kept.
 */
export const readDocuments = (text: string): ReadRows<unknown> => {
  const whole = parse(text);
  if (whole) return { rows: Array.isArray(whole.value) ? whole.value : [whole.value], dropped: 0 };
  const read: ReadRows<unknown> = { rows: [], dropped: 0 };
  let start = 0;
  for (const end of endsOfDocuments(text)) {
    const parsed = parse(text.slice(start, end));
    if (parsed) read.rows.push(parsed.value);
    else read.dropped++;
    start = end;
  }
  if (text.slice(start).trim() !== "") read.dropped++;
  return read;
};
