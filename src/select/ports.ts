import type { Problem } from "../model/index.ts";
import { badFilter } from "./filters.ts";

/** Ports that a `publish` or `expose` filter stands for. */
export interface PortRange {
  first: number;
  last: number;
  protocol: string;
}

const readPort = (text: string): number | string => {
  if (!/^\d+$/.test(text)) return `strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`;
  const port = Number(text);
  return port > 65_535 ? `strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range` : port;
};

/**
 * Reads `80`, `80/udp`, `8000-8080/tcp`; TCP where nothing is said.
 * @returns the range, or dockerd's words (go-connections, nat.ParsePortRange)
 */
export const parsePortFilter = (key: string, value: string): PortRange | { problem: Problem } => {
  const container = value.split(":").at(-1) ?? "";
  if (value.includes(":"))
    return { problem: badFilter(`filter for '${key}' should not contain ':': ${value}`, `${key}=${container}`) };
  const wrong = (why: string) => ({ problem: badFilter(`error while looking up for ${key} ${value}: ${why}`) });
  const [ports = "", protocol = ""] = value.split("/");
  if (ports === "") return wrong("empty string specified for ports");
  const [low = "", high = low] = ports.split("-");
  const first = readPort(low);
  if (typeof first === "string") return wrong(first);
  const last = readPort(high);
  if (typeof last === "string") return wrong(last);
  if (last < first) return wrong(`invalid range specified for port: ${ports}`);
  return { first, last, protocol: protocol === "" ? "tcp" : protocol };
};
