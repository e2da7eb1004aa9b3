import type { Hit, Layer, Network, Volume } from "../../model/index.ts";
import type { Reader } from "../adapter.ts";
import { readLines } from "../json.ts";
import { bytesOf, timeOf } from "../quantities.ts";
import { identity, labels, line, readEach, row, type Value } from "../values.ts";

/** docker and nerdctl print one JSON object a line for `--format '{{json .}}'`, with the same fields. */
const eachLine = <T, R>(text: string, fields: Value<T>, to: (row: Exclude<T, symbol>, index: number) => R) => {
  const { rows, dropped } = readEach(readLines(text), fields as Value<Exclude<T, symbol>>);
  return { rows: rows.map(to), dropped };
};

/** `"true"` and `"false"`, as docker's tables have them. */
const yes = (value: unknown): boolean | null =>
  value === "true" || value === true ? true : value === "false" || value === false ? false : null;

/** Docker's `N/A`: nobody looked. */
const known = (value: unknown): string | null => {
  const text = line(value);
  return text === "N/A" ? null : text;
};

const networkRow = row({
  ID: line,
  Name: identity,
  Driver: known,
  Scope: known,
  Internal: yes,
  IPv6: yes,
  CreatedAt: line,
  Labels: labels,
});

/** `docker network ls`, `nerdctl network ls`. */
export const readNetworks: Reader<"network"> = (_, main) =>
  eachLine(
    main,
    networkRow,
    ({ ID, Name, Driver, Scope, Internal, IPv6, CreatedAt, Labels }): Network => ({
      id: ID,
      name: Name,
      driver: Driver,
      scope: Scope,
      internal: Internal,
      ipv6: IPv6,
      createdAt: timeOf(CreatedAt),
      labels: Labels,
    }),
  );

const volumeRow = row({
  Name: identity,
  Driver: known,
  Mountpoint: known,
  Scope: known,
  Labels: labels,
  Size: line,
});

/** `docker volume ls`, `nerdctl volume ls`. */
export const readVolumes: Reader<"volume"> = (_, main) =>
  eachLine(
    main,
    volumeRow,
    ({ Name, Driver, Mountpoint, Scope, Labels, Size }): Volume => ({
      name: Name,
      driver: Driver,
      mountpoint: Mountpoint,
      scope: Scope,
      labels: Labels,
      size: bytesOf(Size),
    }),
  );

const layerRow = row({ ID: line, Snapshot: line, CreatedAt: line, CreatedBy: line, Comment: line, Size: line });

/** `docker history --human=false`, `nerdctl history --human=false`: sizes are plain bytes. */
export const readLayers: Reader<"layer"> = (_, main) =>
  eachLine(main, layerRow, ({ ID, Snapshot, CreatedAt, CreatedBy, Comment, Size }, position): Layer => {
    const id = ID ?? Snapshot;
    return {
      position,
      id: id === "<missing>" ? null : id,
      createdAt: timeOf(CreatedAt),
      createdBy: CreatedBy ?? "",
      comment: Comment ?? "",
      size: bytesOf(Size),
    };
  });

const digits = (value: unknown): number | null => {
  const text = typeof value === "number" ? String(value) : line(value);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
};
/** Docker prints `true`, older ones `[OK]`. */
const official = (value: unknown): boolean | null => (value === "[OK]" ? true : value === "" ? false : yes(value));

const hitRow = row({ Name: identity, Description: line, StarCount: digits, IsOfficial: official });

/** `docker search`, `nerdctl search`. */
export const readHits: Reader<"hit"> = (_, main) =>
  eachLine(
    main,
    hitRow,
    ({ Name, Description, StarCount, IsOfficial }): Hit => ({
      name: Name,
      description: Description ?? "",
      stars: StarCount,
      official: IsOfficial,
    }),
  );
