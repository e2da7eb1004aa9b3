import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/** Runs inside the node: whole processes, in turn, and prints medians and their ratios as JSON. */

interface Case {
  name: string;
  argv: string[];
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const time = (argv: string[]): number => {
  const started = performance.now();
  const { status, error, stderr } = spawnSync(argv[0] ?? "", argv.slice(1), {
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
  if (error || status !== 0) throw new Error(`${argv.join(" ")}: ${error?.message ?? stderr}`);
  return performance.now() - started;
};

/** Milliseconds per case: the median of `runs`, the cases taking turns so that a drifting machine hits all alike. */
const measure = (cases: readonly Case[], runs: number): Record<string, number> => {
  const times = new Map(cases.map(({ name }) => [name, [] as number[]]));
  for (const { argv } of cases) time(argv);
  for (let run = 0; run < runs; run++) for (const { name, argv } of cases) times.get(name)?.push(time(argv));
  return Object.fromEntries([...times].map(([name, values]) => [name, median(values)]));
};

const { cases, runs } = JSON.parse(process.argv[2] ?? "{}") as { cases: Case[]; runs: number };
process.stdout.write(JSON.stringify(measure(cases, runs)));
