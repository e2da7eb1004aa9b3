import type { Evidence } from "../../model/index.ts";
import { dockerPlaceOf } from "../docker-place.ts";
import { type Crowd, countOf, crowdEvidence, crowdsOf, linesToSee, ownerOf } from "../elsewhere.ts";
import type { DoctorFacts } from "../facts.ts";
import { engineAt, filesOf, hasTool, jsonLinesOf, probeOf, processesOf, serviceOf } from "../look.ts";
import { lineIn } from "../parse.ts";
import type { Found, Rule } from "../rule.ts";

/** Whether Kubernetes runs its pods through dockerd here: then docker ps lists them. */
const dockerRunsPods = (facts: DoctorFacts): boolean => {
  const { kubernetes, engines } = facts.node;
  const used = engines.find(({ socket }) => socket === kubernetes?.socket);
  if (used?.engine === "cri-dockerd" || kubernetes?.socket.includes("dockershim")) return true;
  return processesOf(facts, "k3s").some(({ argv }) => argv.includes("--docker"));
};

/** k3s's unit says whether it was given `--docker`; its process has overwritten its own command line. */
const k3sEvidence = (facts: DoctorFacts): Evidence[] => {
  const unit = (serviceOf(facts, "k3s") ?? serviceOf(facts, "k3s-agent"))?.files[0];
  const [process] = processesOf(facts, "k3s");
  if (!process) return [];
  const line = unit ? lineIn(unit, /^ExecStart=/) : null;
  const text = `${process.argv.slice(0, 2).join(" ").replace(/^.*\//, "")}, pid ${process.pid}, without --docker`;
  return [{ text, source: unit && line ? unit.path : `/proc/${process.pid}`, line: unit && line ? line.line : null }];
};

/** The unit has `--docker`, whatever the process shows. */
const unitHasDocker = (facts: DoctorFacts): boolean =>
  [
    ...(serviceOf(facts, "k3s")?.files ?? []),
    ...(serviceOf(facts, "k3s-agent")?.files ?? []),
    ...filesOf(facts, "distribution"),
  ].some((file) => lineIn(file, /(^|\s|')--docker\b|^docker:\s*true\b/) !== null);

/** A unit with `--docker` alone is no proof: where the shims are containerd's, k3s was not restarted with it. */
const podsAreDockers = (facts: DoctorFacts, crowd: Crowd): boolean =>
  dockerRunsPods(facts) || (unitHasDocker(facts) && crowd.namespace === "k8s.io" && crowd.shims === 0);

export const dockerSeesNothing: Rule = {
  id: "docker-sees-nothing",
  area: "docker",
  title: "docker does not list containerd's containers",
  worst: "info",
  check: (facts): Found | null => {
    if (!hasTool(facts, "docker")) return null;
    const all = jsonLinesOf(probeOf(facts, "docker", "ps"));
    if (all === null) return null;
    // What docker ps shows: the call lists those that have ended as well.
    const rows = all.filter(({ State }) => State === undefined || State === "running" || State === "paused");
    const [crowd, ...more] = crowdsOf(facts);
    if (!crowd || podsAreDockers(facts, crowd)) return null;
    const { address } = dockerPlaceOf(facts);
    const engine = address === null ? undefined : engineAt(facts, address);
    const owner = ownerOf(facts, crowd);
    const info = probeOf(facts, "docker", "info");
    const version = /"ServerVersion":"([^"]+)"/.exec(info?.run.stdout ?? "")?.[1] ?? null;
    const names = rows.flatMap(({ Names }) => (typeof Names === "string" ? [Names] : [])).slice(0, 3);
    return {
      severity: "info",
      title: `docker ps shows none of this node's ${countOf(crowd)}`,
      because: [
        `${owner ?? "containerd"} runs them in containerd: namespace ${crowd.namespace} on ${crowd.engine.socket}.`,
        `dockerd lists only its own (${rows.length}${names.length > 0 ? `: ${names.join(", ")}${rows.length > names.length ? ", …" : ""}` : ""}).`,
        ...more.map((one) => `${countOf(one)} more: namespace ${one.namespace} on ${one.engine.socket}.`),
      ],
      evidence: [
        ...crowdEvidence(crowd),
        ...(crowd.engine.flavor === "k3s" ? k3sEvidence(facts) : []),
        {
          text: `dockerd${version ? ` ${version}` : ""} answers with ${all.length} container${all.length === 1 ? "" : "s"}, ${rows.length} running`,
          source: engine?.socket ?? address,
        },
      ],
      see: linesToSee(facts, crowd),
      notThis: [
        "DOCKER_HOST on containerd's socket: it speaks gRPC, not Docker's API.",
        "dockerd --containerd-namespace=k8s.io: that shows images at most, never containers.",
      ],
      about: ["docker"],
    };
  },
  page: {
    symptom:
      "`docker ps` (and `docker images`) is empty, or shows only a few containers, while `kubectl get pods` lists dozens on this node.",
    cause:
      "dockerd lists the containers in its own database only. Kubernetes nodes run theirs in containerd, in the namespace `k8s.io` of containerd's (or k3s's) socket. Both can run side by side and know nothing of each other. k3s with `--docker`, and kubelets with cri-dockerd, are the exception: there docker ps lists the pods.",
    check:
      "`ps -eo args | grep [c]ontainerd-shim` shows `-namespace k8s.io -address SOCKET`; `crictl ps` lists the containers.",
    fix: "Nothing is broken: look with `crictl ps`, `nerdctl -n k8s.io ps`, or `ctool ps`. Setting `DOCKER_HOST` to containerd's socket, or dockerd's `--containerd-namespace`, does not help.",
  },
};
