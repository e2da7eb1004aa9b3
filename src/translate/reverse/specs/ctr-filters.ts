import { familiarReference } from "../../references.ts";
import type { BackDraft } from "../back-draft.ts";

/** One condition of containerd's filter language: `labels."a.b"==c`, `name~=nginx`, `labels.app`. */
interface Condition {
  field: string;
  /** Null: the field is there. */
  operator: "==" | "!=" | "~=" | null;
  value: string;
}

const CONDITION = /^((?:[A-Za-z_]\w*|"(?:[^"\\]|\\.)*")(?:\.(?:[A-Za-z_]\w*|"(?:[^"\\]|\\.)*"))*)(?:(==|!=|~=)(.*))?$/s;

function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, "$1") : text;
}

/** @returns the conditions of one operand, which must all hold; null when it is none of containerd's filters */
export function readFilter(operand: string): Condition[] | null {
  const conditions: Condition[] = [];
  for (const part of splitOutsideQuotes(operand)) {
    const match = CONDITION.exec(part);
    if (match === null) return null;
    const [, field = "", operator, value = ""] = match;
    conditions.push({ field, operator: (operator as Condition["operator"]) ?? null, value: unquoted(value) });
  }
  return conditions;
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\\" && quoted) i++;
    else if (text[i] === '"') quoted = !quoted;
    else if (text[i] === "," && !quoted) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

/** Whether an operand of a list can be a filter at all: `nginx` asks for a field of that name, which nothing has. */
export function isFilter(operand: string, fields: readonly string[]): boolean {
  const conditions = readFilter(operand);
  return conditions?.every(({ field }) => fields.includes(field.split(".")[0] as string)) === true;
}

/** What containerd lets one ask of containers and of images (containerd, core/metadata: adaptContainer, adaptImage). */
export const CONTAINER_FIELDS: readonly string[] = ["id", "image", "labels", "runtime"];
export const IMAGE_FIELDS: readonly string[] = ["name", "target", "labels", "annotations"];

const label = (field: string) => unquoted(field.slice(field.indexOf(".") + 1));

/** The operands of `containers ls` as docker's filters; several operands are alternatives, which docker has for names only. */
export function containerFilters(draft: BackDraft): void {
  const operands = draft.operands;
  draft.operands = [];
  if (operands.length > 1)
    draft.change(null, "ctr takes several filters as alternatives; docker wants all of them to hold");
  for (const operand of operands) {
    for (const { field, operator, value } of readFilter(operand) ?? [{ field: operand, operator: null, value: "" }]) {
      if (field.startsWith("labels.") && operator === "==") draft.put(null, ["-f", `label=${label(field)}=${value}`]);
      else if (field.startsWith("labels.") && operator === null) draft.put(null, ["-f", `label=${label(field)}`]);
      else if (field === "id" && operator !== "!=")
        draft.put(null, ["-f", `name=${operator === "==" ? `^${value}$` : value}`]);
      else if (field === "image" && operator === "==") draft.put(null, ["-f", `ancestor=${familiarReference(value)}`]);
      else draft.lose(null, `docker ps has no filter for ${operand}`);
    }
  }
}

/** The operands of `images ls` as docker's operand or filters. */
export function imageFilters(draft: BackDraft): void {
  const operands = draft.operands;
  draft.operands = [];
  for (const operand of operands) {
    for (const { field, operator, value } of readFilter(operand) ?? [{ field: operand, operator: null, value: "" }]) {
      if (field === "name" && operator === "==" && operands.length === 1) draft.operands = [familiarReference(value)];
      else if (field === "name" && operator === "~=" && /^\^?[\w./-]+\$?$/.test(value)) {
        draft.put(null, ["-f", `reference=${asGlob(value)}`]);
        draft.change(null, "docker's pattern is matched against the short name, ctr's against the whole reference");
      } else if (field.startsWith("labels."))
        draft.lose(null, "containerd's image labels are not the labels of the image's config");
      else draft.lose(null, `docker images has no filter for ${operand}`);
    }
  }
}

/** `^nginx` → `nginx*`. */
function asGlob(pattern: string): string {
  const body = pattern.replace(/^\^/, "").replace(/\$$/, "");
  return `${pattern.startsWith("^") ? "" : "*"}${body}${pattern.endsWith("$") ? "" : "*"}`;
}
