import type { Tool } from "../../model/index.ts";
import type { FileKind } from "../facts.ts";
import { jsonFileOf, tomlOf, yamlOf } from "../parse.ts";
import type { Rule } from "../rule.ts";

/** What a daemon that does not start leaves behind. */
const ofDocker = ["docker-stopped", "docker-socket-stale", "docker-absent", "service-failed", "no-engine"];
const ofDistribution = ["distribution-stopped", "engine-stopped", "engine-stale-socket", "service-failed", "no-engine"];

/** Files that no other rule parses: how, whose they are, and whether they stop a daemon from starting. */
const kinds: Readonly<
  Partial<
    Record<
      FileKind,
      { parse: typeof tomlOf; reader: string; stops: boolean; about: Tool[]; explains?: readonly string[] }
    >
  >
> = {
  registries: { parse: yamlOf, reader: "k3s and RKE2", stops: true, about: [], explains: ofDistribution },
  distribution: { parse: yamlOf, reader: "k3s and RKE2", stops: true, about: [], explains: ofDistribution },
  hosts: { parse: tomlOf, reader: "CRI and nerdctl", stops: false, about: ["nerdctl"] },
  "docker-daemon": { parse: jsonFileOf, reader: "dockerd", stops: true, about: ["docker"], explains: ofDocker },
  "docker-config": { parse: jsonFileOf, reader: "docker", stops: false, about: ["docker"] },
  buildkit: { parse: tomlOf, reader: "buildkitd", stops: true, about: [] },
};

export const configFileBroken: Rule = {
  id: "config-file-broken",
  area: "node",
  title: "A configuration file cannot be read",
  worst: "error",
  check: ({ files }) =>
    files.flatMap((file) => {
      const kind = kinds[file.kind];
      // kubeadm-flags.env and its like are no YAML.
      if (!kind || file.text === null || file.text.trim() === "") return [];
      const { problem, line } = kind.parse(file);
      if (problem === null) return [];
      return {
        severity: kind.stops ? ("error" as const) : ("warning" as const),
        title: `${kind.reader} cannot read ${file.path}${line === null ? "" : `: line ${line}`}`,
        because: [
          `${problem}.`,
          ...(kind.stops ? ["The daemon does not start with it (one that runs has read it before)."] : []),
        ],
        evidence: [
          {
            text: (line === null ? problem : (file.text.split("\n")[line - 1]?.trim() ?? problem)) || problem,
            source: file.path,
            line,
          },
        ],
        fix: [{ text: `mend ${line === null ? "it" : `line ${line}`}, then restart what reads it`, argv: null }],
        after: "It is read again.",
        about: kind.about,
        explains: kind.explains ?? [],
      };
    }),
  page: {
    symptom:
      "`unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character …`; k3s ends with `failed to parse registries.yaml`.",
    cause: "A comma, a tab, a half-written line.",
    check: "`python3 -m json.tool /etc/docker/daemon.json`; the line is named.",
    fix: "Mend the line. Keep the old file until the daemon has started.",
  },
};
