import { describe, expect, test } from "vitest";
import { type ReadKind, readersFor } from "../../src/adapters/reads/index.ts";
import type { Answered } from "../../src/adapters/types.ts";
import type { RowKinds, Tool } from "../../src/model/index.ts";
import { run, target } from "./recorded.ts";

/** What a tool's reader makes of texts, one for each query. */
const read = async <K extends ReadKind>(
  kind: K,
  tool: Tool,
  answers: readonly [string, string, string?][],
): Promise<RowKinds[K][]> => {
  const answered = answers.map(
    ([name, stdout, operand = "x"]): Answered => ({
      query: { tool, name, argv: [tool, operand] },
      run: run({ stdout }),
    }),
  );
  const readers = await readersFor(kind);
  const result = readers[tool].read({ kind, all: true, size: false }, target(), answered);
  if ("failure" in result) throw new Error(result.failure.error);
  return result.listing.rows as RowKinds[K][];
};

describe("what no node here prints", () => {
  test("ctr's metrics of cgroup v2", async () => {
    const text = JSON.stringify({
      pids: { current: 3 },
      cpu: { usage_usec: 1500 },
      memory: { usage: 4096, usage_limit: 18446744073709552000 },
      io: {
        usage: [
          { rbytes: 10, wbytes: 20 },
          { rbytes: 1, wbytes: 2 },
        ],
      },
    });
    expect(await read("usage", "ctr", [["usage", text, "abc"]])).toEqual([
      expect.objectContaining({
        id: "abc",
        cpuNanos: 1_500_000,
        memory: 4096,
        memoryLimit: null,
        pids: 3,
        blockRead: 11,
        blockWritten: 22,
      }),
    ]);
  });

  test("one container that is gone does not lose the others' metrics", async () => {
    const text = JSON.stringify({ pids: { current: 1 }, memory: { usage: { usage: 5 } } });
    const readers = await readersFor("usage");
    const gone: Answered = {
      query: { tool: "ctr", name: "usage", argv: ["ctr", "gone"] },
      run: run({ exitCode: 1, stderr: "ctr: no running task found: task gone not found: not found" }),
    };
    const there: Answered = {
      query: { tool: "ctr", name: "usage", argv: ["ctr", "there"] },
      run: run({ stdout: text }),
    };
    const result = readers.ctr.read({ kind: "usage", all: true, size: false }, target(), [gone, there]);
    expect(result).toMatchObject({ listing: { rows: [{ id: "there", pids: 1, memory: 5 }] } });
  });

  test("crictl's share of a CPU, where the runtime tells it", async () => {
    const stat = {
      attributes: { id: "a".repeat(64), metadata: { name: "web" }, labels: {} },
      cpu: { usageNanoCores: { value: "250000000" }, usageCoreNanoSeconds: { value: "9" } },
      memory: { workingSetBytes: { value: "7" } },
    };
    expect(await read("usage", "crictl", [["usage", JSON.stringify({ stats: [stat] })]])).toEqual([
      expect.objectContaining({ name: "web", cpuPercent: 25, memory: 7 }),
    ]);
  });

  test("crictl imagefsinfo before 1.29: the list alone", async () => {
    const text = JSON.stringify({ imageFilesystems: [{ fsId: { mountpoint: "/m" }, usedBytes: { value: "5" } }] });
    expect(await read("disk", "crictl", [["disk", text]])).toEqual([
      expect.objectContaining({ what: "image-filesystem", path: "/m", size: 5 }),
    ]);
  });

  test("docker search, and what it calls official", async () => {
    const lines = [
      { Name: "nginx", Description: "Official \u001b[1mbuild", StarCount: "20000", IsOfficial: "[OK]" },
      { Name: "a/b", Description: "", StarCount: "3", IsOfficial: "" },
    ].map((line) => JSON.stringify(line));
    expect(await read("hit", "docker", [["hits", lines.join("\n")]])).toEqual([
      { name: "nginx", description: "Official build", stars: 20000, official: true },
      { name: "a/b", description: "", stars: 3, official: false },
    ]);
  });

  test("a container with limits, published ports, a read-only mount", async () => {
    const document = {
      Id: "b".repeat(64),
      Name: "/web",
      Created: "2026-01-02T03:04:05Z",
      State: { Status: "exited", ExitCode: 3, StartedAt: "2026-01-02T03:04:06Z", FinishedAt: "2026-01-02T03:04:07Z" },
      Image: `sha256:${"c".repeat(64)}`,
      HostConfig: { Memory: 1048576, NanoCpus: 1500000000, PidsLimit: 10, Privileged: true },
      Mounts: [{ Type: "volume", Name: "data", Source: "/v", Destination: "/d", RW: false }],
      Config: { Image: "nginx", Env: ["TOKEN=s3cret", "A=b=c"], Labels: null },
      NetworkSettings: {
        Ports: { "80/tcp": [{ HostIp: "0.0.0.0", HostPort: "8080" }], "443/tcp": null },
        Networks: { bridge: { IPAddress: "172.17.0.2" } },
      },
    };
    const [record] = await read("containerRecord", "docker", [["record", JSON.stringify([document])]]);
    expect(record).toMatchObject({
      name: "web",
      fields: {
        image: "docker.io/library/nginx:latest",
        state: "exited",
        exitCode: 3,
        memoryLimit: 1048576,
        cpus: 1.5,
        pidsLimit: 10,
        privileged: true,
        mounts: ["/v:/d:ro"],
        ports: ["0.0.0.0:8080->80/tcp", "443/tcp"],
        ip: "172.17.0.2",
        env: { A: "b=c", TOKEN: "s3cret" },
      },
    });
    expect(record?.fields).not.toHaveProperty("labels");
    expect(record?.fields).not.toHaveProperty("pid");
    expect(record?.fields).not.toHaveProperty("sizeRw");
    // Nothing written is a size; what was not asked for is none.
    const sized = { ...document, SizeRw: 0, SizeRootFs: 1990656 };
    const [other] = await read("containerRecord", "nerdctl", [["record", JSON.stringify([sized])]]);
    expect(other?.fields).toMatchObject({ sizeRw: 0, sizeRootFs: 1990656 });
  });

  test.each(["containerRecord", "imageRecord", "podRecord", "networkRecord", "volumeRecord"] as const)(
    "%s: what is no record is a failure, not an empty one",
    async (kind) => {
      await expect(read(kind, "nerdctl", [["record", "[]"]])).rejects.toThrow(/without/);
      await expect(read(kind, "nerdctl", [["record", "torn {"]])).rejects.toThrow();
    },
  );
});
