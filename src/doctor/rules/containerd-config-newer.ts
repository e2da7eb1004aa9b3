import type { EngineFacts } from "../../model/index.ts";
import { criEnginesOf, criInfoOf } from "../cri-info.ts";
import { ctrVersionsOf, minorOf } from "../ctr-lists.ts";
import type { DoctorFacts, FileFact } from "../facts.ts";
import { filesOf, probeOf } from "../look.ts";
import { lineIn, textAt, textsAt, tomlOf, valueAt } from "../parse.ts";
import type { Found, Rule } from "../rule.ts";
import { serviceFix } from "../service-fix.ts";

const OLD = "io.containerd.grpc.v1.cri";
const RUNTIME = "io.containerd.cri.v1.runtime";
const IMAGES = "io.containerd.cri.v1.images";

/** What the file sets for CRI and what CRI says instead: proof that the tables are not read. */
const unheeded = (
  facts: DoctorFacts,
  engine: EngineFacts,
  file: FileFact,
): { key: string; set: string; is: string }[] => {
  const info = criInfoOf(facts, engine);
  const plugins = valueAt(tomlOf(file).value, "plugins");
  if (info === null) return [];
  const binDirs = textsAt(plugins, RUNTIME, "cni", "bin_dirs");
  const pairs: [string, string | null, string | null][] = [
    ["sandbox", textAt(plugins, IMAGES, "pinned_images", "sandbox"), info.sandboxImage],
    ["conf_dir", textAt(plugins, RUNTIME, "cni", "conf_dir"), info.confDir],
    ["bin_dir", textAt(plugins, RUNTIME, "cni", "bin_dir") ?? binDirs[0] ?? null, info.binDirs[0] ?? null],
    ["default_runtime_name", textAt(plugins, RUNTIME, "containerd", "default_runtime_name"), info.defaultRuntime],
  ];
  return pairs.flatMap(([key, set, is]) => (set !== null && is !== null && set !== is ? [{ key, set, is }] : []));
};

const check = (facts: DoctorFacts, engine: EngineFacts, file: FileFact, server: string): Found | null => {
  const plugins = valueAt(tomlOf(file).value, "plugins");
  const names = [RUNTIME, IMAGES].filter((name) => Object.keys(Object(valueAt(plugins, name))).length > 0);
  if (names.length === 0) return null;
  const version = lineIn(file, /^\s*version\s*=/);
  const table = lineIn(file, /^\s*\[\s*plugins\s*\.\s*["']io\.containerd\.cri\.v1\./);
  const differing = unheeded(facts, engine, file);
  const source = probeOf(facts, "crictl", "info", engine.id)?.argv.join(" ") ?? "crictl info";
  return {
    severity: differing.length > 0 ? "error" : "warning",
    title: `containerd ${server} does not read what ${file.path} sets for CRI: the tables are containerd 2's`,
    because: [
      `containerd 1.x knows one CRI plugin, ${OLD}. It takes a file of version 3 without a word and passes over ${names.join(" and ")}: CRI runs with defaults.`,
    ],
    evidence: [
      ...[version, table].flatMap((at) => (at ? [{ text: at.text, source: file.path, line: at.line }] : [])),
      ...differing.map(({ key, set, is }) => ({ text: `${key} is ${is}, not ${set}`, source })),
    ],
    see: [`containerd --config ${file.path} config dump`],
    fix: [
      {
        text: `write them for containerd 1.x: version = 2, tables below plugins."${OLD}" (pinned_images.sandbox becomes sandbox_image)`,
        argv: null,
      },
      serviceFix(facts, "restart", engine.flavor, `then restart ${engine.id}: running containers live on`),
    ],
    after: "crictl info shows what the file sets.",
    notThis: [
      "Changing the version's number alone: containerd 1.x reads the same names in either.",
      "Upgrading containerd for the file's sake alone: version 2 files work in containerd 2 as well.",
    ],
    about: ["crictl"],
  };
};

export const containerdConfigNewer: Rule = {
  id: "containerd-config-newer",
  area: "containerd",
  title: "containerd 1.x is given a configuration of containerd 2",
  worst: "error",
  explains: [
    "pause-image-missing",
    "pause-image-unpinned",
    "cni-config-missing",
    "cni-plugin-missing",
    "cri-not-ready",
    "default-runtime-missing",
    "cgroup-driver-mismatch",
    "hosts-unused",
  ],
  check: (facts) =>
    criEnginesOf(facts)
      .filter(({ engine, liveness }) => engine === "containerd" && liveness === "alive")
      .flatMap((engine) => {
        const { server } = ctrVersionsOf(probeOf(facts, "ctr", "version", engine.id));
        const [major] = minorOf(server) ?? [];
        if (server === null || major === undefined || major > 1) return [];
        return filesOf(facts, "containerd", engine.id).flatMap((file) => check(facts, engine, file, server) ?? []);
      }),
  page: {
    symptom:
      "What `/etc/containerd/config.toml` sets has no effect: pods ask for `registry.k8s.io/pause`, the network's folders are the usual ones, runc does not use systemd for cgroups, mirrors are not asked. Nothing in the journal.",
    cause:
      'The file was written for containerd 2 (`version = 3`, `plugins."io.containerd.cri.v1.runtime"`, `plugins."io.containerd.cri.v1.images"`), and the containerd that runs is a 1.x, whose CRI plugin is `io.containerd.grpc.v1.cri`. It neither refuses the version nor names the tables that it does not know.',
    check:
      "`containerd --version`; `crictl info` shows what CRI goes by; `containerd config dump` prints defaults where the file sets something else.",
    fix: "Write the settings as version 2: `containerd config default` prints the tables' names for the containerd that is installed. Then restart containerd.",
  },
};
