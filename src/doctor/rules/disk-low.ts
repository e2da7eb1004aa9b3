import type { DiskFact } from "../facts.ts";
import type { Found, Rule } from "../rule.ts";

/** The kubelet's own thresholds: image garbage collection from 85 % used, eviction under 10 % free (nodefs), 5 % of inodes (kubernetes.io, node-pressure-eviction). */
const LOW = 0.15;
const EVICTION = 0.1;
const LOW_INODES = 0.1;
const NO_INODES = 0.05;

const size = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
const percent = (share: number): string => `${Math.floor(share * 100)} %`;

/** One file system is one finding: its folders share the room. */
const sameRoom = (one: DiskFact, other: DiskFact): boolean =>
  one.totalBytes === other.totalBytes && one.freeBytes === other.freeBytes && one.totalInodes === other.totalInodes;

const check = (disk: DiskFact, others: readonly DiskFact[], kubernetes: boolean): Found | null => {
  const bytes = disk.freeBytes / disk.totalBytes;
  const inodes = disk.totalInodes > 0 ? disk.freeInodes / disk.totalInodes : 1;
  const scarce = inodes < LOW_INODES && inodes < bytes;
  if (bytes >= LOW && inodes >= LOW_INODES) return null;
  const bad = bytes < EVICTION || inodes < NO_INODES;
  const folders = [disk, ...others].map(({ path }) => path).join(", ");
  const left = scarce
    ? `${percent(inodes)} of the inodes`
    : `${size(disk.freeBytes)} of ${size(disk.totalBytes)} (${percent(bytes)})`;
  return {
    id: bad ? "disk-full" : "disk-low",
    severity: bad ? "error" : "warning",
    title: `${left} left for ${folders}`,
    because: [
      kubernetes
        ? bad
          ? "The kubelet is, or is about to be, evicting pods here and removing images that nothing uses, imported ones too."
          : "From 85 % used on the kubelet removes images that no container uses, imported ones too: they do not come back by themselves."
        : "Pulls and writes fail when it is full.",
    ],
    evidence: [{ text: `${left} free`, source: disk.path }],
    see: ["ctool system df", `du -xsh ${disk.path}/* | sort -h | tail`],
    fix: [
      { text: "see what nothing uses, before anything goes", argv: ["ctool", "image", "prune", "-a", "--dry-run"] },
      { text: "look at logs and at other users of the disk", argv: null },
    ],
    after: "The kubelet takes the pressure off the node some minutes later.",
    notThis: [
      "Deleting below containerd's root by hand: its database then names what is not there, and no image works any more.",
      "nerdctl system prune -a -n k8s.io: it takes the pause image too.",
    ],
    about: [],
  };
};

export const diskLow: Rule = {
  id: "disk-low",
  area: "node",
  title: "The disk that engines use is nearly full",
  worst: "error",
  check: ({ disks, node, binaries }) => {
    const kubernetes = node.kubernetes !== null || binaries.some(({ name }) => name === "kubelet");
    const rooms: DiskFact[][] = [];
    // State lives in memory (/run), and is small by nature.
    for (const disk of disks.filter(({ of }) => !of.startsWith("state of"))) {
      const room = rooms.find(([first]) => first !== undefined && sameRoom(first, disk));
      if (room) room.push(disk);
      else rooms.push([disk]);
    }
    return rooms.flatMap(([first, ...others]) => (first ? (check(first, others, kubernetes) ?? []) : []));
  },
  page: {
    symptom: "`no space left on device`; pods in Evicted; images that were imported by hand are gone.",
    cause:
      "The kubelet removes unused images from 85 % of the disk on, and evicts pods under 10 % free. Inodes count as well.",
    check: "`df -h /var/lib/containerd`, `df -i /var/lib/containerd`, `kubectl describe node | grep Pressure`.",
    fix: "Make room (`ctool image prune -a --dry-run` shows what nothing uses), and pin images that must stay: `ctr -n k8s.io images label REF io.cri-containerd.pinned=pinned`.",
  },
};
