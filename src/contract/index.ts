import * as z from "zod";
import { comparisons } from "./comparison.ts";
import { failure } from "./error.ts";
import { explanation, findings } from "./findings.ts";
import { map } from "./map.ts";
import { path } from "./path.ts";
import { runs, settings } from "./settings.ts";
import { eventLine, line, usageLine } from "./stream.ts";
import { targets } from "./targets.ts";
import { tools } from "./tools.ts";
import { translationReport } from "./translation.ts";
import { writeReport } from "./write.ts";

export { comparisons } from "./comparison.ts";
export { failure } from "./error.ts";
export { explanation, findings } from "./findings.ts";
export { map } from "./map.ts";
export { path } from "./path.ts";
export { targets } from "./targets.ts";
export { tools } from "./tools.ts";
export { translationReport } from "./translation.ts";

export { writeReport } from "./write.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Everything that `--json` prints, by the name of its schema: `ctool ps --json` is a `container` list. */
export const contracts: Readonly<Record<string, { schema: z.ZodType; title: string }>> = {
  containers: { schema: comparisons.container, title: "ctool ps --json" },
  images: { schema: comparisons.image, title: "ctool images --json" },
  pods: { schema: comparisons.pod, title: "ctool pods --json" },
  namespaces: { schema: comparisons.namespace, title: "ctool namespaces --json" },
  versions: { schema: comparisons.version, title: "ctool version --json" },
  networks: { schema: comparisons.network, title: "ctool network ls --json" },
  volumes: { schema: comparisons.volume, title: "ctool volume ls --json" },
  history: { schema: comparisons.layer, title: "ctool history --json" },
  search: { schema: comparisons.hit, title: "ctool search --json" },
  disk: { schema: comparisons.disk, title: "ctool system df --json" },
  snapshots: { schema: comparisons.snapshot, title: "ctool snapshots --json" },
  content: { schema: comparisons.blob, title: "ctool content --json" },
  stats: { schema: comparisons.usage, title: "ctool stats --no-stream --json" },
  "stats-line": { schema: usageLine, title: "ctool stats --json, one for each tool and container" },
  inspect: { schema: comparisons.record, title: "ctool inspect --json and ctool info --json" },
  events: { schema: eventLine, title: "ctool events --json, one for each event" },
  line: { schema: line, title: "ctool logs --json, top, port and diff, one for each line" },
  translation: { schema: translationReport, title: "ctool translate --json, one for each line" },
  targets: { schema: targets, title: "ctool targets --json" },
  tools: { schema: tools, title: "ctool tools --json" },
  map: { schema: map, title: "ctool map --json" },
  findings: { schema: findings, title: "ctool doctor --json" },
  explanation: { schema: explanation, title: "ctool why --json" },
  settings: { schema: settings, title: "ctool settings --json" },
  runs: { schema: runs, title: "ctool runs --json" },
  path: { schema: path, title: "ctool path CONTAINER --json" },
  write: { schema: writeReport, title: "ctool run --json, and every verb that changes something" },
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
