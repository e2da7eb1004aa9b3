import { valueProblem } from "../../values.ts";
import { mountRefusal } from "./mount-value.ts";

/** What docker says of one flag's value; null when it takes it. The words are docker 28's, as `docker run` prints them. */
type Check = (value: string) => string | null;

const oneOf =
  (values: readonly string[], message: string): Check =>
  (value) =>
    values.includes(value) ? null : message;

const shaped =
  (shape: RegExp, message: (value: string) => string): Check =>
  (value) =>
    shape.test(value) ? null : message(value);

const OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
/** Loose on purpose: what could be an IPv6 address passes. */
const IPV6 = /^(?=.*::|(?:[^:]*:){6,7}[^:]*$)[0-9a-f:]*:[0-9a-f:.]*(?:%\w+)?$/i;

/** Whether docker takes a text for an IP address. */
export const isAddress = (text: string): boolean => IPV4.test(text) || IPV6.test(text);

const RESTART = ["no", "always", "on-failure", "unless-stopped", ""];

const restart: Check = (value) => {
  const [name = "", ...rest] = value.split(":");
  const retries = rest.join(":");
  if (rest.length > 0 && !/^[+-]?\d+$/.test(retries))
    return "invalid restart policy format: maximum retry count must be an integer";
  const daemon = "Error response from daemon: ";
  if (!RESTART.includes(name)) return `${daemon}invalid restart policy '${name}'`;
  const count = Number(retries);
  if (name === "on-failure") return count < 0 ? `${daemon}maximum retry count cannot be negative` : null;
  return count === 0 ? null : `${daemon}maximum retry count cannot be used with restart policy '${name}'`;
};

const GPU_KEYS = ["driver", "count", "device", "capabilities", "options"];

const gpus: Check = (value) => {
  // A field in double quotes holds commas of its own.
  if (value.includes('"')) return null;
  const seen = new Set<string>();
  for (const field of value.split(",")) {
    const equals = field.indexOf("=");
    const key = equals < 0 ? "count" : field.slice(0, equals);
    const count = equals < 0 ? field : field.slice(equals + 1);
    if (!GPU_KEYS.includes(key)) return `unexpected key '${key}' in '${field}'`;
    if (key === "count" && count !== "all" && !/^[+-]?\d+$/.test(count))
      return `invalid count (${count}): value must be either "all" or an integer: invalid syntax`;
    if (seen.has(key)) return `gpu request key '${key}' can be specified only once`;
    seen.add(key);
  }
  return null;
};

/** opts.ValidateSysctl of docker's CLI: these, and all below `net.` and `fs.mqueue.`. */
const SYSCTLS = [
  ...["kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem"],
  ...["kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced"],
];

const sysctl: Check = (value) => {
  const [name = "", ...rest] = value.split("=");
  const allowed = SYSCTLS.includes(name) || /^(?:net|fs\.mqueue)\./.test(name);
  return allowed && rest.length > 0 ? null : `sysctl '${value}' is not allowed`;
};

const addHost: Check = (value) => {
  const [, name = "", address = ""] = /^([^:=]*)[:=](.*)$/s.exec(value) ?? [];
  if (name === "") return `bad format for add-host: "${value}"`;
  const bare = address.replace(/^\[(.*)\]$/, "$1");
  return bare === "host-gateway" || isAddress(bare) ? null : `invalid IP address in add-host: "${address}"`;
};

const ULIMITS = [
  ...["core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio"],
  ...["rttime", "sigpending", "stack"],
];

const ulimit: Check = (value) => {
  const [, name = "", soft = "", hard] = /^([^=]+)=([^:]+)(?::(.+))?$/.exec(value) ?? [];
  // What has another shape is refused by the reader of all limits.
  if (name === "") return null;
  if (!ULIMITS.includes(name)) return `invalid ulimit type: ${name}`;
  const [low, high] = [Number(soft), Number(hard ?? soft)];
  return high !== -1 && (low > high || low === -1)
    ? `ulimit soft limit must be less than or equal to hard limit: ${low} > ${high}`
    : null;
};

const swappiness: Check = (value) => {
  const percent = Number(value);
  return percent === -1 || (percent >= 0 && percent <= 100)
    ? null
    : `invalid value: ${value}. Valid memory swappiness range is 0-100`;
};

