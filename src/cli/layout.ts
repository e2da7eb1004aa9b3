import { TOOLS, type Tool } from "../model/index.ts";
import { loadWidths, type RawOutput, renderRaw } from "../render/index.ts";
import type { Rendered } from "../render/text-options.ts";
import type { Context } from "./context.ts";
import type { Listed } from "./list.ts";
import { deadlineOf } from "./node.ts";
import { renderOptionsOf } from "./show.ts";

const RAW_MS = 10_000;
const RAW_BYTES = 16 * 1024 * 1024;

/** Runs one tool's own translation, for its own output; null when the tool has no part in the list. */
export const rawOutput = async (
  tool: Tool,
  { comparison, plan }: Listed,
  context: Context,
): Promise<RawOutput | null> => {
  const answer = comparison.tools.find((one) => one.tool === tool);
  const ask = plan.asks.find((one) => one.tool === tool);
  const [step, ...more] = answer?.translation?.steps ?? [];
  if (!answer || !ask || !step || more.length > 0) {
    const why = answer?.error ?? "no single command of this tool answers this";
    return answer
      ? { tool, argv: [tool], state: answer.state, stdout: "", stderr: why, exitCode: null, durationMs: null }
      : null;
  }
  const { argv } = step;
  const timeoutMs = deadlineOf(context, RAW_MS);
  const run = await context.host.exec({ tool, argv, file: ask.command, timeoutMs, maxBytes: RAW_BYTES });
  const { exitCode, durationMs, stdout, stderr, outcome } = run;
  const state = outcome === "timeout" ? "timeout" : exitCode === 0 ? "ok" : "failed";
  return { tool, argv, state, stdout, stderr, exitCode, durationMs };
};

/** Runs each tool's own translation, for its own output: side by side in columns, or one under the other. */
export const rawLayout = async (layout: "columns" | "stacked", listed: Listed, context: Context): Promise<Rendered> => {
  const outputs = await Promise.all(TOOLS.map((tool) => rawOutput(tool, listed, context)));
  const shown = outputs.filter((output) => output !== null);
  await loadWidths(shown.map(({ stdout, stderr }) => stdout + stderr).join(""));
  return renderRaw(shown, layout, renderOptionsOf(context));
};
