import type { FileFact, ServiceFact } from "../../doctor/facts.ts";
import type { Host } from "../host.ts";
import { readFileFact } from "./file-fact.ts";

/** Units that run engines, Kubernetes, or what builds images. */
const units = [
  "k3s.service",
  "k3s-agent.service",
  "rke2-server.service",
  "rke2-agent.service",
  "k0scontroller.service",
  "k0sworker.service",
  "kubelet.service",
  "containerd.service",
  "docker.service",
  "docker.socket",
  "cri-docker.service",
  "crio.service",
  "buildkit.service",
  "snap.docker.dockerd.service",
  "snap.microk8s.daemon-containerd.service",
  "snap.microk8s.daemon-kubelite.service",
];

/** In the order in which systemd takes them (man 5 systemd.unit). */
const unitFolders = ["/etc/systemd/system", "/run/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

const JOURNAL_LINES = 200;
const JOURNAL_BYTES = 1024 * 1024;
const LINES_OF_UNIT = 20;

interface Unit {
  unit: string;
  files: FileFact[];
  masked: boolean;
  wanted: boolean;
}

/** A unit's own file, its drop-ins, and the environment files these name. */
const readUnit = (host: Host, unit: string): Unit | null => {
  const path = unitFolders
    .map((folder) => `${folder}/${unit}`)
    .find((one) => host.stat(one).ok || host.readlink(one).ok);
  if (path === undefined) return null;
  const link = host.readlink(path);
  const masked = link.ok && link.value === "/dev/null";
  const dropIns = unitFolders.flatMap((folder) => {
    const names = host.list(`${folder}/${unit}.d`);
    return (names.ok ? names.value : [])
      .filter((name) => name.endsWith(".conf"))
      .map((name) => `${folder}/${unit}.d/${name}`);
  });
  const files = [...(masked ? [] : [path]), ...new Set(dropIns)].map((one) => readFileFact(host, "service", one));
  const named = files.flatMap(({ path: by, text }) =>
    [...(text ?? "").matchAll(/^EnvironmentFile=-?(\/\S+)\s*$/gm)].map(([, file = ""]) => ({ file, by })),
  );
  const environment = named
    .filter(({ file }) => host.stat(file).ok)
    .map(({ file, by }) => ({ ...readFileFact(host, "service", file), namedBy: by }));
  const wanted = host.stat(`/etc/systemd/system/multi-user.target.wants/${unit}`).ok;
  return { unit, files: [...files, ...environment], masked, wanted };
};

const PROPERTIES = "Id,ActiveState,SubState,UnitFileState,Result,MainPID";

/** What systemd says of units, by their names; null when it does not run here or did not answer. */
const askSystemd = async (
  host: Host,
  names: readonly string[],
  timeoutMs: number,
): Promise<Map<string, Map<string, string>> | null> => {
  const argv = ["systemctl", "show", "--no-pager", `--property=${PROPERTIES}`, "--", ...names];
  const run = await host.exec({ tool: null, argv, file: null, timeoutMs, maxBytes: JOURNAL_BYTES });
  if (run.outcome !== "exited" || run.exitCode !== 0) return null;
  const answers = run.stdout.split(/\n\n+/).map((block) => {
    const pairs = block.split("\n").flatMap((line): [string, string][] => {
      const equals = line.indexOf("=");
      return equals < 0 ? [] : [[line.slice(0, equals), line.slice(equals + 1)]];
    });
    return new Map(pairs);
  });
  return new Map(answers.map((answer) => [answer.get("Id") ?? "", answer]));
};

type Lines = ServiceFact["journal"];

const timeOf = (microseconds: unknown): string | null => {
  const ms = Number(microseconds) / 1000;
  return Number.isFinite(ms) && ms > 0 && ms < 8.64e15 ? new Date(ms).toISOString() : null;
};

/** The last lines of this boot's journal, by unit; empty where there is none or this user may not read it. */
const askJournal = async (host: Host, names: readonly string[], timeoutMs: number): Promise<Map<string, Lines>> => {
  const argv = ["journalctl", "--no-pager", "--quiet", "--boot", "--output=json", `--lines=${JOURNAL_LINES}`].concat(
    names.map((name) => `--unit=${name}`),
  );
  const run = await host.exec({ tool: null, argv, file: null, timeoutMs, maxBytes: JOURNAL_BYTES });
  const lines = new Map<string, Lines>();
  for (const text of run.stdout.split("\n")) {
    try {
      const entry: Record<string, unknown> = JSON.parse(text);
      const unit = entry.UNIT ?? entry._SYSTEMD_UNIT;
      if (typeof unit !== "string" || typeof entry.MESSAGE !== "string") continue;
      const known = lines.get(unit) ?? [];
      known.push({ time: timeOf(entry.__REALTIME_TIMESTAMP), text: entry.MESSAGE });
      lines.set(unit, known);
    } catch {
      // A line that was cut off, or a message in bytes.
    }
  }
  return lines;
};

const plainName = (unit: string): string => unit.replace(/\.service$/, "");

/** OpenRC keeps what was started and what is to be started as files (openrc, service-script-guide). */
const openrcServices = (host: Host): ServiceFact[] => {
  if (!host.stat("/run/openrc").ok) return [];
  return units
    .filter((unit) => unit.endsWith(".service"))
    .map(plainName)
    .flatMap((name): ServiceFact[] => {
      const file = readFileFact(host, "service", `/etc/init.d/${name}`);
      if (file.code === "ENOENT") return [];
      const [started, failed] = ["started", "failed"].map((state) => host.stat(`/run/openrc/${state}/${name}`).ok);
      return [
        {
          name,
          manager: "openrc",
          files: [file],
          active: failed ? "failed" : started ? "active" : "inactive",
          sub: null,
          enabled: host.stat(`/etc/runlevels/default/${name}`).ok ? "enabled" : "disabled",
          result: null,
          pid: null,
          journal: [],
        },
      ];
    });
};

/**
 * Services as the disk knows them, and as systemd does where it runs. Both its answer and the journal's are asked at once.
 * @param timeoutMs deadline of both
 */
export const readServices = async (host: Host, timeoutMs: number): Promise<ServiceFact[]> => {
  const found = units.flatMap((unit) => readUnit(host, unit) ?? []);
  const names = found.map(({ unit }) => unit);
  const runs = host.stat("/run/systemd/system").ok && names.length > 0;
  const [states, journal] = runs
    ? await Promise.all([askSystemd(host, names, timeoutMs), askJournal(host, names, timeoutMs)])
    : [null, new Map<string, Lines>()];
  const services = found.map(({ unit, files, masked, wanted }): ServiceFact => {
    const state = states?.get(unit);
    const said = (key: string): string | null => state?.get(key) || null;
    return {
      name: plainName(unit),
      manager: unit.startsWith("snap.") ? "snap" : "systemd",
      files,
      active: said("ActiveState"),
      sub: said("SubState"),
      enabled: said("UnitFileState") ?? (masked ? "masked" : wanted ? "enabled" : null),
      result: said("Result"),
      pid: Number(said("MainPID")) || null,
      journal: (journal.get(unit) ?? []).slice(-LINES_OF_UNIT),
    };
  });
  return [...services, ...openrcServices(host)];
};
