/** A word in front of which something may stand; `plain` is false where a shell still has to fill something in. */
export interface ProgramWord {
  value: string;
  plain: boolean;
}

/** Programs that run another one: which of their flags take a value, and how many operands come first. */
const WRAPPERS: Readonly<Record<string, { takes: RegExp; operands: number }>> = {
  sudo: { takes: /^-[ugphCTDR]$|^--(?:user|group|host|prompt|chdir)$/, operands: 0 },
  doas: { takes: /^-[uC]$/, operands: 0 },
  env: { takes: /^-[uCS]$|^--(?:unset|chdir)$/, operands: 0 },
  exec: { takes: /^-a$/, operands: 0 },
  nohup: { takes: /^$/, operands: 0 },
  nice: { takes: /^-n$|^--adjustment$/, operands: 0 },
  ionice: { takes: /^-[cn]$/, operands: 0 },
  setsid: { takes: /^$/, operands: 0 },
  stdbuf: { takes: /^-[ioe]$/, operands: 0 },
  time: { takes: /^-[fo]$/, operands: 0 },
  timeout: { takes: /^-[ks]$|^--(?:kill-after|signal)$/, operands: 1 },
  watch: { takes: /^-n$|^--interval$/, operands: 0 },
  xargs: { takes: /^-[aEIdLnPs]$|^--(?:arg-file|delimiter|max-lines|max-args|max-procs|max-chars)$/, operands: 0 },
  command: { takes: /^$/, operands: 0 },
};

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/**
 * Where the program that is really run stands, behind `sudo -E`, `env X=1`, `nohup`.
 * @param words a simple command's words, assignments in front of it already left out
 * @returns null where there is none, or only the shell knows
 */
export function programAt(words: readonly ProgramWord[]): number | null {
  let at = 0;
  for (;;) {
    const program = words[at];
    if (program?.plain !== true) return null;
    const name = program.value.slice(program.value.lastIndexOf("/") + 1);
    const wrapper = Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined;
    if (wrapper === undefined) return at;
    at++;
    while (words[at] !== undefined) {
      const { value } = words[at] as ProgramWord;
      // `command -v docker` asks where it is.
      if (name === "command" && /^-[vV]/.test(value)) return null;
      if (value.startsWith("-") && value !== "-") at += wrapper.takes.test(value) ? 2 : 1;
      else if ((name === "env" || name === "sudo") && ASSIGNMENT.test(value)) at++;
      else break;
    }
    at += wrapper.operands;
    if (words[at] === undefined) return null;
  }
}

/** Programs that ship a tool under their own name: `k3s crictl ps`. */
const CARRIERS: ReadonlySet<string> = new Set(["k3s", "microk8s", "k0s", "colima", "lima"]);
const SOURCES: ReadonlySet<string> = new Set(["nerdctl", "crictl", "ctr", "kubectl"]);
const DOCKERS: ReadonlySet<string> = new Set(["docker", "docker-compose", "ctool"]);
const NOTHING_BEFORE: ReadonlySet<string> = new Set([...SOURCES, ...DOCKERS]);

/** `/usr/bin/docker` → `docker`, `microk8s.ctr` → `ctr`. */
function nameOf(word: string): string {
  const name = word.slice(word.lastIndexOf("/") + 1);
  return name.startsWith("microk8s.") ? name.slice("microk8s.".length) : name;
}

/**
 * What stands before the tool in a typed line: a prompt, `DOCKER_BUILDKIT=1`, `sudo -E`, `k3s`.
 * @returns the number of words; 0 where no tool follows
 */
function prefixLength(words: readonly string[]): number {
  if (words.length < 2 || NOTHING_BEFORE.has(words[0] as string)) return 0;
  let start = words[0] === "$" || words[0] === "%" ? 1 : 0;
  while (start < words.length && ASSIGNMENT.test(words[start] as string)) start++;
  // `exec -it web sh`, without docker, is docker's exec and not the shell's.
  if (words[start] === "exec" && !NOTHING_BEFORE.has(nameOf(words[start + 1] ?? ""))) return 0;
  const at = programAt(words.slice(start).map((value) => ({ value, plain: true })));
  if (at === null) return 0;
  let program = start + at;
  while (CARRIERS.has(words[program] ?? "")) program++;
  if (NOTHING_BEFORE.has(nameOf(words[program] ?? ""))) return program;
  return words[0] === "sudo" ? 1 : 0;
}

/** A line with its tool's plain name first; `prefix` is what stood before it. */
export interface Sourced<Name extends string> {
  tool: Name;
  words: string[];
  prefix: string[];
}

/**
 * Which tool's line this is.
 * @returns null for docker's (`sudo k3s ctr …`, `/usr/bin/ctr …` are ctr's)
 */
export function sourceOf(words: readonly string[]): Sourced<"nerdctl" | "crictl" | "ctr" | "kubectl"> | null {
  const start = prefixLength(words);
  const tool = nameOf(words[start] ?? "");
  if (!SOURCES.has(tool)) return null;
  return {
    tool: tool as "nerdctl" | "crictl" | "ctr" | "kubectl",
    words: [tool, ...words.slice(start + 1)],
    prefix: words.slice(0, start),
  };
}

/**
 * A docker line with `docker` first, whatever was typed: `sudo docker ps`, `/usr/bin/docker ps`, `docker-compose up`, `ps`.
 * @returns with it, whether docker itself was typed
 */
export function dockerOf(words: readonly string[]): Sourced<"docker"> & { said: boolean } {
  const start = prefixLength(words);
  const name = nameOf(words[start] ?? "");
  const prefix = words.slice(0, start);
  const rest = words.slice(start + 1);
  if (name === "docker") return { tool: "docker", words: ["docker", ...rest], prefix, said: true };
  if (name === "docker-compose") return { tool: "docker", words: ["docker", "compose", ...rest], prefix, said: true };
  return { tool: "docker", words: ["docker", ...(name === "ctool" ? rest : words.slice(start))], prefix, said: false };
}
