import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeReport } from "../../src/contract/write.ts";
import { available, type RealNode, startNode, waitFor } from "../node/index.ts";
import { openSession } from "../tui/pty.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const launcher = `${root}bin/ctool`;
const machine = available();
const bothClients = machine.ok && machine.nerdctl !== null && machine.crictl !== null;
const scratch = `/tmp/ctool-writes-${process.pid}`;
const SOCKET = "/run/k3s/containerd/containerd.sock";

let node: RealNode;

const run = (argv: readonly string[], input?: string) => node.exec(argv, input === undefined ? {} : { input });
/** Standard output of a command of the node's that must work: how another tool sees the state. */
const seen = async (...argv: string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await run(argv);
  expect(`${exitCode} ${stderr}`, argv.join(" ")).toMatch(/^0 /);
  return stdout;
};
const ctr = (namespace: string, ...words: string[]) => seen("ctr", "-a", SOCKET, "-n", namespace, ...words);
const crictl = (...words: string[]) => seen("crictl", "-r", `unix://${SOCKET}`, "-i", `unix://${SOCKET}`, ...words);
const nerdctl = (namespace: string, ...words: string[]) => seen("nerdctl", "-a", SOCKET, "-n", namespace, ...words);
const docker = (...words: string[]) => seen("docker", ...words);

const ctool = (...words: string[]) => run([launcher, ...words]);
/** ctool on a line that must work; its stdout. */
const done = async (...words: string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await ctool(...words);
  expect(`${exitCode} ${stderr}`, words.join(" ")).toMatch(/^0 /);
  return stdout;
};
/** The state of a task as ctr has it: RUNNING, STOPPED, PAUSED; empty without one. */
const taskOf = async (namespace: string, id: string): Promise<string> => {
  const line = (await ctr(namespace, "tasks", "ls")).split("\n").find((one) => one.startsWith(id));
  return line?.trim().split(/\s+/).at(-1) ?? "";
};

/** What a command in a container prints; ctr 1.6 now and then loses all of it and exits 0. */
const inside = (namespace: string, id: string, ...argv: string[]): Promise<string> =>
  waitFor(
    `${argv.join(" ")} to print something`,
    async () => (await ctr(namespace, "tasks", "exec", "--exec-id", "look", id, ...argv)) || null,
  );

beforeAll(async () => {
  if (!bothClients) return;
  mkdirSync(scratch, { recursive: true });
  node = await startNode({ flavor: "k3s" });
  await node.write(`${scratch}/in.txt`, "copied\n");
});
afterAll(async () => {
  await node?.close();
  rmSync(scratch, { recursive: true, force: true });
});

