import { type Candidate, candidate } from "./candidate.ts";
import type { ConfigFile, ReadConfig } from "./config-file.ts";
import { homeOf } from "./environment.ts";
import type { Host } from "./host.ts";
import type { EnvironmentFacts, FactProblem } from "./node-facts.ts";

/** What configuration files say: sockets to look at, and what is wrong with the files themselves. */
export interface Mentions {
  candidates: Candidate[];
  problems: FactProblem[];
}

/** The sockets that one file names under `keys`; a broken file is a problem, a missing one only when `named` says who wants it. */
export const mentionsOf = (file: ConfigFile, keys: Record<string, Partial<Candidate>>, named?: string): Mentions => {
  const problems: FactProblem[] = [];
  if (file.problem?.kind === "broken") problems.push({ source: file.path, text: file.problem.text });
  else if (file.problem && named) problems.push({ source: named, text: `it names ${file.path}: ${file.problem.text}` });
  const candidates = Object.entries(keys).flatMap(([key, known]) => {
    const setting = file.settings?.get(key);
    if (!setting || setting.value === "") return [];
    return [candidate(setting.value, { by: "config", text: file.path, line: setting.line }, known)];
  });
  return { candidates, problems };
};

/** crictl takes the variable, else its fixed path (kubernetes-sigs/cri-tools, cmd/crictl/main.go). */
const CRICTL_YAML = "/etc/crictl.yaml";

/** Which endpoints crictl is set to use. */
export const readCrictlConfig = async (
  readConfig: ReadConfig,
  { criConfigFile }: EnvironmentFacts,
): Promise<Mentions> => {
  const file = await readConfig(criConfigFile ?? CRICTL_YAML, "yaml");
  return mentionsOf(
    file,
    { "runtime-endpoint": { cri: true }, "image-endpoint": { cri: true } },
    criConfigFile === null ? undefined : "CRI_CONFIG_FILE",
  );
};

/** nerdctl.toml of this user: root's in /etc, anybody else's in their own folder (containerd/nerdctl, docs/config.md). */
const nerdctlToml = (host: Host): string | null => {
  if (host.uid() === 0) return "/etc/nerdctl/nerdctl.toml";
  const home = homeOf(host);
  const config = host.env("XDG_CONFIG_HOME") || (home === null ? null : `${home}/.config`);
  return config === null ? null : `${config}/nerdctl/nerdctl.toml`;
};

/** Which containerd nerdctl is set to use. */
export const readNerdctlConfig = async (
  host: Host,
  readConfig: ReadConfig,
  { nerdctlToml: named }: EnvironmentFacts,
): Promise<Mentions> => {
  const path = named ?? nerdctlToml(host);
  if (path === null) return { candidates: [], problems: [] };
  const file = await readConfig(path, "toml");
  return mentionsOf(file, { address: { engine: "containerd" } }, named === null ? undefined : "NERDCTL_TOML");
};
