import { writeFileSync } from "node:fs";
import { type ImageSpec, packImages } from "../fixtures/images/index.ts";
import { PAUSE_IMAGE } from "./containerd.ts";
import { mustExec, type Place } from "./run-inside.ts";

/** What the node's pods are made of. */
export const IMAGES: readonly ImageSpec[] = [
  { reference: PAUSE_IMAGE, command: ["sleep", "infinity"] },
  { reference: "docker.io/library/busybox:latest", command: ["sh"] },
  { reference: "docker.io/library/nginx:1.27-alpine", command: ["sleep", "infinity"] },
  { reference: "docker.io/library/redis:alpine", command: ["sleep", "infinity"] },
];
/** The image of containers made by ctr and nerdctl; the only one that `default` has. */
export const NGINX = "docker.io/library/nginx:1.27-alpine";

/** Puts the images' archives into the node's own folder, for `importImages`. */
export function putImages(place: Place, root: Buffer): void {
  const put = (name: string, images: readonly ImageSpec[]) =>
    writeFileSync(`/proc/${place.pid}/root${place.base}/${name}.tar`, packImages(root, images));
  put("k8s.io", IMAGES);
  put(
    "default",
    IMAGES.filter((image) => image.reference === NGINX),
  );
}

/** Imports all images into `k8s.io`, or nginx alone into `default`. */
export async function importImages(place: Place, socket: string, namespace: "k8s.io" | "default"): Promise<void> {
  await mustExec(place, ["ctr", "-a", socket, "-n", namespace, "images", "import", `${place.base}/${namespace}.tar`]);
}

/** A running container of ctr's own in `default`. */
export async function runCtrContainer(place: Place, socket: string, id: string): Promise<void> {
  await mustExec(place, ["ctr", "-a", socket, "run", "--detach", NGINX, id, "sleep", "infinity"]);
}

/** A running container of nerdctl's in `default`, with an address where there are CNI plugins. */
export async function runNerdctlContainer(place: Place, socket: string, name: string, network: boolean): Promise<void> {
  const flags = ["-d", "--name", name, ...(network ? [] : ["--net=none"])];
  await mustExec(place, ["nerdctl", "--address", socket, "run", ...flags, "nginx:1.27-alpine", "sleep", "infinity"]);
}
