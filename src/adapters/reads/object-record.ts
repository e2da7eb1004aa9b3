import type { FieldValue, ObjectRecord } from "../../model/index.ts";
import type { Reader } from "../adapter.ts";
import { documentsOf } from "./container-fields.ts";
import { at, flagAt, listAt, namesAt, recordOf, textAt, timeAt } from "./fields.ts";

/** Options of a driver, as names with values. */
const options = (document: unknown, path: string): FieldValue | null => namesAt(document, path);

const networkRecord = (document: unknown, name: string): ObjectRecord => {
  const containers = at(document, "Containers");
  const attached = typeof containers === "object" && containers !== null ? Object.entries(containers) : [];
  return recordOf(name, name, {
    networkId: textAt(document, "Id"),
    driver: textAt(document, "Driver"),
    scope: textAt(document, "Scope"),
    createdAt: timeAt(document, "Created"),
    internal: flagAt(document, "Internal"),
    ipv6: flagAt(document, "EnableIPv6"),
    subnets: listAt(document, "IPAM.Config").flatMap((config) => textAt(config, "Subnet") ?? []),
    gateways: listAt(document, "IPAM.Config").flatMap((config) => textAt(config, "Gateway") ?? []),
    containers: attached.map(([id, each]) =>
      [textAt(each, "Name") ?? id.slice(0, 12), textAt(each, "IPv4Address")].filter(Boolean).join(" "),
    ),
    options: options(document, "Options"),
    labels: namesAt(document, "Labels"),
  });
};

/** `docker network inspect`, `nerdctl network inspect`: by name, since each tool's ids are its own. */
export const readNetworkRecords: Reader<"networkRecord"> = (_, main) => ({
  rows: documentsOf(main, "Name").map(([document, name]) => networkRecord(document, name)),
  dropped: 0,
});

/** `docker volume inspect`, `nerdctl volume inspect`. */
export const readVolumeRecords: Reader<"volumeRecord"> = (_, main) => ({
  rows: documentsOf(main, "Name").map(([document, name]) =>
    recordOf(name, name, {
      driver: textAt(document, "Driver"),
      mountpoint: textAt(document, "Mountpoint"),
      scope: textAt(document, "Scope"),
      createdAt: timeAt(document, "CreatedAt"),
      options: options(document, "Options"),
      labels: namesAt(document, "Labels"),
    }),
  ),
  dropped: 0,
});
