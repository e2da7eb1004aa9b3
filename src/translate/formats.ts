import { reshape } from "./rules.ts";
import type { Rule } from "./spec.ts";

/** What docker's `--format` asks for. */
export type Format = { kind: "table" | "json" | "template"; template: string };

/** Reads a `--format` value: `json`, `table`, `table {{.ID}}…` or a Go template. */
export function readFormat(value: string): Format {
  const text = value.trim();
  if (text === "table" || text === "") return { kind: "table", template: "" };
  if (text === "json" || /^\{\{\s*json\s+\.\s*\}\}$/.test(text)) return { kind: "json", template: text };
  return { kind: "template", template: value };
}

/** An action of a template (`{{"\t"}}`, kept), or an escape outside of one. */
const ACTION_OR_ESCAPE = /(\{\{.*?\}\})|\\([tn])/gs;
const ACTION = /\{\{.*?\}\}/gs;

/** The actions of a Go template: `{{.ID}} {{json .}}` → both. */
export function actionsOf(template: string): string[] {
  // Without what can close no more, in which the search would begin again at every `{{`.
  return template.slice(0, template.lastIndexOf("}}") + 2).match(ACTION) ?? [];
}

/** `\t` and `\n` outside of actions as Go strings. */
function escapesAsStrings(template: string): string {
  const end = template.lastIndexOf("}}") + 2;
  const [head, tail] = end === 1 ? ["", template] : [template.slice(0, end), template.slice(end)];
  const put = (_: string, action?: string, letter?: string) => action ?? `{{"\\${letter}"}}`;
  return head.replace(ACTION_OR_ESCAPE, put) + tail.replace(/\\([tn])/g, '{{"\\$1"}}');
}

/**
 * docker's --format in nerdctl: the same templates, but the word `table` and the escapes `\t` and `\n` outside of `{{ }}` are
 * printed as they stand, so they are put as Go strings, and the header goes missing.
 */
export const nerdctlFormat: Rule = reshape("same; `table` and \\t are put otherwise", (draft, use) => {
  const template = use.value.replace(/^table\s+/, "");
  const put = escapesAsStrings(template);
  if (put === use.value) return draft.keep(use);
  draft.put(use, [use.short ? `-${use.row.short}` : `--${use.row.long}`, put]);
  if (template !== use.value)
    draft.change(use, "nerdctl does not know the `table` directive: no header, columns not aligned");
});

/**
 * docker's --format where crictl has `-o`: its own JSON, or its fixed columns.
 * @param where the JSON keeps what docker's fields show: `.containers[]`
 */
export function crictlFormat(where: string): Rule {
  return reshape("-o json or -o table", (draft, use) => {
    const format = readFormat(use.value);
    if (format.kind === "table") return;
    if (format.kind === "template" && /^table\s/.test(use.value)) {
      draft.put(use, ["-o", "table"]);
      return draft.change(use, "crictl's table has fixed columns");
    }
    draft.put(use, ["-o", "json"]);
    draft.change(
      use,
      format.kind === "json"
        ? `one JSON object (read ${where}), not one per line`
        : `crictl's templates are not docker's: read ${where} of the JSON`,
    );
  });
}
