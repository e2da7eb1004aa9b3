import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { translateLine } from "../../../src/translate/lint/index.ts";

/** Flags of `docker run … nginx` and what docker 28.2's client says of them; null: it takes them. */
const VERDICTS: readonly [string, string | null][] = [
  ["-p 99999:80", "docker: invalid hostPort: 99999"],
  ["-p abc:80", "docker: invalid hostPort: abc"],
  ["-p 80:abc", "docker: invalid containerPort: abc"],
  ["-p 80-70:80", "docker: invalid hostPort: 80-70"],
  ["-p 80:70-60", "docker: invalid containerPort: 70-60"],
  ["-p 1.2.3:80:80", "docker: invalid IP address: 1.2.3"],
  ["-p 80:80/foo", "docker: invalid proto: foo"],
  ["-p 80:", "docker: no port specified: 80:<empty>"],
  ["-p 70000", "docker: invalid containerPort: 70000"],
  ["-p 8000-8002:80-81", "docker: invalid ranges specified for container and host Ports: 80-81 and 8000-8002"],
  ["-p :80", null],
  ["-p 0:80", null],
  ["-p [::1]:80:80", null],
  ["-p ::1:80:80", null],
  ["-p 80:80/TCP", null],
  ["-p 7000-7002:7000-7002/udp", null],
  ["--gpus foo=1", `invalid argument "foo=1" for "--gpus" flag: unexpected key 'foo' in 'foo=1'`],
  [
    "--gpus all,x",
    `invalid argument "all,x" for "--gpus" flag: invalid count (x): value must be either "all" or an integer: invalid syntax`,
  ],
  [
    "--gpus all,count=2",
    `invalid argument "all,count=2" for "--gpus" flag: gpu request key 'count' can be specified only once`,
  ],
  [
    "--gpus count=x",
    `invalid argument "count=x" for "--gpus" flag: invalid count (x): value must be either "all" or an integer: invalid syntax`,
  ],
  ["--gpus device=0", null],
  ["--gpus driver=a,count=2", null],
  ["--restart on-failure:x", "docker: invalid restart policy format: maximum retry count must be an integer"],
  ["--restart on-failure:3", null],
  ["--restart no:0", null],
  ["--ulimit foo=1:2", `invalid argument "foo=1:2" for "--ulimit" flag: invalid ulimit type: foo`],
  [
    "--ulimit nofile=5:3",
    `invalid argument "nofile=5:3" for "--ulimit" flag: ulimit soft limit must be less than or equal to hard limit: 5 > 3`,
  ],
  ["--ulimit nofile=1024", null],
  ["--add-host foo", `invalid argument "foo" for "--add-host" flag: bad format for add-host: "foo"`],
  ["--add-host a:zz", `invalid argument "a:zz" for "--add-host" flag: invalid IP address in add-host: "zz"`],
  ["--add-host a:host-gateway", null],
  ["--add-host a=::1", null],
  ["--pid foo", "docker: --pid: invalid PID mode"],
  ["--pid container:", "docker: --pid: invalid PID mode"],
  ["--pid host", null],
  ["--uts foo", "docker: --uts: invalid UTS mode"],
  ["--userns foo", "docker: --userns: invalid USER mode"],
  ["--cgroupns foo", "docker: --cgroupns: invalid CGROUP mode"],
  ["--security-opt foo", 'docker: Invalid --security-opt: "foo"'],
  ["--security-opt no-new-privileges", null],
  ["--sysctl foo", `invalid argument "foo" for "--sysctl" flag: sysctl 'foo' is not allowed`],
  ["--sysctl net.x", `invalid argument "net.x" for "--sysctl" flag: sysctl 'net.x' is not allowed`],
  ["--sysctl net.core.somaxconn=1", null],
  ["--storage-opt foo", "docker: invalid storage option"],
  ["--memory-swappiness 200", "docker: invalid value: 200. Valid memory swappiness range is 0-100"],
  ["--pull foo", `docker: invalid pull option: 'foo': must be one of "always", "missing" or "never"`],
  ["--mac-address zz", "docker: zz is not a valid mac address"],
  ["--mac-address 92:d0:c6:0a:29:33", null],
  ["--dns x", `invalid argument "x" for "--dns" flag: IP address is not correctly formatted: x`],
  ["--dns 2001:4860:4860::8888", null],
  ["--attach foo", `invalid argument "foo" for "-a, --attach" flag: valid streams are STDIN, STDOUT and STDERR`],
  ["--device-cgroup-rule x", `invalid argument "x" for "--device-cgroup-rule" flag: invalid device cgroup format 'x'`],
  ["--device-read-bps x", `invalid argument "x" for "--device-read-bps" flag: bad format: x`],
  ["--blkio-weight-device x", `invalid argument "x" for "--blkio-weight-device" flag: bad format: x`],
  ["-e =x", `invalid argument "=x" for "-e, --env" flag: invalid environment variable: =x`],
  ["-p 80:80:80:80", "docker: invalid IP address: 80:80"],
  ["--mount type=bind", `invalid argument "type=bind" for "--mount" flag: target is required`],
  [
    "--mount type=bind,target",
    `invalid argument "type=bind,target" for "--mount" flag: invalid field 'target' must be a key=value pair`,
  ],
  [
    "--mount type=bind,src=/a,dst=/b,foo=1",
    `invalid argument "type=bind,src=/a,dst=/b,foo=1" for "--mount" flag: unexpected key 'foo' in 'foo=1'`,
  ],
  [
    "--mount type=bind,src=/a,dst=/b,readonly=x",
    `invalid argument "type=bind,src=/a,dst=/b,readonly=x" for "--mount" flag: invalid value for readonly: x`,
  ],
  [
    "--mount type=bind,src=/a,dst=/b,volume-nocopy=true",
    `invalid argument "type=bind,src=/a,dst=/b,volume-nocopy=true" for "--mount" flag: cannot mix 'volume-*' options with mount type 'bind'`,
  ],
  [
    "--mount type=volume,src=a,dst=/b,bind-propagation=shared",
    `invalid argument "type=volume,src=a,dst=/b,bind-propagation=shared" for "--mount" flag: cannot mix 'bind-*' options with mount type 'volume'`,
  ],
  [
    "--mount type=tmpfs,dst=/a,tmpfs-size=x",
    `invalid argument "type=tmpfs,dst=/a,tmpfs-size=x" for "--mount" flag: invalid value for tmpfs-size: x`,
  ],
  [
    "--mount type=tmpfs,dst=/a,tmpfs-mode=x",
    `invalid argument "type=tmpfs,dst=/a,tmpfs-mode=x" for "--mount" flag: invalid value for tmpfs-mode: x`,
  ],
  [
    "--mount type=bind,src=/a,dst=/b,bind-recursive=zz",
    `invalid argument "type=bind,src=/a,dst=/b,bind-recursive=zz" for "--mount" flag: invalid value for bind-recursive: zz (must be "enabled", "disabled", "writable", or "readonly")`,
  ],
  [
    "--mount type=bind,src=/a,dst=/b,bind-recursive=readonly",
    `invalid argument "type=bind,src=/a,dst=/b,bind-recursive=readonly" for "--mount" flag: option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction`,
  ],
  ["--mount type=,dst=/a", `invalid argument "type=,dst=/a" for "--mount" flag: type is required`],
  ["--mount type=bind,src=/a,dst=/b,readonly", null],
  ["--mount TYPE=bind,SRC=/a,DST=/b,ro=1", null],
  ["--mount type=tmpfs,dst=/a,tmpfs-size=64m,tmpfs-mode=1777", null],
  ["--mount src=v,dst=/a,volume-opt=type=nfs", null],
  ["--network name=a,foo=1", `invalid argument "name=a,foo=1" for "--network" flag: invalid field key foo`],
  ["--network name=a,foo", `invalid argument "name=a,foo" for "--network" flag: invalid field foo`],
  ["--network alias=x", `invalid argument "alias=x" for "--network" flag: network name/id is not specified`],
  ["--network name=a,alias=x,ip=1.2.3.4", null],
  ["--link a:b:c", `invalid argument "a:b:c" for "--link" flag: bad format for links: a:b:c`],
  ["--expose x", `docker: invalid range format for --expose: x, error: strconv.ParseUint: parsing "x": invalid syntax`],
  [
    "--expose 99999",
    `docker: invalid range format for --expose: 99999, error: strconv.ParseUint: parsing "99999": value out of range`,
  ],
  [
    "--expose 80-70",
    "docker: invalid range format for --expose: 80-70, error: invalid range specified for port: 80-70",
  ],
  ["--expose 80:90", "docker: invalid port format for --expose: 80:90"],
  ["--expose 80-90/udp", null],
  [
    "--platform x",
    `docker: error parsing specified platform: "x": unknown operating system or architecture: invalid argument`,
  ],
  [
    "--platform linux/arm/v7/x",
    `docker: error parsing specified platform: "linux/arm/v7/x": cannot parse platform specifier: invalid argument`,
  ],
  ["--platform linux", null],
  ["--platform arm64/v8", null],
  ["-l =x", `invalid argument "=x" for "-l, --label" flag: invalid label '=x': empty name`],
  ["--log-driver none --log-opt a=b", "docker: invalid logging opts for driver none"],
  [
    "--device-read-iops /dev/a:x",
    `invalid argument "/dev/a:x" for "--device-read-iops" flag: invalid rate for device: /dev/a:x. The correct format is <device-path>:<number>. Number must be a positive integer`,
  ],
  ["--device-write-bps a:1", `invalid argument "a:1" for "--device-write-bps" flag: bad format for device path: a:1`],
  ["--device-write-bps /dev/a:1mb", null],
  [
    "--blkio-weight-device /dev/a:5",
    `invalid argument "/dev/a:5" for "--blkio-weight-device" flag: invalid weight for device: /dev/a:5`,
  ],
  ["--memory -1", `invalid argument "-1" for "-m, --memory" flag: invalid size: '-1'`],
  ["--shm-size -1", `invalid argument "-1" for "--shm-size" flag: invalid size: '-1'`],
  ["--io-maxbandwidth -1", `invalid argument "-1" for "--io-maxbandwidth" flag: invalid size: '-1'`],
  ["--memory-swap -1", null],
  ["--health-retries -1", "docker: --health-retries cannot be negative"],
  ["--health-interval -1s", "docker: --health-interval cannot be negative"],
  ["--no-healthcheck --health-retries 2", "docker: --no-healthcheck conflicts with --health-* options"],
  ["--rm --restart always", "docker: conflicting options: cannot specify both --restart and --rm"],
  ["--rm --restart no", null],
  ["-d -a stdout", "conflicting options: cannot specify both --attach and --detach"],
];

