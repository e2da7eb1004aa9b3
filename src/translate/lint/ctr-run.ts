import { parseCtrMount } from "../reverse/specs/ctr-mounts.ts";
import { has, type ToolLine, type ToolUse } from "../reverse/tool-spec.ts";
import { type Finding, splice } from "./finding.ts";
import { gluedValue, isImageLike } from "./line-parts.ts";

/** What is wrong with the flags of `ctr run` and `ctr containers create`, though ctr's parser takes them. */
export function checkRunOfCtr(line: ToolLine, seen: ReadonlySet<string>): Finding | null {
  if (line.command.path !== "run" && line.command.path !== "containers create") return null;
  return detachedAndRemoved(line) ?? seccomp(line) ?? firstOf(line, seen) ?? badId(line);
}

/** The value of a flag replaced, glued or not. */
function put({ words }: ToolLine, use: ToolUse, value: string): string[] {
  const word = words[use.at] as string;
  return gluedValue(word) === null
    ? splice(words, use.at + 1, 1, value)
    : splice(words, use.at, 1, `${word.slice(0, word.indexOf("="))}=${value}`);
}

function detachedAndRemoved(line: ToolLine): Finding | null {
  const use = line.uses.find(({ row: { long } }) => long === "rm");
  if (use === undefined || !has(line, "rm") || !has(line, "detach")) return null;
  return {
    code: "flag-conflict",
    message: "ctr: flags --detach and --rm cannot be specified together",
    fix: splice(line.words, use.at, use.size),
  };
}

function seccomp(line: ToolLine): Finding | null {
  const use = line.uses.find(({ row: { long } }) => long === "seccomp-profile");
  if (use === undefined || has(line, "seccomp")) return null;
  return {
    code: "needs-seccomp",
    message: "ctr: seccomp must be set to true, if using a custom seccomp-profile",
    fix: splice(line.words, use.at, 0, "--seccomp"),
  };
}

/** Values that ctr takes and that do not do what they say, or that containerd refuses later. */
function firstOf(line: ToolLine, seen: ReadonlySet<string>): Finding | null {
  for (const use of line.uses) {
    if (/[$`<]/.test(use.value)) continue;
    const finding = byName[use.row.long ?? ""]?.(line, use);
    if (finding !== null && finding !== undefined && !seen.has(finding.code)) return finding;
  }
  return null;
}

const byName: Readonly<Record<string, (line: ToolLine, use: ToolUse) => Finding | null>> = {
  mount: mountOf,
  "cap-add": capability,
  "cap-drop": capability,
  gpus(line, use) {
    if (/^\d+$/.test(use.value)) return null;
    const first = /\d+/.exec(use.value)?.[0] ?? "0";
    return {
      code: "bad-value",
      message: `ctr: invalid value ${JSON.stringify(use.value)} for flag -gpus: the index of one GPU`,
      fix: put(line, use, first),
    };
  },
  env(line, use) {
    if (use.value.includes("=")) return null;
    return {
      code: "env-without-value",
      message: `ctr does not take ${use.value} from the caller's environment, as docker does`,
      fix: put(line, use, `${use.value}=<VALUE_OF_${use.value}>`),
    };
  },
};

/** ctr knows type, src/source, dst/destination and options; a bind mount without rbind is no bind mount to runc. */
function mountOf(line: ToolLine, use: ToolUse): Finding | null {
  const mount = parseCtrMount(use.value);
  const target = fieldOf(mount.unknown, "target");
  const readonly = mount.unknown.some((field) => /^(?:readonly|ro)(?:=(?:true|1))?$/.test(field));
  const known = mount.unknown.length === 0;
  const binds = mount.options.some((option) => option === "rbind" || option === "bind");
  const isBind = mount.type === "bind" || (mount.type === "" && mount.source.startsWith("/"));
  if (!isBind || (known && binds)) return null;
  const options = mount.options.filter((option) => option !== "");
  const mode = options.some((option) => option === "ro" || option === "rw") ? [] : [readonly ? "ro" : "rw"];
  const right = [
    "type=bind",
    `src=${mount.source}`,
    `dst=${mount.target || (target ?? "")}`,
    `options=${[...(binds ? [] : ["rbind"]), ...options, ...mode].join(":")}`,
  ].join(",");
  const message = known
    ? "options=rbind is missing: runc would mount a file system of the type bind (no such device)"
    : `ctr: mount option ${JSON.stringify(mount.unknown[0])} not supported; it takes type, src, dst and options`;
  return { code: "bad-mount", message, fix: put(line, use, right) };
}

function fieldOf(fields: readonly string[], name: string): string | null {
  const field = fields.find((each) => each.startsWith(`${name}=`));
  return field === undefined ? null : field.slice(name.length + 1);
}

/** Capabilities by their whole names; ALL is not expanded. */
function capability(line: ToolLine, use: ToolUse): Finding | null {
  const { long } = use.row;
  if (/^(?:CAP_)?ALL$/i.test(use.value)) {
    const does = long === "cap-drop" ? "nothing is dropped" : "nothing is added";
    return { code: "capability-all", message: `ctr does not expand ${use.value}: ${does}; name each capability` };
  }
  const name = use.value.toUpperCase();
  const full = name.startsWith("CAP_") ? name : `CAP_${name}`;
  if (full === use.value) return null;
  return {
    code: "bad-capability",
    message: `ctr takes capabilities by their whole names: ${full}`,
    fix: put(line, use, full),
  };
}

/** containerd's identifiers: letters and digits, with single dots, dashes and underscores between them. */
const ID = /^[A-Za-z0-9]+(?:[._-](?:[A-Za-z0-9]+))*$/;

function badId({ operands, words }: ToolLine): Finding | null {
  const id = operands[1];
  if (id === undefined || /[$`<]/.test(id.word) || ID.test(id.word)) return null;
  const mended = id.word.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const image = isImageLike(id.word) ? ", and no image: there is one image only" : "";
  const message = `${id.word} is no id for containerd${image}: letters and digits, with . - _ between them`;
  return mended === ""
    ? { code: "bad-id", message }
    : { code: "bad-id", message, fix: splice(words, id.at, 1, mended) };
}
