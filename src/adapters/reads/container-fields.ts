import type { FieldValue } from "../../model/index.ts";
import { fullReference } from "../../translate/index.ts";
import { readDocuments } from "../json.ts";
import { UnreadableAnswer } from "../unreadable.ts";
import { amountAt, envOf, linesAt, listAt, textAt } from "./fields.ts";

/** Every document that is an object with an id; the field's name tells whose it is. */
export const documentsOf = (text: string, id: string): [unknown, string][] => {
  const { rows } = readDocuments(text);
  const found = rows.flatMap((document): [unknown, string][] => {
    const own = textAt(document, id);
    return own === null ? [] : [[document, own]];
  });
  if (found.length === 0) throw new UnreadableAnswer(`prints JSON without ${id}`);
  return found;
};

/** A full reference; ids stay as they are. */
export const reference = (image: string | null): string | null =>
  image === null || /^(sha256:)?[0-9a-f]{64}$/.test(image) ? image : fullReference(image);

/** Whole CPUs, from the cgroup's quota in each period. */
export const cpusOf = (quota: number | null, period: number | null): number | null =>
  quota === null || period === null ? null : Math.round((quota / period) * 1000) / 1000;

/** As docker's `-v` has it: `source:destination`, and `:ro`. */
export const mountLine = (source: string | null, destination: string | null, readOnly: boolean): string[] =>
  destination === null ? [] : [`${source ?? ""}:${destination}${readOnly ? ":ro" : ""}`];

/** The bind mounts of an OCI specification; the others (proc, dev, …) are the same in every container. */
const ociMounts = (spec: unknown): string[] =>
  listAt(spec, "mounts").flatMap((mount) =>
    textAt(mount, "type") === "bind" || linesAt(mount, "options").some((option) => /^r?bind$/.test(option))
      ? mountLine(textAt(mount, "source"), textAt(mount, "destination"), linesAt(mount, "options").includes("ro"))
      : [],
  );

/** What an OCI specification says, as `crictl inspect` and `ctr containers info` show it. */
export const ociFields = (spec: unknown): Record<string, FieldValue | null> => ({
  command: linesAt(spec, "process.args"),
  workingDir: textAt(spec, "process.cwd"),
  env: envOf(linesAt(spec, "process.env")),
  mounts: ociMounts(spec),
  cgroup: textAt(spec, "linux.cgroupsPath"),
  memoryLimit: amountAt(spec, "linux.resources.memory.limit"),
  cpus: cpusOf(amountAt(spec, "linux.resources.cpu.quota"), amountAt(spec, "linux.resources.cpu.period")),
  pidsLimit: amountAt(spec, "linux.resources.pids.limit"),
});

/** The order in which fields are shown, for every tool. */
const ORDER = [
  "image",
  "imageId",
  "state",
  "exitCode",
  "pid",
  "createdAt",
  "startedAt",
  "finishedAt",
  "attempt",
  "pod",
  "podId",
  "command",
  "workingDir",
  "user",
  "env",
  "mounts",
  "ports",
  "ip",
  "networks",
  "labels",
  "logPath",
  "cgroup",
  "runtime",
  "snapshotter",
  "restartPolicy",
  "memoryLimit",
  "cpus",
  "pidsLimit",
  "privileged",
  "sizeRw",
  "sizeRootFs",
] as const;

/** A container's fields in that order, whatever is missing as null. */
export const ordered = (fields: Record<string, FieldValue | null>): Record<string, FieldValue | null> =>
  Object.fromEntries(ORDER.map((name) => [name, fields[name] ?? null]));
