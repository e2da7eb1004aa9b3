import type { Port } from "../model/index.ts";

const address = (ip: string, port: string): string => (ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`);

const order = (a: Port, b: Port): number =>
  a.containerPort - b.containerPort ||
  (a.hostIp ?? "").localeCompare(b.hostIp ?? "", "en") ||
  (a.hostPort ?? 0) - (b.hostPort ?? 0) ||
  a.protocol.localeCompare(b.protocol, "en");

/**
 * Ports as docker shows them (docker/cli, formatter.DisplayablePorts): `0.0.0.0:8080->80/tcp, 9000/tcp`, runs of ports with the
 * same number outside as `0.0.0.0:80-81->80-81/tcp`.
 */
export const displayPorts = (ports: readonly Port[]): string => {
  const runs = new Map<string, { ip: string | null; protocol: string; first: number; last: number }>();
  const done: string[] = [];
  const mapped: string[] = [];
  const draw = ({
    ip,
    protocol,
    first,
    last,
  }: {
    ip: string | null;
    protocol: string;
    first: number;
    last: number;
  }): string => {
    const range = first === last ? String(first) : `${first}-${last}`;
    return `${ip === null ? range : `${address(ip, range)}->${range}`}/${protocol}`;
  };
  for (const { hostIp, hostPort, containerPort, protocol } of ports.toSorted(order)) {
    if (hostIp !== null && hostPort !== null && hostPort !== containerPort) {
      mapped.push(`${address(hostIp, String(hostPort))}->${containerPort}/${protocol}`);
      continue;
    }
    const ip = hostPort === null ? null : (hostIp ?? "0.0.0.0");
    const key = `${ip ?? ""}/${protocol}`;
    const run = runs.get(key);
    if (run && containerPort === run.last + 1) {
      run.last = containerPort;
      continue;
    }
    if (run) done.push(draw(run));
    runs.set(key, { ip, protocol, first: containerPort, last: containerPort });
  }
  return [...done, ...[...runs.values()].map(draw), ...mapped].join(", ");
};
