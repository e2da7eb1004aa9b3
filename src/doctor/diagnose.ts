import { cleanLine, cleanText } from "../model/clean.ts";
import type { Diagnosis, Finding, Fix } from "../model/index.ts";
import type { DoctorFacts } from "./facts.ts";
import { foldEffects, orderFindings } from "./order.ts";
import type { Found, Rule } from "./rule.ts";

const cleanFix = ({ text, argv, shell, edit }: Fix): Fix => ({
  text: cleanLine(text),
  argv: argv?.map(cleanLine) ?? null,
  ...(shell ? { shell: cleanText(shell) } : {}),
  ...(edit ? { edit } : {}),
});

/** A rule's report as a finding: what is left out filled in, everything safe to show. */
const complete = (rule: Rule, found: Found): Finding => ({
  id: found.id ?? rule.id,
  severity: found.severity,
  title: cleanLine(found.title),
  because: (found.because ?? []).map(cleanLine),
  evidence: (found.evidence ?? []).map(({ text, source = null, line = null }) => ({
    text: cleanLine(text),
    source: source === null ? null : cleanLine(source),
    line,
  })),
  see: (found.see ?? []).map(cleanLine),
  fix: (found.fix ?? []).map(cleanFix),
  notThis: (found.notThis ?? []).map(cleanLine),
  after: found.after == null ? null : cleanLine(found.after),
  about: found.about ?? [],
  explains: [],
  docs: `docs/doctor/${rule.id}.md`,
});

/** What every rule finds, in the rules' order, with what it accounts for. A rule that breaks is a finding too: the others still speak. */
const findAll = (facts: DoctorFacts, rules: readonly Rule[]): { finding: Finding; explains: readonly string[] }[] =>
  rules.flatMap((rule) => {
    try {
      const found = rule.check(facts) ?? [];
      return (Array.isArray(found) ? found : [found]).map((one) => ({
        finding: complete(rule, one),
        explains: one.explains ?? rule.explains ?? [],
      }));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const title = `the rule ${rule.id} could not be checked: ${message}`;
      return [{ finding: complete(rule, { severity: "skipped", title }), explains: [] }];
    }
  });

const checkedOf = (facts: DoctorFacts, rules: readonly Rule[]): Diagnosis["checked"] => [
  { what: "rules", count: rules.length },
  { what: "engines", count: facts.node.engines.length },
  { what: "sockets", count: facts.sockets.length },
  { what: "processes", count: facts.processes.length },
  { what: "services", count: facts.services.length },
  { what: "files", count: facts.files.length },
  { what: "calls", count: facts.probes.length },
];

/**
 * Judges a node: every rule over the same facts, effects folded into their causes, the one to read first in front.
 * @returns what `ctool doctor --json` prints
 */
export const diagnose = (facts: DoctorFacts, rules: readonly Rule[]): Diagnosis => {
  const found = findAll(facts, rules);
  const explains = new Map(rules.map((rule) => [rule.id, rule.explains ?? []]));
  for (const { finding } of found) explains.set(finding.id, []);
  // Two findings of one id account for what either does.
  for (const { finding, explains: own } of found)
    explains.set(finding.id, [...(explains.get(finding.id) ?? []), ...own]);
  const findings = found.map(({ finding }) => finding);
  return {
    schemaVersion: 1,
    node: { hostname: facts.node.hostname },
    input: facts.asked?.input ?? null,
    findings: orderFindings(foldEffects(findings, explains), facts.asked?.tool ?? null),
    checked: checkedOf(facts, rules),
    unseen: facts.unseen,
  };
};
