import type { Fit, FlagMeaning, Note, Problem, Risk, Step, Translation, TranslationReport } from "../../model/index.ts";
import { renderShell } from "../shell.ts";
import { COLUMNS, type Column, type How } from "../spec.ts";
import { readDocker, reportOn, type TranslateOptions } from "../translate.ts";
import { BackDraft, type BackStep } from "./back-draft.ts";
import type { NerdctlLine } from "./nerdctl.ts";
import { toDocker } from "./nerdctl.ts";
import { noteForCrictl, noteForDocker, type Place, placeOf, wordsFor } from "./place.ts";
import { toKubectl } from "./to-kubectl.ts";
import { type DockerForm, dashed, type NoDockerForm, type Source, type ToolLine, type ToolUse } from "./tool-spec.ts";

type Tool = Translation["tool"];
const NO_LOOKUPS: ReadonlyMap<string, string> = new Map();

/** What one tool's line comes to in docker, before it goes on to the others. */
interface Backward {
  source: Source;
  input: string;
  live: readonly string[];
  steps: BackStep[];
  draft: BackDraft;
  /** Set when docker has no form. */
  none: NoDockerForm | null;
  risk: Risk;
  partial: string | null;
  info: string | null;
}

/** The report on a line of crictl, ctr or kubectl, or on a nerdctl command that docker does not have. */
export async function reportOnTool(
  line: ToolLine,
  input: string,
  options: TranslateOptions,
): Promise<TranslationReport> {
  const form = line.command.docker;
  const own = form.kind === "none" && form.own !== undefined ? form.own : null;
  const draft = new BackDraft(line, form.kind === "docker" ? form.verb : (own ?? ""));
  const place = placeOf(line.tool, line.globals);
  noteForDocker(draft, line.tool, place);
  applyGlobals(draft);
  if (!line.help || form.kind === "none") for (const use of line.uses) applyRow(draft, use);
  const known = line.command.operands.max;
  if (known !== null) draft.operands = draft.operands.slice(0, known);
  if (line.help && form.kind === "docker") draft.steps = [{ argv: helpWords(form) }];
  else if (form.kind === "docker") form.finish?.(draft);
  const { refusal } = draft;
  const none: NoDockerForm | null =
    form.kind === "none" ? form : refusal === null ? null : { kind: "none", ...refusal };
  const steps = own === null ? (none === null ? draft.finished() : []) : [{ argv: ["ctool", own, ...draft.flags()] }];
  const docker = form.kind === "docker" ? form : null;
  return assemble(
    {
      source: line.tool,
      input,
      live: line.live,
      steps,
      draft,
      none,
      risk: line.help ? "read" : line.command.risk,
      partial: docker?.partial ?? null,
      info: docker?.info ?? null,
    },
    place,
    options,
  );
}

function helpWords({ verb }: DockerForm): string[] {
  return ["docker", ...(verb.startsWith("--") ? [] : verb.split(" ")), "--help"];
}

/** The report on a nerdctl line that docker's grammar reads. */
export async function reportOnNerdctl(
  line: NerdctlLine,
  input: string,
  options: TranslateOptions,
): Promise<TranslationReport> {
  const { words, draft } = toDocker(line);
  const place = placeOf("nerdctl", draft.line.globals);
  noteForDocker(draft, "nerdctl", place);
  applyGlobals(draft);
  const version = words[1] === "--version";
  const argv = ["docker", ...draft.globals, ...words.slice(1)];
  const base = { source: "nerdctl" as const, input, live: line.live, draft, none: null, partial: null, info: null };
  return assemble({ ...base, steps: [{ argv: version ? words : argv }], risk: "read" }, place, options);
}

/** Global flags that docker has too stand before its verb. */
function applyGlobals(draft: BackDraft): void {
  const top = new BackDraft(draft.line, "");
  for (const use of draft.line.globals) applyRow(top, use);
  draft.globals = [...new Set(top.flags())];
  draft.notes.push(...top.notes);
  for (const [use, outcome] of top.outcomes) if (!draft.outcomes.has(use)) draft.outcomes.set(use, outcome);
}

function applyRow(draft: BackDraft, use: ToolUse): void {
  const { back } = use.row;
  back.apply?.(draft, use);
  if (!draft.outcomes.has(use)) draft.outcomes.set(use, { how: back.how, text: back.text });
}

