import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import type { main as Main } from "../src/cli/main.ts";
import { silentIo } from "../src/cli/silent-io.ts";
import { COMPILED, openScripts } from "../src/runtime/scripts.ts";

/**
 * Runs, in the folder of scripts that bundle.ts has just written, what people run most, on the bundled recording, and keeps the
 * code that V8 made: no start of ctool compiles it again. Starts no tool and writes nowhere else.
 */

const COMMANDS: readonly string[] = [
  "--demo ps",
  "--demo ps -a",
  "--demo ps --format {{.Names}}",
  "--demo images",
  "--demo pods",
  "--demo docker ps",
  "--demo inspect nginx",
  "--demo why docker_ps",
  "--demo doctor",
  "--demo tools",
  "--demo --dry-run stop nginx",
  "translate docker_run_-d_-p_8080:80_--name_web_nginx",
  "translate docker_ps_-a",
  "translate crictl_ps",
  "translate -",
  "map run",
  "help",
  "--demo targets",
];

/** What `translate -` reads. */
const LINES = ["docker ps -a", "docker run --rm -it -v /a:/b nginx sh", "nerdctl -n k8s.io ps", "docker stop web"];

async function* lines(): AsyncGenerator<string> {
  yield `${LINES.join("\n")}\n`;
}

const folder = __dirname;
const scripts = openScripts(folder, require);
const { main } = scripts.load("program.cjs") as { main: typeof Main };
const options = { version: "0", home: join(folder, ".."), interrupt: new AbortController().signal };

/** The workbench on a terminal that nobody sees: a line is typed and run, then it is left. */
const rehearseWorkbench = async (): Promise<void> => {
  const stdout = Object.assign(new PassThrough(), { columns: 100, rows: 30, isTTY: true });
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  let drawn = "";
  let watch = (): void => {};
  stdout.on("data", (data: Buffer) => {
    drawn += data.toString();
    watch();
  });
  const sees = (text: string) =>
    new Promise<void>((resolve) => {
      watch = () => {
        if (drawn.includes(text)) resolve();
      };
      watch();
    });
  for (const [name, value] of Object.entries({ stdin, stdout })) Object.defineProperty(process, name, { value });
  const left = main(["--demo", "ui"], { ...options, io: silentIo() });
  const steps = async () => {
    await sees("k3s ·");
    stdin.write("docker ps -a \r");
    await sees("joined table");
    stdin.write("\u0003\u0003\u0003");
  };
  void steps();
  if ((await left) !== 0) throw new Error("the workbench could not be rehearsed");
};

const run = async (): Promise<void> => {
  const piped = silentIo({ stdinText: lines, stdoutIsTerminal: false, stdinIsTerminal: false });
  for (const command of COMMANDS) {
    const words = command.split(" ").map((word) => word.replaceAll("_", " "));
    await main(words, { ...options, io: piped });
  }
  await rehearseWorkbench();
  for (const [name, code] of scripts.compiled()) writeFileSync(join(folder, `${name}${COMPILED}`), code);
};

void run();
