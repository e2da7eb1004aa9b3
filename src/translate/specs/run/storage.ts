import type { Draft } from "../../draft.ts";
import { flag, lost, reshape, same } from "../../rules.ts";
import type { FlagSpec, FlagUse, Rule } from "../../spec.ts";
import { type Mount, mountInCri, mountInCtr, readMount, readTmpfs, readVolume } from "./mounts.ts";

type Read = (value: string) => Mount;
const inCri = (text: string, read: Read): Rule =>
  reshape(text, (draft: Draft, use: FlagUse) => mountInCri(read(use.value), draft, use));
const inCtr = (text: string, read: Read): Rule =>
  reshape(text, (draft: Draft, use: FlagUse) => mountInCtr(read(use.value), draft, use));
const BIND = "--mount type=bind,src=…,dst=…,options=rbind:…";

const nerdctlMount = reshape("same: bind, tmpfs and volume", (draft, use) => {
  const mount = readMount(use.value);
  if (mount.kind === "other") draft.lose(use, `nerdctl has no mounts of type ${mount.type}`);
  else draft.keep(use);
});

/** A device, as docker names it: `/dev/null:/dev/foo:r`, or a CDI device `vendor.com/class=name`. */
function readDevice(value: string): { path: string; target: string; permissions: string } | { cdi: string } {
  if (/^[^/]+\/[^=/]+=/.test(value)) return { cdi: value };
  const [path = "", second, third] = value.split(":");
  const onlyRights = second !== undefined && third === undefined && /^[rwm]+$/.test(second);
  const target = second === undefined || onlyRights ? path : second;
  return { path, target, permissions: third ?? (onlyRights ? second : "rwm") };
}

const criDevice = reshape("container.json: devices", (draft, use) => {
  const device = readDevice(use.value);
  if ("cdi" in device) draft.add("container", "CDI_devices", { name: device.cdi });
  else {
    const { path, target, permissions } = device;
    draft.add("container", "devices", { host_path: path, container_path: target, permissions });
  }
});

const ctrDevice = reshape("--device PATH", (draft, use) => {
  const device = readDevice(use.value);
  if ("cdi" in device) return draft.lose(use, "ctr knows no CDI devices by name");
  const { path, target, permissions } = device;
  if (path === target && permissions === "rwm") draft.put(use, ["--device", path]);
  else draft.lose(use, "ctr --device neither moves a device nor limits its rights", `--device ${path}, whole`);
});

/** `--gpus all`, `2`, `"device=0,1"`, `count=1`. */
function readGpus(value: string): { all: true } | { indexes: string[] } | { names: string[] } {
  const text = value.replace(/^"|"$/g, "");
  const count = /^(?:count=)?(\d+)$/.exec(text)?.[1];
  if (count !== undefined) return { indexes: Array.from({ length: Number(count) }, (_, i) => String(i)) };
  const devices = /(?:^|,)"?device=([^"]*)/.exec(text)?.[1];
  if (devices === undefined) return { all: true };
  const names = devices.split(",").filter((name) => !name.includes("="));
  return names.every((name) => /^\d+$/.test(name)) ? { indexes: names } : { names };
}

const criGpus = reshape("container.json: CDI_devices", (draft, use) => {
  const gpus = readGpus(use.value);
  const names = "all" in gpus ? ["all"] : "indexes" in gpus ? gpus.indexes : gpus.names;
  draft.add("container", "CDI_devices", ...names.map((name) => ({ name: `nvidia.com/gpu=${name}` })));
  draft.change(use, "as CDI devices: needs CDI in containerd and NVIDIA's specification on the node");
});

const ctrGpus = reshape("--gpus INDEX, once per GPU", (draft, use) => {
  const gpus = readGpus(use.value);
  if (!("indexes" in gpus)) draft.lose(use, "ctr takes GPUs by index", "--gpus 0, once per GPU");
  else for (const index of gpus.indexes) draft.put(use, ["--gpus", index]);
});

/** Volumes, mounts and devices. */
export function storageFlags(): FlagSpec[] {
  return [
    flag("-v, --volume list", "Mounts a folder of the host or a volume: SOURCE:TARGET[:OPTIONS].", {
      nerdctl: same,
      crictl: inCri("container.json: mounts", readVolume),
      ctr: inCtr(BIND, readVolume),
    }),
    flag("--mount mount", "Mounts a folder, a volume or a tmpfs: type=…,source=…,target=….", {
      nerdctl: nerdctlMount,
      crictl: inCri("container.json: mounts", readMount),
      ctr: inCtr(BIND, readMount),
    }),
    flag("--tmpfs list", "Mounts a tmpfs: TARGET[:OPTIONS].", {
      nerdctl: same,
      crictl: inCri("lost: CRI has no tmpfs mounts", readTmpfs),
      ctr: inCtr("--mount type=tmpfs,src=tmpfs,dst=…,options=…", readTmpfs),
    }),
    flag("--volume-driver string", "Driver of the volumes that are made for the container.", {
      nerdctl: lost("nerdctl has local volumes only"),
      crictl: lost("CRI has no volumes"),
      ctr: lost("ctr has no volumes"),
    }),
    flag("--volumes-from list", "Mounts what another container has mounted.", {
      nerdctl: same,
      crictl: lost("CRI has no volumes", "repeat the mounts of that container"),
      ctr: lost("ctr has no volumes", "repeat the mounts of that container"),
    }),
    flag("--device list", "Gives the container a device of the host: PATH[:TARGET[:RIGHTS]].", {
      nerdctl: same,
      crictl: criDevice,
      ctr: ctrDevice,
    }),
    flag("--device-cgroup-rule list", "A rule of the device cgroup: c 1:3 mr.", {
      nerdctl: lost("nerdctl has no --device-cgroup-rule", "--device gives one device"),
      crictl: lost("CRI has no device cgroup rules", "devices gives one device"),
      ctr: lost("ctr has no device cgroup rules", "--device gives one device"),
    }),
    flag("--gpus gpu-request", "Gives the container GPUs: all, a number, device=0,1.", {
      nerdctl: same,
      crictl: criGpus,
      ctr: ctrGpus,
    }),
  ];
}
