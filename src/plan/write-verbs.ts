import type { Tool } from "../model/index.ts";

/** What the operands of a write name, and so what has to be found before it runs. */
export type Subject =
  /** Every operand is a container. */
  | "containers"
  /** The first operand is a container, the others are something else. */
  | "container"
  /** `CONTAINER:PATH` on one side. */
  | "copy"
  /** Every operand is an image that is there. */
  | "images"
  /** The first operand is an image that is there. */
  | "image"
  /** Nothing that is there yet: the chosen target decides. */
  | "none";

/** How a verb's input and output are connected; see `streamsOf` in steps.ts. */
export type Manner =
  /** Its output is the answer: an id, a list of what went. */
  | "answer"
  /** The same, but what it prints while it works is progress: pulls, pushes. */
  | "progress"
  /** A person (or a pipe) talks to it: streams are passed through, the exit code is the program's. */
  | "session"
  /** Writes an archive to stdout unless a file is named. */
  | "archive-out"
  /** Reads an archive from stdin unless a file is named. */
  | "archive-in";

/** How ctool carries out one docker verb: data, read by `planWrite` and the guards. */
export interface WriteVerb {
  subject: Subject;
  manner: Manner;
  /** The tools to try, the best first, where the target decides. For a container its owner comes first. */
  tools: readonly Tool[];
  /** The same where CRI serves the namespace. */
  inCri?: readonly Tool[];
  /** Why a tool must not do this to what CRI made (it would go on behind the kubelet's back). */
  notOnPods?: Partial<Record<Tool, string>>;
  /** Why nerdctl cannot do this to containers that are not its own. */
  nerdctlOwnOnly?: string;
  /** nerdctl 2.3 and newer does this through containerd's transfer service, which came with containerd 1.7. */
  transfer?: true;
  /** What docker prints when it is done: the names as typed, the full reference, what was loaded, nothing, or what the tool says. */
  prints: "names" | "reference" | "loaded" | "nothing" | "output";
  /** A pod's container must not be treated so without saying that the kubelet makes it anew. */
  guardsPods?: true;
}

const BEHIND = "goes behind CRI's back: crictl and the kubelet would still call it exited";
const ONLY_CRI_REMOVES = "would leave CRI with a container that is gone";
const ONLY_OWN_ATTACH = "attaches to containers that nerdctl made only";

const lifecycle = {
  subject: "containers",
  manner: "answer",
  tools: ["nerdctl", "ctr", "crictl"],
  prints: "names",
} as const;

/** Every docker verb that changes something and that ctool carries out, by canonical path. */
export const writeVerbs: Readonly<Record<string, WriteVerb>> = {
  "container run": { subject: "none", manner: "session", tools: ["nerdctl", "ctr", "crictl"], prints: "output" },
  "container create": { subject: "none", manner: "answer", tools: ["nerdctl", "ctr", "crictl"], prints: "output" },
  "container start": {
    ...lifecycle,
    notOnPods: { nerdctl: BEHIND, ctr: BEHIND },
  },
  "container stop": { ...lifecycle, guardsPods: true },
  "container restart": { ...lifecycle, notOnPods: { nerdctl: BEHIND, ctr: BEHIND }, guardsPods: true },
  "container kill": { ...lifecycle, guardsPods: true },
  "container pause": lifecycle,
  "container unpause": lifecycle,
  "container rm": {
    ...lifecycle,
    notOnPods: { nerdctl: ONLY_CRI_REMOVES, ctr: ONLY_CRI_REMOVES },
    guardsPods: true,
  },
  "container rename": {
    ...lifecycle,
    subject: "container",
    prints: "nothing",
    nerdctlOwnOnly: "nerdctl renames containers that it made only",
  },
  "container update": lifecycle,
  "container wait": { ...lifecycle, prints: "output" },
  "container attach": {
    subject: "container",
    manner: "session",
    tools: ["nerdctl", "crictl", "ctr"],
    notOnPods: { nerdctl: ONLY_OWN_ATTACH, ctr: "takes the streams away from CRI" },
    nerdctlOwnOnly: ONLY_OWN_ATTACH,
    prints: "output",
  },
  "container exec": { subject: "container", manner: "session", tools: ["nerdctl", "crictl", "ctr"], prints: "output" },
  "container cp": { subject: "copy", manner: "answer", tools: ["nerdctl", "crictl", "ctr"], prints: "nothing" },
  "container export": { subject: "container", manner: "archive-out", tools: ["nerdctl"], prints: "nothing" },
  "container commit": { subject: "container", manner: "answer", tools: ["nerdctl"], prints: "output" },
  "image pull": {
    subject: "none",
    manner: "progress",
    tools: ["nerdctl", "ctr", "crictl"],
    // It honours the registry mirrors of CRI's configuration.
    inCri: ["crictl", "nerdctl", "ctr"],
    prints: "reference",
  },
  "image push": { subject: "image", manner: "progress", tools: ["nerdctl", "ctr"], prints: "nothing" },
  "image tag": { subject: "image", manner: "answer", tools: ["nerdctl", "ctr"], transfer: true, prints: "nothing" },
  "image rm": {
    subject: "images",
    manner: "answer",
    tools: ["nerdctl", "ctr", "crictl"],
    // CRI keeps names of its own (`sha256:…`) that nerdctl and ctr leave behind.
    inCri: ["crictl", "nerdctl", "ctr"],
    prints: "output",
  },
  "image save": {
    subject: "images",
    manner: "archive-out",
    // nerdctl 2.3's archives now and then lack their end.
    tools: ["ctr", "nerdctl"],
    transfer: true,
    prints: "nothing",
  },
  "image load": { subject: "none", manner: "archive-in", tools: ["nerdctl", "ctr"], transfer: true, prints: "loaded" },
  "image import": { subject: "none", manner: "archive-in", tools: ["nerdctl"], transfer: true, prints: "output" },
  "image build": { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "output" },
  "network create": { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "output" },
  "network rm": { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "output" },
  "network connect": { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "nothing" },
  "network disconnect": { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "nothing" },
  "volume create": { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "output" },
  "volume rm": { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "output" },
  login: { subject: "none", manner: "session", tools: ["nerdctl"], prints: "output" },
  logout: { subject: "none", manner: "answer", tools: ["nerdctl"], prints: "output" },
};
