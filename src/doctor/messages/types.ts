import type { NodeFacts } from "../../facts/node-facts.ts";
import type { Fix, Target, Tool } from "../../model/index.ts";
import type { DoctorFacts } from "../facts.ts";

/** Who prints a message: a tool, or somebody whose log or output people paste. */
export type Speaker =
  | Tool
  | "containerd"
  | "kubelet"
  | "kubeadm"
  | "kubectl"
  | "buildkitd"
  | "minikube"
  | "apt"
  | "dnf"
  | "program";

/** One way to mend it, before the node's own names are filled in. */
export interface FixTemplate {
  text: string;
  /**
   * The one command, words apart by single blanks. In braces: `1`, `2` (what the pattern captured), `ctr`, `crictl`, `nerdctl` (with the
   * address of the place), `socket`, `endpoint`, `namespace`, `restart` (how its service is restarted), `status`, `certs`, `config`.
   */
  run?: string;
  /** The same as words, for those that come from outside: only the first one is filled in. */
  argv?: readonly string[];
  /** Several commands or a pipe, with the same names; `sudo` is put where it says `{sudo}`. */
  shell?: string;
}

/** What a message means. */
export interface Meaning {
  title: string;
  /** One or two sentences: what is so, with the same names in braces as in a FixTemplate. */
  cause: string;
  fix: readonly FixTemplate[];
  /** What people try and what harms or does not help, each with its reason. */
  notThis: readonly string[];
}

/** A message that ctool knows, as data. */
export interface KnownMessage extends Meaning {
  /** kebab-case: `cri-off`. */
  id: string;
  /** Matched against text that `normaliseMessage` gives: no log prefixes, quotes as they are. Never global. */
  pattern: RegExp;
  from: readonly Speaker[];
  /** Messages that only follow from this one when both are in the same text. */
  covers?: readonly string[];
  /** One message with several causes: what the facts, or the command, say. Null: as the row has it. */
  decide?: (seen: Seen) => Partial<Meaning> | null;
}

/** What is known about the run that failed, or about the text that was pasted. */
export interface About {
  /** Null when nobody knows who said it. */
  tool: Tool | null;
  argv?: readonly string[];
  /** Where the command went. */
  target?: Target | null;
  /** Null when there is no node at hand: `ctool why -` on a laptop. */
  facts?: NodeFacts | null;
  /** All that doctor found out, where it did: decides between causes that files tell apart. */
  doctor?: DoctorFacts | null;
}

/** The containerd that the fix is about: an engine's socket and one namespace. Null parts are not known. */
export interface Place {
  /** Engine id and flavor, where it is one of this node's. */
  engine: string | null;
  flavor: Target["flavor"] | null;
  socket: string | null;
  namespace: string | null;
}

/** What a row's `decide` may look at. */
export interface Seen {
  match: RegExpExecArray;
  about: About;
  /** `about.facts`, or those inside `about.doctor`. */
  facts: NodeFacts | null;
  place: Place;
}

/** A message found in a text: what it means and what to do, with this node's own names. */
export interface Explanation {
  id: string;
  title: string;
  cause: string;
  /** The first one is the one to try first. */
  fix: Fix[];
  notThis: string[];
  /** The part of the text that was recognised, without log prefixes and escapes, on one line. */
  match: string;
  /** `docs/doctor/messages.md#cri-off`. */
  docs: string;
}
