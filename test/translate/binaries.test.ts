// What the examples become, given to the real tools' own parsers, with a socket that is not there. Tools that are not on PATH are
// left out, and counted.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { allLoaders, CHECKED, COLUMNS, type Column, translate } from "../../src/translate/index.ts";

const SOCKET = "/nonexistent/containerd.sock";
const scratch = mkdtempSync(join(tmpdir(), "ctool-"));
/** Newer ones try three times more, for seconds, where nobody answers. */
const once = spawnSync("crictl", ["--help"], { encoding: "utf8" }).stdout?.includes("--max-retries")
  ? ["--max-retries", "0"]
  : [];
const AT: Record<Column, string[]> = {
  // nerdctl's networks and volumes are files, which it writes without a socket: into the scratch folder.
  nerdctl: ["--address", SOCKET, "--data-root", join(scratch, "data"), "--cni-netconfpath", join(scratch, "cni")],
  crictl: [
    ...["--runtime-endpoint", `unix://${SOCKET}`, "--image-endpoint", `unix://${SOCKET}`, "--timeout", "1ms"],
    ...once,
  ],
  ctr: ["--address", SOCKET, "--connect-timeout", "1ms"],
};
/** What these do needs no socket: they would go to a registry, or write files of the caller's. */
const NEEDS_NO_SOCKET = /^(?:nerdctl (?:login|logout|search|manifest|compose|push|pull)|\w+ (?:completion|config))\b/;
const COMPLAINT =
  /unknown (?:shorthand )?flag|flag provided but not defined|Incorrect Usage|^USAGE:|invalid argument .* flag|parse error|No help topic|unknown (?:sub)?command|Required flag/im;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The checked release that a binary is closest to; null when it is not on PATH. */
function installed(tool: Column): string | null {
  const { status, stdout } = spawnSync(tool, ["--version"], { encoding: "utf8" });
  if (status !== 0) return null;
  const version = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(stdout)?.[0];
  const checked = CHECKED[tool].filter((each) => version?.startsWith(each.split(".").slice(0, 2).join(".")));
  return checked.at(-1) ?? (version === undefined ? (CHECKED[tool].at(-1) ?? null) : null);
}

const files = await Promise.all(allLoaders().map((load) => load()));
const examples = files.flatMap(({ commands }) => commands.flatMap((spec) => [...spec.examples]));

for (const tool of COLUMNS) {
  const version = installed(tool);
  describe.skipIf(version === null)(`${tool} ${version ?? "is not on PATH"}`, () => {
    it("takes every command", { timeout: 120_000 }, async () => {
      const lines = new Map<string, string[]>();
      for (const example of examples) {
        const { translations } = await translate(example, { tools: [tool], versions: { [tool]: version ?? "" } });
        for (const { argv } of translations.flatMap(({ steps }) => steps))
          if (argv[0] === tool && !argv.includes("--help") && !NEEDS_NO_SOCKET.test(argv.join(" ")))
            lines.set(argv.join("\0"), argv);
      }
      const queue = [...lines.values()];
      const complaints: string[] = [];
      const worker = async () => {
        for (let argv = queue.pop(); argv !== undefined; argv = queue.pop()) {
          const output = await run(tool, argv.slice(1));
          if (COMPLAINT.test(output)) complaints.push(`${argv.join(" ")}\n${output.slice(0, 300)}`);
        }
      };
      await Promise.all([worker(), worker()]);
      expect(lines.size).toBeGreaterThan(0);
      expect(complaints).toEqual([]);
    });
  });
}

function run(tool: Column, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: scratch, DOCKER_CONFIG: scratch };
    const child = spawn(tool, [...AT[tool], ...args], {
      cwd: scratch,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 20_000,
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });
}
