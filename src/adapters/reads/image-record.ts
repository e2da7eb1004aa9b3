import type { FieldValue, Layer, ObjectRecord } from "../../model/index.ts";
import { fullReference } from "../../translate/index.ts";
import type { Reader } from "../adapter.ts";
import { splitLabels } from "../labels.ts";
import { bytesOf } from "../quantities.ts";
import { readTable } from "../table.ts";
import { documentsOf } from "./container-fields.ts";
import { amountAt, at, envOf, linesAt, listAt, namesAt, recordOf, textAt, timeAt } from "./fields.ts";

type Fields = Record<string, FieldValue | null>;

const ORDER = [
  "references",
  "digests",
  "manifestDigest",
  "createdAt",
  "platform",
  "contentSize",
  "unpackedSize",
  "entrypoint",
  "command",
  "workingDir",
  "user",
  "env",
  "exposedPorts",
  "labels",
  "stopSignal",
  "layers",
  "pinned",
] as const;
const ordered = (fields: Fields): Fields => Object.fromEntries(ORDER.map((name) => [name, fields[name] ?? null]));

const manifestOf = (digests: readonly string[]): string | null => {
  const found = new Set(digests.flatMap((each) => /@(sha256:[0-9a-f]{64})$/.exec(each)?.[1] ?? []));
  return found.size === 1 ? ([...found][0] ?? null) : null;
};

/** The image's configuration: docker's `Config` and the OCI's `config` have the same fields. */
const configFields = (config: unknown): Fields => {
  const ports = at(config, "ExposedPorts");
  return {
    entrypoint: linesAt(config, "Entrypoint"),
    command: linesAt(config, "Cmd"),
    workingDir: textAt(config, "WorkingDir"),
    user: textAt(config, "User"),
    env: envOf(linesAt(config, "Env")),
    exposedPorts: typeof ports === "object" && ports !== null ? Object.keys(ports) : [],
    labels: namesAt(config, "Labels"),
    stopSignal: textAt(config, "StopSignal"),
  };
};

const platformOf = (os: string | null, architecture: string | null, variant: string | null): string | null =>
  os === null || architecture === null ? null : [os, architecture, variant].filter(Boolean).join("/");

const full = (references: readonly string[]): string[] => references.map(fullReference).sort();

const dockerImage = (document: unknown, id: string): ObjectRecord => {
  const references = full(linesAt(document, "RepoTags"));
  const digests = full(linesAt(document, "RepoDigests"));
  return recordOf(
    id,
    references[0] ?? null,
    ordered({
      ...configFields(at(document, "Config")),
      references,
      digests,
      manifestDigest: manifestOf(digests),
      createdAt: timeAt(document, "Created"),
      platform: platformOf(textAt(document, "Os"), textAt(document, "Architecture"), textAt(document, "Variant")),
      unpackedSize: amountAt(document, "Size"),
      layers: linesAt(document, "RootFS.Layers"),
    }),
  );
};

/** `docker image inspect`, `nerdctl image inspect`. */
export const readDockerImage: Reader<"imageRecord"> = (_, main) => ({
  rows: documentsOf(main, "Id").map(([document, id]) => dockerImage(document, id)),
  dropped: 0,
});

const criImage = (document: unknown, id: string): ObjectRecord => {
  const spec = at(document, "info.imageSpec");
  const references = full(linesAt(document, "status.repoTags"));
  const digests = full(linesAt(document, "status.repoDigests"));
  const pinned = at(document, "status.pinned");
  return recordOf(
    id,
    references[0] ?? null,
    ordered({
      ...configFields(at(spec, "config")),
      references,
      digests,
      manifestDigest: manifestOf(digests),
      createdAt: timeAt(spec, "created"),
      platform: platformOf(textAt(spec, "os"), textAt(spec, "architecture"), textAt(spec, "variant")),
      contentSize: amountAt(document, "status.size"),
      layers: linesAt(spec, "rootfs.diff_ids"),
      pinned: typeof pinned === "boolean" ? pinned : null,
    }),
  );
};

/** `crictl inspecti`. */
export const readCriImage: Reader<"imageRecord"> = (_, main) => ({
  rows: documentsOf(main, "status.id").map(([document, id]) => criImage(document, id)),
  dropped: 0,
});

/** The history in `crictl inspecti`, the newest layer first; CRI tells no sizes of layers. */
export const readCriLayers: Reader<"layer"> = (_, main) => {
  const [first] = documentsOf(main, "status.id");
  const history = listAt(first?.[0], "info.imageSpec.history").toReversed();
  return {
    rows: history.map(
      (each, position): Layer => ({
        position,
        id: null,
        createdAt: timeAt(each, "created"),
        createdBy: textAt(each, "created_by") ?? "",
        comment: textAt(each, "comment") ?? "",
        size: null,
      }),
    ),
    dropped: 0,
  };
};

/** `ctr images ls name==REF`: no configuration, and the manifest's digest for an id. */
export const readCtrImage: Reader<"imageRecord"> = (_, main) => {
  const { rows, dropped } = readTable(main, ["REF", "TYPE", "DIGEST", "SIZE", "PLATFORMS", "LABELS"]);
  return {
    rows: rows.map(({ REF, DIGEST, SIZE, PLATFORMS, LABELS }) =>
      recordOf(
        DIGEST,
        REF,
        ordered({
          references: REF.includes("@") || REF.startsWith("sha256:") ? [] : [REF],
          manifestDigest: DIGEST,
          // Several platforms are of an index; which of them is here, the table does not say.
          platform: PLATFORMS.includes(",") || PLATFORMS === "-" ? null : PLATFORMS,
          contentSize: bytesOf(SIZE),
          pinned: splitLabels(LABELS)["io.cri-containerd.pinned"] === "pinned" ? true : null,
        }),
      ),
    ),
    dropped,
  };
};