describe.skipIf(!bothClients)("writes, through one tool each", () => {
  it("nerdctl: the life of a container in default, as ctr sees it", async () => {
    const at = ["--namespace", "default"];
    const id = (
      await done(...at, "run", "-d", "--name", "wn", "--net", "none", "nginx:1.27-alpine", "sleep", "1000")
    ).trim();
    expect(await taskOf("default", id)).toBe("RUNNING");
    expect(await done(...at, "stop", "-t", "0", "wn")).toBe("wn\n");
    expect(await taskOf("default", id)).not.toBe("RUNNING");
    expect(await done(...at, "start", "wn")).toBe("wn\n");
    expect(await done(...at, "pause", "wn")).toBe("wn\n");
    expect(await taskOf("default", id)).toBe("PAUSED");
    await done(...at, "unpause", "wn");
    expect(await taskOf("default", id)).toBe("RUNNING");
    await done(...at, "restart", "-t", "0", "wn");
    expect(await taskOf("default", id)).toBe("RUNNING");
    await done(...at, "rename", "wn", "wn2");
    expect(await ctr("default", "containers", "info", id)).toContain('"nerdctl/name": "wn2"');
    await done(...at, "update", "--memory", "64m", "wn2");
    const [pid] =
      /\d+/.exec(
        (await ctr("default", "tasks", "ls"))
          .split("\n")
          .find((one) => one.startsWith(id))
          ?.slice(id.length) ?? "",
      ) ?? [];
    expect(
      await seen(
        "sh",
        "-c",
        `cat /sys/fs/cgroup$(sed -n 's/^0:://p' /proc/${pid}/cgroup)/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory$(sed -n 's/^.*:memory://p' /proc/${pid}/cgroup)/memory.limit_in_bytes`,
      ),
    ).toBe("67108864\n");
    expect(await done(...at, "exec", "wn2", "echo", "hi")).toBe("hi\n");
    expect((await ctool(...at, "exec", "wn2", "sh", "-c", "exit 9")).exitCode).toBe(9);
    await done(...at, "cp", `${scratch}/in.txt`, "wn2:/tmp/in.txt");
    expect(await inside("default", id, "cat", "/tmp/in.txt")).toBe("copied\n");
    await done(...at, "commit", "wn2", "committed:v1");
    expect(await ctr("default", "images", "ls", "-q")).toContain("docker.io/library/committed:v1");
    await done(...at, "export", "-o", `${scratch}/wn2.tar`, "wn2");
    expect(await seen("tar", "-tf", `${scratch}/wn2.tar`)).toContain("tmp/in.txt");
    await done(...at, "kill", "wn2");
    expect(await taskOf("default", id)).not.toBe("RUNNING");
    expect(await done(...at, "wait", "wn2")).toBe("137\n");
    expect(await done(...at, "--yes", "rm", "wn2")).toBe("wn2\n");
    expect(await ctr("default", "containers", "ls", "-q")).not.toContain(id);
    await done(...at, "--yes", "rmi", "committed:v1");
    expect(await ctr("default", "images", "ls", "-q")).not.toContain("committed");
    const created = (await done(...at, "create", "--name", "wc", "--net", "none", "nginx:1.27-alpine", "true")).trim();
    expect(await ctr("default", "containers", "ls", "-q")).toContain(created);
    expect(
      (await ctool(...at, "run", "--rm", "--net", "none", "nginx:1.27-alpine", "sh", "-c", "exit 7")).exitCode,
    ).toBe(7);
  }, 90_000);

  it("nerdctl: networks and volumes", async () => {
    const at = ["--namespace", "default"];
    await done(...at, "network", "create", "net-w");
    expect(await seen("sh", "-c", "cat /etc/cni/net.d/default/*net-w*")).toContain('"net-w"');
    await done(...at, "volume", "create", "vol-w");
    expect(await nerdctl("default", "volume", "ls", "-q")).toContain("vol-w");
    await done(...at, "--yes", "network", "rm", "net-w");
    expect(await nerdctl("default", "network", "ls", "--format", "{{.Name}}")).not.toContain("net-w");
    await done(...at, "--yes", "volume", "rm", "vol-w");
    expect(await nerdctl("default", "volume", "ls", "-q")).not.toContain("vol-w");
    const connect = await ctool(...at, "network", "connect", "bridge", "web");
    expect(connect.exitCode).toBe(3);
    expect(connect.stderr).toMatch(/when it is made/);
  }, 30_000);

  it("ctr: the life of a container in default, as nerdctl sees it", async () => {
    const at = ["--namespace", "default", "--via", "ctr"];
    const states = async () => nerdctl("default", "ps", "-a", "--format", "{{.ID}} {{.Status}}");
    expect(await done(...at, "run", "-d", "--name", "wt", "nginx:1.27-alpine", "sleep", "1000")).toBe("wt\n");
    expect(await states()).toMatch(/^wt Up/m);
    // busybox's sleep as process 1 takes no SIGTERM: the whole grace period, then SIGKILL.
    expect(await done(...at, "stop", "-t", "1", "wt")).toBe("wt\n");
    expect(await states()).not.toMatch(/^wt Up/m);
    await done(...at, "start", "wt");
    expect(await states()).toMatch(/^wt Up/m);
    await done(...at, "pause", "wt");
    expect(await states()).toMatch(/^wt (?:Up.*)?Paused/m);
    await done(...at, "unpause", "wt");
    await done(...at, "restart", "-t", "0", "wt");
    expect(await states()).toMatch(/^wt Up/m);
    expect((await ctool(...at, "exec", "wt", "sh", "-c", "exit 6")).exitCode).toBe(6);
    await done(...at, "cp", `${scratch}/in.txt`, "wt:/tmp/in.txt");
    expect(await nerdctl("default", "exec", "wt", "cat", "/tmp/in.txt")).toBe("copied\n");
    await done(...at, "cp", "wt:/tmp/in.txt", `${scratch}/out.txt`);
    expect(readFileSync(`${scratch}/out.txt`, "utf8")).toBe("copied\n");
    await done(...at, "kill", "wt");
    expect(await states()).not.toMatch(/^wt Up/m);
    await done(...at, "--yes", "rm", "-f", "wt");
    expect(await states()).not.toMatch(/^wt /m);
    await done(...at, "tag", "nginx:1.27-alpine", "tagged:v1");
    expect(await nerdctl("default", "images", "--format", "{{.Repository}}:{{.Tag}}")).toContain("tagged:v1");
    await done(...at, "save", "-o", `${scratch}/tagged.tar`, "tagged:v1");
    await done(...at, "--yes", "rmi", "tagged:v1");
    expect(await nerdctl("default", "images", "--format", "{{.Repository}}:{{.Tag}}")).not.toContain("tagged");
    await done(...at, "load", "-i", `${scratch}/tagged.tar`);
    expect(await nerdctl("default", "images", "--format", "{{.Repository}}:{{.Tag}}")).toContain("tagged:v1");
  }, 60_000);

  it("crictl: the life of a container in k8s.io, as ctr sees it", async () => {
    const at = ["--via", "crictl"];
    const id = (await done(...at, "run", "-d", "--name", "wk", "busybox", "sleep", "1000")).trim();
    expect(await taskOf("k8s.io", id)).toBe("RUNNING");
    expect(await done(...at, "exec", "wk", "echo", "hi")).toBe("hi\n");
    expect((await ctool(...at, "exec", "wk", "sh", "-c", "exit 5")).exitCode).toBe(5);
    await done(...at, "cp", `${scratch}/in.txt`, "wk:/tmp/in.txt");
    expect(await inside("k8s.io", id, "cat", "/tmp/in.txt")).toBe("copied\n");
    // Docker's rules: a folder takes the source by its name, what is not there takes that name.
    await seen("sh", "-c", `cd ${scratch} && mkdir -p src/sub out && echo b > src/sub/b && chmod 750 src/sub in.txt`);
    const look = (path: string) => inside("k8s.io", id, "stat", "-c", "%a %n", ...path.split(" "));
    await done(...at, "cp", `${scratch}/in.txt`, "wk:/tmp");
    await done(...at, "cp", `${scratch}/src`, "wk:/tmp");
    await done("--via", "ctr", "cp", `${scratch}/src/.`, "wk:/new");
    expect(await look("/tmp /tmp/in.txt /tmp/src/sub/b /new/sub")).toBe(
      `${await look("/tmp")}750 /tmp/in.txt\n644 /tmp/src/sub/b\n750 /new/sub\n`,
    );
    await done(...at, "cp", "wk:/new", `${scratch}/out`);
    await done("--via", "ctr", "cp", "wk:/new/.", `${scratch}/made`);
    expect(readFileSync(`${scratch}/out/new/sub/b`, "utf8")).toBe(readFileSync(`${scratch}/made/sub/b`, "utf8"));
    for (const [from, to, why] of [
      [`${scratch}/src`, "wk:/tmp/in.txt", /cannot copy a folder onto the file/],
      [`${scratch}/in.txt`, "wk:/nope/", /there is no folder/],
      ["wk:/nope", scratch, /there is no \/nope in the container/],
    ] as const) {
      const refused = await ctool(...at, "cp", from, to);
      expect(`${refused.exitCode} ${refused.stderr}`).toMatch(/^1 /);
      expect(refused.stderr).toMatch(why);
    }
    await done(...at, "update", "--memory", "64m", "wk");
    expect(await done(...at, "stop", "-t", "0", "wk")).toBe("wk\n");
    expect(await taskOf("k8s.io", id)).not.toBe("RUNNING");
    expect((await ctool(...at, "start", "wk")).stderr).toMatch(/starts once/);
    await done(...at, "--yes", "rm", "wk");
    expect(await ctr("k8s.io", "containers", "ls", "-q")).not.toContain(id);
    // The sandbox went with it: the name is free, as docker's is.
    expect(await crictl("pods", "-q", "--name", "^wk$")).toBe("");
    await done(...at, "run", "-d", "--name", "wk", "busybox", "true");
    await done(...at, "--yes", "rm", "-f", "wk");
    const created = (await done(...at, "create", "--name", "wk2", "busybox", "sleep", "1000")).trim();
    expect(await taskOf("k8s.io", created)).toBe("");
    // Made and never started: nothing is lost.
    await done("start", "wk2");
    expect(await taskOf("k8s.io", created)).toBe("RUNNING");
    const kill = await ctool(...at, "kill", "wk2");
    expect(kill.exitCode).toBe(2);
    await done(...at, "--accept-loss", "kill", "wk2");
    expect(await taskOf("k8s.io", created)).not.toBe("RUNNING");
    await ctr("k8s.io", "images", "tag", "docker.io/library/busybox:latest", "docker.io/library/gone:v1");
    await done("--via", "ctr", "--yes", "rmi", "gone:v1");
    expect(await crictl("images")).not.toContain("library/gone");
  }, 60_000);

  it("docker: its own containers and images", async () => {
    const at = ["--target", "docker"];
    const state = () => docker("inspect", "-f", "{{.State.Status}}", "wd");
    await done(...at, "run", "-d", "--name", "wd", "--network", "none", "busybox", "sleep", "1000");
    expect(await state()).toBe("running\n");
    // Found without --target as well: nobody else has a wd.
    expect(await done("pause", "wd")).toBe("wd\n");
    expect(await state()).toBe("paused\n");
    await done("unpause", "wd");
    await done("restart", "-t", "0", "wd");
    expect((await ctool("exec", "wd", "sh", "-c", "exit 4")).exitCode).toBe(4);
    await done("cp", `${scratch}/in.txt`, "wd:/tmp/in.txt");
    expect(await docker("exec", "wd", "cat", "/tmp/in.txt")).toBe("copied\n");
    await done("update", "--memory", "64m", "--memory-swap", "64m", "wd");
    expect(await docker("inspect", "-f", "{{.HostConfig.Memory}}", "wd")).toBe("67108864\n");
    await done("commit", "wd", "committed:v2");
    await done("rename", "wd", "wd2");
    await done("stop", "-t", "0", "wd2");
    expect(await done("wait", "wd2")).toBe("137\n");
    await done("start", "wd2");
    await done("kill", "wd2");
    await done("export", "-o", `${scratch}/wd.tar`, "wd2");
    await done("--yes", "rm", "wd2");
    expect(await docker("ps", "-aq", "-f", "name=wd2")).toBe("");
    await done(...at, "import", `${scratch}/wd.tar`, "imported:v1");
    await done(...at, "tag", "imported:v1", "imported:v2");
    await done(...at, "save", "-o", `${scratch}/imported.tar`, "imported:v1");
    await done(...at, "--yes", "rmi", "imported:v1", "imported:v2");
    expect(await docker("images", "-q", "imported")).toBe("");
    await done(...at, "load", "-i", `${scratch}/imported.tar`);
    expect(await docker("images", "--format", "{{.Repository}}:{{.Tag}}", "imported")).toBe("imported:v1\n");
    await done(...at, "volume", "create", "dvol");
    expect(await docker("volume", "ls", "-q")).toContain("dvol");
    await done(...at, "--yes", "volume", "rm", "dvol");
    expect(await docker("volume", "ls", "-q")).not.toContain("dvol");
  }, 90_000);

  it("pulls and pushes by every tool that can", async () => {
    const registry = node.spawn([process.execPath, `${root}test/cli/registry.ts`]);
    try {
      await new Promise((ready) => registry.stdout?.once("data", ready));
      const pulled = "127.0.0.1:5000/app:v1";
      await docker("tag", "busybox:latest", pulled);
      await done("--target", "docker", "push", pulled);
      await docker("rmi", pulled);
      expect(await done("--target", "docker", "pull", pulled)).toBe(`${pulled}\n`);
      expect(await docker("images", "-q", pulled)).not.toBe("");
      expect(await done("pull", pulled)).toBe(`${pulled}\n`);
      expect(await crictl("images", "-o", "json")).toContain(pulled);
      for (const tool of ["nerdctl", "ctr"]) {
        const at = ["--namespace", "default", "--via", tool];
        await done(...at, "pull", pulled);
        expect(await ctr("default", "images", "ls", "-q")).toContain(pulled);
        // Imported, so its content is whole; of what is pulled, layers that are there already are left out.
        await ctr("default", "images", "tag", "docker.io/library/nginx:1.27-alpine", `127.0.0.1:5000/by-${tool}:v1`);
        await done(...at, "push", `127.0.0.1:5000/by-${tool}:v1`);
        await crictl("pull", `127.0.0.1:5000/by-${tool}:v1`);
        await done(...at, "--yes", "rmi", pulled);
      }
      for (const at of [
        ["--target", "docker"],
        ["--namespace", "default"],
      ]) {
        const stored = () => run(["sh", "-c", "cat $HOME/.docker/config.json"]);
        await done(...at, "login", "-u", "me", "-p", "secret", "127.0.0.1:5000");
        expect((await stored()).stdout).toContain("127.0.0.1:5000");
        await done(...at, "logout", "127.0.0.1:5000");
        expect((await stored()).stdout).not.toContain("127.0.0.1:5000");
      }
      const missing = await ctool("pull", "127.0.0.1:5000/none:v1");
      expect(missing.exitCode).toBe(1);
      expect(missing.stderr).toMatch(/not found/);
    } finally {
      node.signal(registry, "SIGTERM");
    }
  }, 60_000);

  it("copies an image from docker to k3s, where Kubernetes sees it, and never half of one", async () => {
    await docker("tag", "busybox:latest", "built:v1");
    expect(await done("image", "copy", "built:v1", "--from", "docker", "--to", "k3s")).toBe(
      "docker.io/library/built:v1\n",
    );
    const json = JSON.parse(await crictl("images", "-o", "json")) as { images: { repoTags: string[]; id: string }[] };
    const image = json.images.find(({ repoTags }) => repoTags.includes("docker.io/library/built:v1"));
    expect(image?.id).toBe((await docker("images", "-q", "--no-trunc", "built:v1")).trim());
    await done("image", "copy", "built:v1", "--from", "k3s", "--to", "k3s:default");
    expect(await ctr("default", "images", "ls", "-q")).toContain("docker.io/library/built:v1");
    const missing = await ctool("image", "copy", "nothing:v1", "--from", "docker", "--to", "k3s");
    expect(missing.exitCode).toBe(1);
    // A docker that dies in the middle of its archive, in front of the real one.
    await node.write(
      `${scratch}/half/docker`,
      `#!/bin/sh\ncase "$*" in *save*) ${"/usr/bin/env"} PATH="$REAL" docker "$@" | head -c 20000; exit 1;; *) PATH="$REAL" exec docker "$@";; esac\n`,
    );
    await seen("chmod", "755", `${scratch}/half/docker`);
    await docker("tag", "busybox:latest", "halved:v1");
    const half = await run([
      "sh",
      "-c",
      `REAL="$PATH" PATH="${scratch}/half:$PATH" exec ${launcher} image copy halved:v1 --from docker --to k3s`,
    ]);
    expect(half.exitCode).toBe(1);
    expect(half.stderr).toMatch(/nothing was imported/);
    expect(await ctr("k8s.io", "images", "ls", "-q")).not.toContain("halved");
  }, 60_000);
});

