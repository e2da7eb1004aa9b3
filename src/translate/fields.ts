import { actionsOf, nerdctlFormat, readFormat } from "./formats.ts";
import { same } from "./rules.ts";
import { lastValue, type Rule } from "./spec.ts";

/** The fields that a Go template reads: `{{.ID}} {{json .Labels}}` → ID, Labels. */
export function fieldsOf(template: string): string[] {
  return actionsOf(template).flatMap((action) =>
    [...action.matchAll(/(?<=^|[\s({])\.([A-Z]\w*)/g)].map((match) => match[1] as string),
  );
}

/**
 * docker's --format where nerdctl's rows have only some of docker's fields; a template with another one ends nerdctl with
 * "can't evaluate field".
 * @param what the list, for people: `nerdctl network ls`
 * @param fields as nerdctl names them
 */
export function nerdctlFields(what: string, ...fields: string[]): Rule {
  return {
    ...nerdctlFormat,
    text: `same, with the fields ${fields.join(", ")}`,
    apply(draft, use) {
      const unknown = fieldsOf(use.value).find((field) => !fields.includes(field));
      if (unknown === undefined) nerdctlFormat.apply?.(draft, use);
      else draft.lose(use, `${what} has no .${unknown}, only .${fields.join(", .")}`);
    },
  };
}

/** -q where nerdctl refuses it beside a template or JSON; docker lets those win. */
export const nerdctlQuiet: Rule = {
  ...same,
  text: "same; left out beside a --format, which wins in docker",
  apply(draft, use) {
    const format = lastValue(draft.command, "format");
    if (format === null || readFormat(format).kind === "table") draft.keep(use);
  },
};
