import { readFileSync, rmSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { mergeRecordings, parseRecording, type Recording } from "../src/runtime/recording.ts";
import { writeRecording } from "../src/runtime/recording-file.ts";
import { startNode } from "../test/node/index.ts";

/** Records the bundled node: brings the tests' k3s node up, runs ctool's lists in it, and puts the recordings together. */

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const lines = [
  "ps",
  "ps -a",
  "ps -s",
  "ps -as",
  "--all-namespaces ps",
  "--all-namespaces ps -a",
  "--namespace default ps",
  "--namespace default ps -a",
  "--target docker ps",
  "--target docker ps -a",
  "images",
  "--all-namespaces images",
  "--target docker images",
  "pods",
  "namespaces",
  "version",
  "targets",
  "tools",
  "--layout columns ps",
  "--layout columns ps -a",
  "--layout stacked images",
  "--layout columns pods",
  "--layout columns namespaces",
  "--layout columns version",
  "inspect nginx",
  "inspect coredns",
  "inspect redis",
  "inspect web",
  "inspect --type pod nginx",
  "inspect docker.io/library/nginx:1.27-alpine",
  "inspect docker.io/library/busybox:latest",
  "history nginx:1.27-alpine",
  "history busybox",
  "info",
  "network ls",
  "network inspect bridge",
  "volume ls",
  "system df",
  "snapshots",
  "content",
  "stats --no-stream",
  "logs nginx",
  "logs -t nginx",
  "logs --tail 10 nginx",
  "logs coredns",
  "logs redis",
  "logs web",
  "--compare logs nginx",
  "top nginx",
  "top web",
  "port web",
  "diff nginx",
  "diff web",
  "path nginx",
  "path coredns",
  "path redis",
  "path helm",
  "path oneshot",
  "--target docker path web",
  "--namespace default path web",
  "--namespace default images",
  "doctor",
  "why docker ps",
  "why crictl ps",
  // What the workbench asks for the row under the cursor.
  ...["nginx", "coredns", "lb-tcp-80", "redis", "helm"].flatMap((name) => [
    `inspect --type container --namespace=k8s.io ${name}`,
    `logs --tail 1000 --namespace=k8s.io ${name}`,
  ]),
];
/** Seconds that the node gets to grow old: `Up 4 minutes` says more than `Up 1 second`. */
const age = Number(process.argv[2] ?? 240);

const node = await startNode({ flavor: "k3s" });
const env = { HOME: "/root", PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };
const recordings: Recording[] = [];

/** Runs one ctool line in the node and keeps what it looked at and ran. */
const record = async (words: readonly string[]): Promise<void> => {
  const file = `/tmp/ctool-demo-${process.pid}-${recordings.length}.jsonl`;
  const { exitCode, stderr } = await node.exec([here("../bin/ctool"), "--record", file, ...words], { env });
  if (exitCode !== 0) throw new Error(`ctool ${words.join(" ")}: ${stderr}`);
  recordings.push(parseRecording(readFileSync(file, "utf8")));
  rmSync(file);
};

/** Seconds of events that are kept, and in which something is made to happen. */
const EVENTS_S = 8;
const recordEvents = async (): Promise<void> => {
  const until = new Date(Date.now() + EVENTS_S * 1000).toISOString();
  const recording = record(["events", "--until", until]);
  await setTimeout((EVENTS_S * 1000) / 2);
  await node.exec(["docker", "run", "--rm", "--net", "none", "busybox", "true"], { env });
  const { stdout } = await node.exec([here("../bin/ctool"), "ps", "-q", "-f", "name=nginx"], { env });
  await node.exec(["nerdctl", "-a", node.sockets.containerd ?? "", "-n", "k8s.io", "exec", stdout.trim(), "true"], {
    env,
  });
  await recording;
};

try {
  await setTimeout(age * 1000);
  for (const line of lines) await record(line.split(" "));
  await recordEvents();
} finally {
  await node.close();
}
const [first, ...rest] = recordings;
if (!first) throw new Error("nothing was recorded");
const demo = mergeRecordings([first, ...rest], "a k3s node: 5 pods, dockerd beside them");
// The recorder itself is no part of the node: neither its files nor its processes.
const { paths } = demo.header.facts;
const checkout = here("..").replace(/\/$/, "");
for (const [path, found] of Object.entries(paths)) {
  if (path.startsWith(checkout) || checkout.startsWith(`${path}/`) || JSON.stringify(found).includes(checkout))
    delete paths[path];
}
writeRecording(here("k3s-node.jsonl"), demo);
