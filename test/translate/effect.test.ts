// What is pasted does what docker's line says: the same state as with nerdctl, read off the kernel and containerd by others.
import { mkdirSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Column, translate } from "../../src/translate/index.ts";
import { available, type RealNode, startNode } from "../node/index.ts";

const machine = available();
const all = machine.ok && machine.nerdctl !== null && machine.crictl !== null;
const scratch = `/tmp/ctool-effect-${process.pid}`;
const IMAGES = ["docker.io/library/busybox:latest", "docker.io/library/nginx:1.27-alpine"];
const CRI = "unix:///run/containerd/containerd.sock";

let node: RealNode;
const versions: Partial<Record<Column, string>> = {};

/** Runs what one would paste, with containerd's namespace in the environment, where nerdctl and ctr look for it. */
const paste = (shell: string, namespace: string) =>
  node.exec(["bash", "-c", shell], {
    cwd: scratch,
    env: { CONTAINERD_NAMESPACE: namespace, CONTAINER_RUNTIME_ENDPOINT: CRI, IMAGE_SERVICE_ENDPOINT: CRI },
  });

const shellOf = async (tool: Column, line: string): Promise<string> => {
  const { translations, problems } = await translate(line, { versions, tools: [tool] });
  const [found] = translations;
  if (found === undefined || found.fit === "none") throw new Error(`${tool}: ${line}: ${JSON.stringify(problems)}`);
  return found.shell;
};

const seen = async (...argv: string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await node.exec(argv);
  expect(`${exitCode} ${stderr}`, argv.join(" ")).toMatch(/^0 /);
  return stdout;
};

const cells = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(/\s+/));

interface Spec {
  process: {
    args: string[];
    env: string[];
    cwd: string;
    noNewPrivileges?: boolean;
    capabilities?: { bounding: string[] };
  };
  root: { readonly?: boolean };
  mounts: { destination: string; type: string; options?: string[] }[];
  linux: { resources?: { memory?: { limit?: number }; cpu?: { quota?: number; period?: number; shares?: number } } };
}

/** One container, as far as every tool has to agree on it. */
interface Seen {
  image: string;
  status: string;
  args: string[];
  env: string[];
  cwd: string;
  readonly: boolean;
  memory: number | null;
  cpu: number | null;
  caps: string;
  mounts: string[];
  labels: string[];
}

/** Containers by the name people gave them. */
type Containers = Record<string, Seen>;

/** The files of a namespace's containers are looked at through /proc, so that no tool's exec is needed. */
const PIDS = new Map<string, string>();

const RECORDS = new Map<string, { Image: string; Labels?: Record<string, string>; Spec: Spec }>();

/** What CRI calls a container without a kubelet's label only CRI knows: id → name. */
const namesByCri = async (): Promise<Map<string, string>> => {
  const said = await seen("crictl", "-r", CRI, "-i", CRI, "ps", "-a", "-o", "json");
  const { containers }: { containers: { id: string; metadata: { name: string } }[] } = JSON.parse(said);
  return new Map(containers.map(({ id, metadata }) => [id, metadata.name]));
};

/** All containers of a namespace by the name people gave them; sandboxes are left out. */
const containersIn = async (namespace: string): Promise<Containers> => {
  const [running, listed] = await Promise.all([
    seen("ctr", "-n", namespace, "tasks", "ls"),
    seen("ctr", "-n", namespace, "containers", "ls", "-q"),
  ]);
  const tasks = new Map(cells(running).map(([id = "", pid = "", status = ""]) => [id, { pid, status }]));
  const ids = listed.split("\n").filter(Boolean);
  const criNames = namespace === "k8s.io" ? await namesByCri() : new Map<string, string>();
  const containers: Containers = {};
  for (const id of ids) {
    // What a container is made of never changes, so it is asked for once.
    const key = `${namespace}/${id}`;
    const info = RECORDS.get(key) ?? JSON.parse(await seen("ctr", "-n", namespace, "containers", "info", id));
    RECORDS.set(key, info);
    const labels: Record<string, string> = info.Labels ?? {};
    if (labels["io.cri-containerd.kind"] === "sandbox") continue;
    const name = labels["nerdctl/name"] ?? labels["io.kubernetes.container.name"] ?? criNames.get(id) ?? id;
    const spec: Spec = info.Spec;
    const { memory, cpu } = spec.linux.resources ?? {};
    PIDS.set(`${namespace}/${name}`, tasks.get(id)?.pid ?? "");
    const made = /^(?:PATH|HOSTNAME|TERM|HOME)=/;
    containers[name] = {
      image: info.Image,
      // A task that has stopped is kept by nerdctl, and removed by what is pasted for ctr: neither runs.
      status: (tasks.get(id)?.status ?? "STOPPED").toLowerCase(),
      args: spec.process.args,
      env: spec.process.env.filter((each) => !made.test(each)).sort(),
      cwd: spec.process.cwd,
      readonly: spec.root.readonly === true,
      memory: memory?.limit ?? null,
      cpu: cpu?.quota && cpu.period ? cpu.quota / cpu.period : null,
      caps: (spec.process.capabilities?.bounding ?? []).toSorted().join(" "),
      mounts: spec.mounts
        .filter(({ destination }) => /^\/(?:data|t)/.test(destination))
        .map(({ destination, type, options }) => {
          const kind = options?.some((option) => /^r?bind$/.test(option)) ? "bind" : type;
          return `${destination} ${kind} ${options?.includes("ro") ? "ro" : "rw"}`;
        })
        .sort(),
      labels: Object.entries(labels)
        .filter(([key]) => key === "app")
        .map((pair) => pair.join("=")),
    };
  }
  return containers;
};

