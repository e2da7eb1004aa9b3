import { isAddress } from "./values.ts";

/** One published port. `hostPort` is null where docker would pick a free one. */
export interface Publication {
  hostIp: string | null;
  hostPort: number | null;
  containerPort: number;
  protocol: "tcp" | "udp" | "sctp";
}

const LONG = /(?:^|,)(?:target|published|mode|protocol)=/;
const PORT = /^\d+(?:-\d+)?$/;
const HIGHEST = 65_535;

/** `[ip:][host]:container[/proto]` in its parts; an IPv6 address stands in brackets, or bare. */
function split(value: string): { ip: string; host: string; container: string; protocol: string } {
  const slash = value.lastIndexOf("/");
  const [ports, protocol] = slash < 0 ? [value, "tcp"] : [value.slice(0, slash), value.slice(slash + 1)];
  const parts = ports.split(":");
  const container = parts.pop() ?? "";
  const host = parts.pop() ?? "";
  return { ip: parts.join(":").replace(/^\[(.*)\]$/, "$1"), host, container, protocol: protocol.toLowerCase() };
}

function isRange(range: string): boolean {
  if (!PORT.test(range)) return false;
  const [from = 0, to = from] = range.split("-").map(Number);
  return from <= to && to <= HIGHEST;
}

/**
 * Reads `-p`: `80`, `8080:80`, `127.0.0.1:8080:80/udp`, `7000-7001:7000-7001`, `target=80,published=8080`.
 * @returns the ports, or docker's words for what is wrong (github.com/docker/go-connections, nat.ParsePortSpec)
 */
export function readPublish(value: string): Publication[] | { problem: string } {
  if (LONG.test(value)) return readLong(value);
  const { ip, host, container, protocol } = split(value);
  if (ip !== "" && !isAddress(ip)) return { problem: `invalid IP address: ${ip}` };
  if (container === "") return { problem: `no port specified: ${value}<empty>` };
  if (!isRange(container)) return { problem: `invalid containerPort: ${container}` };
  if (host !== "" && !isRange(host)) return { problem: `invalid hostPort: ${host}` };
  const inside = readRange(container);
  const outside = host === "" ? null : readRange(host);
  if (outside !== null && outside.length !== inside.length && inside.length !== 1)
    return { problem: `invalid ranges specified for container and host Ports: ${container} and ${host}` };
  if (!/^(?:tcp|udp|sctp)$/.test(protocol)) return { problem: `invalid proto: ${protocol}` };
  return inside.map((containerPort, i) => ({
    hostIp: ip === "" ? null : ip,
    hostPort: outside === null ? null : (outside[i] ?? null),
    containerPort,
    protocol: protocol as Publication["protocol"],
  }));
}

function readLong(value: string): Publication[] | { problem: string } {
  const fields = new Map(value.split(",").map((field) => field.split("=", 2) as [string, string]));
  const target = Number(fields.get("target"));
  const published = fields.get("published");
  if (!Number.isInteger(target)) return { problem: `invalid containerPort: ${fields.get("target") ?? ""}` };
  const protocol = (fields.get("protocol") ?? "tcp") as Publication["protocol"];
  return [
    { hostIp: null, hostPort: published === undefined ? null : Number(published), containerPort: target, protocol },
  ];
}

function readRange(range: string): number[] {
  const [from, to] = range.split("-").map(Number) as [number, number | undefined];
  const ports: number[] = [];
  for (let port = from; port <= Math.min(to ?? from, from + 1023); port++) ports.push(port);
  return ports;
}
