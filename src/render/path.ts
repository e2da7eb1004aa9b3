import { cleanLine } from "../model/index.ts";
import type { ContainerPath, Hop, HopFacts, HopName } from "../path/index.ts";
import { quote } from "../translate/words.ts";
import { type Glyphs, glyphsFor } from "./glyphs.ts";
import { wrap } from "./measure.ts";
import { makePaint, type Style } from "./paint.ts";
import type { Rendered, TextOptions } from "./text-options.ts";
import { humanSize } from "./units.ts";

/** Width of the names of hops. */
const NAMES = 11;
/** Below this, what belongs to a hop stands under its name. */
const NARROW = 60;
const SHORT_ID = 12;

const shortId = (id: string): string => (/^[0-9a-f]{64}$/.test(id) ? id.slice(0, SHORT_ID) : id);
const shortDigest = (digest: string): string => digest.replace(/^(sha256:[0-9a-f]{12})[0-9a-f]+$/, "$1");
const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

type Words = (string | null)[];

const usage = ({ memory, memoryLimit, cpuSeconds, cpuPercent }: HopFacts["cgroup"]): Words => [
  memory === null ? null : `memory ${humanSize(memory)}${memoryLimit === null ? "" : ` of ${humanSize(memoryLimit)}`}`,
  cpuPercent === null ? null : `CPU ${cpuPercent.toFixed(1)} %`,
  cpuSeconds === null ? null : `${cpuSeconds.toFixed(2)} s of CPU time in all`,
];

/** What is said of each hop: the telling things, one after the other. */
const sayers: { [N in HopName]: (facts: HopFacts[N]) => Words } = {
  pod: ({ name, namespace, uid }) => [`${namespace}/${name}`, uid && `uid ${uid}`],
  sandbox: ({ id, image, state, addresses, hostNetwork, pid }) => [
    shortId(id),
    state === "notready" ? "not ready" : state,
    hostNetwork ? "the node's own network" : addresses.join(", ") || null,
    image,
    pid === null ? null : `pid ${pid} holds the pod's namespaces`,
  ],
  container: ({ id, name, image, imageDigest, attempt, state, exitCode, madeBy }) => [
    shortId(id),
    name,
    state === "exited" && exitCode !== null ? `exited (${exitCode})` : state,
    attempt ? `attempt ${attempt}` : null,
    image,
    imageDigest && shortDigest(imageDigest),
    `made by ${madeBy === "cri" ? "CRI" : madeBy}`,
  ],
  task: ({ pid, status, processes, namespace }) => [
    pid === null ? null : `pid ${pid}`,
    status,
    processes === null ? null : `${processes} ${processes === 1 ? "process" : "processes"}`,
    `containerd namespace ${namespace}`,
  ],
  shim: ({ pid, program, id, address }) => [
    pid === null ? null : `pid ${pid}`,
    program,
    id && `id ${shortId(id)}`,
    address && `of ${address}`,
  ],
  runc: ({ status, program, root }) => [status, program, `root ${root}`],
  cgroup: (facts) => [facts.path, ...usage(facts), `cgroup ${facts.version}`],
  log: ({ path, driver, bytes }) => [path, bytes === null ? null : humanSize(bytes), `driver ${driver}`],
  rootfs: ({ snapshotter, layers, writable, key }) => [
    snapshotter,
    layers === null
      ? null
      : `${plural(layers, "layer")} and a writable one${writable === null ? "" : ` of ${humanSize(writable)}`}`,
    key && `snapshot ${shortId(key)}`,
  ],
  mounts: ({ list }) =>
    list.length === 0
      ? ["none but the kernel's"]
      : list.map(({ destination, readOnly }) => `${destination}${readOnly ? " (ro)" : ""}`),
};

/** A hop in words, without its commands. */
const wordsOf = (hop: Hop): string[] => {
  if (hop.facts === null) return [hop.why ?? ""];
  const say = sayers[hop.hop] as (facts: unknown) => Words;
  return say(hop.facts).flatMap((word) => (word === null || word === "" ? [] : [cleanLine(word)]));
};

const styles: Readonly<Record<Hop["state"], Style>> = { seen: "plain", absent: "dim", unseen: "warn" };
const marks: Readonly<Record<Hop["state"], string>> = { seen: "", absent: "none: ", unseen: "not seen: " };

/** Full ids, as they stand in paths: the commands below have them whole. */
const FULL_ID = /\b([0-9a-f]{12})[0-9a-f]{52}\b/g;

const hopLines = (hop: Hop, { width, colour }: TextOptions, { dot, ellipsis }: Glyphs): string[] => {
  const paint = makePaint(colour);
  const narrow = width < NARROW;
  const indent = narrow ? "  " : " ".repeat(NAMES);
  const words = wordsOf(hop).map((word) => word.replace(FULL_ID, `$1${ellipsis}`));
  // What belongs together stays on one line where it can.
  const lines: string[] = [];
  const room = Math.max(20, width - indent.length);
  for (const word of hop.state === "seen" ? words : [`${marks[hop.state]}${words.join(" ").replace(/^none: /, "")}`]) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${dot} ${word}`;
    if (last !== undefined && joined.length <= room) lines[lines.length - 1] = joined;
    else lines.push(...wrap(word, room));
  }
  const named = paint("bold", hop.hop);
  const shown = lines.map((line) => paint(styles[hop.state], line));
  const commands = hop.commands.map(({ argv, needs }) =>
    paint("dim", `${indent}$ ${quote(argv)}${needs ? `   # needs ${needs}` : ""}`),
  );
  const [first = "", ...rest] = shown;
  const head = narrow ? [named, `${indent}${first}`] : [`${named}${" ".repeat(NAMES - hop.hop.length)}${first}`];
  return [...head, ...rest.map((line) => `${indent}${line}`), ...commands];
};

/**
 * The way from a pod to its files: on a terminal a few lines for each hop, and below them the command that shows it (never cut:
 * it is there to be pasted); for a pipe one line for each, with tabs: hop, state, what is known, command.
 * @param again the line to type as root, when something could not be looked at; null when all could
 */
export const renderPath = (path: ContainerPath, options: TextOptions & { again: string | null }): Rendered => {
  const { tty, ascii, colour, again, width } = options;
  const glyphs = glyphsFor(ascii);
  const hint =
    again === null
      ? ""
      : `${wrap(`some of it is not this user's to look at; all of it: ${again}`, Math.max(20, width)).join("\n")}\n`;
  if (!tty) {
    const rows = path.hops.map((hop) =>
      [hop.hop, hop.state, wordsOf(hop).join(", "), hop.commands.map(({ argv }) => quote(argv)).at(0) ?? ""].join("\t"),
    );
    return { stdout: `${["HOP\tSTATE\tWHAT\tCOMMAND", ...rows].join("\n")}\n`, stderr: hint };
  }
  const { id, name, at, namespace } = path.container;
  const title = `${name ?? shortId(id)} ${glyphs.dot} ${at}${namespace ? ` ${glyphs.dot} namespace ${namespace}` : ""}`;
  const lines = [...wrap(cleanLine(title), Math.max(20, width)).map((line) => makePaint(colour)("title", line)), ""];
  for (const hop of path.hops) lines.push(...hopLines(hop, options, glyphs));
  return { stdout: `${lines.join("\n")}\n${hint === "" ? "" : `\n${hint}`}`, stderr: "" };
};
