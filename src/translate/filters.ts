import type { Draft } from "./draft.ts";
import type { FlagUse } from "./spec.ts";

/** A docker filter: `name=web`, `label=app=web`. */
export interface Filter {
  key: string;
  value: string;
  use: FlagUse;
}

/** @returns the filters typed with `--filter`, in order */
export function filtersOf(draft: Draft): Filter[] {
  return (draft.command.byName.get("filter") ?? []).map((use) => {
    const at = use.value.indexOf("=");
    const key = (at === -1 ? use.value : use.value.slice(0, at)).trim().toLowerCase();
    return { key, value: at === -1 ? "" : use.value.slice(at + 1), use };
  });
}

/**
 * A label as containerd's filters want it: `app=web` → `labels.app==web`; keys with other characters than letters, digits and
 * underscores are quoted; a bare key asks for its presence.
 */
export function labelFilter(label: string): string {
  const at = label.indexOf("=");
  const key = at === -1 ? label : label.slice(0, at);
  const name = /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
  return at === -1 ? `labels.${name}` : `labels.${name}==${filterValue(label.slice(at + 1))}`;
}

/** A value in containerd's filter language: bare where its scanner takes it, else quoted. */
export function filterValue(value: string): string {
  return /^[A-Za-z0-9_]+(?:[./:@-][A-Za-z0-9_]+)*$/.test(value) && !/[:@]/.test(value) ? value : JSON.stringify(value);
}
