import type { EngineFacts, NamespaceCount } from "../model/index.ts";

/** containerd's own rule for namespaces (containerd/containerd, pkg/identifiers). */
const NAMESPACE = /^[A-Za-z0-9]+(?:[._-]+[A-Za-z0-9]+)*$/;
const MAX_LENGTH = 76;

const CRI_NAMESPACE = "k8s.io";
const DEFAULT_NAMESPACE = "default";
const DOCKER_NAMESPACE = "moby";

/** Whether containerd would take this as a namespace; a mistyped but possible one is an empty list in every tool. */
export const isNamespaceName = (text: string): boolean => text.length <= MAX_LENGTH && NAMESPACE.test(text);

/** Something is in it, or nobody may look and a process says so. */
export const isUsed = ({ containers, running, sandboxes }: NamespaceCount): boolean =>
  running === null ? (containers ?? 1) > 0 : running + (sandboxes ?? 0) + (containers ?? 0) > 0;

/** `k8s.io` where CRI is served, else `default`, else the only one that is not empty. */
export const usualNamespace = ({ cri, flavor, namespaces }: EngineFacts): string => {
  if (cri) return CRI_NAMESPACE;
  const used = namespaces.filter(isUsed).map(({ name }) => name);
  const [only, ...others] = used;
  if (only !== undefined && others.length === 0) return only;
  return flavor === "docker-containerd" && used.length === 0 ? DOCKER_NAMESPACE : DEFAULT_NAMESPACE;
};
