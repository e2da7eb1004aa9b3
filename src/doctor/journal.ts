import type { Evidence } from "../model/index.ts";
import type { DoctorFacts, ServiceFact } from "./facts.ts";
import { explainText } from "./messages/index.ts";

/** Lines of the journal that are shown as evidence. */
const SHOWN = 3;

/** What a service's last lines say about its end: known messages in words, and the lines themselves. */
export const lastWords = (
  facts: DoctorFacts,
  { name, journal }: ServiceFact,
): { because: string[]; evidence: Evidence[] } => {
  const text = journal.map((line) => line.text).join("\n");
  const [known] = explainText(text, { tool: null, facts: facts.node, doctor: facts });
  const shown = journal.slice(-SHOWN).map((line) => line.text);
  const lines = known && !shown.some((line) => line.includes(known.match)) ? [known.match, ...shown] : shown;
  return {
    because: known ? [`Its last words: ${known.title}. ${known.cause}`] : [],
    evidence: lines.map((line) => ({ text: line, source: `journalctl -u ${name}`, line: null })),
  };
};

/** `active=failed, enabled=enabled` as systemd has it; empty where nothing is known. */
export const stateOf = ({ active, sub, enabled, result }: ServiceFact): string =>
  [
    active === null ? "" : `${active}${sub ? ` (${sub})` : ""}`,
    enabled === null ? "" : enabled,
    result === null || result === "success" ? "" : `ended with ${result}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
