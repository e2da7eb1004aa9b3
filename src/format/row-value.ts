import type { GoStruct, Value } from "./values.ts";

/** Docker's only field of a row that is no text. */
const PLATFORM: Value = { kind: "nil", type: "*formatter.Platform" };

/**
 * A row as docker's templates see it: fields that are texts, and `.Label "name"`.
 * @param type as docker's messages name it: `*formatter.ContainerContext`
 */
export const rowValue = (
  type: string,
  record: Readonly<Record<string, string | null>>,
  labels: Readonly<Record<string, string>>,
): GoStruct => ({
  kind: "struct",
  type,
  fields: Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value ?? PLATFORM])),
  methods: { Label: (name) => (Object.hasOwn(labels, name) ? labels[name] : "") },
  json: { row: true },
});
