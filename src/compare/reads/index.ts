import type { ReadKinds } from "../../model/read-rows.ts";
import type { KindRules } from "../input.ts";
import {
  blobRules,
  diskRules,
  hitRules,
  layerRules,
  networkRules,
  snapshotRules,
  usageRules,
  volumeRules,
} from "./lists.ts";
import { imageRecordRules, recordRules } from "./records.ts";

/** The kinds that are lined up; events are shown as they come. */
export type LinedKind = Exclude<keyof ReadKinds, "event">;

type Rules = { [K in LinedKind]: KindRules<K> };

/** The rules of every kind that is not among those of `ctool ps`. */
export const readRules: Rules = {
  network: networkRules,
  volume: volumeRules,
  layer: layerRules,
  hit: hitRules,
  disk: diskRules,
  snapshot: snapshotRules,
  blob: blobRules,
  usage: usageRules,
  containerRecord: recordRules as unknown as Rules["containerRecord"],
  imageRecord: imageRecordRules as unknown as Rules["imageRecord"],
  podRecord: recordRules as unknown as Rules["podRecord"],
  networkRecord: recordRules as unknown as Rules["networkRecord"],
  volumeRecord: recordRules as unknown as Rules["volumeRecord"],
  // Each engine is asked by its own tools, and no tool can miss another's.
  engineRecord: { ...recordRules, own: true } as unknown as Rules["engineRecord"],
};
