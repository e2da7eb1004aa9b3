import type { Finding, Severity, Tool } from "../model/index.ts";

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, ok: 3, skipped: 4 };

/** Whether a finding speaks of the asked tool: `skipped` and `ok` explain nothing. */
export const isAbout = (finding: Finding, tool: Tool | null): boolean =>
  tool !== null && ranks[finding.severity] < ranks.ok && finding.about.includes(tool);

/** Everything that an effect leads to, itself left out. */
const effectsOf = (id: string, explains: ReadonlyMap<string, readonly string[]>): Set<string> => {
  const all = new Set<string>();
  for (const queue = [...(explains.get(id) ?? [])]; queue.length > 0; ) {
    const next = queue.shift() ?? "";
    if (next === id || all.has(next)) continue;
    all.add(next);
    queue.push(...(explains.get(next) ?? []));
  }
  return all;
};

/**
 * Folds what only follows from something else into its cause. A cause must weigh at least as much: a remark swallows no error.
 * Two that explain each other: the first one stays.
 * @param explains finding id → ids that it explains
 */
export const foldEffects = (
  findings: readonly Finding[],
  explains: ReadonlyMap<string, readonly string[]>,
): Finding[] => {
  const gone = new Set<Finding>();
  const folded = new Map<Finding, Finding[]>();
  for (const cause of findings) {
    if (gone.has(cause)) continue;
    const effects = effectsOf(cause.id, explains);
    for (const effect of findings) {
      if (effect === cause || gone.has(effect) || !effects.has(effect.id)) continue;
      if (ranks[cause.severity] > ranks[effect.severity]) continue;
      gone.add(effect);
      // What the effect had taken in goes along.
      folded.set(cause, [...(folded.get(cause) ?? []), effect, ...(folded.get(effect) ?? [])]);
    }
  }
  return findings
    .filter((finding) => !gone.has(finding))
    .map((finding) => {
      const taken = folded.get(finding) ?? [];
      return { ...finding, explains: taken.map(({ id, title }) => ({ id, title })) };
    });
};

/**
 * Puts findings in the order in which people should read them: those about the asked command first, then by severity, then what
 * explains most, then as they came.
 */
export const orderFindings = (findings: readonly Finding[], tool: Tool | null): Finding[] =>
  [...findings].sort(
    (one, other) =>
      Number(isAbout(other, tool)) - Number(isAbout(one, tool)) ||
      ranks[one.severity] - ranks[other.severity] ||
      other.explains.length - one.explains.length,
  );
