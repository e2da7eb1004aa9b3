import { readdirSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comparison, ObjectRecord } from "../../src/model/index.ts";
import { isRunning } from "../is-running.ts";
import { available, type PodSpec, type RealNode, startNode, waitFor } from "../node/index.ts";

const launcher = fileURLToPath(new URL("../../bin/ctool", import.meta.url));
const machine = available();
const bothClients = machine.nerdctl !== null && machine.crictl !== null;

const BUSYBOX = "docker.io/library/busybox:latest";
const LINES = 1_000_000;
const LAST = "THE END";
const uid = (digit: number): string => `${String(digit).repeat(8)}-aaaa-4bbb-8ccc-00000000000${digit}`;

const pods: readonly PodSpec[] = [
  {
    name: "web-0",
    namespace: "default",
    uid: uid(1),
    containers: [{ name: "ticker", image: BUSYBOX, command: ["sh", "-c", "while true; do echo tick; sleep 1; done"] }],
  },
  {
    // 105 MB: 105 bytes a line.
    name: "big-0",
    namespace: "default",
    uid: uid(2),
    containers: [
      {
        name: "big",
        image: BUSYBOX,
        command: [
          "sh",
          "-c",
          `yes ${"0123456789".repeat(9)}0123456 | head -n ${LINES} | cat -n; echo ${LAST}; sleep 100000`,
        ],
      },
    ],
  },
  {
    name: "raw-0",
    namespace: "default",
    uid: uid(3),
    containers: [
      {
        name: "raw",
        image: BUSYBOX,
        command: ["sh", "-c", "printf '\\033[31mred\\033[0m \\377\\376\\n'; echo oops >&2; printf 'no line feed'"],
        exits: 0,
      },
    ],
  },
  {
    name: "job-0",
    namespace: "default",
    uid: uid(4),
    containers: [
      { name: "job", image: BUSYBOX, command: ["sh", "-c", "echo first; exit 1"], attempt: 0, exits: 1 },
      { name: "job", image: BUSYBOX, command: ["sh", "-c", "echo second; sleep 100000"], attempt: 1 },
    ],
  },
];

/** Processes of the node whose command line holds these words, as seen from outside. */
const processes = (...words: string[]): number[] =>
  readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return words.every((word) => line.includes(word)) && !line.startsWith("nsenter") ? [Number(name)] : [];
    } catch {
      return [];
    }
  });

/** The most memory that a process ever held, in MB. */
const peakOf = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

