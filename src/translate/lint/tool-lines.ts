import { indexOf } from "../reverse/find-command.ts";
import { readWith } from "../reverse/read-line.ts";
import type { Reading } from "../reverse/translate-foreign.ts";
import type { Column } from "../spec.ts";
import { type Versions, versionOf } from "../versions.ts";
import { wrongAddress } from "./address.ts";
import { checkCrictl, fileLine } from "./crictl.ts";
import { checkCtr } from "./ctr.ts";
import type { Check, Finding } from "./finding.ts";
import { mendFlag } from "./tool-flags.ts";
import { missingVerb, unknownVerb } from "./tool-verbs.ts";

/**
 * Looks at lines of crictl or ctr.
 * @param known the line as it was read before
 */
export function checkOf(
  tool: Exclude<Column, "nerdctl">,
  versions: Versions | undefined,
  live: readonly string[],
  known?: Reading,
): Check {
  let first = known !== undefined && !("problem" in known) && !("own" in known) ? known : undefined;
  return async (words, seen): Promise<Finding | null> => {
    const index = await indexOf(tool);
    const line = first ?? readWith(index, words, live);
    first = undefined;
    if ("why" in line) {
      if (line.why === "verb-missing") return missingVerb(line);
      if (line.why === "unknown-verb") return unknownVerb(line);
      if (line.flag === null) return null;
      const finding = await mendFlag(line, line.flag);
      // `crictl run --name web nginx`: with docker's flags come docker's operands.
      if (
        tool === "crictl" &&
        line.command !== null &&
        /^(?:run|create|runp)$/.test(line.command.path) &&
        line.flag.code === "unknown-flag"
      )
        return { ...finding, lines: [fileLine(words.slice(0, line.verbAt[0]), line.command.path, [])] };
      return finding;
    }
    const address = wrongAddress(tool, words, line.globals);
    if (address !== null || line.help) return address;
    const version = versionOf(tool, versions);
    return tool === "crictl" ? checkCrictl(line, index, version, seen) : checkCtr(line, index, version, seen);
  };
}
