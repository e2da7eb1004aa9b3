import { readDocuments } from "../../adapters/json.ts";
import type { Joined, RecordKind } from "../../model/index.ts";
import { lastValue, type Understood } from "../../translate/index.ts";
import { layoutOf } from "../choices.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes } from "../errors.ts";
import type { Listed } from "../list.ts";
import { renderOptionsOf, sayRecording, show } from "../show.ts";
import { viaOf } from "../via.ts";
import { type Asked, ask, lineUp } from "./ask.ts";
import { rawDocuments } from "./inspected.ts";

/** What docker prints, with a template or as JSON: dockerd's own where it is the target, else what nerdctl says of the target. */
const printAsDocker = async (asked: Asked<"engineRecord">, format: string, context: Context): Promise<number> => {
  const order = asked.target.engine === "docker" ? (["docker"] as const) : (["nerdctl", "docker"] as const);
  for (const tool of order) {
    const index = asked.plan.asks.findIndex((one) => one.tool === tool);
    const [answer] = asked.answered[index] ?? [];
    const [document] = answer?.run.exitCode === 0 ? readDocuments(answer.run.stdout).rows : [];
    if (document === undefined) continue;
    sayRecording(context);
    if (format === "json") {
      context.io.out(`${JSON.stringify(document)}\n`);
      return exitCodes.done;
    }
    const [{ valueFormat, valueOfJson }, { withTemplate }, { widthOf }] = await Promise.all([
      import("../../format/index.ts"),
      import("../formatted.ts"),
      import("../../render/index.ts"),
    ]);
    context.io.out(withTemplate(() => valueFormat(format, "", widthOf)(valueOfJson(document))));
    return exitCodes.done;
  }
  throw new CtoolError("no-form", exitCodes.noTool, "neither docker nor nerdctl answers here, and --format is theirs", {
    hint: "What the other tools say:",
    fix: "ctool info --json",
  });
};

/** `ctool info`: what every tool says of the engine behind it, field by field. */
export const runInfo = async (understood: Understood, context: Context): Promise<number> => {
  const [via, layout] = [viaOf(context), layoutOf(context)];
  const asked = await ask(understood, { kind: "engineRecord", all: true, size: false }, context);
  const format = lastValue(understood.command, "format");
  const json = context.globals.switches.has("json");
  if (via && !json) return rawDocuments([asked], via, context);
  if (!json && format !== null && format !== "") return printAsDocker(asked, format, context);
  const listed = lineUp(asked) as unknown as Listed<RecordKind>;
  const { renderRecords } = await import("../../render/reads/index.ts");
  return show<RecordKind>(
    listed as unknown as Listed,
    listed.comparison.rows as Joined<RecordKind>[],
    {
      lines: null,
      table: async (comparison) =>
        layout === "joined"
          ? renderRecords(comparison, renderOptionsOf(context))
          : (await import("../layout.ts")).rawLayout(layout, listed as unknown as Listed, context),
    },
    context,
  );
};
