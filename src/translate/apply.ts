import type { Fit, Note, Translation } from "../model/index.ts";
import { Draft } from "./draft.ts";
import { referenceFor } from "./image-operand.ts";
import { lookUp } from "./lookup.ts";
import { renderShell } from "./shell.ts";
import type { Column, DockerCommand, FlagUse, Form, How, NoForm, Operand, Rule, VerbForm } from "./spec.ts";
import { atLeast, sayVersion } from "./versions.ts";

/** One tool's translation, and what became of each typed flag there (empty where the verb has no form). */
export interface Applied {
  translation: Translation;
  outcomes: Map<FlagUse, { how: How; text: string }>;
}

export interface ApplyOptions {
  version: string;
  /** Write out what docker does by default and the tool does not (seccomp, no-new-privileges). */
  parity: boolean;
  /** Pieces of the words that a shell still has to fill in. */
  live: readonly string[];
  /** Those of them that are known to hold ids of containers. */
  ids?: readonly string[];
}

const SCALARS: ReadonlySet<string> = new Set(
  "bool string int int64 uint uint16 uint32 uint64 float decimal bytes duration".split(" "),
);

/** Puts an understood docker line into one tool's words by the rules of its rows. */
export function applyRules(column: Column, command: DockerCommand, options: ApplyOptions): Applied {
  const form = formAt(command.spec.tools[column], column, options.version);
  if (form.kind === "none") return { translation: noTranslation(column, form), outcomes: new Map() };
  const draft = new Draft(column, command, form, options);
  if (command.help) {
    draft.steps = [{ argv: [column, ...draft.verb, "--help"] }];
    return { translation: toTranslation(draft, options.live), outcomes: draft.outcomes };
  }
  if (form.partial !== undefined) draft.change(null, form.partial);
  if (column === "ctr") draft.operands = command.operands.map((operand, i) => asReference(draft, operand, i));
  const dropped = droppedBy(form, command);
  for (const use of command.globals) applyRule(draft, use, dropped);
  for (const use of command.uses) applyRule(draft, use, dropped);
  if (form.lookup !== undefined) lookUpContainers(draft, form.lookup);
  form.finish?.(draft);
  if (form.info !== undefined) draft.tell(null, form.info);
  if (draft.refusal !== null) {
    const translation = noTranslation(column, { kind: "none", ...draft.refusal });
    return { translation, outcomes: draft.outcomes };
  }
  return { translation: toTranslation(draft, options.live), outcomes: draft.outcomes };
}

/** The form that holds for a version. */
export function formAt(form: Form, column: Column, version: string): Form {
  if (form.kind === "none" || form.since === undefined || atLeast(version, form.since)) return form;
  if (form.before !== undefined) return formAt(form.before, column, version);
  return { kind: "none", why: `needs ${sayVersion(column, form.since)}`, instead: `use a newer ${column}` };
}

function applyRule(draft: Draft, use: FlagUse, dropped: ReadonlyMap<string, string>): void {
  const { column, command } = draft;
  const rule = ruleAt(use.row.rules[column], column, draft.version);
  const why = dropped.get(use.name);
  if (why !== undefined) {
    draft.lose(use, why);
    return;
  }
  const last = command.byName.get(use.name)?.at(-1) ?? use;
  if (SCALARS.has(use.row.kind) && last !== use && rule.how !== "same") {
    draft.outcomes.set(use, { how: "implied", text: "a later one wins" });
    return;
  }
  const off = use.row.kind === "bool" && (use.value === "true") === use.row.defaultOn;
  if (off && rule.always !== true) {
    if (column === "nerdctl" && rule.how === "same") draft.keep(use);
    draft.outcomes.set(use, { how: rule.how === "lost" ? "implied" : rule.how, text: "as without it" });
    return;
  }
  rule.apply?.(draft, use);
  if (!draft.outcomes.has(use)) draft.outcomes.set(use, { how: rule.how, text: rule.text });
}

/** The rule that holds for a version. A tool whose form needs no rules has none: then the flag is lost. */
function ruleAt(rule: Rule | undefined, column: Column, version: string): Rule {
  if (rule === undefined) return lostFor(`${column} has no such flag`);
  if (rule.since === undefined || atLeast(version, rule.since)) return rule;
  return rule.before ?? lostFor(`needs ${sayVersion(column, rule.since)}`);
}

function lostFor(why: string): Rule {
  return { how: "lost", text: why, apply: (draft, use) => draft.lose(use, why) };
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** Flags given up because the tool refuses them together with another, by name, with the reason. */
function droppedBy(form: VerbForm, command: DockerCommand): ReadonlyMap<string, string> {
  if (form.conflicts === undefined) return NOTHING;
  const dropped = new Map<string, string>();
  const on = (name: string) => command.byName.get(name)?.at(-1)?.value === "true";
  for (const { when, drop, why, unless } of form.conflicts) {
    if (when.every(on) && (unless === undefined || !on(unless))) for (const name of drop) dropped.set(name, why);
  }
  return dropped;
}

/** ctr asks for full references only; where they begin is up to a shell, nobody can complete them. */
function asReference(draft: Draft, { at, word }: Operand, i: number): Operand {
  const { kinds } = draft.command.spec.operands;
  return (kinds[i] ?? kinds.at(-1)) === "image" ? { at, word: referenceFor(draft, word) } : { at, word };
}

/** crictl knows ids only. */
function lookUpContainers(draft: Draft, among: "running" | "all"): void {
  const { kinds } = draft.command.spec.operands;
  const isContainer = (_: Operand, i: number) => (kinds[i] ?? kinds.at(-1)) === "container";
  const containers = draft.operands.filter(isContainer);
  const [first] = containers;
  if (first === undefined) return;
  const found = lookUp(
    draft,
    containers.map(({ word }) => word),
    among,
  );
  // Containers stand together, before what else there is.
  const others = draft.operands.filter((operand, i) => !isContainer(operand, i));
  draft.operands = [...found.map((word) => ({ at: first.at, word })), ...others];
}

function toTranslation(draft: Draft, live: readonly string[]): Translation {
  const steps = draft.finished();
  const { notes } = draft;
  const fit: Fit = notes.some(({ kind }) => kind !== "info")
    ? "partial"
    : steps.length > 1 || steps.some(({ files }) => files.length > 0)
      ? "steps"
      : "exact";
  return {
    tool: draft.column,
    fit,
    steps,
    shell: renderShell(steps, live, draft.lookups),
    notes: sorted(notes),
    instead: null,
  };
}

const ORDER: Record<Note["kind"], number> = { lost: 0, changed: 1, "by-ctool": 2, info: 3 };

/** What is lost comes first. */
function sorted(notes: Note[]): Note[] {
  return notes.length < 2 ? notes : notes.sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
}

function noTranslation(tool: Column, { why, instead }: NoForm): Translation {
  const notes: Note[] = [{ kind: "lost", flag: null, text: why }];
  return { tool, fit: "none", steps: [], shell: "", notes, instead };
}
