import type { Globals } from "../cli/globals.ts";

/** The flags with another engine, or another namespace in the same one. */
export const movedTo = (globals: Globals, { target, namespace }: { target?: string; namespace?: string }): Globals => {
  const values = new Map(globals.values);
  if (target !== undefined) {
    values.set("target", target);
    // A namespace belongs to the engine it was chosen in.
    values.delete("namespace");
    values.delete("address");
  }
  if (namespace !== undefined) values.set("namespace", namespace);
  return { ...globals, values };
};
