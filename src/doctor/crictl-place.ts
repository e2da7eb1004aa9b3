import type { Evidence, Fix } from "../model/index.ts";
import type { DoctorFacts, FileFact } from "./facts.ts";
import { fileAt, sudo, toolOf } from "./look.ts";
import { lineIn, textAt, yamlOf } from "./parse.ts";

/** One endpoint of a bare crictl, and who says so. */
export interface Endpoint {
  /** As it is written. */
  address: string;
  by: "env" | "file";
  evidence: Evidence;
}

/** Where a bare `crictl` goes on this node. */
export interface CrictlPlace {
  runtime: Endpoint | null;
  /** Null: the same as `runtime`. */
  image: Endpoint | null;
  /** The file it reads; null when there is none, or one that belongs to k3s. */
  file: FileFact | null;
  /** It is k3s's or RKE2's own, which knows its place. */
  ofDistribution: boolean;
}

/** Sockets that crictl tries when nobody tells it anything (cri-tools, cmd/crictl/main.go). */
export const CRICTL_DEFAULTS = ["/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/cri-dockerd.sock"];

const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf("/"), 1));

/** As crictl decides: variable, then file; the file is $CRI_CONFIG_FILE, /etc/crictl.yaml, or the one beside the binary. */
export const crictlPlaceOf = (facts: DoctorFacts): CrictlPlace => {
  const { runtimeEndpoint, imageEndpoint, criConfigFile } = facts.node.environment;
  const tool = toolOf(facts, "crictl");
  const ofDistribution = tool?.owner === "k3s" || tool?.owner === "rke2";
  const own = tool?.path ? `${folderOf(tool.path)}/crictl.yaml` : null;
  const file = criConfigFile
    ? fileAt(facts, criConfigFile)
    : ofDistribution
      ? undefined
      : (fileAt(facts, "/etc/crictl.yaml") ?? (own === null ? undefined : fileAt(facts, own)));
  const fromFile = (key: "runtime-endpoint" | "image-endpoint"): Endpoint | null => {
    const address = file ? textAt(yamlOf(file).value, key) : null;
    const at = file ? lineIn(file, new RegExp(`^\\s*["']?${key}["']?\\s*:`)) : null;
    return address === null || !file
      ? null
      : { address, by: "file", evidence: { text: at?.text ?? address, source: file.path, line: at?.line ?? null } };
  };
  const fromEnv = (name: string, address: string | null): Endpoint | null =>
    address === null
      ? null
      : { address, by: "env", evidence: { text: `${name}=${address}`, source: "environment", line: null } };
  return {
    runtime: fromEnv("CONTAINER_RUNTIME_ENDPOINT", runtimeEndpoint) ?? fromFile("runtime-endpoint"),
    image: fromEnv("IMAGE_SERVICE_ENDPOINT", imageEndpoint) ?? fromFile("image-endpoint"),
    file: file ?? null,
    ofDistribution,
  };
};

/** A crictl.yaml with both endpoints at a socket; everything else in it stays as it is. */
export const crictlYaml = (file: FileFact | null, socket: string): string => {
  const endpoint = `unix://${socket}`;
  let text = file?.text ?? "";
  for (const key of ["runtime-endpoint", "image-endpoint"]) {
    const line = new RegExp(`^["']?${key}["']?\\s*:.*$`, "m");
    const wanted = `${key}: ${endpoint}`;
    text = line.test(text)
      ? text.replace(line, wanted)
      : `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${wanted}\n`;
  }
  return text;
};

/**
 * Points a bare crictl at a socket for good, both endpoints.
 * @param edit the same as a file to write: none where a variable goes before the file
 */
export const pointCrictl = (facts: DoctorFacts, text: string, socket: string, edit: Fix["edit"] | null): Fix => {
  const endpoint = `unix://${socket}`;
  const set = ["--set", `runtime-endpoint=${endpoint}`, "--set", `image-endpoint=${endpoint}`];
  return { text, argv: [...sudo(facts), "crictl", "config", ...set], ...(edit ? { edit } : {}) };
};
