import { schemas } from "../contract/index.ts";

/** The published JSON schemas: path → text. */
export const schemaFiles = (): Map<string, string> =>
  new Map(
    Object.entries(schemas()).map(([name, schema]) => [
      `docs/schemas/${name}.json`,
      `${JSON.stringify(schema, null, 2)}\n`,
    ]),
  );
