import {
  type AnswerState,
  type Comparison,
  type CoreKind,
  type Joined,
  type Kind,
  TOOLS,
  type ToolAnswer,
} from "../model/index.ts";
import { containerRules } from "./containers.ts";
import { explainGaps } from "./gaps.ts";
import { imageRules } from "./images.ts";
import type { CompareInput, KindRules, Place, Sighting, ToolOutcome } from "./input.ts";
import { byText } from "./moments.ts";
import { namespaceRules, podRules, versionRules } from "./others.ts";
import { namespaceOf } from "./places.ts";

const coreRules: { [K in CoreKind]: KindRules<K> } = {
  container: containerRules,
  image: imageRules,
  pod: podRules,
  namespace: namespaceRules,
  version: versionRules,
};

const rank = new Map(TOOLS.map((tool, index) => [tool, index]));
const canonical = (row: unknown): string => {
  const { id, name } = row as { id?: string | null; name?: string | null };
  return id ?? name ?? JSON.stringify(row);
};

/** Every row as listed, in an order that does not depend on the order of the input. */
const sightingsOf = <K extends Kind>(input: CompareInput<K>): Sighting<K>[] => {
  const sightings = input.outcomes.flatMap(({ tool, listings }) =>
    listings.flatMap(({ target, namespace, rows }) =>
      rows.map(
        (row): Sighting<K> => ({
          tool,
          target,
          namespace: namespaceOf(input, tool, { target, namespace }),
          row,
        }),
      ),
    ),
  );
  const keyed = sightings.map((sighting) => ({ sighting, key: canonical(sighting.row) }));
  keyed.sort(
    ({ sighting: a, key: left }, { sighting: b, key: right }) =>
      (rank.get(a.tool) ?? 0) - (rank.get(b.tool) ?? 0) ||
      byText(a.target, b.target) ||
      byText(a.namespace, b.namespace) ||
      byText(left, right) ||
      byText(JSON.stringify(a.row), JSON.stringify(b.row)),
  );
  return keyed.map(({ sighting }) => sighting);
};

/** Where a row lives: at the first tool's place, with the namespace that any of them names. */
const placeOf = <K extends Kind>(kind: K, group: readonly Sighting<K>[]): Place => ({
  target: group[0]?.target ?? "",
  namespace:
    kind === "namespace" || kind === "version"
      ? null
      : (group.find(({ namespace }) => namespace !== null)?.namespace ?? null),
});

const answerOf = <K extends Kind>({
  tool,
  version,
  translation,
  asked,
  queries,
  listings,
  failure,
}: ToolOutcome<K>): ToolAnswer => {
  const state: AnswerState = listings.length > 0 ? "ok" : (failure?.state ?? "unsupported");
  return {
    tool,
    version,
    at: listings[0]?.target ?? asked[0]?.target ?? null,
    state,
    translation,
    queries,
    count: listings.length > 0 ? listings.reduce((sum, { rows }) => sum + rows.length, 0) : null,
    error: failure?.error ?? null,
    hint: failure?.hint ?? null,
  };
};

/**
 * Lines up what the tools listed: one row for each thing, who saw it, why the others did not, and where they disagree.
 * Rows are in docker's order (newest first); nothing is filtered. The order of outcomes, listings and rows does not matter.
 * @param own the kind's rules, where they come with the kind (`reads/`) and not from here
 * @returns the object that `--json` prints
 */
export const compare = <K extends Kind>(input: CompareInput<K>, own?: KindRules<K>): Comparison<K> => {
  const rules = own ?? (coreRules as { [K in Kind]?: KindRules<K> })[input.kind];
  if (!rules) throw new Error(`no rules were given for ${input.kind}`);
  const sightings = sightingsOf(input);
  const outcomes = input.outcomes.toSorted((a, b) => (rank.get(a.tool) ?? 0) - (rank.get(b.tool) ?? 0));
  const details = Map.groupBy(input.details ?? [], ({ id }) => id);
  const merged = rules.group(sightings).map((group) => {
    const row = rules.merge(group);
    const more = details.get(canonical(row));
    return {
      group,
      row: more && rules.detail ? rules.detail(row, more) : row,
      place: placeOf(input.kind, group),
    };
  });
  const explainGap = explainGaps(input);
  const rows = (rules.relate?.(merged) ?? merged).map(({ group, row, place }) => {
    const seenBy = TOOLS.filter((tool) => group.some((sighting) => sighting.tool === tool));
    const unseen = rules.own ? [] : outcomes.filter(({ tool }) => !seenBy.includes(tool));
    return {
      ...row,
      at: place.target,
      namespace: place.namespace,
      seenBy,
      missing: unseen.map((outcome) => explainGap(outcome, row, place)),
      differs: rules.differences(group, sightings),
    };
  });
  return {
    schemaVersion: 1,
    input: input.input,
    command: input.command,
    kind: input.kind,
    node: { hostname: input.hostname },
    target: input.target,
    elsewhere: [...input.elsewhere],
    tools: outcomes.map(answerOf),
    rows: rows.sort(
      (a, b) => rules.order(a, b) || byText(a.at, b.at) || byText(a.namespace, b.namespace),
    ) as Joined<K>[],
  };
};
