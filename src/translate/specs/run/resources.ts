import { type Convert, flag, implied, inContainer, lost, reshape, same, sameLong, since, to } from "../../rules.ts";
import type { FlagSpec, Rule } from "../../spec.ts";
import { readBytes, readDecimal, readInt } from "../../values.ts";
import { nameOf } from "./name.ts";

const PERIOD = 100_000;
const bytes: Convert = (value) => readBytes(value);
const int: Convert = (value) => readInt(value);
const windows = lost("only Windows containers have it");
const windowsOnly = { nerdctl: windows, crictl: windows, ctr: windows };
const RESOURCES = "linux.resources";
const cgroups = (what: string): Rule => lost(`there is no ${what} here`);

const quota: Convert = (value) => Math.round(readDecimal(value) * PERIOD);

/** CPU, memory, block I/O, and other limits. */
export function resourceFlags(create: boolean): FlagSpec[] {
  const onRun = (rule: Rule) => (create ? lost("only ctr run has it, ctr containers create does not") : rule);
  const cpusOfCtr = create
    ? reshape("--cpu-quota and --cpu-period", (draft, use) => {
        draft.put(use, ["--cpu-quota", String(quota(use.value, draft, use)), "--cpu-period", String(PERIOD)]);
      })
    : to("--cpus");
  return [
    flag("--blkio-weight uint16", "Share of block I/O, 10 to 1000.", {
      nerdctl: same,
      crictl: cgroups("block I/O limit in CRI"),
      ctr: lost("ctr takes classes of block I/O only", "--blockio-class (ctr 1.7)"),
    }),
    flag("--blkio-weight-device list", "Share of one device's block I/O.", {
      nerdctl: since("2.0", same),
      crictl: cgroups("block I/O limit in CRI"),
      ctr: lost("ctr takes classes of block I/O only", "--blockio-class (ctr 1.7)"),
    }),
    flag("--cpu-count int64", "Number of CPUs (Windows).", windowsOnly),
    flag("--cpu-percent int64", "Percentage of CPU (Windows).", windowsOnly),
    flag("--cpu-period int64", "Length of a CFS period in microseconds.", {
      nerdctl: same,
      crictl: inContainer(`${RESOURCES}.cpu_period`, int),
      ctr: to("--cpu-period"),
    }),
    flag("--cpu-quota int64", "CPU time per CFS period in microseconds.", {
      nerdctl: same,
      crictl: inContainer(`${RESOURCES}.cpu_quota`, int),
      ctr: to("--cpu-quota"),
    }),
    flag("--cpu-rt-period int64", "Length of a real-time period in microseconds.", {
      nerdctl: since("2.0", same),
      crictl: cgroups("real-time scheduling in CRI"),
      ctr: cgroups("real-time scheduling flag"),
    }),
    flag("--cpu-rt-runtime int64", "Real-time CPU time per period in microseconds.", {
      nerdctl: since("2.0", same),
      crictl: cgroups("real-time scheduling in CRI"),
      ctr: cgroups("real-time scheduling flag"),
    }),
    flag("-c, --cpu-shares int64", "Relative weight among containers that want CPU.", {
      nerdctl: sameLong,
      crictl: inContainer(`${RESOURCES}.cpu_shares`, int),
      ctr: onRun(to("--cpu-shares", undefined, "no -c: that is --config")),
    }),
    flag("--cpus decimal", "How many CPUs the container may use.", {
      nerdctl: same,
      crictl: reshape(`container.json: ${RESOURCES}.cpu_quota and cpu_period`, (draft, use) => {
        draft.set("container", `${RESOURCES}.cpu_quota`, quota(use.value, draft, use));
        draft.set("container", `${RESOURCES}.cpu_period`, PERIOD);
      }),
      ctr: cpusOfCtr,
    }),
    flag("--cpuset-cpus string", "CPUs the container may run on: 0-3, 0,1.", {
      nerdctl: same,
      crictl: inContainer(`${RESOURCES}.cpuset_cpus`),
      ctr: onRun(since("2.0", to("--cpuset-cpus"))),
    }),
    flag("--cpuset-mems string", "Memory nodes the container may use.", {
      nerdctl: same,
      crictl: inContainer(`${RESOURCES}.cpuset_mems`),
      ctr: onRun(since("2.0", to("--cpuset-mems"))),
    }),
    ...["read-bps", "read-iops", "write-bps", "write-iops"].map((which) =>
      flag(`--device-${which} list`, `Limits how fast a device is ${which.startsWith("read") ? "read" : "written"}.`, {
        nerdctl: since("2.0", same),
        crictl: cgroups("block I/O limit in CRI"),
        ctr: cgroups("limit per device"),
      }),
    ),
    flag("--io-maxbandwidth bytes", "Limits I/O bandwidth of the system drive (Windows).", windowsOnly),
    flag("--io-maxiops uint64", "Limits I/O operations of the system drive (Windows).", windowsOnly),
    flag("--kernel-memory bytes", "Kernel memory limit (gone from Linux).", {
      nerdctl: same,
      crictl: cgroups("kernel memory limit"),
      ctr: cgroups("kernel memory limit"),
    }),
    flag("-m, --memory bytes", "Memory limit.", {
      nerdctl: same,
      crictl: inContainer(`${RESOURCES}.memory_limit_in_bytes`, bytes),
      ctr: to("--memory-limit", bytes, "in bytes"),
    }),
    flag("--memory-reservation bytes", "Soft memory limit.", {
      nerdctl: same,
      crictl: cgroups("soft memory limit in CRI"),
      ctr: cgroups("soft memory limit"),
    }),
    flag(
      "--memory-swap bytes",
      "Limit of memory and swap together; -1 for unlimited swap.",
      {
        nerdctl: same,
        crictl: inContainer(`${RESOURCES}.memory_swap_limit_in_bytes`, bytes),
        ctr: cgroups("swap limit"),
      },
      { unlimited: true },
    ),
    flag("--memory-swappiness int64", "How readily the container's memory is swapped, 0 to 100.", {
      nerdctl: same,
      crictl: cgroups("swappiness in CRI"),
      ctr: cgroups("swappiness"),
    }),
    flag("--oom-kill-disable", "Keeps the kernel from killing the container when memory runs out.", {
      nerdctl: same,
      crictl: cgroups("switch for the OOM killer in CRI"),
      ctr: cgroups("switch for the OOM killer"),
    }),
    flag("--oom-score-adj int", "How early the container is killed when memory runs out, -1000 to 1000.", {
      nerdctl: same,
      crictl: inContainer(`${RESOURCES}.oom_score_adj`, int),
      ctr: cgroups("flag for the OOM score"),
    }),
    flag("--pids-limit int64", "How many processes the container may have; -1 for no limit.", {
      nerdctl: same,
      crictl: reshape(`container.json: ${RESOURCES}.unified, pids.max`, (draft, use) => {
        const value = readInt(use.value);
        draft.set("container", `${RESOURCES}.unified`, { "pids.max": value <= 0 ? "max" : String(value) });
        draft.change(use, "works with cgroup v2 only");
      }),
      ctr: cgroups("limit of processes"),
    }),
    flag("--shm-size bytes", "Size of /dev/shm.", {
      nerdctl: same,
      crictl: lost("CRI has no size of /dev/shm"),
      ctr: reshape("--mount of a tmpfs on /dev/shm", (draft, use) => {
        const options = `nosuid:noexec:nodev:mode=1777:size=${use.value}`;
        draft.put(use, ["--mount", `type=tmpfs,src=shm,dst=/dev/shm,options=${options}`]);
      }),
    }),
    flag("--ulimit ulimit", "A limit of the process: nofile=1024:2048.", {
      nerdctl: same,
      crictl: lost("CRI has no ulimits", "set them in containerd's configuration"),
      ctr: onRun(
        since(
          "2.4",
          reshape("--rlimit-nofile, for nofile", (draft, use) => {
            const [name, limits = ""] = use.value.split("=");
            if (name !== "nofile") return draft.lose(use, "ctr limits the number of open files only");
            const [soft = "", hard = soft] = limits.split(":");
            draft.put(use, ["--rlimit-nofile", hard]);
            if (soft !== hard) draft.change(use, "one number for the soft and the hard limit");
          }),
        ),
      ),
    }),
    flag("--cgroup-parent string", "Cgroup that the container's own is made under.", {
      nerdctl: same,
      crictl: reshape("pod.json: linux.cgroup_parent", (draft, use) => {
        draft.set("pod", "linux.cgroup_parent", use.value);
      }),
      ctr: onRun(
        reshape("--cgroup, the container's own path", (draft, use) => {
          const name = nameOf(draft.command);
          draft.put(use, ["--cgroup", `${use.value.replace(/\/$/, "")}/${name}`]);
        }),
      ),
    }),
    flag("--cgroupns string", "Cgroup namespace: host or private.", {
      nerdctl: same,
      crictl: reshape("private is CRI's own", (draft, use) => {
        if (use.value !== "private") draft.lose(use, "CRI has no choice of the cgroup namespace");
      }),
      ctr: reshape("--with-ns for host", (draft, use) => {
        if (use.value === "host") draft.put(use, ["--with-ns", "cgroup:/proc/1/ns/cgroup"]);
      }),
    }),
    flag("--storage-opt list", "Option of the storage driver: size=10G.", {
      nerdctl: lost("nerdctl has no storage options"),
      crictl: cgroups("storage option in CRI"),
      ctr: lost("ctr has no storage options", "--snapshotter-label passes labels to the snapshotter"),
    }),
    flag("--isolation string", "Isolation technology (Windows).", {
      nerdctl: same,
      crictl: reshape("default means nothing on Linux", (draft, use) => {
        if (use.value !== "default") draft.lose(use, "only Windows containers have it");
      }),
      ctr: reshape("default means nothing on Linux", (draft, use) => {
        if (use.value !== "default") draft.lose(use, "only Windows containers have it");
      }),
    }),
    flag("--no-healthcheck", "Turns off the image's health check.", {
      nerdctl: since("2.3", same, implied("nerdctl runs no health checks before 2.3")),
      crictl: implied("CRI runs no health checks"),
      ctr: implied("ctr runs no health checks"),
    }),
  ];
}
