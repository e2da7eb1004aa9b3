import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/**
 * Builds out/: for each architecture a single executable that needs no Node, and a tarball of it with completions and man pages.
 * Node's own single executables are larger and start no faster than Node; Bun's start in less time than bare Node takes.
 */

const home = fileURLToPath(new URL("..", import.meta.url));
const out = join(home, "out");
const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };

/** Name of the architecture as people and Node say it → as npm and Bun's package name it. */
const architectures = { x64: { cpu: "x64", bun: "x64" }, arm64: { cpu: "arm64", bun: "aarch64" } } as const;
type Architecture = keyof typeof architectures;

/** Of the machine that builds. */
const own: Architecture = process.arch === "arm64" ? "arm64" : "x64";

/** A node's administrator copies it over slow lines: no larger than this. */
const MOST_BYTES = 120e6;

const megabytes = (file: string): string => `${(statSync(file).size / 1e6).toFixed(1)} MB`;

const run = (argv: readonly string[], cwd = home): string =>
  execFileSync(argv[0] ?? "", argv.slice(1), { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

/** Installs Bun for an architecture by release/package-lock.json; it is not among ctool's own dependencies, which everybody installs. */
const installBun = (architecture: Architecture): string => {
  const { cpu, bun } = architectures[architecture];
  const folder = join(home, "release", "node_modules", `.${architecture}`);
  const binary = join(folder, "node_modules", "@oven", `bun-linux-${bun}`, "bin", "bun");
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json", ".npmrc"])
    cpSync(join(home, "release", file), join(folder, file));
  run(["npm", "ci", "--ignore-scripts", "--os=linux", `--cpu=${cpu}`, "--libc=glibc"], folder);
  return binary;
};

const define = (name: string, value: string): string[] => ["--define", `${name}=${JSON.stringify(value)}`];

/** The demo recording, packed: what it would take more, bytecode needs. Under its own name, by which it is found in the executable. */
const packDemo = (folder: string): string => {
  const packed = join(folder, "k3s-node.jsonl");
  writeFileSync(packed, gzipSync(readFileSync(join(home, "demo", "k3s-node.jsonl")), { level: 9 }));
  return packed;
};

/** What goes into an executable beside the code, and how its bytecode is made. */
interface Recipe {
  demo: string;
  /** How many functions deep bytecode is made: more of it starts sooner and takes more room. */
  depth: number;
  /** In which order it is laid out, from a run of the executable; null where there was none yet. */
  order: string | null;
}

/**
 * Compiles src/main.ts and the demo recording into one file. In chunks, so that a command loads what it needs. What lies in the folder
 * where ctool is called (.env, bunfig.toml) is none of its business: Bun would load it, and often as root.
 */
const compileTo = (file: string, bun: string, architecture: Architecture, { demo, depth, order }: Recipe): void => {
  run([
    bun,
    "build",
    "--compile",
    "--splitting",
    "--bytecode",
    `--bytecode-depth=${depth}`,
    ...(order === null ? [] : [`--bytecode-order=${order}`]),
    // Machine code is made ten times later: a list is over before it has paid (a quarter of the CPU time of `ps`).
    "--compile-jit-policy=10",
    "--minify",
    "--format=esm",
    `--target=bun-linux-${architecture}`,
    `--compile-executable-path=${installBun(architecture)}`,
    "--no-compile-autoload-dotenv",
    "--no-compile-autoload-bunfig",
    `--tsconfig-override=${join(home, "release", "tsconfig.json")}`,
    ...define("__CTOOL_VERSION__", version),
    ...define("__CTOOL_HOME__", "."),
    ...define("process.env.NODE_ENV", "production"),
    // As in build/bundle.ts: ctool fetches nothing.
    "--define=fetch=undefined",
    "src/main.ts",
    demo,
    "--loader=.jsonl:file",
    "--asset-naming=demo/[name].[ext]",
    `--outfile=${file}`,
  ]);
};

/** The order in which a list needs its functions, found out by running one: what starts together lies together. */
const findOrder = (folder: string, bun: string, demo: string): string => {
  const [probe, order] = [join(folder, "probe"), join(folder, "order")];
  compileTo(probe, bun, own, { demo, depth: 1, order: null });
  execFileSync(probe, ["--demo", "ps"], { env: { ...process.env, BUN_BYTECODE_ORDER_OUT: order }, stdio: "ignore" });
  return order;
};

/** Compiles with as much bytecode as there is room for. @throws when it is too large with none to spare */
const compile = (file: string, bun: string, architecture: Architecture, recipe: Omit<Recipe, "depth">): void => {
  for (const depth of [3, 2, 1]) {
    compileTo(file, bun, architecture, { ...recipe, depth });
    if (statSync(file).size <= MOST_BYTES) return;
  }
  throw new Error(`${file} is too large: ${megabytes(file)}`);
};

/** What is installed beside the executable, where each shell and man look for it. */
const completions = {
  bash: "share/bash-completion/completions/ctool",
  zsh: "share/zsh/site-functions/_ctool",
  fish: "share/fish/vendor_completions.d/ctool.fish",
} as const;

/**
 * Makes the tarball of an executable: one folder with bin/ and share/, as they go below /usr/local.
 * @param speaker an executable that runs here: it prints the completions
 */
const pack = (executable: string, speaker: string): string => {
  const name = basename(executable);
  const stage = mkdtempSync(join(tmpdir(), "ctool-release-"));
  const place = (path: string): string => {
    const whole = join(stage, name, path);
    mkdirSync(dirname(whole), { recursive: true });
    return whole;
  };
  cpSync(executable, place("bin/ctool"));
  for (const [shell, path] of Object.entries(completions))
    writeFileSync(place(path), run([speaker, "completion", shell]));
  for (const page of readdirSync(join(home, "docs", "man")))
    cpSync(join(home, "docs", "man", page), place(`share/man/man1/${page}`));
  for (const file of ["README.md", "README.ko.md", "LICENSE", "CHANGELOG.md", "SECURITY.md"])
    cpSync(join(home, file), place(`share/doc/ctool/${file}`));
  run(["tar", "-C", stage, "--owner=0", "--group=0", "--sort=name", "-czf", `${executable}.tar.gz`, name]);
  rmSync(stage, { recursive: true });
  return `${executable}.tar.gz`;
};

/** Milliseconds of `--version`, the least of several whole processes. */
const startOf = (file: string): number => {
  const times = Array.from({ length: 9 }, () => {
    const started = performance.now();
    execFileSync(file, ["--version"]);
    return performance.now() - started;
  });
  return Math.min(...times);
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const bun = installBun(own);
const names = Object.keys(architectures) as Architecture[];
const executableFor = (architecture: Architecture): string => join(out, `ctool-${version}-linux-${architecture}`);
const workshop = mkdtempSync(join(tmpdir(), "ctool-release-"));
try {
  const demo = packDemo(workshop);
  const order = findOrder(workshop, bun, demo);
  for (const architecture of names) compile(executableFor(architecture), bun, architecture, { demo, order });
} finally {
  rmSync(workshop, { recursive: true });
}
for (const architecture of names) {
  const executable = executableFor(architecture);
  const started = architecture === own ? `, --version in ${startOf(executable).toFixed(0)} ms` : "";
  const archive = pack(executable, executableFor(own));
  process.stdout.write(`${executable}  ${megabytes(executable)}${started}\n${archive}  ${megabytes(archive)}\n`);
}
