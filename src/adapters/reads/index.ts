import type { CoreKind, Kind, Tool } from "../../model/index.ts";
import { makeAdapter, type Reader, type Readers } from "../adapter.ts";
import type { Adapter } from "../types.ts";

type ByTool<K extends Kind> = Partial<Record<Tool, Reader<K>>>;

/** The readers of each further kind, loaded when it is asked for: nothing of it weighs on `ctool ps`. */
const loaders: { [K in Exclude<Kind, CoreKind>]: () => Promise<ByTool<K>> } = {
  network: async () => {
    const { readNetworks } = await import("./lists.ts");
    return { docker: readNetworks, nerdctl: readNetworks };
  },
  volume: async () => {
    const { readVolumes } = await import("./lists.ts");
    return { docker: readVolumes, nerdctl: readVolumes };
  },
  layer: async () => {
    const [{ readLayers }, { readCriLayers }] = await Promise.all([import("./lists.ts"), import("./image-record.ts")]);
    return { docker: readLayers, nerdctl: readLayers, crictl: readCriLayers };
  },
  hit: async () => {
    const { readHits } = await import("./lists.ts");
    return { docker: readHits, nerdctl: readHits };
  },
  disk: async () => {
    const { readContentDisk, readCriDisk, readDockerDisk } = await import("./store.ts");
    return { docker: readDockerDisk, crictl: readCriDisk, ctr: readContentDisk };
  },
  snapshot: async () => ({ ctr: (await import("./store.ts")).readSnapshots }),
  blob: async () => ({ ctr: (await import("./store.ts")).readBlobs }),
  usage: async () => {
    const { readCriUsage, readCtrUsage, readDockerUsage } = await import("./usage.ts");
    return { docker: readDockerUsage, nerdctl: readDockerUsage, crictl: readCriUsage, ctr: readCtrUsage };
  },
  event: async () => {
    const { eventReaders } = await import("./events.ts");
    return eventReaders;
  },
  containerRecord: async () => {
    const [{ readDockerContainer }, { readCriContainer, readCtrContainer }] = await Promise.all([
      import("./container-record.ts"),
      import("./oci-record.ts"),
    ]);
    return {
      docker: readDockerContainer,
      nerdctl: readDockerContainer,
      crictl: readCriContainer,
      ctr: readCtrContainer,
    };
  },
  imageRecord: async () => {
    const { readCriImage, readCtrImage, readDockerImage } = await import("./image-record.ts");
    return { docker: readDockerImage, nerdctl: readDockerImage, crictl: readCriImage, ctr: readCtrImage };
  },
  podRecord: async () => {
    const { readCriPod, readCtrPod, readNerdctlPod } = await import("./pod-record.ts");
    return { nerdctl: readNerdctlPod, crictl: readCriPod, ctr: readCtrPod };
  },
  networkRecord: async () => {
    const { readNetworkRecords } = await import("./object-record.ts");
    return { docker: readNetworkRecords, nerdctl: readNetworkRecords };
  },
  volumeRecord: async () => {
    const { readVolumeRecords } = await import("./object-record.ts");
    return { docker: readVolumeRecords, nerdctl: readVolumeRecords };
  },
  engineRecord: async () => {
    const { readCriEngine, readCtrEngine, readDockerEngine } = await import("./engine-record.ts");
    return { docker: readDockerEngine, nerdctl: readDockerEngine, crictl: readCriEngine, ctr: readCtrEngine };
  },
};

/** A kind that is not among those of `ctool ps`. */
export type ReadKind = Exclude<Kind, CoreKind>;

/** The reader of what each tool prints about a kind. A tool that has no such list has an adapter that says so. */
export const readersFor = async (kind: ReadKind): Promise<Record<Tool, Adapter>> => {
  const byTool: ByTool<Kind> = await (loaders[kind] as () => Promise<ByTool<Kind>>)();
  const of = (tool: Tool): Adapter => makeAdapter(tool, (byTool[tool] ? { [kind]: byTool[tool] } : {}) as Readers);
  return { docker: of("docker"), nerdctl: of("nerdctl"), crictl: of("crictl"), ctr: of("ctr") };
};
