// Any combination of a command's flags: what comes out parses in every version of every tool, and every loss is named.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allLoaders,
  CHECKED,
  COLUMNS,
  type Column,
  type CommandSpec,
  type FlagSpec,
  quote,
  splitWords,
  translate,
} from "../../src/translate/index.ts";
import { anyText } from "../any-text.ts";
import { complaint } from "./surface.ts";

const files = await Promise.all(allLoaders().map((load) => load()));
const specs: CommandSpec[] = files
  .flatMap(({ commands }) => [...commands])
  .filter(({ path }) => !path.startsWith("--"));

const ajv = new Ajv2020({ strict: false });
const schema = (name: string) =>
  ajv.compile(
    JSON.parse(readFileSync(new URL(`../fixtures/surface/crictl-1.36.${name}.schema.json`, import.meta.url), "utf8")),
  );
const schemas = { "pod.json": schema("pod"), "container.json": schema("container") };

/** Values that a flag may get; by name where the name says more than the kind. */
const VALUES: Record<string, string[]> = {
  bool: [],
  int: ["0", "5", "-1"],
  int64: ["100", "0x10"],
  uint: ["1"],
  uint16: ["300"],
  uint64: ["7"],
  decimal: ["1.5", "3/2"],
  bytes: ["512m", "1g", "64"],
  duration: ["5s", "1m30s"],
  ulimit: ["nofile=64", "nproc=1:2"],
  network: ["host", "none", "bridge", "mynet", "container:db", "name=n,alias=a"],
  mount: ["type=bind,src=/a,dst=/b", "type=tmpfs,dst=/t", "source=v,target=/v", "type=image,src=i,dst=/i"],
  map: ["a.b=c"],
  filter: [
    "name=web",
    "label=a.b/c=d",
    "status=exited",
    "status=dead",
    "ancestor=nginx:1",
    "reference=a*",
    "event=start",
    "driver=bridge",
    "dangling=true",
    "id=f0",
    "until=24h",
    "label!=x",
    "is-official=true",
  ],
  "gpu-request": ["all", "2", '"device=0,1"', "device=GPU-1"],
  "--volume": ["/a:/b", "./x:/x:ro", "v:/v", "/anon", "$PWD:/src", "~/a:/a:z,rslave"],
  "--publish": ["80", "8080:80", "127.0.0.1:1-2:1-2/udp", "[::1]:5:6"],
  "--env": ["A=b", "HOME", "A=", "A='x y'"],
  "--user": ["1000", "1000:5", "me", "me:5", "5:us"],
  "--tail": ["5", "all"],
  "--signal": ["9", "KILL", "SIGHUP", "64"],
  "--device": ["/dev/a", "/dev/a:/dev/b:r", "nvidia.com/gpu=all"],
  "--security-opt": [
    "seccomp=p.json",
    "seccomp=unconfined",
    "no-new-privileges",
    "apparmor=x",
    "label=type:t",
    "label=disable",
  ],
  "--type": ["container", "image", "volume", "network", "node"],
  "--format": ["json", "table", "{{.ID}}", "table {{.ID}}\\t{{.Image}}", "{{.State.Pid}}"],
  "--pull": ["always", "never", "missing", "build"],
  "--platform": ["linux/arm64", "linux/amd64,linux/arm64"],
  "--output": ["out", "-", "type=registry", "type=local,dest=o"],
  "--cache-from": ["a/b,c/d", "type=registry,ref=a"],
  "--os-features": ["a,b", "c"],
  "--restart": ["no", "always", "on-failure:3"],
  "--cap-add": ["ALL", "NET_ADMIN", "cap_kill"],
  "--cap-drop": ["ALL", "cap_kill"],
  "--entrypoint": ["sh", "", "/bin/sh"],
  "--log-driver": ["none", "json-file"],
  "--name": ["web", "my.web-1"],
  "--change": ['CMD ["sh"]', "CMD ls -l", "ENV A=1"],
  "--driver": ["bridge", "macvlan", "overlay", "local"],
  "--opt": ["mtu=1400", "parent=eth0", "com.docker.network.bridge.enable_icc=false", "type=nfs"],
  "--subnet": ["10.0.0.0/8", "10.0.0.0/8,fd00::/64"],
  "--gateway": ["10.0.0.1", "10.0.0.1,fd00::1"],
  "--memory-swap": ["1g", "-1"],
  "--scale": ["web=2"],
  "--detach-keys": ["ctrl-x", "ctrl-p,ctrl-q"],
  "--policy": ["always", "missing"],
};
const flagWords = (row: FlagSpec): fc.Arbitrary<string[]> => {
  if (row.kind === "bool") {
    const forms = [[`--${row.long}`], [`--${row.long}=false`], ...(row.short === null ? [] : [[`-${row.short}`]])];
    return fc.constantFrom(...forms);
  }
  return fc
    .constantFrom(...(VALUES[`--${row.aliasOf ?? row.long}`] ?? VALUES[row.kind] ?? ["x", "a=b"]))
    .chain((value) => {
      const forms = [[`--${row.long}`, value], [`--${row.long}=${value}`]];
      if (row.short !== null)
        forms.push([`-${row.short}`, value], ...(value === "" ? [] : [[`-${row.short}${value}`]]));
      return fc.constantFrom(...forms);
    });
};
const operand = {
  command: ["sh", "-c", "x y", "--help"],
  text: ["a", "b=c", "./x y", "8080"],
  container: ["web", "db", "f52d55c8e029", "my.web"],
  image: ["nginx", "localhost:5000/a/b:1", "a@sha256:".padEnd(73, "a")],
};
const operandWords = ({ operands }: CommandSpec): fc.Arbitrary<string[]> => {
  const pick = (i: number) => {
    const kind = operands.kinds[i] ?? operands.kinds.at(-1) ?? "text";
    return fc.constantFrom(...(kind in operand ? operand[kind as keyof typeof operand] : operand.text));
  };
  return fc
    .integer({ min: operands.min, max: operands.max ?? operands.min + 2 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => pick(i))));
};
const lineOf = (spec: CommandSpec): fc.Arbitrary<string[]> =>
  fc
    .tuple(
      fc.constantFrom(spec.path, ...spec.aliases),
      spec.flags.length === 0
        ? fc.constant([])
        : fc.array(fc.constantFrom(...spec.flags).chain(flagWords), { maxLength: 6 }),
      operandWords(spec),
    )
    .map(([path, flags, operands]) => ["docker", ...path.split(" "), ...flags.flat(), ...operands]);