async function assemble(backward: Backward, place: Place, options: TranslateOptions): Promise<TranslationReport> {
  const { source, input, draft, none, live } = backward;
  const wanted = (options.tools ?? COLUMNS).filter((column) => column !== source);
  const carried = draft.notes.filter(({ reach }) => reach === "all").map(({ note }) => note);
  if (source === "kubectl" && backward.partial !== null)
    carried.unshift({ kind: "changed", flag: null, text: backward.partial });
  const forward = await goForward(backward, wanted, options);
  const others = wanted.map((column): Translation => {
    const place_ = column === "crictl" && source !== "crictl" ? noteForCrictl(place) : null;
    const extra: Note[] = place_ === null ? [] : [{ ...place_, flag: "--namespace" }];
    const found = forward.byTool.get(column);
    if (found !== undefined) return join(column, found, [...carried, ...extra], place, live);
    return peerOf(column, backward, place) ?? noneOf(column, backward);
  });
  const translations = options.tools === undefined ? [dockerOf(backward), ...others] : others;
  const problems: Problem[] = [];
  return {
    schemaVersion: 1,
    input,
    from: source,
    command: none === null || none.own !== undefined ? forward.command : null,
    risk: forward.risk ?? backward.risk,
    translations:
      source === "kubectl" || options.tools !== undefined ? translations : withKubectl(translations, forward.kubectl),
    flags: [...draft.line.globals, ...draft.line.uses].map((use) => meaningOf(use, draft)).concat(forward.flags),
    problems,
  };
}

function withKubectl(translations: Translation[], kubectl: Translation | null): Translation[] {
  return kubectl === null ? translations : [...translations, kubectl];
}

function dockerOf({ steps, draft, none, partial, info, live }: Backward): Translation {
  if (none !== null) return noTranslation("docker", none.why, none.instead);
  const notes = draft.notes.map(({ note }) => note);
  if (partial !== null) notes.unshift({ kind: "changed", flag: null, text: partial });
  if (info !== null) notes.push({ kind: "info", flag: null, text: info });
  const plain = steps.map(({ argv, captures }): Step => ({ argv, files: [], captures: captures ?? null, stdin: null }));
  return {
    tool: "docker",
    fit: fitOf(plain, notes),
    steps: plain,
    shell: renderShell(plain, live, NO_LOOKUPS),
    notes: sorted(notes),
    instead: null,
  };
}

interface Forward {
  byTool: Map<Column, Translation[]>;
  kubectl: Translation | null;
  command: string | null;
  risk: Risk | null;
  flags: FlagMeaning[];
}

const WEIGHT: Record<Risk, number> = { read: 0, write: 1, destroy: 2 };

/** Each docker command goes through the forward translator; ctr takes credentials with the pull instead of a login. */
async function goForward(
  { steps, source, live }: Backward,
  wanted: readonly Column[],
  options: TranslateOptions,
): Promise<Forward> {
  const result: Forward = { byTool: new Map(), kubectl: null, command: null, risk: null, flags: [] };
  let credentials: string | null = null;
  for (const { argv, captures } of steps) {
    const command = await readDocker(argv);
    if ("problem" in command) continue;
    const report = reportOn({ command, live, input: "" }, { ...options, tools: wanted });
    result.command = report.command;
    result.kubectl = steps.length === 1 ? toKubectl(command, live) : null;
    if (report.risk !== null && (result.risk === null || WEIGHT[report.risk] > WEIGHT[result.risk]))
      result.risk = report.risk;
    if (source === "nerdctl") for (const flag of report.flags) result.flags.push(sameInDocker(flag));
    for (const translation of report.translations) {
      const column = translation.tool as Column;
      const login = argv[1] === "login" && steps.length > 1;
      if (login && column === "ctr") {
        credentials = credentialsOf(argv);
        continue;
      }
      const last = translation.steps.at(-1);
      if (captures !== undefined && last !== undefined) last.captures = captures;
      if (column === "ctr" && credentials !== null) for (const step of translation.steps) withUser(step, credentials);
      result.byTool.set(column, [...(result.byTool.get(column) ?? []), translation]);
    }
  }
  return result;
}

