import type { Comparison, Joined } from "../../model/index.ts";
import type { DockerReadKind, DockerRows, SheetKind } from "../../render/reads/index.ts";
import { isOn, lastValue, type Understood } from "../../translate/index.ts";
import { formatOf, templateOf } from "../choices.ts";
import type { Context } from "../context.ts";
import { isDockerMode } from "../docker-mode.ts";

/** What is printed in place of a table. */
export type Lines<K extends SheetKind> = (comparison: Comparison<K>) => string;

/** Docker shows its own rows: those of the chosen target. */
export const here = <K extends SheetKind>({ target, rows }: Comparison<K>): Joined<K>[] =>
  rows.filter(({ at }) => target === null || at === target.id);

/** Docker's JSON lines or its templates; null when neither was asked for. A kind that docker does not list is printed as it is. */
export const dockerLines = async <K extends SheetKind>(
  kind: K,
  { command }: Understood,
  context: Context,
): Promise<Lines<K> | null> => {
  const format = formatOf(lastValue(command, "format"));
  const template = templateOf(format, context);
  if (template === undefined && format !== "json") return null;
  const rowsFor = (comparison: Comparison<K>): Joined<K>[] =>
    isDockerMode(context) ? here(comparison) : comparison.rows;
  const { dockerRows } = await import("../../render/reads/index.ts");
  if (!Object.hasOwn(dockerRows, kind))
    return (comparison) =>
      rowsFor(comparison)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join("");
  const docker = dockerRows[kind as DockerReadKind] as unknown as DockerRows<K>;
  const options = {
    now: context.host.now(),
    noTrunc: isOn(command, "no-trunc"),
    human: lastValue(command, "human") !== "false",
  };
  const { renderDockerJson, widthOf } = await import("../../render/index.ts");
  if (template === undefined)
    return (comparison) => renderDockerJson(rowsFor(comparison).map((row) => docker.record(row, options)));
  const [{ rowFormat, rowValue }, { withTemplate }] = await Promise.all([
    import("../../format/index.ts"),
    import("../formatted.ts"),
  ]);
  const text = template === null ? docker.table : template === "raw" ? (docker.raw ?? template) : template;
  const compiled = withTemplate(() => rowFormat(text, { headers: docker.headers, widthOf }), docker);
  return (comparison) => {
    const values = rowsFor(comparison).map((row) =>
      rowValue(docker.type, docker.record(row, options), "labels" in row ? row.labels : {}),
    );
    return withTemplate(() => compiled.print(values), docker);
  };
};