async function check(words: readonly string[], column: Column, version: string): Promise<void> {
  const report = await translate(words, { versions: { [column]: version }, tools: [column] });
  const [got] = report.translations;
  if (got === undefined) {
    expect(report.problems).not.toEqual([]);
    return;
  }
  const argv = got.steps.map((step) => step.argv);
  for (const each of argv)
    expect(complaint(each[0] as Column, version, each), `${version} ${JSON.stringify(each)}`).toBeNull();
  for (const { path, content } of got.steps.flatMap((step) => step.files)) {
    const validate = schemas[path as keyof typeof schemas];
    expect(validate(JSON.parse(content)), `${path} ${JSON.stringify(validate.errors)}`).toBe(true);
  }
  const losses = got.notes.filter(({ kind }) => kind !== "info");
  if (got.fit === "none") expect([argv, got.instead === null]).toEqual([[], false]);
  else if (got.fit === "partial") expect(losses).not.toEqual([]);
  else expect(losses).toEqual([]);
  if (got.fit === "exact") expect([argv.length, got.steps[0]?.files]).toEqual([1, []]);
  if (got.fit === "none") return;
  for (const { flag, tools } of report.flags) {
    expect(tools[column], `what becomes of ${flag}`).toBeDefined();
    if (tools[column]?.how === "lost") expect(got.fit).toBe("partial");
  }
}

describe("any flags together", () => {
  for (const spec of specs) {
    for (const column of COLUMNS) {
      it(`${spec.path} in ${column}`, async () => {
        const version = fc.constantFrom(...CHECKED[column]);
        await fc.assert(
          fc.asyncProperty(lineOf(spec), version, (words, at) => check(words, column, at)),
          { numRuns: 40 },
        );
      });
    }
  }
});

describe("any line", () => {
  it("gives a translation or a problem, never an exception", async () => {
    const word = fc.oneof(
      anyText,
      fc.constantFrom("docker", "run", "ps", "-it", "--", "--rm", "-", "-e", "alpine", "--x=", "'", '"', "$("),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word), async (words) => {
        const report = await translate(words.join(" "));
        expect(report.translations.length > 0 || report.problems.length > 0).toBe(true);
        const again = await translate(words);
        expect(again.translations.length > 0 || again.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it("is the same after quoting and reading it back", () => {
    fc.assert(
      fc.property(fc.array(anyText), (words) => {
        expect(splitWords(quote(words))).toEqual({ words, live: [], problem: null });
      }),
      { numRuns: 1000 },
    );
  });
});
