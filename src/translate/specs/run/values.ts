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
const IPV6 = /^[0-9a-f:]*:[0-9a-f:.]+(?:%\w+)?$/i;

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

const deviceRate = shaped(/:/, (value) => `bad format: ${value}`);

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
  ["blkio-weight-device", read("--blkio-weight-device", deviceRate)],
  ["cgroupns", later(oneOf(["", "private", "host"], "--cgroupns: invalid CGROUP mode"))],
  [
    "device-cgroup-rule",
    read(
      "--device-cgroup-rule",
      shaped(/^[acb] (?:\d+|\*):(?:\d+|\*) [rwm]{1,3}$/, (value) => `invalid device cgroup format '${value}'`),
    ),
  ],
  ["device-read-bps", read("--device-read-bps", deviceRate)],
  ["device-read-iops", read("--device-read-iops", deviceRate)],
  ["device-write-bps", read("--device-write-bps", deviceRate)],
  ["device-write-iops", read("--device-write-iops", deviceRate)],
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
  ["gpus", read("--gpus", gpus)],
  [
    "mac-address",
    later(shaped(/^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i, (value) => `${value} is not a valid mac address`)),
  ],
  ["memory-swappiness", later(swappiness)],
  ["oom-score-adj", later(score)],
  ["pid", later(shaped(/^(?:|host|container:.+)$/, () => "--pid: invalid PID mode"))],
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
