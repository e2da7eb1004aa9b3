// Every row of the tables, typed: what comes out is a line that docker (by its own grammar) and the other tools (by their real
// surfaces) take.
import { describe, expect, it } from "vitest";
import type { Step } from "../../../src/model/index.ts";
import { CHECKED, understand } from "../../../src/translate/index.ts";
import { crictl } from "../../../src/translate/reverse/specs/crictl.ts";
import { ctr } from "../../../src/translate/reverse/specs/ctr.ts";
import { kubectl } from "../../../src/translate/reverse/specs/kubectl.ts";
import { nerdctlOwn, ownFlags } from "../../../src/translate/reverse/specs/nerdctl-own.ts";
import { dashed, type ToolCommand, type ToolFlag } from "../../../src/translate/reverse/tool-spec.ts";
import type { Column } from "../../../src/translate/spec.ts";
import { complaint } from "../surface.ts";
import { translateText } from "./translate-text.ts";

/** A value that the flag's kind, and what it is turned into, takes. */
function sample({ kind, long }: ToolFlag): string {
  if (/^u?int|^float/.test(kind)) return "5";
  if (kind === "duration") return "5s";
  if (long === "mount") return "type=bind,src=/a,dst=/b,options=rbind:ro";
  if (long === "filter") return "dangling=true";
  if (long === "output" || long === "format") return "json";
  if (/^(?:env|label|labels|annotation|with-ns)$/.test(long ?? "")) return "a=b";
  if (/name|state/.test(long ?? "")) return "running";
  if (long === "memory") return "8000000";
  if (/^(?:creds|user|auth)$/.test(long ?? "")) return "me:secret";
  if (long === "device") return "/dev/null";
  if (long === "platform") return "linux/amd64";
  if (long === "ulimit") return "nofile=5";
  if (/port/.test(long ?? "")) return "80";
  return "value";
}

const OPERANDS: Record<string, string> = {
  container: "0123456789ab",
  image: "docker.io/library/nginx:1.27",
  command: "sh",
  text: "pods",
};

function operandsOf({ operands, path }: ToolCommand, flag: ToolFlag | null): string[] {
  const less = flag?.picks === true ? 1 : 0;
  const words: string[] = [];
  for (let n = 0; n < operands.min - less; n++)
    words.push(OPERANDS[operands.kinds[n] ?? operands.kinds.at(-1) ?? "text"] as string);
  if (path === "cp") return ["web:/a", "."];
  if (path === "get" || path === "describe" || path === "delete" || path === "top") return ["pods", "web"];
  return words;
}

async function wellFormed(line: readonly string[]): Promise<void> {
  const report = await translateText(line);
  expect(report.problems, line.join(" ")).toEqual([]);
  expect(report.translations.length).toBeGreaterThan(0);
  for (const { tool, fit, steps, notes, instead, shell } of report.translations) {
    const said = `${line.join(" ")} → ${tool} ${shell}`;
    if (fit === "none") expect(instead, said).toMatch(/\w/);
    else expect(steps.length, said).toBeGreaterThan(0);
    if (fit === "partial")
      expect(
        notes.some(({ kind }) => kind !== "info"),
        said,
      ).toBe(true);
    for (const step of steps) await takes(step, said);
  }
}

async function takes({ argv }: Step, said: string): Promise<void> {
  const tool = argv[0] as Column | "docker" | "kubectl";
  if (tool === "docker") {
    const read = await understand(argv);
    expect("problem" in read ? read.problem : null, said).toBeNull();
  } else if (tool !== "kubectl") expect(complaint(tool, CHECKED[tool].at(-1) as string, argv), said).toBeNull();
}

for (const table of [crictl, ctr, kubectl, nerdctlOwn]) {
  describe(`${table.tool}: each command with each of its flags`, () => {
    for (const command of table.commands) {
      it(command.path, async () => {
        const path = command.path.split(" ");
        const needed =
          command.path === "run" && table.tool === "kubectl"
            ? ["--image", "nginx"]
            : command.path === "images prune"
              ? ["--all"]
              : command.path === "update"
                ? ["--cpu-quota", "5000"]
                : [];
        await wellFormed([table.tool, ...path, ...needed, ...operandsOf(command, null)]);
        for (const flag of command.flags) {
          if (flag.kind === "bool" && flag.long === "help") continue;
          const typed = flag.kind === "bool" ? [dashed(flag)] : [dashed(flag), sample(flag)];
          const unnamed = flag.long === "image" && needed.length > 0 ? [] : needed;
          await wellFormed([table.tool, ...path, ...unnamed, ...typed, ...operandsOf(command, flag)]);
        }
      });
    }
    it("each global flag", async () => {
      for (const flag of table.globals) {
        if (flag.long === "version") continue;
        const typed = flag.kind === "bool" ? [dashed(flag)] : [dashed(flag), sample(flag)];
        await wellFormed([
          table.tool,
          ...typed,
          ...(table.tool === "ctr" ? ["tasks", "ls"] : table.tool === "kubectl" ? ["get", "pods"] : ["ps"]),
        ]);
      }
    });
  });
}

describe("nerdctl: each flag that docker lacks", () => {
  const VERBS: Record<string, string[]> = {
    "builder build": ["."],
    "image build": ["."],
    build: ["."],
    "compose exec": ["web", "sh"],
    "compose run": ["web"],
    "container commit": ["web", "a:b"],
    "container create": ["nginx"],
    "container run": ["nginx"],
    "container inspect": ["web"],
    "container stop": ["web"],
    "container restart": ["web"],
    inspect: ["web"],
    "image inspect": ["nginx"],
    "image history": ["nginx"],
    "image save": ["nginx"],
    "image pull": ["nginx"],
    "image push": ["nginx"],
    "image rm": ["nginx"],
    "network inspect": ["bridge"],
    "volume inspect": ["data"],
  };
  for (const [path, flags] of Object.entries(ownFlags)) {
    it(path, async () => {
      for (const flag of flags) {
        const typed = flag.kind === "bool" ? [dashed(flag)] : [dashed(flag), sample(flag)];
        await wellFormed(["nerdctl", ...path.split(" "), ...typed, ...(VERBS[path] ?? [])]);
      }
    });
  }
});