describe.skipIf(!bothClients)("what is not done by surprise", () => {
  const podName = "nginx";

  it.each(["stop", "restart", "kill", "rm"])("%s of a pod's container says what the kubelet does", async (verb) => {
    const { exitCode, stdout, stderr } = await ctool("--yes", verb, podName);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/the kubelet/);
    expect(stderr).toMatch(/kubectl delete pod nginx-7c5ddbdf54-x2x9k -n default/);
    expect(stderr).toMatch(/--override-guard/);
  });

  it("--override-guard does it all the same", async () => {
    const id = (await crictl("ps", "-q", "--name", "^lb-tcp-80$")).trim();
    await done("--override-guard", "stop", "-t", "0", "lb-tcp-80");
    expect(await taskOf("k8s.io", id)).not.toBe("RUNNING");
  });

  it("images in use and the pause image stay, whatever -f says", async () => {
    for (const image of ["nginx:1.27-alpine", "rancher/mirrored-pause:3.6"]) {
      const { exitCode, stderr } = await ctool("--yes", "rmi", "-f", image);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(image.startsWith("nginx") ? /containers were made from it/ : /pause image/);
    }
    expect(await crictl("images")).toMatch(/mirrored-pause/);
  });

  it("prune shows what would go, by namespace, and takes just that", async () => {
    await ctr("k8s.io", "images", "tag", "--force", "docker.io/library/busybox:latest", "docker.io/library/keeps:v1");
    await docker("tag", "busybox:latest", "spare:v1");
    await seen("sh", "-c", `docker save spare:v1 | ctr -a ${SOCKET} -n default images import -`);
    const asked = await ctool("--all-namespaces", "image", "prune", "-a", "-f");
    expect(asked.exitCode).toBe(2);
    expect(asked.stderr).toMatch(/^ {2}default\n {4}image/m);
    expect(asked.stderr).toMatch(/mirrored-pause:3\.6: it is the pause image/);
    await done("--yes", "container", "prune");
    // redis-0's last attempt has ended, and is the kubelet's.
    expect(await crictl("ps", "-a", "--name", "redis", "-q")).not.toBe("");
    await done("--yes", "image", "prune", "-a");
    const left = await crictl("images");
    expect(left).toMatch(/mirrored-pause/);
    expect(left).toMatch(/nginx/);
    expect(left).not.toMatch(/library\/built/);
    await nerdctl("default", "volume", "create", "--label", "keep=no", "unused");
    const filtered = (...words: string[]) => ctool("--dry-run", "--namespace", "default", "volume", "prune", ...words);
    expect((await filtered()).stdout).toBe("");
    expect((await filtered("-a", "--filter", "label=keep=yes")).stdout).toBe("");
    expect((await filtered("--filter", "all=1", "--filter", "label=keep=no")).stdout).toMatch(/volume rm unused/);
    expect((await filtered("-a", "--filter", "until=1h")).stderr).toMatch(/volumes do not say when they were made/);
    expect((await ctool("--namespace", "default", "volume", "prune", "-a")).stderr).toMatch(/volume +unused/);
    await done("--namespace", "default", "--yes", "system", "prune", "--volumes");
    expect(await nerdctl("default", "volume", "ls", "-q")).toContain("unused");
    await done("--namespace", "default", "--yes", "volume", "prune", "-a");
    expect(await nerdctl("default", "volume", "ls", "-q")).toBe("");
  }, 60_000);

  it("destroy needs a yes, and on a terminal no answer means no", async () => {
    await nerdctl("default", "create", "--name", "kept", "--net", "none", "nginx:1.27-alpine", "true");
    const piped = await ctool("--namespace", "default", "rm", "kept");
    expect(piped.exitCode).toBe(2);
    expect(piped.stderr).toMatch(/--yes/);
    const { argv, env } = node.command([launcher, "--namespace", "default", "rm", "kept"]);
    const session = openSession(argv[0] ?? "", argv.slice(1), { env });
    await session.sees("[y/N]");
    expect(session.output()).toMatch(/nerdctl --address \S+ --namespace default rm [0-9a-f]{64}/);
    session.type("\r");
    expect((await session.ended).exitCode).toBe(1);
    session.kill();
    expect(await nerdctl("default", "ps", "-a", "--format", "{{.Names}}")).toContain("kept");
  }, 30_000);

  it("a read-only ctool, a recording and --dry-run change nothing", async () => {
    for (const words of [
      ["--read-only", "start", "web"],
      ["--demo", "start", "nginx"],
    ])
      expect((await ctool(...words)).exitCode).toBe(2);
    expect((await node.exec([launcher, "start", "web"], { env: { CTOOL_READ_ONLY: "1" } })).exitCode).toBe(2);
    const before = await crictl("pods", "-q");
    const dry = await done("--dry-run", "--via", "crictl", "run", "-d", "--name", "never", "busybox", "true");
    expect(dry).toMatch(/cat > pod\.json/);
    expect(dry).toMatch(/crictl --runtime-endpoint \S+ --image-endpoint \S+ run --no-pull container\.json pod\.json/);
    expect(await crictl("pods", "-q")).toBe(before);
  });

  it("an ambiguous or unknown name runs nothing, of several operands too", async () => {
    // "i" is in several names, begins none of them and no id.
    const ambiguous = await ctool("stop", "web", "i");
    expect(ambiguous.exitCode).toBe(2);
    expect(ambiguous.stderr).toMatch(/may mean \d+ containers; nothing was run/);
    const unknown = await ctool("stop", "web", "nosuchthing");
    expect(unknown.exitCode).toBe(1);
    expect(await docker("inspect", "-f", "{{.State.Status}}", "web")).toBe("running\n");
  });

  it("an ordinary user is told which command needs root", async () => {
    const { exitCode, stderr } = await node.exec([launcher, "pull", "nginx"], { user: "nobody" });
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/sudo/);
  });
});

