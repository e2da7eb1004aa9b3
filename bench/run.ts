import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { quote } from "../src/translate/index.ts";
import { startNode } from "../test/node/index.ts";
import { measureWorkbench } from "./tui.ts";

/** Measures the figures of bench/README.md on a private k3s node and, with --write, puts them there. */

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const bareNode = path("node_modules/.bin/node");
const ctool = path("bin/ctool");
const { version: release } = JSON.parse(readFileSync(path("package.json"), "utf8")) as { version: string };
/** The single executable for this machine; `npm run release` makes it. */
const single = path(`out/ctool-${release}-linux-${process.arch}`);
const RUNS = Number(process.env.BENCH_RUNS) || 21;

interface Figure {
  what: string;
  ratio: number;
  bound: number;
}

/** Docker lines, no two of them alike. */
const differentLines = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => {
    const shapes = [
      `docker run -d --name web${index} -p ${8000 + (index % 50_000)}:80 -v /srv/${index}:/data nginx:1.${index}`,
      `docker logs --tail ${index} -f web${index}`,
      `docker exec -it web${index} sh -c "echo ${index}"`,
      `docker ps -a -f name=web${index}`,
      `docker stop -t 5 web${index}`,
      `docker pull registry.example.com/team/app${index}:v1`,
      `docker rm -f web${index}`,
      `docker tag app${index} registry.example.com/app${index}:v1`,
    ];
    return shapes[index % shapes.length] ?? "";
  });

/** Seconds that `ctool translate -` takes for these lines, its start left out. */
const secondsFor = (lines: readonly string[]): number => {
  const time = (input: string): number => {
    const started = performance.now();
    const { status } = spawnSync(ctool, ["translate", "-"], { input, stdio: ["pipe", "ignore", "inherit"] });
    if (status !== 0) throw new Error(`translate - ended with ${status}`);
    return performance.now() - started;
  };
  const runs = Array.from({ length: 5 }, () => time(`${lines.join("\n")}\n`) - time(`${lines[0]}\n`));
  return (runs.sort((a, b) => a - b)[2] ?? Number.NaN) / 1000;
};

const node = await startNode({ flavor: "k3s" });
try {
  const measure = async (cases: Record<string, string[]>, runs = RUNS): Promise<Record<string, number>> => {
    const asked = Object.entries(cases).map(([name, argv]) => ({ name, argv }));
    const argv = [bareNode, path("bench/measure.ts"), JSON.stringify({ cases: asked, runs })];
    const { stdout, stderr, exitCode } = await node.exec(argv, { timeoutMs: 300_000 });
    if (exitCode !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  };
  /** The argv that ctool itself runs, read off its own recording. */
  const queriesOf = async (...words: string[]): Promise<string[][]> => {
    const file = `/tmp/ctool-bench-${process.pid}.jsonl`;
    const { exitCode, stderr } = await node.exec([ctool, "--record", file, ...words]);
    if (exitCode !== 0) throw new Error(stderr);
    const { stdout } = await node.exec(["cat", file]);
    await node.exec(["rm", file]);
    return stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(line).argv);
  };
  const atOnce = (queries: string[][]): string[] => [
    "sh",
    "-c",
    `${queries.map((argv) => `${quote(argv)} >/dev/null &`).join(" ")} wait`,
  ];
  const figures: Figure[] = [];
  const add = (what: string, ratio: number, bound: number) => figures.push({ what, ratio, bound });

  const version = await measure({ ours: [ctool, "--version"], bare: [bareNode, "-e", "0"] });
  add("`ctool --version` / bare Node `-e 0`", (version.ours ?? 0) / (version.bare ?? 1), 2.2);

  const queries = await queriesOf("ps");
  const ps = await measure({ ours: [ctool, "ps"], bare: [bareNode, "-e", "0"], queries: atOnce(queries) });
  add(
    "`ctool ps` / (bare Node + its queries started at once by `sh`)",
    (ps.ours ?? 0) / ((ps.bare ?? 0) + (ps.queries ?? 0)),
    1.5,
  );

  if (existsSync(single)) {
    const own = await measure({
      version: [single, "--version"],
      bare: [bareNode, "-e", "0"],
      ps: [single, "ps"],
      queries: atOnce(queries),
    });
    add("single executable: `--version` / bare Node `-e 0`", (own.version ?? 0) / (own.bare ?? 1), 0.8);
    add("single executable: `ps` / its queries started at once by `sh`", (own.ps ?? 0) / (own.queries ?? 1), 1.4);
  }

  const calls = await queriesOf("doctor");
  const doctor = await measure({ ours: [ctool, "doctor"], bare: [bareNode, "-e", "0"], calls: atOnce(calls) });
  add(
    "`ctool doctor` / (bare Node + 2 × its calls started at once by `sh`)",
    (doctor.ours ?? 0) / ((doctor.bare ?? 0) + 2 * (doctor.calls ?? 0)),
    1,
  );

  const line = "docker run -d --name web -p 8080:80 nginx";
  const translated = await measure({ ours: [ctool, "translate", line], bare: [bareNode, "-e", "0"] });
  add("`ctool translate 'docker run …'` / bare Node `-e 0`", (translated.ours ?? 0) / (translated.bare ?? 1), 2.2);

  const lines = differentLines(20_000);
  add("20,000 docker lines through `translate -`, all different, s after start", secondsFor(lines), 1);
  const again = lines.map((_, index) => lines[index % 200] ?? "");
  add("20,000 docker lines through `translate -`, 200 different ones, s after start", secondsFor(again), 1);

  const few = (await queriesOf("ps", "-a")).length;
  await node.addContainers(500, "k8s.io");
  const many = await queriesOf("ps", "-a");
  const nerdctl = many.find(([tool]) => tool === "nerdctl") ?? [];
  const big = await measure({ ours: [ctool, "ps", "-a"], slowest: nerdctl }, RUNS);
  add("500 containers: `ctool ps -a` / its slowest query alone", (big.ours ?? 0) / (big.slowest ?? 1), 1.3);
  add("children of `ps -a` with 500 more containers / before", many.length / few, 1);

  for (const { what, value, bound } of await measureWorkbench()) add(what, value, bound);

  const rows = figures.map(
    ({ what, ratio, bound }) =>
      `| ${what} | ${ratio.toFixed(2)} | ≤ ${bound} | ${ratio <= bound ? "held" : "**missed**"} |`,
  );
  const table = ["| figure | here | bound | |", "|---|---|---|---|", ...rows].join("\n");
  process.stdout.write(`${table}\n`);
  if (process.argv.includes("--write")) {
    const readme = path("bench/README.md");
    const text = readFileSync(readme, "utf8");
    writeFileSync(readme, text.replace(/(<!-- figures -->\n)[\s\S]*?(<!-- end -->)/, `$1${table}\n$2`));
  }
} finally {
  await node.close();
}
