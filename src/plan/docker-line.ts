import type { DockerCommand } from "../translate/index.ts";

/** Flags of docker's own that say which daemon is meant: ctool has `--target` for that. */
const ADDRESSING: ReadonlySet<string> = new Set([
  "host",
  "context",
  "tls",
  "tlscacert",
  "tlscert",
  "tlskey",
  "tlsverify",
]);

/** The first flag of the line that names a daemon; null when none does. */
export const addressingFlag = (command: DockerCommand): string | null =>
  command.globals.find(({ name }) => ADDRESSING.has(name))?.name ?? null;

/** What is changed in a docker line before it is put into a tool's words. */
export interface LineChanges {
  /** Operands in place of the typed ones. */
  operands?: readonly string[];
  /** Flags, with their values, added before all others: `["--pull", "never"]`. */
  flags?: readonly string[];
}

/**
 * A docker line as argv, with the verb as typed, for docker itself and for reading it again.
 * @returns `["docker", "stop", "-t", "3", "web"]`
 */
export const dockerLine = (command: DockerCommand, { operands, flags = [] }: LineChanges = {}): string[] => {
  const before = command.globals.filter(({ name }) => !ADDRESSING.has(name));
  // A grouped word (`-aq`) is one token with several uses: it is written once.
  const wordsOf = (uses: DockerCommand["uses"]) =>
    [...new Set(uses.map(({ token }) => token))].flatMap(({ words }) => words);
  const last = operands ?? command.operands.map(({ word }) => word);
  const dashes =
    last.some((word) => word.startsWith("-") && word !== "-") && command.spec.operands.options === "anywhere";
  const ownFirst = last[0]?.startsWith("-") === true && last[0] !== "-";
  return [
    "docker",
    ...wordsOf(before),
    ...command.typed.split(" "),
    ...flags,
    ...wordsOf(command.uses),
    ...(dashes || ownFirst ? ["--"] : []),
    ...last,
  ];
};
