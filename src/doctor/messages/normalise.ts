import { readLogLine } from "../../adapters/log-line.ts";
import { cleanText } from "../../model/clean.ts";

/** How deep one log line is quoted inside another: nerdctl quotes runc, which quotes nerdctl's own hook. */
const DEEPEST = 4;
/** Longest text that is looked at, in characters: messages come early or not at all. */
const LONGEST = 256 * 1024;

/** In front of a line from the journal or syslog: `Nov 21 01:16:00 node1 containerd[812]: `. */
const JOURNAL = /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.+-]+Z?) \S+ [\w.@/-]+(?:\[\d+\])?: /;

/** klog says the message itself in quotes, which unescaping the error alone would lose. */
const KLOG_MESSAGE = /^[IWEF]\d{4} \S+\s+\d+ \S+\] /;

const readLine = (line: string, depth: number): string[] => {
  const bare = line.replace(JOURNAL, "").trim();
  if (bare === "") return [];
  const { by, text } = readLogLine(bare);
  if (by === "plain" || depth === DEEPEST) return [text];
  if (by === "klog" && text === "") return [bare.replace(KLOG_MESSAGE, "")];
  return cleanText(text)
    .split("\n")
    .flatMap((inner) => readLine(inner, depth + 1));
};

/**
 * Text as tools print or log it → what they say, one message a line: no terminal escapes, no logrus and klog prefixes
 * (`FATA[0000] `, `time="…" level=fatal msg="…"`), no journal prefixes, and no backslashes before quotes, however deep.
 */
export const normaliseMessage = (text: string): string =>
  cleanText(text.slice(0, LONGEST))
    .split("\n")
    .flatMap((line) => readLine(line, 0))
    .map((line) => line.replace(/\\+"/g, '"'))
    .join("\n");
