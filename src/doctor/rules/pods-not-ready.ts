import type { EngineFacts } from "../../model/index.ts";
import { criEnginesOf } from "../cri-info.ts";
import { type CriSandbox, criSandboxesOf } from "../cri-pods.ts";
import type { DoctorFacts } from "../facts.ts";
import { probeOf, SHOWN, someOf, sudo } from "../look.ts";
import type { Found, Rule } from "../rule.ts";

const podOf = ({ namespace, name }: CriSandbox): string => `${namespace}/${name}`;

/** The newest sandbox of every pod that has no ready one: older ones, and those of a pod that was made anew, are leftovers. */
const withoutSuccessor = (sandboxes: readonly CriSandbox[]): CriSandbox[] =>
  [...Map.groupBy(sandboxes, podOf).values()].flatMap((own) => {
    if (own.some(({ ready }) => ready)) return [];
    const [newest] = own.toSorted((one, other) => Number(other.createdAt - one.createdAt));
    return newest ? [newest] : [];
  });

/** A remark belongs to a command that lists pods or containers, not to one about images. */
const asksForPods = ({ asked }: DoctorFacts): boolean =>
  asked?.argv.some((word) => /^(?:pods?|p|ps|inspectp|statsp)$/.test(word)) === true;

const report = (
  facts: DoctorFacts,
  engine: EngineFacts,
  lost: readonly CriSandbox[],
  words: Pick<Found, "severity" | "because" | "fix" | "after" | "notThis"> & { what: (many: boolean) => string },
): Found[] => {
  const [first] = lost;
  if (!first) return [];
  const { what, ...rest } = words;
  const crictl = [...sudo(facts), "crictl", "--runtime-endpoint", `unix://${engine.socket}`].join(" ");
  const [container] = first.containers ?? [];
  return [
    {
      ...rest,
      title: `${what(lost.length > 1)}: ${someOf(lost.map(podOf))}`,
      evidence: lost.slice(0, SHOWN).map((one) => ({
        text: `${one.id.slice(0, 13)} ${podOf(one)} NotReady${one.containers === null ? "" : `, ${one.containers.filter(({ running }) => running).length} of ${one.containers.length} containers running`}`,
        source: probeOf(facts, "crictl", "pods", engine.id)?.argv.join(" ") ?? "crictl pods",
      })),
      see: [
        `${crictl} inspectp ${first.id.slice(0, 13)}`,
        `kubectl describe pod --namespace ${first.namespace} ${first.name}`,
        ...(container ? [`ctool logs ${container.id.slice(0, 13)}`] : []),
      ],
      about: rest.severity === "info" && !asksForPods(facts) ? [] : ["crictl"],
    },
  ];
};

export const podsNotReady: Rule = {
  id: "pods-not-ready",
  area: "cri",
  title: "Sandboxes of pods are not ready, though CRI works",
  worst: "warning",
  check: (facts) =>
    criEnginesOf(facts).flatMap((engine) => {
      const sandboxes = engine.liveness === "alive" ? criSandboxesOf(facts, engine) : null;
      const lost = withoutSuccessor(sandboxes ?? []);
      const isOrphaned = ({ containers }: CriSandbox): boolean => containers?.some(({ running }) => running) === true;
      return [
        ...report(facts, engine, lost.filter(isOrphaned), {
          severity: "warning",
          what: (many) =>
            many
              ? "the sandboxes of pods have ended while their containers run on"
              : "the sandbox of a pod has ended while its containers run on",
          because: [
            "The pause process that holds a pod's network has ended or was killed: what the pod runs has lost its place, and the kubelet counts the pod as gone.",
          ],
          fix: [
            {
              text: "leave it to the kubelet: it ends these containers and makes a new sandbox within a minute. Where it does not, its journal says why",
              argv: null,
            },
          ],
          after: "crictl pods lists a ready sandbox of the same pod, one attempt later.",
          notThis: ["Killing the containers one by one: the kubelet starts them again in a new sandbox anyway."],
        }),
        ...report(
          facts,
          engine,
          lost.filter((one) => !isOrphaned(one)),
          {
            severity: "info",
            what: (many) => (many ? `${lost.length} pods have ended here` : "a pod has ended here"),
            because: [
              "A sandbox that is not ready, has no ready successor and runs nothing is what a pod leaves that is done (a Job, a helm-install) or was evicted; Kubernetes takes it away with the pod. Of a pod that ought to run, the kubelet has not made a new one.",
            ],
          },
        ),
      ];
    }),
  page: {
    symptom:
      "`crictl pods` lists sandboxes as `NotReady`; `crictl ps` does not show their containers, or shows them although the pod is gone.",
    cause:
      "A sandbox is its pause process and its network. It is not ready once that process has ended: after a restart of the node, when the pod is done (Jobs stay until they are deleted), or because somebody killed it. The kubelet makes a new one for a pod that ought to run, under the same name with the next attempt; the old one stays for a while and means nothing.",
    check:
      "`crictl pods --state NotReady`, `crictl inspectp ID` (state, createdAt), `crictl ps -a --pod ID`, `kubectl describe pod NAME`, and `ctool logs CONTAINER` for its last words.",
    fix: "Nothing, for pods that are done. For one that ought to run: see that the kubelet (or k3s) runs and what its journal says; it makes the new sandbox.",
  },
};
