import type { Evidence, Finding, Severity } from "../model/finding.ts";
import type { DoctorFacts } from "./facts.ts";

/** What a rule is about: pages and lists are grouped by it. */
export type Area =
  | "docker"
  | "containerd"
  | "cri"
  | "crictl"
  | "nerdctl"
  | "ctr"
  | "kubernetes"
  | "images"
  | "network"
  | "rights"
  | "node";

/** What a rule reports: a finding without what the rule itself says (id, docs). Lists that are left out are empty. */
export type Found = Pick<Finding, "severity" | "title"> &
  Partial<Omit<Finding, "docs" | "explains" | "evidence">> & {
    evidence?: (Pick<Evidence, "text"> & Partial<Evidence>)[];
    /** What only follows from this finding, where that is less than what the rule says. */
    explains?: readonly string[];
  };

/** The rule's page in docs/doctor, as data: Markdown paragraphs. */
export interface RulePage {
  /** What people see, with the messages as the tools print them. */
  symptom: string;
  cause: string;
  /** How to see for oneself that it is so: commands, and what they print. */
  check: string;
  fix: string;
}

/** One thing that can be wrong with a node, or worth knowing. Pure: the same facts, the same findings. */
export interface Rule {
  /** kebab-case, the file's name: `docker-stopped`. A rule that reports several things gives each finding an id of its own. */
  id: string;
  area: Area;
  /** The rule in general, for lists: `dockerd is installed and does not run`. */
  title: string;
  /** The worst that it can report. */
  worst: Severity;
  /**
   * Findings that only follow from this one when both apply: they are folded into it, so that there is one thing to do first.
   */
  explains?: readonly string[];
  check(facts: DoctorFacts): Found[] | Found | null;
  page: RulePage;
}