/** A namespace's containers become those of nerdctl's: a signal is sent, not waited for, so what was killed may run on a little. */
const becomeAlike = (namespace: string, said: string, pick = (all: Containers): Containers => all) =>
  vi.waitFor(
    async () => {
      const [there, wanted] = await Promise.all([containersIn(namespace), containersIn("by-nerdctl")]);
      expect(pick(there), said).toEqual(pick(wanted));
    },
    { timeout: 5000, interval: 100 },
  );

const imagesIn = async (namespace: string): Promise<string[]> =>
  (await seen("ctr", "-n", namespace, "images", "ls", "-q"))
    .split("\n")
    .filter((name) => name !== "" && !name.startsWith("sha256:"))
    .sort();

const fileIn = async (namespace: string, name: string, path: string): Promise<string> => {
  const pid = PIDS.get(`${namespace}/${name}`) ?? "";
  const { exitCode, stdout } = await node.exec(["cat", `/proc/${pid}/root${path}`]);
  return `${exitCode} ${stdout}`;
};

beforeAll(async () => {
  if (!all) return;
  mkdirSync(scratch, { recursive: true });
  node = await startNode({ flavor: "containerd", docker: false, ctrContainer: false });
  const version = /\d+\.\d+/.exec(await seen("ctr", "--version"))?.[0];
  if (version !== undefined) versions.ctr = version;
  await node.write(`${scratch}/dir/file`, "file\n");
  await seen("ctr", "-n", "k8s.io", "images", "export", `${scratch}/images.tar`, ...IMAGES);
  for (const namespace of ["by-nerdctl", "by-ctr"])
    await seen("ctr", "-n", namespace, "images", "import", `${scratch}/images.tar`);
});
afterAll(async () => {
  await node?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Docker lines, one after the other; `file` names a file that the line made in a container. */
const LIFE: readonly { line: string; file?: readonly [container: string, path: string] }[] = [
  { line: "docker run -d --name w1 --network none --pull never busybox sleep 1000" },
  { line: "docker run -d --name w2 --network none --pull never -e FOO=bar -e BAZ=1,2 -w /tmp busybox sleep 1000" },
  {
    line: "docker run -d --name w3 --network none --pull never --read-only --memory 64m --cpus 0.5 busybox sleep 1000",
  },
  {
    line: "docker run -d --name w4 --network none --pull never --cap-add NET_ADMIN --cap-drop MKNOD busybox sleep 1000",
  },
  {
    line: `docker run -d --name w5 --network none --pull never -v ${scratch}/dir:/data:ro --tmpfs /t busybox sleep 1000`,
  },
  { line: "docker run -d --name w6 --network none --pull never -l app=web --entrypoint sleep busybox 1000" },
  {
    line: "docker run -d --name w7 --network host --pull never --mount type=bind,src=/tmp,dst=/data busybox sleep 1000",
  },
  { line: "docker run --rm --name gone --network none --pull never busybox true" },
  { line: "docker create --name made --network none --pull never busybox sleep 1000" },
  { line: "docker start made" },
  { line: "docker pause w1" },
  { line: "docker unpause w1" },
  { line: "docker exec w1 touch /one", file: ["w1", "/one"] },
  { line: "docker exec -w /tmp -e A=1 w1 sh -c 'echo $A > three'", file: ["w1", "/tmp/three"] },
  // The last one, because ctr keeps the id of a detached exec taken.
  { line: "docker exec -d w1 touch /two", file: ["w1", "/two"] },
  { line: "docker kill w2" },
  { line: "docker start w2" },
  { line: "docker kill -s 9 w3" },
  { line: "docker kill -s KILL w4" },
  { line: "docker start w3 w4" },
  { line: "docker stop -t 0 w2" },
  { line: "docker stop --timeout 0 w3 w4" },
  { line: "docker restart -t 0 w5" },
  { line: "docker restart --time 0 w6 w7" },
  { line: "docker rm w2" },
  { line: "docker container rm w3 w4" },
  { line: "docker rm -f w5" },
  { line: "docker rm -fv w6 w7 made" },
  { line: "docker rm -f w1" },
];

const [BUSYBOX, NGINX] = IMAGES as [string, string];
/** Docker lines about images, and what there is after each. */
const PICTURES: readonly (readonly [line: string, after: readonly string[]])[] = [
  ["docker tag busybox bb:v2", ["docker.io/library/bb:v2", BUSYBOX, NGINX]],
  ["docker image tag bb:v2 localhost:5000/bb:v3", ["docker.io/library/bb:v2", BUSYBOX, NGINX, "localhost:5000/bb:v3"]],
  ["docker rmi bb:v2", [BUSYBOX, NGINX, "localhost:5000/bb:v3"]],
  ["docker save -o saved.tar nginx:1.27-alpine localhost:5000/bb:v3", [BUSYBOX, NGINX, "localhost:5000/bb:v3"]],
  ["docker rmi -f nginx:1.27-alpine localhost:5000/bb:v3", [BUSYBOX]],
  ["docker load -i saved.tar", [BUSYBOX, NGINX, "localhost:5000/bb:v3"]],
  ["docker image rm localhost:5000/bb:v3", [BUSYBOX, NGINX]],
  ["docker save busybox:latest > out.tar", [BUSYBOX, NGINX]],
  ["docker rmi busybox:latest", [NGINX]],
  ["docker load < out.tar", [BUSYBOX, NGINX]],
];
describe.skipIf(!all)("writes leave the same state", () => {
  it(`in ctr as in nerdctl: ${LIFE.length} lines`, { timeout: 60_000 }, async () => {
    for (const { line, file } of LIFE) {
      const [inNerdctl, inCtr] = [await shellOf("nerdctl", line), await shellOf("ctr", line)];
      const ran = await Promise.all([paste(inNerdctl, "by-nerdctl"), paste(inCtr, "by-ctr")]);
      const said = `${line}\n${ran.map(({ exitCode, stderr }) => `${exitCode} ${stderr}`).join("\n")}`;
      expect(ran.at(-1)?.exitCode, said).toBe(0);
      await becomeAlike("by-ctr", said);
      if (file === undefined) continue;
      const [name, path] = file;
      await expect.poll(() => fileIn("by-ctr", name, path), { timeout: 5000 }).toMatch(/^0 /);
      expect(await fileIn("by-ctr", name, path)).toBe(await fileIn("by-nerdctl", name, path));
    }
  });

  it(`images, in ctr and in nerdctl: ${PICTURES.length} lines`, { timeout: 60_000 }, async () => {
    // nerdctl tags, saves and loads by a service that containerd 1.6 does not have.
    const nerdctlCan = (await seen("ctr", "plugins", "ls")).includes("transfer");
    const tools: readonly Column[] = nerdctlCan ? ["ctr", "nerdctl"] : ["ctr"];
    for (const tool of tools) {
      for (const [line, after] of PICTURES) {
        const [words = "", redirect = ""] = line.split(/(?= [<>])/);
        const { exitCode, stderr } = await paste(`${await shellOf(tool, words)}${redirect}`, `by-${tool}`);
        expect(exitCode, `${tool}: ${line}: ${stderr}`).toBe(0);
        expect(await imagesIn(`by-${tool}`), `${tool}: ${line}`).toEqual(after);
      }
    }
  });
});

/** The same in a pod of its own; nerdctl's container gets no network, which a pod always has. */
const IN_PODS: readonly { line: string; file?: readonly [container: string, path: string] }[] = [
  { line: "docker run -d --name k1 --pull never -e FOO=bar -e BAZ=1,2 -w /tmp -l app=web busybox sleep 1000" },
  { line: `docker run -d --name k2 --pull never --read-only -v ${scratch}/dir:/data:ro busybox sleep 1000` },
  { line: "docker run -d --name k3 --pull never --memory 64m --cpus 0.5 --entrypoint sleep busybox 1000" },
  { line: "docker run -d --name k4 --pull never --cap-add NET_ADMIN --cap-drop MKNOD busybox sleep 1000" },
  { line: "docker create --name k5 --pull never busybox sleep 1000" },
  { line: "docker start k5" },
  { line: "docker exec k1 touch /one", file: ["k1", "/one"] },
  { line: "docker exec -i k1 sh -c 'echo $FOO > /two'", file: ["k1", "/two"] },
  { line: "docker stop -t 0 k2 k3" },
  { line: "docker kill k4" },
  { line: "docker rm k2" },
  { line: "docker rm k3 k4" },
  { line: "docker rm -f k1 k5" },
];

describe.skipIf(!all)("writes by CRI leave the same state", () => {
  const mine = (containers: Containers) =>
    Object.fromEntries(Object.entries(containers).filter(([name]) => /^k\d$/.test(name)));

  it(`in crictl as in nerdctl: ${IN_PODS.length} lines`, { timeout: 60_000 }, async () => {
    for (const { line, file } of IN_PODS) {
      const inNerdctl = await shellOf("nerdctl", line.replace(/^docker (?:run|create)/, "$& --network none"));
      const ran = await Promise.all([paste(inNerdctl, "by-nerdctl"), paste(await shellOf("crictl", line), "k8s.io")]);
      const said = `${line}\n${ran.map(({ exitCode, stderr }) => `${exitCode} ${stderr}`).join("\n")}`;
      expect(ran[1]?.exitCode, said).toBe(0);
      await becomeAlike("k8s.io", said, mine);
      if (file === undefined) continue;
      const [name, path] = file;
      expect(await fileIn("k8s.io", name, path)).toBe(await fileIn("by-nerdctl", name, path));
    }
  });
});

describe.skipIf(!all)("reads find the same", () => {
  /** Ids that stand in a text, in full or the first twelve digits; sandboxes are left out, which only some tools show. */
  const idsIn = (text: string, ids: readonly string[]) => ids.filter((id) => text.includes(id.slice(0, 12))).sort();

  it.each([
    "docker ps",
    "docker ps -q",
    "docker ps --no-trunc",
    "docker ps -a",
    "docker ps -aq --no-trunc",
    "docker container ls",
    "docker ps -f label=io.kubernetes.pod.namespace=kube-system",
  ])("%s", async (line) => {
    const made = (
      await seen("ctr", "-n", "k8s.io", "containers", "ls", "-q", 'labels."io.cri-containerd.kind"==container')
    )
      .split("\n")
      .filter(Boolean);
    const found = await Promise.all(
      (["nerdctl", "crictl", "ctr"] as const).map(async (tool) => {
        const { exitCode, stdout, stderr } = await paste(await shellOf(tool, line), "k8s.io");
        expect(exitCode, `${tool}: ${stderr}`).toBe(0);
        return idsIn(stdout, made);
      }),
    );
    expect(found[0]?.length).toBeGreaterThan(0);
    expect(found[1]).toEqual(found[0]);
    // ctr tasks ls shows tasks that have stopped too, and says so.
    if (/-a/.test(line) || !/ps|ls/.test(line)) expect(found[2]).toEqual(found[0]);
    else expect(found[2]).toEqual(expect.arrayContaining(found[0] ?? []));
  });

  it.each(["docker images", "docker images --no-trunc", "docker image ls busybox"])("%s", async (line) => {
    const names = ["busybox", "nginx", "redis", "rancher/mirrored-pause"];
    const found = await Promise.all(
      (["nerdctl", "crictl", "ctr"] as const).map(async (tool) => {
        const { exitCode, stdout, stderr } = await paste(await shellOf(tool, line), "k8s.io");
        expect(exitCode, `${tool}: ${stderr}`).toBe(0);
        return names.filter((name) => stdout.includes(name));
      }),
    );
    expect(found[0]).toEqual(line.endsWith("busybox") ? ["busybox"] : names);
    // containerd ignores crictl's repository filter, and the translation says so.
    expect(found[1]).toEqual(names);
    expect(found[2]).toEqual(found[0]);
  });

  it("logs and inspect of one container, by its name in crictl and its id in nerdctl", async () => {
    const [id = ""] = (await paste("crictl ps -q --name '^coredns$'", "k8s.io")).stdout.split("\n");
    const lines = [
      await shellOf("nerdctl", `docker logs --tail 3 ${id}`),
      await shellOf("crictl", "docker logs --tail 3 coredns"),
    ];
    // Between the two the container may print another line.
    const differ = async (): Promise<boolean> => {
      const [one, other] = await Promise.all(lines.map((line) => paste(line, "k8s.io")));
      return other?.stdout === "" || other?.stdout !== one?.stdout;
    };
    await expect.poll(differ, { timeout: 15_000 }).toBe(false);
    for (const [tool, line] of [
      ["crictl", "docker inspect coredns"],
      ["crictl", `docker inspect ${id}`],
      ["ctr", `docker inspect ${id}`],
    ] as const)
      expect((await paste(await shellOf(tool, line), "k8s.io")).stdout, `${tool}: ${line}`).toContain(id);
    const pids = await Promise.all([
      paste(await shellOf("nerdctl", `docker inspect -f '{{.State.Pid}}' ${id}`), "k8s.io"),
      paste(await shellOf("crictl", "docker inspect -f '{{.State.Pid}}' coredns"), "k8s.io"),
    ]);
    expect(pids[1]?.stdout.trim()).toMatch(/^\d+$/);
    expect(pids[1]?.stdout.trim()).toBe(pids[0]?.stdout.trim());
  });
});
