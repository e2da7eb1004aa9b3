import type { Risk } from "../../model/index.ts";
import { operands as readOperands } from "../rules.ts";
import type { OperandKind, Operands } from "../spec.ts";
import type { BackDraft, Reach } from "./back-draft.ts";
import type { BackRule, DockerForm, NoDockerForm, ToolCommand, ToolFlag, ToolUse } from "./tool-spec.ts";

/** Turns a tool's value into docker's; null: it has no form there (the rule that uses it has noted why). */
type Convert = (value: string, draft: BackDraft, use: ToolUse) => string | null;

/** Docker has the same flag, by the name it was typed with. */
export const same: BackRule = {
  how: "same",
  text: "same",
  apply(draft, use) {
    const { row, value } = use;
    const word = draft.line.words[use.at] ?? "";
    const short =
      row.short !== null &&
      !word.startsWith("--") &&
      (row.long === null || word.replace(/=.*/s, "") !== `-${row.long}`);
    const name = short ? `-${row.short}` : `--${row.long}`;
    if (row.kind !== "bool") draft.put(use, [name, value]);
    else if (value === "true") draft.put(use, [name]);
  },
};

/** Another flag of docker's with the same meaning; its value as typed unless `convert` says otherwise. */
export function as(name: string, convert?: Convert): BackRule {
  return {
    how: "renamed",
    text: name,
    apply(draft, use) {
      if (use.row.kind === "bool") return use.value === "true" ? draft.put(use, name.split(" ")) : undefined;
      const value = convert === undefined ? use.value : convert(use.value, draft, use);
      if (value !== null) draft.put(use, [name, value]);
    },
  };
}

/** One of docker's filters. */
export function filter(key: string, convert: (value: string) => string = (value) => value): BackRule {
  return {
    how: "renamed",
    text: `-f ${key}=…`,
    apply: (draft, use) => draft.put(use, ["-f", `${key}=${convert(use.value)}`]),
  };
}

/** Anything else: written by a function. `text` says what comes out. */
export function reshape(text: string, apply: (draft: BackDraft, use: ToolUse) => void = () => {}): BackRule {
  return { how: "reshaped", text, apply };
}

/** Docker does this anyway, or has no need of it: nothing to write, nothing lost. */
export function implied(text: string): BackRule {
  return { how: "implied", text };
}

/** Docker has no form for it. */
export function lost(why: string, reach: Reach = "all"): BackRule {
  return { how: "lost", text: why, apply: (draft, use) => draft.lose(use, why, reach) };
}

/** The rule, with an effect other than the tool's. */
export function changing(rule: BackRule, text: string, reach: Reach = "all"): BackRule {
  return {
    ...rule,
    apply(draft, use) {
      rule.apply?.(draft, use);
      draft.change(use, text, reach);
    },
  };
}

/** For flags of commands that docker has no form for. */
export const uncovered: BackRule = { how: "lost", text: "the command has no form in docker" };

const HEAD = /^(?:-(\S))?(?:, )?(?:--(\S+))?(?: (\S+))?$/;

/**
 * A row of the tables.
 * @param head as the tool's help has it: `-t, --tty`, `--memory-limit uint64`, `-b`; without a last word it is a switch
 * @param meaning one sentence
 * @param back what it is in docker; left out for commands without a form
 */
export function row(head: string, meaning: string, back: BackRule = uncovered, until?: string): ToolFlag {
  const match = HEAD.exec(head);
  if (match === null || (match[1] === undefined && match[2] === undefined)) throw new Error(`not a flag row: ${head}`);
  const flag: ToolFlag = {
    long: match[2] ?? null,
    short: match[1] ?? null,
    kind: match[3] ?? "bool",
    meaning,
    back,
  };
  if (until !== undefined) flag.until = until;
  return flag;
}

/** The row, whose flag stands in for an operand. */
export function picking(flag: ToolFlag): ToolFlag {
  return { ...flag, picks: true };
}

/** A docker verb. */
export function docker(verb: string, more: Omit<DockerForm, "kind" | "verb"> = {}): DockerForm {
  return { kind: "docker", verb, ...more };
}

/** No form in docker: why, and what to do instead. */
export function none(why: string, instead: string, more: Pick<NoDockerForm, "own" | "peers"> = {}): NoDockerForm {
  return { kind: "none", why, instead, ...more };
}

/**
 * A command of a tool.
 * @param path `tasks delete`; other names of the last word after `|`: `tasks delete|del|rm`
 * @param usage operands as ctool shows them; counts are read off it
 * @param kinds what each operand names
 */
export function command(
  path: string,
  usage: string | Operands,
  kinds: readonly OperandKind[],
  risk: Risk,
  form: DockerForm | NoDockerForm,
  flags: readonly ToolFlag[] = [],
  combine = false,
): ToolCommand {
  const [name = "", ...aliases] = path.split("|");
  const operands = typeof usage === "string" ? { ...readOperands(usage, ...kinds), options: "first" as const } : usage;
  return { path: name, aliases, operands, combine, risk, docker: form, flags };
}

/** The same answer for a whole group of commands that docker has no form for. */
export function group(
  form: NoDockerForm,
  risk: Risk,
  entries: readonly (readonly [path: string, usage: string, flags?: readonly ToolFlag[]])[],
  combine = false,
): ToolCommand[] {
  return entries.map(([path, usage, flags]) => command(path, usage, ["text"], risk, form, flags, combine));
}