describe.skipIf(!bothClients)("while it runs", () => {
  it("exec -it has a real terminal: input, size, resize, exit code", async () => {
    const { argv, env } = node.command([launcher, "exec", "-it", "coredns", "sh"], { env: { TERM: "xterm" } });
    const session = openSession(argv[0] ?? "", argv.slice(1), { env, columns: 100, rows: 30 });
    await session.sees("/ #");
    session.type("stty size; echo marker-$((40+2))\r");
    await session.sees("30 100");
    await session.sees("marker-42");
    session.resize(90, 20);
    session.type("until stty size | grep '20 90'; do :; done\r");
    await session.sees("20 90");
    // Ctrl-C is the program's, not ctool's.
    session.type("echo g$((1))o; sleep 1000\r");
    await session.sees("g1o");
    session.type("\u0003");
    session.type("echo still-$((1+1))\r");
    await session.sees("still-2");
    session.type("exit 3\r");
    expect((await session.ended).exitCode).toBe(3);
    session.kill();
  }, 30_000);

  it("attaches to a container's own terminal, by the tool that made it", async () => {
    await done("--target", "docker", "run", "-dit", "--name", "ad", "--network", "none", "busybox", "sh");
    // nerdctl attaches to what was started in front and left by its keys; not to what was started with -d.
    const words = ["run", "-it", "--name", "an", "--net", "none", "nginx:1.27-alpine", "sh"];
    const front = node.command([launcher, "--namespace", "default", ...words], { env: { TERM: "xterm" } });
    const left = openSession(front.argv[0] ?? "", front.argv.slice(1), { env: front.env });
    await left.sees("/ #");
    left.type("\u0010\u0011");
    await left.ended;
    left.kill();
    await done("--via", "crictl", "run", "-dit", "--name", "ak", "busybox", "sh");
    for (const name of ["ad", "an", "ak"]) {
      const { argv, env } = node.command([launcher, "attach", name], { env: { TERM: "xterm" } });
      const session = openSession(argv[0] ?? "", argv.slice(1), { env });
      // The prompt was printed before anybody was there: ask for another.
      await session.until((screen) => / attach /.test(screen), "the command");
      session.type("\r");
      await session.sees("/ #");
      session.type("echo here-$((6*7)); exit 5\r");
      await session.sees("here-42");
      // CRI does not tell an attached client how the program ended.
      expect((await session.ended).exitCode).toBe(name === "ak" ? 0 : 5);
      session.kill();
    }
  }, 60_000);

  it("builds where there is a builder, and says what to do where there is none", async () => {
    await node.write(`${scratch}/build/Dockerfile`, "FROM busybox:latest\nLABEL built=here\n");
    const built = await node.exec(
      [launcher, "--target", "docker", "build", "-t", "built-here:v1", `${scratch}/build`],
      {
        env: { DOCKER_BUILDKIT: "0" },
      },
    );
    expect(`${built.exitCode} ${built.stderr}`).toMatch(/^0 /);
    expect(await docker("inspect", "-f", "{{.Config.Labels.built}}", "built-here:v1")).toBe("here\n");
    const without = await ctool("build", "-t", "x:v1", `${scratch}/build`);
    expect(without.exitCode).toBe(1);
    expect(without.stderr).toMatch(/buildkitd/i);
    expect(without.stderr).toMatch(/^fix /m);
  }, 40_000);

  it("a step that fails undoes what was made, and nothing else", async () => {
    const { exitCode, stdout } = await ctool(
      "--json",
      "--via",
      "crictl",
      "run",
      "-d",
      "--name",
      "broken",
      "busybox",
      "/no/such",
    );
    expect(exitCode).toBe(1);
    const report = writeReport.parse(JSON.parse(stdout));
    expect(report.undone).toEqual([expect.objectContaining({ kind: "sandbox", name: "broken" })]);
    expect(report.error?.tool).toBe("crictl");
    expect(await crictl("pods", "--name", "broken", "-q")).toBe("");
    expect(await crictl("images")).toMatch(/busybox/);
  }, 20_000);

  it("what a killed ctool left is found, reported with the commands, and forgotten when it is gone", async () => {
    const state = `${node.base}/state`;
    const env = { XDG_STATE_HOME: state };
    const pending = `${state}/ctool/pending`;
    const files = async () => (await run(["sh", "-c", `cat ${pending}/*.json 2>/dev/null`])).stdout;
    // A crictl that has made its pod and takes a second to say so: that is when ctool is killed, and does not know its id.
    const real = (await seen("sh", "-c", "command -v crictl")).trim();
    const slow = `out=$(${real} "$@" 2>&1) || exit; : > ${scratch}/slow/started; sleep 1; echo "$out"`;
    await node.write(
      `${scratch}/slow/crictl`,
      `#!/bin/sh\ncase " $* " in *" run "*) ${slow};; *) exec ${real} "$@";; esac\n`,
    );
    await seen("chmod", "755", `${scratch}/slow/crictl`);
    const line = `PATH="${scratch}/slow:$PATH" exec ${launcher} --via crictl run -d --name orphan busybox sleep 1000`;
    const child = node.spawn(["sh", "-c", line], { env, stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("close", resolve));
    const started = async () => (await run(["test", "-e", `${scratch}/slow/started`])).exitCode;
    await expect.poll(started, { timeout: 15_000, interval: 20 }).toBe(0);
    expect(await files()).toMatch(/"begun":\[\{/);
    const { pid } = JSON.parse(await files()) as { pid: number };
    await run(["kill", "-9", String(pid)]);
    await ended;
    expect(await files()).not.toBe("");
    const next = () => node.exec([launcher, "exec", "coredns", "true"], { env });
    // Its crictl works on by itself, and that is said; then the sandbox is there.
    await expect
      .poll(async () => (await next()).stderr, { timeout: 15_000, interval: 200 })
      .toMatch(/left the sandbox orphan/);
    const { stderr } = await next();
    expect(stderr).toMatch(/an earlier run was cut off after 0 of 1 commands: docker run -d --name orphan/);
    // A look at something else says so in a line, `ctool runs` tells it whole.
    const look = await node.exec([launcher, "namespaces"], { env });
    expect(look.stderr).toMatch(/^an earlier write was cut off; what it left: ctool runs$/m);
    const runs = (await node.exec([launcher, "runs"], { env })).stderr;
    expect(runs).toMatch(/left the sandbox orphan/);
    expect(runs).not.toMatch(/what it left: ctool runs/);
    const removal = /^ {4}(crictl .* rmp -f [0-9a-f]{64})$/m.exec(stderr)?.[1] ?? "";
    expect(readdirSync("/tmp").filter((name) => name.startsWith("ctool-run-"))).toEqual([]);
    await seen("sh", "-c", removal);
    await next();
    expect((await next()).stderr).not.toMatch(/earlier run/);
    expect(await files()).toBe("");
    expect(existsSync(`${node.base}/tmp/ctool-run`)).toBe(false);
  }, 40_000);
});

// The last ones: what they kill stays dead.
describe.skipIf(!bothClients)("when an engine has died", () => {
  it("dockerd, or hangs: nothing of the same name elsewhere is taken for docker's", async () => {
    await nerdctl("default", "run", "-d", "--name", "twin", "--net", "none", "nginx:1.27-alpine", "sleep", "1000");
    await docker("run", "-d", "--name", "twin", "--network", "none", "busybox", "sleep", "1000");
    await seen("pkill", "-STOP", "-x", "dockerd");
    const stop = await ctool("--timeout", "1", "stop", "-t", "0", "twin");
    expect(stop.exitCode).toBe(2);
    expect(stop.stderr).toMatch(/twin is in namespace default of k3s, but docker comes first and does not answer/);
    expect(stop.stderr).toMatch(/^ {4}ctool --namespace default stop -t 0 twin$/m);
    expect(await nerdctl("default", "ps", "--format", "{{.Names}}")).toContain("twin");
    const unknown = await ctool("--timeout", "1", "stop", "nosuchthing");
    expect(unknown.exitCode).toBe(1);
    expect(unknown.stderr).toMatch(/Without an answer from docker: /);
    await seen("pkill", "-CONT", "-x", "dockerd");
    expect(await docker("inspect", "-f", "{{.State.Status}}", "twin")).toBe("running\n");
  }, 30_000);

  it("containerd: what ran on in it is told, and named, and its log is read", async () => {
    await node.killEngine();
    const list = await ctool("ps");
    expect(list.stderr).toMatch(
      /\d containers run on without their engine, \/run\/k3s\/containerd\/containerd\.sock: nothing listens/,
    );
    const stop = await ctool("stop", "nginx");
    expect(stop.exitCode).toBe(4);
    expect(stop.stderr).toMatch(
      /nginx runs on, but its engine does not answer on \/run\/k3s\/containerd\/containerd\.sock/,
    );
    const logs = await ctool("logs", "nginx");
    expect(logs.stdout).toMatch(/^nginx started$/m);
    expect(logs.exitCode).toBe(0);
    expect(await done("stop", "-t", "0", "twin")).toBe("twin\n");
    await seen("pkill", "-9", "-x", "dockerd");
    // Nobody answers any more, and what runs is listed all the same.
    const left = await ctool("ps", "--format", "{{.Names}}");
    expect(left.exitCode).toBe(4);
    expect(left.stdout).toContain("default/nginx-7c5ddbdf54-x2x9k/nginx\n");
    expect(left.stderr).toMatch(/names read from the task folders/);
    const none = await ctool("stop", "nginx");
    expect(none.exitCode).toBe(4);
    expect(none.stderr).toMatch(/no container engine answers/);
    expect((await ctool("logs", "nginx")).stdout).toBe(logs.stdout);
  }, 30_000);
});