describe.skipIf(!machine.ok || !bothClients)("reads on a real node", () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await startNode({ flavor: "k3s", pods });
  }, 60_000);
  afterAll(() => node.close());

  const ctool = (...words: string[]) => node.exec([launcher, ...words]);
  const json = async <T>(...words: string[]): Promise<T> => JSON.parse((await ctool("--json", ...words)).stdout) as T;

  /** Starts a ctool that does not end by itself. */
  const start = (...words: string[]) => {
    const child = node.spawn([launcher, ...words], { stdio: ["ignore", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    return {
      child,
      ended,
      collect: () =>
        child.stdout?.setEncoding("utf8").on("data", (text: string) => {
          out += text;
        }),
      out: () => out,
      err: () => err,
    };
  };

  describe("logs", () => {
    it("passes a pod's log on byte for byte, both streams, and names the file", async () => {
      const { stdout } = await node.exec(["sh", "-c", `${launcher} logs raw 2>/dev/null | od -An -c`]);
      expect(stdout.replace(/\s+/g, " ")).toContain("033 [ 3 1 m r e d 033 [ 0 m 377 376 \\n n o l i n e f e e d");
      const { stderr } = await ctool("logs", "raw");
      expect(stderr).toMatch(/^ctool: log file: \/var\/log\/pods\/default_raw-0_\S+\/raw\/0\.log\noops\n$/);
    });

    it("shows an attempt before, or the one that was asked for", async () => {
      expect((await ctool("logs", "job")).stdout).toBe("second\n");
      expect((await ctool("--previous", "logs", "job")).stdout).toBe("first\n");
      expect((await ctool("logs", "job", "--attempt", "0")).stdout).toBe("first\n");
    });

    it("keeps to --tail, --since and --until, which crictl does not know", async () => {
      expect((await ctool("logs", "--tail", "1", "big")).stdout).toBe(`${LAST}\n`);
      const lines = (await ctool("logs", "-t", "ticker")).stdout.trim().split("\n");
      const [first = "", second = ""] = lines.map((line) => line.split(" ")[0] ?? "");
      expect((await ctool("logs", "-t", "--until", first, "ticker")).stdout).toBe(`${lines[0]}\n`);
      expect((await ctool("logs", "--since", second, "--until", second, "ticker")).stdout).toBe("tick\n");
      expect((await ctool("--via", "nerdctl", "logs", "-t", "--until", first, "ticker")).stdout).toBe(`${lines[0]}\n`);
      expect((await ctool("logs", "-f", "--until", "1h", "ticker")).exitCode).toBe(0);
    });

    it("reads the kubelet's file where neither crictl nor nerdctl is left", async () => {
      // k3s brings a crictl of its own.
      const hidden = [machine.crictl, machine.nerdctl, "/usr/local/bin/k3s"].map(String);
      for (const file of hidden) await node.exec(["mv", file, `${file}.hidden`]);
      const { stdout, stderr, exitCode } = await ctool("logs", "--tail", "1", "big");
      for (const file of hidden) await node.exec(["mv", `${file}.hidden`, file]);
      expect(stderr).toMatch(/neither crictl nor nerdctl is here: the file is read/);
      expect([exitCode, stdout]).toEqual([0, `${LAST}\n`]);
    });

    it.each([
      ["100 MB", "as they are", LINES + 1, ["logs", "-f", "big"]],
      ["25 MB", "line by line", 250_000, ["logs", "-f", "--tail", "250000", "--until", "2099-01-01T00:00:00Z", "big"]],
    ])(
      "follows %s with a slow reader, %s: no line lost, memory flat, children gone after Ctrl-C",
      async (_size, _how, count, words) => {
        await waitFor("the whole log", async () => (await ctool("logs", "--tail", "1", "big")).stdout === `${LAST}\n`);
        const { child, ended } = start(...words);
        let [lines, size, since, tail] = [0, 0, 0, ""];
        for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
          for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
          size += chunk.length;
          tail = (tail + chunk.toString("latin1")).slice(-64);
          if (tail.endsWith(`${LAST}\n`)) break;
          // A reader that stops again and again, with full pipes behind it.
          if (size - since > 4_000_000) {
            since = size;
            await setTimeout(50);
          }
        }
        expect(lines).toBe(count);
        const [pid = 0] = processes("ctool.cjs", ...words);
        const children = processes("crictl", "logs", "-f");
        expect(children.length).toBeGreaterThan(0);
        expect(peakOf(pid)).toBeLessThan(150);
        node.signal(child, "SIGINT");
        expect(await ended).toBe(130);
        await waitFor("the children's end", async () => !children.some(isRunning));
      },
      90_000,
    );
  });

  it("asks the tool that has the best form: nerdctl about a pod's processes and files, docker about its own", async () => {
    expect((await ctool("top", "ticker")).stdout).toMatch(/^UID +PID[\s\S]*sleep 1/);
    expect((await ctool("top", "web-0/ticker", "-o", "pid,comm")).stdout).toMatch(/^PID +COMMAND/);
    expect((await ctool("--target", "docker", "top", "web")).stdout).toMatch(/sleep/);
    expect((await ctool("diff", "ticker")).stdout).toMatch(/^A \/etc\/hosts$/m);
    expect((await ctool("--via", "crictl", "top", "ticker")).stderr).toMatch(/by the container's own ps/);
  });

  it("lines up what crictl, nerdctl and ctr say of one container", async () => {
    const { rows } = await json<{ rows: (ObjectRecord & Comparison["rows"][number])[] }>("inspect", "ticker");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.saidBy.pid).toEqual(["nerdctl", "crictl", "ctr"]);
    expect(rows[0]?.saidBy.logPath).toEqual(["crictl", "ctr"]);
    const pid = (await node.exec(["sh", "-c", `${launcher} inspect -f '{{.State.Pid}}' ticker`])).stdout.trim();
    expect(pid).toBe(String(rows[0]?.fields.pid));
  });

  it("asks for sizes where a tool tells them, and says who does not", async () => {
    const { stdout, stderr } = await ctool("--json", "inspect", "-s", "ticker");
    const [row] = (JSON.parse(stdout) as Comparison<"containerRecord">).rows;
    expect(row?.saidBy.sizeRw).toEqual(["nerdctl"]);
    expect(row?.fields.sizeRootFs).toBeGreaterThan(1_000_000);
    expect(stderr).toMatch(/^sizes: crictl and ctr do not tell them/m);
    const own = await node.exec(["docker", "inspect", "-s", "-f", "{{.SizeRootFs}}", "web"]);
    expect((await ctool("--target", "docker", "inspect", "-s", "-f", "{{.SizeRootFs}}", "web")).stdout).toBe(
      own.stdout,
    );
    expect(own.stdout).toMatch(/^[1-9]/);
  });

  it("shows what takes the room, list by list", async () => {
    const { stdout, exitCode } = await ctool("system", "df", "-v");
    expect(exitCode).toBe(0);
    const [images = "", containers = "", volumes = ""] = stdout.split(/^(?:Containers|Local Volumes) space usage:$/m);
    expect(images).toMatch(/^Images space usage:\n\nREPOSITORY.*\bSIZE\b[\s\S]*^busybox\t/m);
    expect(containers).toMatch(/\bSIZE\b.*\n[\s\S]*web-0\/ticker.*\t\d[\d.]*k?B\t/);
    expect(volumes).not.toBe("");
    const refused = await ctool("system", "df", "-v", "--format", "json");
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/several tables[\s\S]*ctool ps -a -s/);
  });

  it("measures a container with every tool, at once", async () => {
    const { rows } = await json<Comparison<"usage">>("stats", "--no-stream");
    const ticker = rows.find(({ name }) => name === "default/web-0/ticker");
    expect(ticker?.seenBy).toEqual(["nerdctl", "crictl", "ctr"]);
    expect(rows.find(({ name }) => name === "web")?.seenBy).toEqual(["docker"]);
    for (const { name, cpuPercent } of rows) expect([name, cpuPercent]).toEqual([name, expect.any(Number)]);
  });

  it("goes on measuring until Ctrl-C", async () => {
    const { child, ended, collect, out } = start("--json", "stats", "ticker");
    collect();
    const tools = () =>
      new Set(
        out()
          .trim()
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line).tool),
      );
    await waitFor("two rounds of every tool", async () => tools().size === 3 && out().split('"tool":"ctr"').length > 2);
    node.signal(child, "SIGINT");
    expect(await ended).toBe(130);
  });

  it("tells what happens, by every tool that hears of it, until Ctrl-C", async () => {
    const { child, ended, collect, out, err } = start("--json", "events");
    collect();
    const heard = (action: string) =>
      out()
        .split("\n")
        .filter((line) => line.endsWith("}"))
        .map((line) => JSON.parse(line))
        .filter(({ event }) => event.action === action);
    await waitFor("events of every tool", async () => {
      await node.exec(["nerdctl", "-a", node.sockets.containerd ?? "", "-n", "k8s.io", "exec", "nosuch", "true"]);
      const [id = ""] = (await ctool("ps", "-q", "-f", "name=ticker")).stdout.split("\n");
      await node.exec(["nerdctl", "-a", node.sockets.containerd ?? "", "-n", "k8s.io", "exec", id, "true"]);
      await node.exec(["docker", "run", "--rm", "--net", "none", "busybox", "true"]);
      return new Set([...heard("exec_start"), ...heard("start")].map(({ tool }) => tool)).size === 3;
    });
    expect(heard("exec_start")[0]?.event.name).toBe("default/web-0/ticker");
    const died = () => heard("die").find(({ tool }) => tool === "docker");
    await waitFor("docker's word of the end", async () => died() !== undefined);
    expect(died()?.event.attributes).toMatchObject({ image: "busybox" });
    // containerd 1.6 has no CRI events: that is said, and the others go on.
    await waitFor("crictl's word", async () => /^crictl: .*not implemented/m.test(err()));
    const children = [
      ...processes("nerdctl", "events"),
      ...processes("ctr", "events"),
      ...processes("docker", "events"),
    ];
    expect(children.length).toBeGreaterThanOrEqual(3);
    node.signal(child, "SIGINT");
    expect(await ended).toBe(130);
    await waitFor("the children's end", async () => !children.some(isRunning));
  });
});
