import { applyRules } from "../apply.ts";
import { type Versions, versionOf } from "../versions.ts";
import { wrongAddress } from "./address.ts";
import { mendBadLine } from "./docker.ts";
import type { Check, Finding } from "./finding.ts";
import { checkGoodLine } from "./good-line.ts";
import { type BadLine, type GoodLine, type OwnLine, type PflagTool, readPflagLine } from "./pflag-line.ts";

export { pflagLine } from "./pflag-line.ts";

/**
 * Looks at lines of docker or nerdctl.
 * @param known a line that was read before
 */
export function checkPflag(
  tool: PflagTool,
  versions: Versions | undefined,
  live: readonly string[],
  known?: GoodLine | BadLine | OwnLine,
): Check {
  let first = known;
  return async (words, seen): Promise<Finding | null> => {
    const line = first ?? (await readPflagLine(tool, words, live));
    first = undefined;
    if (line === "own") return null;
    if (!("command" in line)) return mendBadLine(line);
    const address = wrongAddress(tool, words, line.globals);
    if (address !== null) return address;
    const finding = await checkGoodLine(line, seen);
    return finding ?? (tool === "nerdctl" ? notAsTyped(line, versions, seen) : null);
  };
}

/**
 * nerdctl takes most docker lines as they are. What the translator would write otherwise is what nerdctl refuses or does
 * otherwise: `kill -s 9`, `run -c 512`, `run -d --rm`, `ps -f ancestor=nginx`, `container top`.
 */
function notAsTyped(
  { command, words, offset }: GoodLine,
  versions: Versions | undefined,
  seen: ReadonlySet<string>,
): Finding | null {
  if (command.help || command.spec.path.startsWith("--") || seen.has("not-in-nerdctl")) return null;
  // nerdctl takes some flags once per word where docker lets the last one win.
  if ([...command.byName.values()].some((uses) => uses.length > 1 && uses[0]?.row.kind === "string")) return null;
  const { translation, outcomes } = applyRules("nerdctl", command, {
    version: versionOf("nerdctl", versions),
    parity: false,
    live: [],
  });
  const globals = words.slice(1, offset + 1);
  const reason = translation.notes.find(({ kind }) => kind !== "info");
  const others = [...outcomes].filter(([, { how }]) => how === "reshaped" || how === "renamed");
  const otherwise = others.map(([use, { text }]) => `--${use.name}: ${text}`).join("; ");
  const said = reason === undefined ? otherwise : `${reason.flag === null ? "" : `${reason.flag}: `}${reason.text}`;
  if (translation.fit === "none") {
    const message = `nerdctl: unknown command ${command.typed}; ${said}; ${translation.instead}`;
    return { code: "not-in-nerdctl", message };
  }
  const lines = translation.steps.map(({ argv }) => ["nerdctl", ...globals, ...argv.slice(1)]);
  const [only, ...more] = lines;
  if (only === undefined) return null;
  if (more.length === 0 && only.join("\0") === words.join("\0")) return null;
  const ancestor = command.byName.get("filter")?.some(({ value }) => value.startsWith("ancestor=")) === true;
  const shown = ancestor && command.byName.size === 1 ? [[...only, "--format", "{{.ID}} {{.Image}}"]] : lines;
  const message =
    said === ""
      ? `nerdctl has it otherwise: ${only.slice(1).join(" ")}`
      : `nerdctl refuses it, or does otherwise; ${said}`;
  return { code: "not-in-nerdctl", message, lines: shown };
}
