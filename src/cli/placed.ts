import type { Context } from "./context.ts";

/**
 * The context as if the place of a thing had been typed: what is asked next is asked of its engine and namespace.
 * @param place where it was found: `at` is an engine's id
 * @param target where it was looked for first; a thing that lies there needs no other place
 */
export const placedAt = (
  context: Context,
  { at, namespace }: { at: string; namespace: string | null },
  target: { id: string; namespace: string | null } | null,
): Context => {
  if (at === target?.id && (namespace === null || namespace === target.namespace)) return context;
  const values = new Map(context.globals.values);
  values.delete("address");
  values.set("target", at);
  if (namespace === null) values.delete("namespace");
  else values.set("namespace", namespace);
  return { ...context, globals: { ...context.globals, values } };
};
