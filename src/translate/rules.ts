import type { Draft } from "./draft.ts";
import type {
  CommandSpec,
  Conflict,
  FlagSpec,
  FlagUse,
  Form,
  NoForm,
  OperandKind,
  Operands,
  Rule,
  VerbForm,
} from "./spec.ts";

/** Turns a docker value into a tool's; null: this value has no form there (the rule that uses it has noted why). */
export type Convert = (value: string, draft: Draft, use: FlagUse) => string | number | boolean | null;

/** The tool has the same flag: it stays as it was typed. */
export const same: Rule = { how: "same", text: "same", apply: (draft, use) => draft.keep(use) };

/** The same long name, but no short one (`-c` → `--cpu-shares`). */
export const sameLong: Rule = {
  how: "same",
  text: "same, by its long name only",
  apply(draft, use) {
    if (use.short) draft.put(use, use.row.kind === "bool" ? [`--${use.row.long}`] : [`--${use.row.long}`, use.value]);
    else draft.keep(use);
  },
};

/**
 * Another flag of the tool with the same meaning.
 * @param name as the tool spells it: `--cpu-share`
 * @param convert how the value is put; without it, as typed
 * @param text for people; the name alone when left out
 */
export function to(name: string, convert?: Convert, text?: string): Rule {
  return {
    how: "renamed",
    text: text === undefined ? name : `${name}, ${text}`,
    apply(draft, use) {
      if (use.row.kind === "bool") return draft.put(use, [name]);
      const value = convert === undefined ? use.value : convert(use.value, draft, use);
      if (value !== null) draft.put(use, [name, String(value)]);
    },
  };
}

/** Anything that is neither the same flag nor another one: written by a function. `text` says what comes out. */
export function reshape(text: string, apply: (draft: Draft, use: FlagUse) => void): Rule {
  return { how: "reshaped", text, apply };
}

/** The tool does this anyway: nothing to write, nothing lost. */
export function implied(text: string): Rule {
  return { how: "implied", text };
}

/** ctool does it after the run; the tool's own command lacks it. */
export function byCtool(text: string): Rule {
  return { how: "by-ctool", text, apply: (draft, use) => draft.leave(use, text) };
}

/** No form there. `why` in the tool's terms; `instead`: what a person can do. */
export function lost(why: string, instead?: string): Rule {
  const rule: Rule = { how: "lost", text: why, apply: (draft, use) => draft.lose(use, why, instead) };
  if (instead !== undefined) rule.instead = instead;
  return rule;
}

/** Holds from a version on (`main`: newer than the last release); before it, the flag is lost or `before` holds. */
export function since(version: string, rule: Rule, before?: Rule): Rule {
  return before === undefined ? { ...rule, since: version } : { ...rule, since: version, before };
}

/** The rule, with something good to know. */
export function telling(rule: Rule, text: string): Rule {
  return {
    ...rule,
    apply(draft, use) {
      rule.apply?.(draft, use);
      draft.tell(use, text);
    },
  };
}

/** The rule, which has another effect than docker's. */
export function changing(rule: Rule, text: string): Rule {
  return {
    ...rule,
    apply(draft, use) {
      rule.apply?.(draft, use);
      draft.change(use, text);
    },
  };
}

/** Another verb of the tool (`-a`: `containers ls` instead of `tasks ls`). */
export function otherVerb(verb: string, text = verb): Rule {
  return reshape(text, (draft) => {
    draft.verb = verb.split(" ");
  });
}

/** A field of crictl's container.json; switches set `true`. */
export function inContainer(path: string, convert?: Convert): Rule {
  return inFiles(["container"], path, convert);
}

/** A field of crictl's pod.json. */
export function inPod(path: string, convert?: Convert): Rule {
  return inFiles(["pod"], path, convert);
}

/** The same field in crictl's pod.json and container.json. */
export function inBoth(path: string, convert?: Convert): Rule {
  return inFiles(["pod", "container"], path, convert);
}

