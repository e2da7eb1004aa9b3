import { readTable } from "../adapters/table.ts";
import type { EngineFacts } from "../model/index.ts";
import type { DoctorFacts, Probe } from "./facts.ts";
import { jsonOf, probeOf, succeeded } from "./look.ts";
import { textsAt, valueAt } from "./parse.ts";

/** One reference, as `ctr images ls` has it. */
export interface CtrImage {
  ref: string;
  type: string;
  digest: string;
  /** `io.cri-containerd.image=managed`, …; empty where ctr prints `-`. */
  labels: string[];
}

const tableOf = <T extends string>(probe: Probe | undefined, titles: readonly T[]): Record<T, string>[] | null => {
  if (!probe || !succeeded(probe)) return null;
  try {
    return readTable(probe.run.stdout, titles).rows;
  } catch {
    return null;
  }
};

/** References of one namespace; null when ctr was not asked or gave no answer. */
export const ctrImagesOf = (facts: DoctorFacts, engine: EngineFacts, namespace: string): CtrImage[] | null =>
  tableOf(probeOf(facts, "ctr", "images", engine.id, namespace), [
    "REF",
    "TYPE",
    "DIGEST",
    "SIZE",
    "PLATFORMS",
    "LABELS",
  ] as const)?.map(({ REF, TYPE, DIGEST, LABELS }) => ({
    ref: REF,
    type: TYPE,
    digest: DIGEST,
    labels: LABELS === "-" || LABELS === "" ? [] : LABELS.split(","),
  })) ?? null;

/** Containers of one namespace with the image each was made of; null as above. */
export const ctrContainersOf = (
  facts: DoctorFacts,
  engine: EngineFacts,
  namespace: string,
): { id: string; image: string }[] | null =>
  tableOf(probeOf(facts, "ctr", "containers", engine.id, namespace), ["CONTAINER", "IMAGE", "RUNTIME"] as const)?.map(
    ({ CONTAINER, IMAGE }) => ({ id: CONTAINER, image: IMAGE }),
  ) ?? null;

/** Names of the containerd namespaces that exist; null as above. */
export const ctrNamespacesOf = (facts: DoctorFacts, engine: EngineFacts): string[] | null =>
  tableOf(probeOf(facts, "ctr", "namespaces", engine.id), ["NAME", "LABELS"] as const)?.map(({ NAME }) => NAME) ?? null;

/** An image as CRI lists it. */
export interface CriImage {
  tags: string[];
  digests: string[];
  pinned: boolean;
}

/** CRI's images; null when crictl was not asked or gave no answer. */
export const criImagesOf = (facts: DoctorFacts, engine: EngineFacts): CriImage[] | null => {
  const list = valueAt(jsonOf(probeOf(facts, "crictl", "images", engine.id)), "images");
  return Array.isArray(list)
    ? list.map((one: unknown) => ({
        tags: textsAt(one, "repoTags"),
        digests: textsAt(one, "repoDigests"),
        pinned: valueAt(one, "pinned") === true,
      }))
    : null;
};

/** Client and server of `ctr version`; null where it does not say. */
export const ctrVersionsOf = (probe: Probe | undefined): { client: string | null; server: string | null } => {
  const versions = [...(probe?.run.stdout ?? "").matchAll(/^\s*(Client|Server):\s*\n\s*Version:\s*v?(\S+)/gm)];
  const of = (side: string): string | null => versions.find(([, name]) => name === side)?.[2] ?? null;
  return { client: of("Client"), server: of("Server") };
};

/** Major and minor of a version text: `1.6.20~ds1` → [1, 6]. Null where it has none. */
export const minorOf = (version: string | null): readonly [number, number] | null => {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version ?? "") ?? [];
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor)];
};

/**
 * Whether CRI heeds the label `io.cri-containerd.pinned`: containerd from 1.6.22 and 1.7.3 on (containerd pull requests 8720 and
 * 8718). Tried on 1.6.20: the label is kept and has no effect. True where the version is not known.
 */
export const heedsPins = (facts: DoctorFacts, engine: EngineFacts): boolean => {
  const { server } = ctrVersionsOf(probeOf(facts, "ctr", "version", engine.id));
  const [, major, minor, patch] = (/(\d+)\.(\d+)\.(\d+)/.exec(server ?? "") ?? []).map(Number);
  if (major === undefined || minor === undefined || patch === undefined || major > 1) return true;
  return minor > 7 || (minor === 7 && patch >= 3) || (minor === 6 && patch >= 22);
};