const score: Check = (value) =>
  Math.abs(Number(value)) <= 1000
    ? null
    : `Error response from daemon: Invalid value ${value}, range for oom score adj is [-1000, 1000]`;

const securityOption: Check = (value) =>
  value === "no-new-privileges" || /[=:]/.test(value) ? null : `Invalid --security-opt: "${value}"`;

/** `/dev/sda:VALUE`. */
const ofDevice =
  (fits: (rest: string) => boolean, message: (value: string) => string): Check =>
  (value) => {
    const at = value.indexOf(":");
    if (at < 0) return `bad format: ${value}`;
    if (!value.startsWith("/dev/")) return `bad format for device path: ${value}`;
    return fits(value.slice(at + 1)) ? null : message(value);
  };

const rateMessage = (value: string, format: string): string =>
  `invalid rate for device: ${value}. The correct format is <device-path>:${format}. Number must be a positive integer`;

const deviceBytes = ofDevice(
  (rest) => valueProblem("bytes", rest) === null,
  (value) => `${rateMessage(value, "<number>[<unit>]")}. Unit is optional and can be kb, mb, or gb`,
);
const deviceCount = ofDevice(
  (rest) => /^\d+$/.test(rest),
  (value) => rateMessage(value, "<number>"),
);
const deviceWeight = ofDevice(
  (rest) => /^(?:0|[1-9]\d|[1-9]\d\d|1000)$/.test(rest),
  (value) => `invalid weight for device: ${value}`,
);

const label: Check = (value) => (/^\s*(?:=|$)/.test(value) ? `invalid label '${value}': empty name` : null);

/** `--network name=NET,alias=x`: docker/cli, opts/network.go. */
const NETWORK_KEYS = ["name", "alias", "ip", "ip6", "mac-address", "link-local-ip", "driver-opt", "gw-priority"];

const network: Check = (value) => {
  if (!value.includes("=")) return null;
  let named = false;
  for (const field of value.split(",")) {
    const [key = "", ...rest] = field.split("=");
    const text = rest.join("=");
    if (rest.length === 0) return `invalid field ${field}`;
    if (!NETWORK_KEYS.includes(key)) return `invalid field key ${key}`;
    if (key === "name") named = text !== "";
    if (key === "driver-opt" && !text.includes("=")) return "invalid key value pair format in driver options";
    if (key === "gw-priority" && !/^[+-]?\d+$/.test(text)) return `invalid gw-priority (${text}): invalid syntax`;
  }
  return named ? null : "network name/id is not specified";
};

const expose: Check = (value) => {
  if (value.includes(":")) return `invalid port format for --expose: ${value}`;
  const range = value.replace(/\/[^/]*$/, "");
  const wrong = (why: string): string => `invalid range format for --expose: ${value}, error: ${why}`;
  if (range === "") return wrong("empty string specified for ports");
  const ports = range.split("-", 2);
  for (const port of ports) {
    if (!/^\d+$/.test(port)) return wrong(`strconv.ParseUint: parsing "${port}": invalid syntax`);
    if (Number(port) > 65_535) return wrong(`strconv.ParseUint: parsing "${port}": value out of range`);
  }
  return Number(ports[0]) > Number(ports[1] ?? ports[0]) ? wrong(`invalid range specified for port: ${range}`) : null;
};

