import { logHop, mountsHop, rootfsHop } from "./hops-files.ts";
import { containerHop, podHops } from "./hops-pod.ts";
import { cgroupHop, runcHop, shimHop, taskHop } from "./hops-run.ts";
import type { Subject } from "./subject.ts";
import type { ContainerPath, Evidence, Hop } from "./types.ts";

/** Commands for an engine that does not answer now, or not to this user, say what they need. */
const markNeeds =
  ({ silent }: Subject) =>
  (hop: Hop): Hop => ({
    ...hop,
    commands: hop.commands.map(({ argv, needs }) => {
      const [why] = argv.flatMap((word) => silent.get(word.replace(/^unix:\/\//, "")) ?? []);
      return { argv, needs: needs ?? why ?? null };
    }),
  });

/**
 * Puts what was looked at in the order in which a container is made: pod, sandbox, container, task, shim, runc, cgroup, log,
 * root file system, mounts; each with what is known, why anything is not, and the command that shows it here.
 */
export const walkPath = (subject: Subject, evidence: Evidence): ContainerPath => {
  const { id, name, pod, podNamespace, podContainer, attempt, state, exitCode, at, namespace } = subject.row;
  return {
    container: { id, name, pod, podNamespace, podContainer, attempt, state, exitCode, at, namespace },
    hops: [
      ...podHops(subject, evidence),
      containerHop(subject, evidence),
      taskHop(subject, evidence),
      shimHop(subject, evidence),
      runcHop(subject, evidence),
      cgroupHop(subject, evidence),
      logHop(subject, evidence),
      rootfsHop(subject, evidence),
      mountsHop(subject, evidence),
    ].map(markNeeds(subject)),
  };
};