function inFiles(files: readonly ("pod" | "container")[], path: string, convert: Convert | undefined): Rule {
  return reshape(`${files.map((file) => `${file}.json`).join(" and ")}: ${path}`, (draft, use) => {
    const value = use.row.kind === "bool" ? true : convert === undefined ? use.value : convert(use.value, draft, use);
    if (value !== null) for (const file of files) draft.set(file, path, value);
  });
}

/** An element of a list in crictl's container.json. `make` returns null when it has noted that the value is lost. */
export function inList(path: string, make: (value: string, draft: Draft, use: FlagUse) => unknown): Rule {
  return reshape(`container.json: ${path}`, (draft, use) => {
    const value = make(use.value, draft, use);
    if (value !== null) draft.add("container", path, value);
  });
}

const HEAD = /^(?:-(\S), )?--(\S+)(?: (\S+))?$/;

/**
 * A row of the tables.
 * @param head as docker's help has it: `-m, --memory bytes`; without a last word it is a switch
 * @param meaning one sentence
 * @param rules one per tool that has the verb
 */
export function flag(
  head: string,
  meaning: string,
  rules: FlagSpec["rules"],
  more: Pick<FlagSpec, "unlisted" | "unlimited"> & { aliasOf?: string; defaultOn?: boolean } = {},
): FlagSpec {
  const match = HEAD.exec(head);
  if (match === null) throw new Error(`not a flag row: ${head}`);
  return {
    long: match[2] as string,
    short: match[1] ?? null,
    kind: match[3] ?? "bool",
    meaning,
    aliasOf: more.aliasOf ?? null,
    defaultOn: more.defaultOn ?? false,
    ...(more.unlisted === true ? { unlisted: true as const } : {}),
    ...(more.unlimited === true ? { unlimited: true as const } : {}),
    rules,
  };
}

/** Another spelling of a row (`--net` of `--network`), with the tools whose rule differs from the row's. */
export function alias(head: string, row: FlagSpec, rules: FlagSpec["rules"] = {}): FlagSpec {
  return flag(head, row.meaning, { ...row.rules, ...rules }, { aliasOf: row.long, defaultOn: row.defaultOn });
}

/** A verb that the tool has under this name: `tasks ls`. */
export function verb(name: string, more: Partial<Omit<VerbForm, "kind" | "verb">> = {}): VerbForm {
  return { kind: "verb", verb: name, ...more };
}

/** A verb that the tool spells as docker does, typed path included. `spelled` names the paths it does not know. */
export function asTyped(more: Partial<Omit<VerbForm, "kind" | "verb">> = {}): VerbForm {
  return { kind: "verb", verb: null, ...more };
}

/** A verb that the tool does not have. */
export function none(why: string, instead: string): NoForm {
  return { kind: "none", why, instead };
}

/** The same way out for several tools. */
export function noneOf(forms: Partial<CommandSpec["tools"]>, rest: NoForm): CommandSpec["tools"] {
  return { nerdctl: rest, crictl: rest, ctr: rest, ...forms };
}

/** A form that holds from a version on; `before`: what holds earlier. */
export function sinceForm(version: string, form: VerbForm, before?: Form): VerbForm {
  return before === undefined ? { ...form, since: version } : { ...form, since: version, before };
}

/**
 * A command's operands.
 * @param usage as docker's usage line has them; the counts are read off it (`[X]` optional, `...` any number)
 * @param kinds what each position names; the last one repeats
 */
export function operands(usage: string, ...kinds: OperandKind[]): Operands {
  const words = usage === "" ? [] : usage.split(" ");
  const repeats = usage.includes("...");
  const min = words.filter((word) => !word.startsWith("[")).length;
  const max = repeats ? null : words.length;
  return { usage, min, max, kinds, options: "anywhere" };
}

/** Operands whose first one ends the options (run, create, exec, top). */
export function operandsFirst(usage: string, ...kinds: OperandKind[]): Operands {
  return { ...operands(usage, ...kinds), options: "first" };
}

/** Two flags that a tool refuses together, and what is given up. */
export function conflict(a: string, b: string, drop: string, why: string, unless?: string): Conflict {
  const base = { when: [a, b] as const, drop: drop.split(" "), why };
  return unless === undefined ? base : { ...base, unless };
}
