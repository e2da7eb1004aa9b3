import { maskArgv } from "../model/mask.ts";
import { maskJson, maskLabel, maskText } from "../model/mask-data.ts";
import type { RecordedPath, RecordedRun, Recording } from "./recording.ts";

/** Programs whose command lines doctor reads. */
const known = /^(?:containerd.*|dockerd|crio|cri-dockerd|kubelet|kubelite|k3s|rke2|k0s|buildkitd|rootlesskit|snapd)$/;

/** A process that has nothing to do with engines keeps its name alone. */
const maskCmdline = (cmdline: string): string => {
  const ends = /\0*$/.exec(cmdline)?.[0] ?? "";
  const argv = cmdline.slice(0, cmdline.length - ends.length).split("\0");
  const [first = ""] = argv;
  const [title = ""] = first.split(" ");
  const program = title.slice(title.lastIndexOf("/") + 1);
  return (known.test(program) ? maskArgv(argv).join("\0") : title) + ends;
};

/** JSON, or JSON lines, masked as such; null when it is neither. */
const maskJsonText = (text: string): string | null => {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed)) return null;
  try {
    return JSON.stringify(maskJson(JSON.parse(trimmed)), null, trimmed.includes("\n") ? 2 : 0);
  } catch {
    const lines = trimmed.split("\n");
    try {
      return `${lines.map((line) => (line.startsWith("{") ? JSON.stringify(maskJson(JSON.parse(line))) : maskText(line))).join("\n")}\n`;
    } catch {
      return null;
    }
  }
};

/** Variables of a service: all but what says where things are. */
const OPEN_VARIABLE =
  /^(?:PATH|K3S_URL|KUBELET_\w+|CONTAINERD?_\w+|IMAGE_SERVICE_ENDPOINT|DOCKER_HOST|\w+_OPTS|\w*(?:http|https|no)_proxy)$/i;

const maskVariables = (text: string): string =>
  text
    .split("\n")
    .map((line) => {
      const [, lead = "", name = ""] = /^(\s*(?:export\s+|Environment=["']?)?)(\w+)=/.exec(line) ?? [];
      // Of a unit's own settings, only Environment= holds variables.
      const isVariable = name !== "" && (lead.trim() !== "" || name === name.toUpperCase());
      return isVariable && !OPEN_VARIABLE.test(name) ? `${lead}${name}=***` : maskText(line);
    })
    .join("\n");

const maskFile = (path: string, text: string): string => {
  if (/^\/proc\/\d+\/cmdline$/.test(path)) return maskCmdline(text);
  if (path.startsWith("/proc/") && !path.includes("/root/")) return text;
  if (
    /\.(?:env|service|socket|conf)$/.test(path) ||
    path.startsWith("/etc/default/") ||
    path.startsWith("/etc/sysconfig/")
  )
    return maskVariables(text);
  return maskJsonText(text) ?? maskText(text);
};

const maskPath = (path: string, found: RecordedPath): RecordedPath =>
  typeof found.read === "string" ? { ...found, read: maskFile(path, found.read) } : found;

/** ctr prints labels in its tables: `key=value,key=value`. */
const maskTable = (text: string): string =>
  text.replace(
    /(^|[\s,])([A-Za-z][\w.-]*(?:\/[\w./-]+)?)=([^\s,]+)/g,
    (_, before: string, name: string, value: string) => `${before}${name}=${maskLabel(name, value)}`,
  );

const maskRun = (run: RecordedRun): RecordedRun => {
  const said = maskJsonText(run.stdout) ?? maskText(run.stdout);
  return {
    ...run,
    argv: maskArgv(run.argv),
    stdout: run.argv[0] === "ctr" ? maskTable(said) : said,
    stderr: maskText(run.stderr),
  };
};

/**
 * A recording that may be attached to a ticket: values of environments and labels, passwords, tokens and registry logins are
 * replaced; command lines of processes that have nothing to do with engines keep their first word. Sockets, files, lines and ids
 * stay, so that doctor finds the same in it.
 */
export const maskRecording = ({ header, runs, ...rest }: Recording): Recording => ({
  ...rest,
  header: {
    ...header,
    facts: {
      ...header.facts,
      env: Object.fromEntries(Object.entries(header.facts.env).map(([name, value]) => [name, maskText(value)])),
      paths: Object.fromEntries(
        Object.entries(header.facts.paths).map(([path, found]) => [path, maskPath(path, found)]),
      ),
    },
  },
  runs: runs.map(maskRun),
});
