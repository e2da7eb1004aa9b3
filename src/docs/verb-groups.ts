import { carriedOut } from "../cli/docker.ts";
import { ownVerbs } from "../cli/verbs.ts";
import type { Risk } from "../model/index.ts";
import { riskOf, understand } from "../translate/index.ts";
import { everyCommand, shortName } from "../translate/map/index.ts";

/** Verbs that belong together, as help and the man page list them. */
export interface VerbGroup {
  title: string;
  verbs: { name: string; summary: string }[];
}

const TITLES: Readonly<Record<Risk, string>> = {
  read: "Look: docker's verbs, asked of every tool that has an answer",
  write: "Change",
  destroy: "Remove",
};

/** Names, with whole groups in one word: `swarm …` where nothing of it is run. */
const folded = (names: readonly string[], all: readonly string[]): string[] => {
  const whole = (group: string): boolean =>
    all.every((name) => !name.startsWith(`${group} `) || names.includes(name)) &&
    all.filter((name) => name.startsWith(`${group} `)).length > 1;
  return [
    ...new Set(
      names.map((name) => {
        const group = name.split(" ", 1)[0] ?? name;
        return name !== group && whole(group) ? `${group} …` : name;
      }),
    ),
  ];
};

/**
 * Everything ctool has, grouped by what the tables say: what it runs, by risk, then its own verbs, then what it translates only.
 * @returns the groups that are not empty, and docker's verbs that ctool translates but does not run (`compose …`: the whole group)
 */
export const verbGroups = async (): Promise<{ groups: VerbGroup[]; translated: string[] }> => {
  const byRisk: Record<Risk, VerbGroup["verbs"]> = { read: [], write: [], destroy: [] };
  const translated: string[] = [];
  const commands = await everyCommand();
  for (const spec of commands) {
    const { path, summary, examples } = spec;
    const name = shortName(spec);
    const bare = await understand((examples[0] ?? path).replace(/^ctool /, "docker "));
    if (!Object.hasOwn(carriedOut, path) || "problem" in bare) translated.push(name);
    else byRisk[riskOf(bare.command)].push({ name, summary });
  }
  const own = ownVerbs.filter(({ hidden }) => hidden !== true);
  const groups: VerbGroup[] = [
    ...(["read", "write", "destroy"] as const).map((risk) => ({ title: TITLES[risk], verbs: byRisk[risk] })),
    { title: "ctool's own", verbs: own.map(({ name, summary }) => ({ name, summary: `${summary}.` })) },
  ];
  return {
    groups: groups.filter(({ verbs }) => verbs.length > 0),
    translated: folded(translated, commands.map(shortName)),
  };
};
