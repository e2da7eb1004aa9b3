import { packBusyboxRoot } from "../fixtures/images/index.ts";
import { attachNode } from "./attach.ts";
import { type Available, available } from "./available.ts";
import { openCage } from "./cage.ts";
import { prepareContainerd } from "./containerd.ts";
import { dockerService, fillDocker } from "./docker.ts";
import { fetchContainerd2 } from "./fetch-containerd2.ts";
import { importImages, putImages, runCtrContainer, runNerdctlContainer } from "./fill-containerd.ts";
import { type PodMade, STANDARD_PODS } from "./pod-specs.ts";
import { makePod, waitForCri } from "./pods.ts";
import { mustExec, type Place } from "./run-inside.ts";
import { type Service, startService } from "./service.ts";
import type { NodeDescription, NodeOptions, RealNode } from "./types.ts";

/** The options with every default in its place, and what this machine has. */
interface Wanted extends Required<Omit<NodeOptions, "second">> {
  second: "containerd" | "containerd2" | null;
  machine: Available;
  hasCri: boolean;
  hasNerdctl: boolean;
}

function decide(options: NodeOptions): Wanted {
  const machine = available();
  const { flavor, without = [], cri = true } = options;
  const wanted: Wanted = {
    flavor,
    second: options.second ?? null,
    docker: options.docker ?? (flavor === "k3s" || flavor === "docker-only"),
    pods: options.pods ?? "standard",
    nerdctlContainer: options.nerdctlContainer ?? flavor === "k3s",
    ctrContainer: options.ctrContainer ?? flavor.startsWith("containerd"),
    cri,
    without,
    machine,
    hasCri: cri && flavor !== "docker-only" && machine.crictl !== null && !without.includes("crictl"),
    hasNerdctl: machine.nerdctl !== null && !without.includes("nerdctl"),
  };
  if (!machine.ok) throw new Error(machine.reason ?? "");
  if (wanted.docker && (machine.docker === null || machine.dockerd === null))
    throw new Error("no docker and dockerd here");
  if (wanted.second !== null && flavor !== "k3s") throw new Error("a second containerd stands beside k3s's only");
  return wanted;
}

/** PATH with containerd 2's programs first, put where every user of the node can reach them. */
async function containerd2Path(place: Place): Promise<string> {
  const fetched = await fetchContainerd2();
  if (!fetched.ok) throw new Error(fetched.reason);
  const bin = "/opt/containerd2/bin";
  await mustExec(place, ["/bin/sh", "-c", 'mkdir -p "$2" && mount --bind "$1" "$2"', "sh", fetched.bin, bin]);
  return `${bin}:${place.path}`;
}

/** Starts the main containerd and fills it: images, pods, a container in `default`. */
async function raiseContainerd(
  place: Place,
  wanted: Wanted,
  root: Buffer,
): Promise<{ service: Service; pods: PodMade[] }> {
  const { flavor, machine, hasCri } = wanted;
  const service = await prepareContainerd(place, {
    owner: flavor === "k3s" ? "k3s" : "containerd",
    config: flavor === "containerd2" ? 3 : 2,
    cri: wanted.cri,
    podNetwork: machine.cni,
    path: place.path,
    k3sCommand: hasCri,
  });
  putImages(place, root);
  await startService(place, service);
  const { socket } = service;

  const fillDefault = async () => {
    if (!wanted.nerdctlContainer && !wanted.ctrContainer) return;
    await importImages(place, socket, "default");
    if (wanted.ctrContainer) await runCtrContainer(place, socket, "plain-ctr");
    if (!wanted.nerdctlContainer) return;
    if (wanted.hasNerdctl) await runNerdctlContainer(place, socket, "web", machine.cni);
    else await runCtrContainer(place, socket, "web");
  };
  const fillPods = async () => {
    const specs = wanted.pods === "standard" ? STANDARD_PODS : wanted.pods;
    await importImages(place, socket, "k8s.io");
    if (hasCri) await waitForCri(place, socket);
    return Promise.all(specs.map((pod) => makePod(place, socket, pod, hasCri, machine.cni)));
  };
  const [pods] = await Promise.all([fillPods(), fillDefault()]);
  return { service, pods };
}

async function raiseSecond(place: Place, kind: "containerd" | "containerd2", wanted: Wanted): Promise<Service> {
  const service = await prepareContainerd(place, {
    owner: "containerd",
    config: kind === "containerd2" ? 3 : 2,
    cri: true,
    podNetwork: wanted.machine.cni,
    path: kind === "containerd2" ? await containerd2Path(place) : place.path,
  });
  await startService(place, service);
  await importImages(place, service.socket, "default");
  await runCtrContainer(place, service.socket, "plain-ctr");
  return service;
}

async function raiseDocker(place: Place, root: Buffer): Promise<Service> {
  const service = dockerService(place.path);
  await startService(place, service);
  await fillDocker(place, root);
  return service;
}

/**
 * Starts a private node of this machine's real daemons, in about 2 s, and waits until everything in it is as it should be.
 * Nothing that is outside of it changes, and a node that is really here is neither seen nor touched.
 * @throws when the machine cannot (see `available()`), or a step fails: with the command and what it said
 */
export async function startNode(options: NodeOptions): Promise<RealNode> {
  const wanted = decide(options);
  const cage = await openCage();
  try {
    const { flavor, second } = wanted;
    const place: Place = { pid: cage.pid, base: cage.base, path: process.env.PATH ?? "" };
    if (flavor === "containerd2") place.path = await containerd2Path(place);
    const root = packBusyboxRoot();
    // dockerd takes the containerd at /run/containerd when there is one: then it has to wait for it.
    const own = flavor === "k3s" || flavor === "docker-only";
    const first = flavor === "docker-only" ? null : raiseContainerd(place, wanted, root);
    const beside = second === null ? null : Promise.resolve(first).then(() => raiseSecond(place, second, wanted));
    const waitsFor = own ? beside : first;
    const docker = wanted.docker ? Promise.resolve(waitsFor).then(() => raiseDocker(place, root)) : null;
    const [main, secondService, dockerService] = await settle([first, beside, docker]);

    const description: NodeDescription = {
      ...place,
      flavor,
      hostname: "node1",
      sockets: {
        containerd: main?.service.socket ?? null,
        second: secondService?.socket ?? null,
        docker: dockerService?.socket ?? null,
      },
      hasCri: wanted.hasCri,
      hasNerdctl: wanted.nerdctlContainer && wanted.hasNerdctl,
      hasPodNetwork: wanted.machine.cni,
      pods: main?.pods ?? [],
      services: { containerd: main?.service ?? null, second: secondService, docker: dockerService },
    };
    return { ...attachNode(description), close: cage.close };
  } catch (error) {
    await cage.close();
    throw error;
  }
}

/** Waits for all, so that nothing is still at work in the node when the first error is thrown. */
async function settle<A, B, C>(
  work: [Promise<A> | null, Promise<B> | null, Promise<C> | null],
): Promise<[A | null, B | null, C | null]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
