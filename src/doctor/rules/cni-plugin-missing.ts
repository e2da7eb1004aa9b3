import { criInfoOf } from "../cri-info.ts";
import type { DoctorFacts, FileFact } from "../facts.ts";
import { filesOf, sudo } from "../look.ts";
import { jsonFileOf, textAt, valueAt } from "../parse.ts";
import type { Rule } from "../rule.ts";

/** Programs that a configuration starts: each plugin's type, and its address manager. */
const programsOf = (file: FileFact): string[] => {
  const { value } = jsonFileOf(file);
  const plugins = valueAt(value, "plugins");
  const all: unknown[] = Array.isArray(plugins) ? plugins : [value];
  return all.flatMap((one) => [textAt(one, "type"), textAt(one, "ipam", "type")]).filter((type) => type !== null);
};

/** The configuration that CRI uses: the first by name. */
const inUse = (facts: DoctorFacts, engine: string, confDir: string): FileFact | undefined =>
  filesOf(facts, "cni", engine)
    .filter(({ path }) => path.startsWith(`${confDir}/`))
    .sort((one, other) => one.path.localeCompare(other.path))[0];

export const cniPluginMissing: Rule = {
  id: "cni-plugin-missing",
  area: "network",
  title: "A CNI plugin that the pods' network needs is missing",
  worst: "error",
  check: (facts) =>
    facts.cni
      .filter(({ of }) => of !== "nerdctl")
      .flatMap(({ of, confDir, binDir, plugins, source }) => {
        const engine = facts.node.engines.find(({ id }) => id === of);
        const file = inUse(facts, of, confDir);
        if (!engine || !file || engine.liveness !== "alive") return [];
        // containerd 2 looks into several folders; only one of them was listed.
        if ((criInfoOf(facts, engine)?.binDirs.length ?? 1) > 1 || (plugins === null && facts.user.uid !== 0))
          return [];
        const missing = [...new Set(programsOf(file))].filter((name) => !(plugins ?? []).includes(name));
        if (missing.length === 0) return [];
        return {
          severity: "error" as const,
          title: `${plugins === null ? `the folder of CNI plugins is not there: ${binDir}` : `CNI plugins are missing in ${binDir}: ${missing.join(", ")}`}`,
          because: [`${file.path} names them, and every new pod of ${of} starts them.`],
          evidence: [
            { text: `needs ${missing.join(", ")}`, source: file.path },
            ...(source ? [{ text: `bin_dir = ${binDir}`, source: source.path, line: source.line }] : []),
            { text: plugins === null ? "no such folder" : `holds ${plugins.slice(0, 8).join(", ")}`, source: binDir },
          ],
          fix: [
            {
              text: "install them (Debian and Ubuntu put them into /usr/lib/cni: bin_dir has to say so)",
              argv: [...sudo(facts), "apt-get", "install", "containernetworking-plugins"],
            },
            { text: `or from https://github.com/containernetworking/plugins/releases into ${binDir}`, argv: null },
          ],
          after: "New pods get a network at their next try.",
          notThis: ["Restarting containerd: it starts the plugins anew for every pod, there is nothing to read again."],
          about: ["crictl" as const],
        };
      }),
  page: {
    symptom:
      '`failed to find plugin "bridge" in path [/opt/cni/bin]` in the events of a pod that stays in ContainerCreating.',
    cause:
      "The network configuration names programs that are not in CRI's `bin_dir`: never installed, removed with a package, or in another folder.",
    check: "`crictl info` (PluginDirs, Networks), then `ls` that folder.",
    fix: "Install the CNI plugins there, or set `bin_dir` to where they are and restart containerd.",
  },
};
