import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { findOnPath } from "./available.ts";

const run = promisify(execFile);

/** The folder with containerd 2's programs, or why there is none. */
export type Containerd2 = { ok: true; bin: string } | { ok: false; reason: string };

/** Debian suites that are newer than a stable one, in the order they are tried. */
const SUITES = ["testing", "unstable"];
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
/** After a failed fetch, the next try waits a day: test runs without a network must not wait for it each time. */
const RETRY_MS = 24 * 60 * 60 * 1000;

function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "ctool-test", "containerd2");
}

/** The machine's own Debian mirror: the address of its release's main part, out of its own apt sources. */
async function findMirror(): Promise<string> {
  const release = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const format = "$(RELEASE) $(COMPONENT) $(REPO_URI) $(ORIGIN)";
  const { stdout } = await run("apt-get", ["indextargets", "--format", format, "Created-By: Packages"]);
  const mirror = stdout.split("\n").find((line) => line.startsWith(`${release} main `) && line.endsWith(" Debian"));
  if (mirror === undefined) throw new Error("this machine has no Debian sources");
  return mirror.split(" ")[2] ?? "";
}

/** Downloads and unpacks the package of the first suite that carries a 2.x. */
async function download(folder: string): Promise<void> {
  const mirror = await findMirror();
  for (const part of ["lists/partial", "cache/archives/partial"]) mkdirSync(join(folder, part), { recursive: true });
  const list = join(folder, "sources.list");
  const options = Object.entries({
    "Dir::Etc::sourcelist": list,
    "Dir::Etc::sourceparts": "-",
    "Dir::State::lists": join(folder, "lists"),
    "Dir::Cache": join(folder, "cache"),
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "0",
    "Acquire::http::Timeout": "15",
    "Acquire::https::Timeout": "15",
  }).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const signed = existsSync(KEYRING) ? ` signed-by=${KEYRING}` : "";
  for (const suite of SUITES) {
    writeFileSync(list, `deb [target=Packages${signed}] ${mirror} ${suite} main\n`);
    await run("apt-get", [...options, "-q", "update", "--error-on=any"], { cwd: folder, timeout: 120_000 });
    const { stdout } = await run("apt-cache", [...options, "show", "--no-all-versions", "containerd"], { cwd: folder });
    if (!/^Version: 2\./m.test(stdout)) continue;
    await run("apt-get", [...options, "-q", "download", "containerd"], { cwd: folder, timeout: 120_000 });
    await run("sh", ["-c", "dpkg-deb -x containerd_*.deb ."], { cwd: folder });
    return;
  }
  throw new Error(`no containerd 2 in ${SUITES.join(" or ")}`);
}

/**
 * Finds containerd 2.x with its own ctr and shim: this machine's, or the one fetched earlier, or fetched now with apt from the
 * machine's own mirror (once, about 10 s) into `~/.cache/ctool-test`. runc stays this machine's.
 */
export async function fetchContainerd2(): Promise<Containerd2> {
  const own = findOnPath("containerd");
  if (own !== null && / v?2\.\d/.test((await run(own, ["--version"])).stdout)) return { ok: true, bin: dirname(own) };
  const cache = cacheFolder();
  const bin = join(cache, "usr/bin");
  if (existsSync(join(bin, "containerd"))) return { ok: true, bin };
  const failed = `${cache}.failed`;
  try {
    if (Date.now() - statSync(failed).mtimeMs < RETRY_MS) return { ok: false, reason: readFileSync(failed, "utf8") };
  } catch {
    // never tried
  }
  mkdirSync(join(cache, ".."), { recursive: true });
  const folder = mkdtempSync(`${cache}-`);
  try {
    await download(folder);
    for (const name of readdirSync(folder)) if (name !== "usr") rmSync(join(folder, name), { recursive: true });
    if (!existsSync(bin)) renameSync(folder, cache);
    return { ok: true, bin };
  } catch (error) {
    const reason = `containerd 2 could not be fetched: ${error instanceof Error ? error.message.trim() : error}`;
    writeFileSync(failed, reason);
    return { ok: false, reason };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