/** A flag that stays as it is on the way to docker. */
function sameInDocker(flag: FlagMeaning): FlagMeaning {
  return { ...flag, tools: { docker: { how: "same", text: "same" }, ...flag.tools } };
}

function credentialsOf(argv: readonly string[]): string {
  const after = (flag: string) => (argv.includes(flag) ? argv[argv.indexOf(flag) + 1] : undefined);
  const password = after("-p");
  return `${after("-u")}${password === undefined ? "" : `:${password}`}`;
}

/** `ctr images pull REF` → `ctr images pull --user u:p REF`. */
function withUser({ argv }: Step, credentials: string): void {
  if (argv[1] === "images" && (argv[2] === "pull" || argv[2] === "push")) argv.splice(3, 0, "--user", credentials);
}

/** Several translations as one; without a form for one of them there is none for the whole. */
function join(
  tool: Column,
  parts: readonly Translation[],
  carried: readonly Note[],
  place: Place,
  live: readonly string[],
): Translation {
  const missing = parts.find(({ fit }) => fit === "none");
  if (missing !== undefined) return missing;
  const steps = parts.flatMap((part) => part.steps);
  const notes: Note[] = [];
  for (const note of [...carried, ...parts.flatMap((part) => part.notes)])
    if (!notes.some(({ kind, flag, text }) => kind === note.kind && flag === note.flag && text === note.text))
      notes.push(note);
  const [only, ...more] = parts;
  const shell =
    only !== undefined && more.length === 0 && wordsFor(tool, place).length === 0
      ? only.shell
      : shellOf(tool, steps, place, live);
  return { tool, fit: fitOf(steps, notes), steps, shell, notes: sorted(notes), instead: null };
}

/** `argv` carries no address; what one pastes does, or it would look somewhere else than the line that was typed. */
function shellOf(tool: string, steps: readonly Step[], place: Place, live: readonly string[]): string {
  const words = wordsFor(tool, place);
  const placed = steps.map((step) =>
    step.argv[0] === tool ? { ...step, argv: [tool, ...words, ...step.argv.slice(1)] } : step,
  );
  return renderShell(placed, live, NO_LOOKUPS);
}

/** The same command in a tool that has it where docker does not. */
function peerOf(tool: Column, { none, draft, live }: Backward, place: Place): Translation | null {
  const verb = none?.peers?.[tool];
  if (verb === undefined) return null;
  const { line } = draft;
  const notes: Note[] = line.uses.map(({ row }) => ({
    kind: "lost",
    flag: dashed(row),
    text: `${tool} ${verb} has flags of its own`,
  }));
  const argv = [tool, ...verb.split(" "), ...line.operands.map(({ word }) => word)];
  const steps: Step[] = [{ argv, files: [], captures: null, stdin: null }];
  return { tool, fit: fitOf(steps, notes), steps, shell: shellOf(tool, steps, place, live), notes, instead: null };
}

function noneOf(tool: Column, { source, draft, none }: Backward): Translation {
  const said = `${source} ${draft.line.command.path}`;
  const way = none === null ? `use ${source}` : `use ${source} itself; in docker's terms: ${none.instead}`;
  return noTranslation(tool, `${tool} has no form for ${said}`, way);
}

function noTranslation(tool: Tool, why: string, instead: string): Translation {
  return { tool, fit: "none", steps: [], shell: "", notes: [{ kind: "lost", flag: null, text: why }], instead };
}

function fitOf(steps: readonly Step[], notes: readonly Note[]): Fit {
  if (notes.some(({ kind }) => kind !== "info")) return "partial";
  return steps.length > 1 || steps.some(({ files }) => files.length > 0) ? "steps" : "exact";
}

const ORDER: Record<Note["kind"], number> = { lost: 0, changed: 1, "by-ctool": 2, info: 3 };

function sorted(notes: readonly Note[]): Note[] {
  return notes.toSorted((a, b) => ORDER[a.kind] - ORDER[b.kind]);
}

function meaningOf(use: ToolUse, draft: BackDraft): FlagMeaning {
  const { row } = use;
  const outcome: { how: How; text: string } = draft.outcomes.get(use) ?? { how: row.back.how, text: row.back.text };
  const value = row.kind === "bool" && use.value === "true" ? null : use.value;
  return { flag: dashed(row), value, meaning: row.meaning, tools: { docker: outcome } };
}
