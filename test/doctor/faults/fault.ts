import type { Severity } from "../../../src/model/index.ts";
import type { ExecOptions, RealNode } from "../../node/index.ts";
import { startService } from "../../node/service.ts";

/** A step in a node: a script that root runs there, or more than a script can do. */
export type Step = string | ((node: RealNode) => Promise<unknown>);

/** One thing that is broken in a node on purpose, what doctor must say of it, and what mends it. */
export interface Fault {
  /** In words; the name of the test. */
  what: string;
  /** The command somebody asks about: `ctool doctor 'docker ps'`; the whole node without it. */
  asked?: string;
  /** Breaks it. A fault of the environment or of the user needs none. */
  stage?: Step;
  /** As whom, and with which variables, doctor is asked and the fix is pasted. */
  as?: Pick<ExecOptions, "user" | "env">;
  /** Seconds that doctor is given, where it has to wait for them; else as long as a busy machine needs. */
  timeout?: number;
  /** Id of the finding that must come first. */
  finding: string;
  /** `error` unless told. */
  severity?: Severity;
  /** What its title must say. */
  title?: string | RegExp;
  /**
   * What makes the finding go: `printed`, the first fix that can be executed, as it is printed (unless told); `printed-all`, each of
   * them in its order; `undo` where there is nothing to execute here: only words, or something that the node does not have.
   */
  mends?: "printed" | "printed-all" | "undo";
  /** What has to follow a printed fix and cannot be printed as a command here: a node has no service manager. */
  after?: Step;
  /** Puts back whatever the fix left; always run. */
  undo?: Step;
}

/**
 * Runs a script as root in a node; every line has to succeed.
 * @throws with the script and what it said
 */
export const sh = async (node: RealNode, script: string, options: ExecOptions = {}): Promise<string> => {
  const { exitCode, stdout, stderr } = await node.exec(["sh", "-ec", script], options);
  if (exitCode !== 0) throw new Error(`${script}: exit ${exitCode}: ${stderr || stdout}`);
  return stdout;
};

/** Takes a step. */
export const take = async (node: RealNode, step: Step | undefined): Promise<void> => {
  if (typeof step === "string") await sh(node, step);
  else await step?.(node);
};

/** Ends the main containerd (with k3s) and starts it again. */
export const restart = async (node: RealNode): Promise<void> => {
  await node.stopEngine();
  await node.startEngine();
};

/** Starts the main containerd with what it is told now: without CRI, or not at all, where that is the fault. */
export const startAnyhow = async (node: RealNode): Promise<void> => {
  if (node.services.containerd) await startService(node, node.services.containerd).catch(() => {});
};

/** Puts a program of a node's own in front of everything on PATH. */
export const stub = (name: string, script: string): string => `mkdir -p /usr/local/sbin
cat >/usr/local/sbin/${name} <<'END'
#!/bin/sh
${script}
END
chmod 755 /usr/local/sbin/${name}`;
