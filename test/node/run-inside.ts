import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** Where and as whom a command runs. */
export interface InsideOptions {
  /** A user of /etc/passwd, with their groups; root unless told. */
  user?: string;
  /** The whole environment but PATH, HOME, TMPDIR and LANG, which are set and may be overridden here. `undefined` removes one. */
  env?: Readonly<Record<string, string | undefined>>;
  /** `/` unless told. */
  cwd?: string;
}

export interface ExecOptions extends InsideOptions {
  /** Milliseconds until the command and its process group are killed; 60 s unless told. */
  timeoutMs?: number;
  /** Bytes for standard input; without them it is empty. */
  input?: string | Uint8Array;
}

export interface ExecResult {
  /** Null when a signal ended it, a time-out included. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** What `nsenter` needs to know of a node. */
export interface Place {
  pid: number;
  base: string;
  /** PATH of what runs inside. */
  path: string;
}

function environment(place: Place, options: InsideOptions): Record<string, string> {
  const user = options.user ?? "root";
  const set = {
    PATH: place.path,
    HOME: `${place.base}/home/${user}`,
    TMPDIR: `${place.base}/tmp`,
    LANG: "C.UTF-8",
    ...options.env,
  };
  return Object.fromEntries(Object.entries(set).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

// The home is made on the first use of a user: private, and theirs alone.
const BECOME = `
home=$1; user=$2; shift 2
[ -d "$home" ] || { mkdir -m 700 "$home" && chown "$user:" "$home"; }
exec setpriv --reuid "$user" --regid "$(id -g "$user")" --init-groups -- "$@"`;

/**
 * The outside form of an inside command, for whoever starts processes in their own way (a pty).
 * @returns argv with `nsenter` in front, and its whole environment
 */
export function commandInside(
  place: Place,
  argv: readonly string[],
  options: InsideOptions = {},
): { argv: string[]; env: Record<string, string> } {
  const user = options.user ?? "root";
  const become = user === "root" ? [] : ["/bin/sh", "-c", BECOME, "sh", `${place.base}/home/${user}`, user];
  const enter = ["--mount", "--uts", "--net", "--pid", "--cgroup", `--wdns=${options.cwd ?? "/"}`];
  return {
    argv: ["nsenter", "--target", String(place.pid), ...enter, "--", ...become, ...argv],
    env: environment(place, options),
  };
}

/**
 * Starts a command in the namespaces of a node, in a process group of its own.
 * @returns the child as node:child_process gives it. It is `nsenter`, which passes the command's exit code and signal on, but
 * not a signal it gets: use `signalInside` for that.
 */
export function spawnInside(
  place: Place,
  argv: readonly string[],
  options: InsideOptions & Pick<SpawnOptions, "stdio"> = {},
): ChildProcess {
  const { argv: whole, env } = commandInside(place, argv, options);
  const [file = "", ...args] = whole;
  return spawn(file, args, { env, stdio: options.stdio ?? "pipe", detached: true });
}

/** Sends a signal to the command behind a child of `spawnInside`. A command that has ended is no error. */
export function signalInside(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const inner = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim();
  for (const pid of inner.split(" ")) if (pid !== "") kill(Number(pid), signal);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // gone already
  }
}

/**
 * Runs a command in the namespaces of a node to its end.
 * @returns exit code, signal and the output as text; a command that fails is an answer, not an error
 * @throws when nsenter itself cannot be started
 */
export function execInside(place: Place, argv: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
  const child = spawnInside(place, argv, options);
  const timer = setTimeout(() => {
    // The command first, so that nsenter reaps it; then whatever is left of the process group.
    signalInside(child, "SIGKILL");
    child.once("exit", () => kill(-Number(child.pid), "SIGKILL"));
  }, options.timeoutMs ?? 60_000);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (bytes: Buffer) => out.push(bytes));
  child.stderr?.on("data", (bytes: Buffer) => err.push(bytes));
  child.stdin?.on("error", () => {}); // a command may end without reading
  child.stdin?.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once("close", (exitCode, signal) => {
      clearTimeout(timer);
      resolve({ exitCode, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}

/**
 * Like `execInside`, for steps of the set-up that must succeed.
 * @returns standard output without the last line end
 * @throws with the command and what it said when it does not exit 0
 */
export async function mustExec(place: Place, argv: readonly string[], options: ExecOptions = {}): Promise<string> {
  const result = await execInside(place, argv, options);
  if (result.exitCode !== 0) {
    const how = result.exitCode === null ? `ended by ${result.signal}` : `exit ${result.exitCode}`;
    throw new Error(`${argv.join(" ")}: ${how}: ${(result.stderr || result.stdout).trim()}`);
  }
  return result.stdout.replace(/\n$/, "");
}