/** What github.com/containerd/platforms knows where only one part is given. */
const SYSTEMS = [
  ...["aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd"],
  ...["openbsd", "plan9", "solaris", "wasip1", "windows", "zos"],
];
const MACHINES = [
  ...["386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "loong64", "mips", "mipsle", "mips64"],
  ...["mips64le", "mips64p32", "mips64p32le", "ppc", "ppc64", "ppc64le", "riscv", "riscv64", "s390", "s390x", "sparc"],
  ...["sparc64", "wasm", "x86_64", "x86-64", "i386", "aarch64", "armhf", "armel"],
];

const platform: Check = (value) => {
  const parts = value.toLowerCase().split("/");
  const [only = ""] = parts;
  const wrong = (why: string): string => `error parsing specified platform: "${value}": ${why}: invalid argument`;
  if (value === "" || !parts.every((part) => /^[\w.()-]+$/.test(part))) return null;
  if (parts.length > 3) return wrong("cannot parse platform specifier");
  return parts.length > 1 || SYSTEMS.includes(only.replace(/\(.*/, "")) || MACHINES.includes(only)
    ? null
    : wrong("unknown operating system or architecture");
};

const notNegative = (flag: string): Check => shaped(/^(?!-)/, () => `--${flag} cannot be negative`);

/** How the message begins: docker's flag reader names the flag, everything behind it does not. */
interface Row {
  /** As the flag is called in the message; null where it is not named. */
  flag: string | null;
  check: Check;
}

const read = (flag: string, check: Check): Row => ({ flag, check });
const later = (check: Check): Row => ({ flag: null, check });

/** Flags of docker run and create whose values docker refuses by more than their type: canonical flag → check. */
export const valueChecks: ReadonlyMap<string, Row> = new Map([
  ["add-host", read("--add-host", addHost)],
  [
    "attach",
    read(
      "-a, --attach",
      shaped(/^std(?:in|out|err)$/i, () => "valid streams are STDIN, STDOUT and STDERR"),
    ),
  ],
  ["blkio-weight-device", read("--blkio-weight-device", deviceWeight)],
  ["cgroupns", later(oneOf(["", "private", "host"], "--cgroupns: invalid CGROUP mode"))],
  [
    "device-cgroup-rule",
    read(
      "--device-cgroup-rule",
      shaped(/^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/, (value) => `invalid device cgroup format '${value}'`),
    ),
  ],
  ["device-read-bps", read("--device-read-bps", deviceBytes)],
  ["device-read-iops", read("--device-read-iops", deviceCount)],
  ["device-write-bps", read("--device-write-bps", deviceBytes)],
  ["device-write-iops", read("--device-write-iops", deviceCount)],
  [
    "dns",
    read("--dns", (value) => (isAddress(value.trim()) ? null : `IP address is not correctly formatted: ${value}`)),
  ],
  [
    "env",
    read(
      "-e, --env",
      shaped(/^[^=]/, (value) => `invalid environment variable: ${value}`),
    ),
  ],
  ["expose", later(expose)],
  ["gpus", read("--gpus", gpus)],
  ...["health-interval", "health-retries", "health-start-interval", "health-start-period", "health-timeout"].map(
    (flag) => [flag, later(notNegative(flag))] as const,
  ),
  ["label", read("-l, --label", label)],
  ["link", read("--link", (value) => (value.split(":").length > 2 ? `bad format for links: ${value}` : null))],
  [
    "mac-address",
    later(shaped(/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i, (value) => `${value} is not a valid mac address`)),
  ],
  ["memory-swappiness", later(swappiness)],
  ["mount", read("--mount", mountRefusal)],
  ["network", read("--network", network)],
  ["oom-score-adj", later(score)],
  ["pid", later(shaped(/^(?:|host|container:.+)$/, () => "--pid: invalid PID mode"))],
  ["platform", later(platform)],
  [
    "pull",
    later((value) =>
      ["always", "missing", "never"].includes(value)
        ? null
        : `invalid pull option: '${value}': must be one of "always", "missing" or "never"`,
    ),
  ],
  ["restart", later(restart)],
  ["security-opt", later(securityOption)],
  ["storage-opt", later(shaped(/=/, () => "invalid storage option"))],
  ["sysctl", read("--sysctl", sysctl)],
  ["ulimit", read("--ulimit", ulimit)],
  ["userns", later(oneOf(["", "host"], "--userns: invalid USER mode"))],
  ["uts", later(oneOf(["", "host"], "--uts: invalid UTS mode"))],
]);

/**
 * What docker says of a value, as it prints it after `docker: `.
 * @param flag canonical name, without dashes
 * @returns null when docker takes it, or the flag has no check
 */
export const refusalOf = (flag: string, value: string): string | null => {
  const row = valueChecks.get(flag);
  const problem = row?.check(value) ?? null;
  if (!row || problem === null) return null;
  return row.flag === null ? problem : `invalid argument "${value}" for "${row.flag}" flag: ${problem}`;
};
