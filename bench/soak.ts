import { fileURLToPath } from "node:url";
import { startNode } from "../test/node/index.ts";

/** Runs `ctool ps` a thousand times in a row on a private k3s node, and tells what it left: processes, temporary files, growth. */

const RUNS = Number(process.env.SOAK_RUNS) || 1000;
const ctool = fileURLToPath(new URL("../bin/ctool", import.meta.url));

const node = await startNode({ flavor: "k3s" });
try {
  /** What is there besides the engines' own: processes by name, files under the temporary and the state folders. */
  const look = async () => {
    const { stdout } = await node.exec([
      "sh",
      "-c",
      `ls /proc | grep -c '^[0-9]'; find /tmp /run -newer /proc/1/cmdline -name '*ctool*' 2>/dev/null | sort; find "$HOME/.local/state/ctool" "$HOME/.cache/ctool" -name '*.tmp' 2>/dev/null | sort; for p in $(pgrep -x containerd); do ls /proc/$p/fd | wc -l; done`,
    ]);
    return stdout.trim().split("\n");
  };
  const run = () => node.exec([ctool, "ps", "--json"]);
  await run();
  const before = await look();
  let failed = 0;
  for (let count = 0; count < RUNS; count++) if ((await run()).exitCode !== 0) failed++;
  const after = await look();
  process.stdout.write(`${RUNS} runs, ${failed} failed\nbefore: ${before.join(" ")}\nafter:  ${after.join(" ")}\n`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await node.close();
}
