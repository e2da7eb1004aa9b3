import type { Usage } from "../../model/index.ts";
import type { Reader } from "../adapter.ts";
import { podPath } from "../container.ts";
import { readDocument, readDocuments, readLines } from "../json.ts";
import { bytesOf } from "../quantities.ts";
import { UnreadableAnswer } from "../unreadable.ts";
import { count, identity, labels, line, list, part, readEach, row } from "../values.ts";

const blank: Omit<Usage, "id"> = {
  name: null,
  cpuPercent: null,
  cpuNanos: null,
  memory: null,
  memoryLimit: null,
  pids: null,
  networkReceived: null,
  networkSent: null,
  blockRead: null,
  blockWritten: null,
  disk: null,
};

/** cgroups write "no limit" as the highest page-aligned number; nerdctl then says `8EiB`. */
const NO_LIMIT = 2 ** 62;
const limit = (bytes: number | null): number | null =>
  bytes === null || bytes >= NO_LIMIT || bytes === 0 ? null : bytes;

/** Bytes of a 64-bit counter, which may be larger than a number keeps exactly. */
const counter = (value: unknown): number | null => {
  const number = typeof value === "string" && /^\d{1,20}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && number >= 0 ? number : null;
};

/** `1.2MB / 3kB` in two. */
const pair = (text: string | null): [number | null, number | null] => {
  const [first = null, second = null] = text?.split(" / ") ?? [];
  return [bytesOf(first), bytesOf(second)];
};
const percent = (text: string | null): number | null => {
  const found = /^(\d+(?:\.\d+)?)%$/.exec(text ?? "")?.[1];
  return found === undefined ? null : Number(found);
};

const dockerRow = row({
  ID: identity,
  Name: line,
  CPUPerc: line,
  MemUsage: line,
  NetIO: line,
  BlockIO: line,
  PIDs: count,
});

/** `docker stats --no-stream`, `nerdctl stats --no-stream`. */
export const readDockerUsage: Reader<"usage"> = (_, main) => {
  const { rows, dropped } = readEach(readLines(main), dockerRow);
  return {
    rows: rows.map(({ ID, Name, CPUPerc, MemUsage, NetIO, BlockIO, PIDs }): Usage => {
      const [memory, memoryLimit] = pair(MemUsage);
      const [networkReceived, networkSent] = pair(NetIO);
      const [blockRead, blockWritten] = pair(BlockIO);
      return {
        ...blank,
        id: ID,
        name: Name?.replace(/^k8s:\/\//, "") ?? null,
        cpuPercent: percent(CPUPerc),
        memory,
        memoryLimit: limit(memoryLimit),
        pids: PIDs,
        networkReceived,
        networkSent,
        blockRead,
        blockWritten,
      };
    }),
    dropped,
  };
};

const value = part({ value: counter });
const criRow = row({
  attributes: row({ id: identity, metadata: part({ name: line }), labels }),
  cpu: part({ usageCoreNanoSeconds: value, usageNanoCores: value }),
  memory: part({ workingSetBytes: value, usageBytes: value }),
  writableLayer: part({ usedBytes: value }),
});
const criStats = part({ stats: (rows) => (Array.isArray(rows) ? (rows as unknown[]) : []) });

/** `crictl stats -o json`. Memory is the working set, as Kubernetes counts it; what does not run has no cpu. */
export const readCriUsage: Reader<"usage"> = (_, main) => {
  const { rows, dropped } = readEach({ rows: criStats(readDocument(main)).stats, dropped: 0 }, criRow);
  return {
    rows: rows.map(({ attributes: { id, metadata, labels: own }, cpu, memory, writableLayer }): Usage => {
      const place = {
        podNamespace: own["io.kubernetes.pod.namespace"] ?? null,
        pod: own["io.kubernetes.pod.name"] ?? null,
        podContainer: own["io.kubernetes.container.name"] ?? metadata.name,
      };
      const cores = cpu.usageNanoCores.value;
      return {
        ...blank,
        id,
        name: podPath(place) ?? place.podContainer,
        cpuPercent: cores === null ? null : cores / 1e7,
        cpuNanos: cpu.usageCoreNanoSeconds.value,
        memory: memory.workingSetBytes.value ?? memory.usageBytes.value,
        disk: writableLayer.usedBytes.value,
      };
    }),
    dropped,
  };
};

/** containerd's metrics of cgroup v1 … */
const metrics1 = part({
  pids: part({ current: count }),
  cpu: part({ usage: part({ total: counter }) }),
  memory: part({ usage: part({ usage: counter, limit: counter }) }),
  blkio: part({ io_service_bytes_recursive: list(part({ op: line, value: counter })) }),
});
/** … and of v2. */
const metrics2 = part({
  cpu: part({ usage_usec: counter }),
  memory: part({ usage: counter, usage_limit: counter }),
  io: part({ usage: list(part({ rbytes: counter, wbytes: counter })) }),
});

const sum = (numbers: readonly (number | null)[]): number | null =>
  numbers.length === 0 ? null : numbers.reduce<number>((total, each) => total + (each ?? 0), 0);

/** One answer of `ctr tasks metrics --format json`; null when it is none. The id stands in the command, not in the answer. */
const readMetrics = (id: string, text: string): Usage | null => {
  const [document] = readDocuments(text).rows;
  if (typeof document !== "object" || document === null) return null;
  const [old, now] = [metrics1(document), metrics2(document)];
  const usec = now.cpu.usage_usec;
  const blocks = (op: string) => old.blkio.io_service_bytes_recursive.filter((each) => each.op === op);
  return {
    ...blank,
    id,
    cpuNanos: usec === null ? old.cpu.usage.total : usec * 1000,
    memory: now.memory.usage ?? old.memory.usage.usage,
    memoryLimit: limit(now.memory.usage_limit ?? old.memory.usage.limit),
    pids: old.pids.current,
    blockRead: sum([...blocks("Read").map((each) => each.value), ...now.io.usage.map(({ rbytes }) => rbytes)]),
    blockWritten: sum([...blocks("Write").map((each) => each.value), ...now.io.usage.map(({ wbytes }) => wbytes)]),
  };
};

/** `ctr tasks metrics ID`, one command for each container: one that has ended meanwhile is left out. */
export const readCtrUsage: Reader<"usage"> = (_answers, _main, _target, answered) => {
  const read = answered.map(({ query, run }) =>
    run.exitCode === 0 ? readMetrics(query.argv.at(-1) ?? "", run.stdout) : null,
  );
  const rows = read.filter((one) => one !== null);
  if (rows.length === 0 && answered.length > 0) throw new UnreadableAnswer("prints no metrics");
  return { rows, dropped: 0 };
};
