/** One published port. `hostPort` is null where docker would pick a free one. */
export interface Publication {
  hostIp: string | null;
  hostPort: number | null;
  containerPort: number;
  protocol: "tcp" | "udp" | "sctp";
}

const SPEC = /^(?:(?:(\[[^\]]+\]|[^:[\]]+):)?(\d+(?:-\d+)?)?:)?(\d+(?:-\d+)?)(?:\/(tcp|udp|sctp))?$/i;
const LONG = /(?:^|,)(?:target|published|mode|protocol)=/;

/**
 * Reads `-p`: `80`, `8080:80`, `127.0.0.1:8080:80/udp`, `7000-7001:7000-7001`, `target=80,published=8080`.
 * @returns the ports, or docker's words for what is wrong
 */
export function readPublish(value: string): Publication[] | { problem: string } {
  if (LONG.test(value)) return readLong(value);
  const match = SPEC.exec(value);
  if (match === null) {
    const port = value.split(":").at(-1) ?? value;
    return { problem: `invalid containerPort: ${port}` };
  }
  const [, ip, host, container, protocol] = match;
  const inside = readRange(container as string);
  const outside = host === undefined ? null : readRange(host);
  if (outside !== null && outside.length !== inside.length && inside.length !== 1)
    return { problem: `invalid ranges specified for container and host Ports: ${container} and ${host}` };
  const hostIp = ip === undefined ? null : ip.replace(/^\[|\]$/g, "");
  return inside.map((containerPort, i) => ({
    hostIp,
    hostPort: outside === null ? null : (outside[i] ?? null),
    containerPort,
    protocol: (protocol?.toLowerCase() ?? "tcp") as Publication["protocol"],
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
