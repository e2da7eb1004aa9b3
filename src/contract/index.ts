import * as z from "zod";
import { comparisons } from "./comparison.ts";
import { failure } from "./error.ts";
import { targets } from "./targets.ts";
import { tools } from "./tools.ts";
import { translationReport } from "./translation.ts";

export { comparisons } from "./comparison.ts";
export { failure } from "./error.ts";
export { targets } from "./targets.ts";
export { tools } from "./tools.ts";
export { translationReport } from "./translation.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Everything that `--json` prints, by the name of its schema: `ctool ps --json` is a `container` list. */
export const contracts: Readonly<Record<string, { schema: z.ZodType; title: string }>> = {
  containers: { schema: comparisons.container, title: "ctool ps --json" },
  images: { schema: comparisons.image, title: "ctool images --json" },
  pods: { schema: comparisons.pod, title: "ctool pods --json" },
  namespaces: { schema: comparisons.namespace, title: "ctool namespaces --json" },
  versions: { schema: comparisons.version, title: "ctool version --json" },
  translation: { schema: translationReport, title: "ctool translate --json, one for each line" },
  targets: { schema: targets, title: "ctool targets --json" },
  tools: { schema: tools, title: "ctool tools --json" },
  error: { schema: failure, title: "An error of ctool itself, with --json" },
};

/**
 * The published JSON schemas (draft 2020-12), by name. They allow fields that they do not name: additions keep the version.
 */
export const schemas = (): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(contracts).map(([name, { schema, title }]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input" });
      return [name, { ...($schema === undefined ? {} : { $schema }), title, ...rest }];
    }),
  );
