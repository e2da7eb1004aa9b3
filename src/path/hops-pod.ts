import { timeOf } from "../adapters/quantities.ts";
import { absent, firstOf, seen, unseen, whyNone } from "./hop.ts";
import { looks } from "./queries.ts";
import {
  readConfig,
  readCriContainer,
  readCriMetadata,
  readCriSandbox,
  readCtrContainer,
  readDockerContainer,
} from "./read-answers.ts";
import { command, type Subject } from "./subject.ts";
import type { Evidence, Hop, HopFacts } from "./types.ts";

/** Labels and annotations by which a pod's name and uid travel through CRI. */
const UID_LABEL = "io.kubernetes.pod.uid";
const UID_ANNOTATION = "io.kubernetes.cri.sandbox-uid";

const NO_POD: Readonly<Record<Subject["madeBy"], string>> = {
  cri: "",
  docker: "docker made this container: it is in no pod",
  nerdctl: "nerdctl made this container: it is in no pod",
  ctr: "ctr made this container: it is in no pod",
};

/** The pod as Kubernetes names it, and its sandbox in the runtime. */
export const podHops = (subject: Subject, evidence: Evidence): Hop[] => {
  const { row, cri, containerd, madeBy } = subject;
  if (madeBy !== "cri") return [absent("pod", NO_POD[madeBy]), absent("sandbox", "only pods have one")];
  const sandbox = readCriSandbox(evidence.criSandbox);
  const config = readConfig(evidence.config)?.annotations;
  const uid = sandbox?.status.metadata.uid ?? row.labels[UID_LABEL] ?? config?.[UID_ANNOTATION] ?? null;
  const pods = uid === null ? [] : ["pods", "--label", `${UID_LABEL}=${uid}`];
  const filter = uid === null ? [] : ["containers", "ls", `labels."${UID_LABEL}"==${uid}`];
  const pod = row.pod ?? sandbox?.status.metadata.name ?? null;
  const namespace = row.podNamespace ?? sandbox?.status.metadata.namespace ?? null;
  const podHop =
    pod === null || namespace === null
      ? unseen(
          "pod",
          whyNone([evidence.criContainer, evidence.criSandbox, evidence.config], "nothing here tells its pod's name"),
        )
      : seen("pod", { name: pod, namespace, uid }, [
          ...(uid === null
            ? []
            : firstOf([command(subject, "crictl", cri, pods), command(subject, "ctr", containerd, filter)])),
          { argv: ["kubectl", "--namespace", namespace, "describe", "pod", pod], needs: "the API server" },
        ]);
  return [podHop, sandboxHop(subject, evidence)];
};

const sandboxHop = (subject: Subject, evidence: Evidence): Hop => {
  const { row, cri, containerd } = subject;
  const id =
    row.podId ??
    readCriContainer(evidence.criContainer)?.info.sandboxID ??
    readCriMetadata(readCtrContainer(evidence.ctrContainer))?.SandboxID;
  if (!id)
    return unseen("sandbox", whyNone([evidence.criContainer, evidence.config], "nothing here tells its sandbox"));
  const said = readCriSandbox(evidence.criSandbox);
  const network = said?.status.linux.namespaces.options.network ?? null;
  const addresses = [
    said?.status.network.ip ?? null,
    ...(said?.status.network.additionalIps ?? []).map(({ ip }) => ip),
  ];
  const facts: HopFacts["sandbox"] = {
    id,
    image: said?.info.image ?? null,
    state: said?.status.state === "SANDBOX_READY" ? "ready" : said?.status.state ? "notready" : null,
    addresses: addresses.filter((ip) => ip !== null),
    hostNetwork: network === null ? null : network === "NODE",
    pid: said?.info.pid || null,
  };
  return seen(
    "sandbox",
    facts,
    firstOf([
      command(subject, "crictl", cri, looks.criSandbox(id)),
      command(subject, "ctr", containerd, looks.ctrContainer(id)),
    ]),
  );
};

/** The container itself: what its maker keeps about it. */
export const containerHop = (subject: Subject, evidence: Evidence): Hop => {
  const { row, cri, docker, containerd, madeBy } = subject;
  const fromCri = readCriContainer(evidence.criContainer)?.status;
  const fromDocker = readDockerContainer(evidence.dockerContainer);
  const fromCtr = readCtrContainer(evidence.ctrContainer);
  const facts: HopFacts["container"] = {
    id: row.id,
    name: row.podContainer ?? row.name,
    image: fromDocker?.Config.Image ?? row.image ?? fromCri?.image.image ?? fromCtr?.Image ?? null,
    imageDigest:
      [fromCri?.imageId, fromCri?.imageRef, fromDocker?.Image, readCriMetadata(fromCtr)?.ImageRef].find((one) =>
        one?.startsWith("sha256:"),
      ) ?? null,
    attempt: row.attempt,
    state: row.state,
    exitCode: row.exitCode,
    createdAt: timeOf(fromCri?.createdAt ?? fromDocker?.Created ?? fromCtr?.CreatedAt ?? null) ?? row.createdAt,
    madeBy,
  };
  const commands = {
    cri: command(subject, "crictl", cri, looks.criContainer(row.id)),
    docker: command(subject, "docker", docker, looks.dockerContainer(row.id)),
    nerdctl: command(subject, "nerdctl", containerd, ["inspect", "--mode", "native", row.id]),
    ctr: command(subject, "ctr", containerd, looks.ctrContainer(row.id)),
  };
  return seen("container", facts, firstOf([commands[madeBy], commands.ctr]));
};
