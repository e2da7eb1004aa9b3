import { cleanLine, cleanText } from "../model/clean.ts";

/** The start of a label, as keys are written in practice: `io.kubernetes.pod.name=`, `nerdctl/mounts.0=`. */
const NEXT_LABEL = /,(?=[0-9A-Za-z_][0-9A-Za-z_./:-]*=)/g;

const PAIRS: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** Longer values are cut at their commas: containerd takes 4096 bytes per label, and no text may cost a scan per label. */
const LONGEST_JSON = 65_536;

/** Where a JSON object, array or string that begins at `start` ends; null when it never does or is no JSON. */
const endOfJson = (text: string, start: number): number | null => {
  const open: string[] = [];
  let quoted = false;
  for (let at = start; at < Math.min(text.length, start + LONGEST_JSON); at++) {
    const char = text[at] ?? "";
    if (quoted) {
      if (char === "\\") at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char in PAIRS) open.push(PAIRS[char] ?? "");
    else if ((char === "}" || char === "]") && open.pop() !== char) return null;
    if (!quoted && open.length === 0) {
      try {
        JSON.parse(text.slice(start, at + 1));
        return at + 1;
      } catch {
        return null;
      }
    }
  }
  return null;
};

/** Where the label that begins at `start` ends: at a comma that something like `key=` follows, outside of JSON. */
const endOfLabel = (text: string, start: number): number => {
  const equals = text.indexOf("=", start);
  const jsonEnd = equals !== -1 && '{["'.includes(text[equals + 1] ?? "?") ? endOfJson(text, equals + 1) : null;
  if (jsonEnd !== null && (jsonEnd === text.length || text[jsonEnd] === ",")) return jsonEnd;
  NEXT_LABEL.lastIndex = start;
  return NEXT_LABEL.exec(text)?.index ?? text.length;
};

/** A label's key and value, cleaned; a value may be several lines. */
const cleanLabel = (key: string, value: string): [string, string] => [cleanLine(key), cleanText(value)];

/**
 * Splits the labels that docker, nerdctl and ctr join with commas, though values may hold commas, `=` and whole JSON. A value
 * like `1,b=2` cannot be told from two labels, and is read as two.
 * @returns labels, cleaned; empty for `""` and `-`
 */
export const splitLabels = (text: string): Record<string, string> => {
  const labels: [string, string][] = [];
  for (let start = 0; start < text.length; ) {
    const end = endOfLabel(text, start);
    const label = text.slice(start, end);
    const equals = label.indexOf("=");
    if (equals > 0) labels.push(cleanLabel(label.slice(0, equals), label.slice(equals + 1)));
    else if (label !== "" && label !== "-") labels.push(cleanLabel(label, ""));
    start = end + 1;
  }
  return Object.fromEntries(labels);
};

/** Labels that came as JSON, cleaned; what is not text is left out. */
export const cleanLabels = (labels: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) => (typeof value === "string" ? [cleanLabel(key, value)] : [])),
  );