const NO_DAEMON = "unix:///nonexistent/docker.sock";

/** What the docker client on PATH says of a line, before it asks a daemon; null when it goes on to ask. Undefined: none is here. */
const docker = (words: readonly string[]): string | null | undefined => {
  const { stderr, error } = spawnSync("docker", words, {
    encoding: "utf8",
    env: { ...process.env, DOCKER_HOST: NO_DAEMON },
  });
  if (error) return undefined;
  const line = stderr.split("\n").find((each) => each.trim() !== "" && !each.startsWith("WARNING"));
  return line === undefined || line.includes("Cannot connect to the Docker daemon") ? null : line;
};
const version = spawnSync("docker", ["--version"], { encoding: "utf8" }).stdout ?? "";

describe.each(VERDICTS)("docker run %s nginx", (flags, verdict) => {
  const words = ["run", ...flags.split(" "), "nginx"];

  it("is judged as docker judges it", async () => {
    const { problems, translations } = await translateLine(["docker", ...words]);
    const said = problems.filter(({ code }) => code.startsWith("bad-")).map(({ message }) => message);
    expect(said.map((message) => message.replace(/^docker: (?=invalid argument)/, ""))).toEqual(
      verdict === null ? [] : [verdict],
    );
    expect(translations.length === 0).toBe(verdict !== null);
  });

  it.skipIf(!version.includes("version 28."))("is judged so by docker itself", () => {
    expect(docker(words)).toBe(verdict);
  });
});
