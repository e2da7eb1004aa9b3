import { writeOwnFile } from "../runtime/own-file.ts";
import type { Notice } from "./state/index.ts";

/** A file name out of a title: letters, digits and dots, the rest as dashes. */
const fileNameOf = (title: string, now: Date): string =>
  `ctool-${title
    .replace(/[^\w.]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80)}-${now.toISOString().slice(0, 19).replace(/[T:]/g, "")}.txt`;

/** Writes a page's text to a file in the working folder (mode 0600), and says where. */
export const savePage = (title: string, lines: readonly string[]): Notice => {
  const name = fileNameOf(title, new Date());
  try {
    writeOwnFile(name, `${lines.join("\n")}\n`);
    return { text: `saved ${lines.length} lines to ${name}`, style: "good" };
  } catch (error) {
    return { text: `cannot save: ${error instanceof Error ? error.message : error}`, style: "bad" };
  }
};
