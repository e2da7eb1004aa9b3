import type { Target } from "../model/index.ts";

/** One variable that a tool reads. */
export interface Variable {
  name: string;
  value: string;
}

/** An address as CRI and Docker clients want it: a path becomes `unix://…`, anything else stays. */
const asUrl = (socket: string): string => (socket.startsWith("/") ? `unix://${socket}` : socket);

/**
 * The variables that make the tools themselves reach a target: nerdctl and ctr by CONTAINERD_*, crictl by both endpoints
 * (with one alone it takes the other from /etc/crictl.yaml), docker by DOCKER_HOST.
 */
export const environmentFor = ({ engine, socket, namespace }: Target): Variable[] => {
  if (engine === "docker") return [{ name: "DOCKER_HOST", value: asUrl(socket) }];
  const endpoints = [
    { name: "CONTAINER_RUNTIME_ENDPOINT", value: asUrl(socket) },
    { name: "IMAGE_SERVICE_ENDPOINT", value: asUrl(socket) },
  ];
  if (engine !== "containerd") return endpoints;
  // A plain path: nerdctl names its data folder after the address as written.
  const containerd = [{ name: "CONTAINERD_ADDRESS", value: socket }];
  if (namespace !== null) containerd.push({ name: "CONTAINERD_NAMESPACE", value: namespace });
  return [...containerd, ...endpoints];
};

/** In single quotes everything is literal but the quote itself: sh leaves the quotes for it, fish escapes it (and `\`). */
const quote = (value: string, shell: "sh" | "fish"): string =>
  shell === "fish" ? `'${value.replace(/[\\']/g, "\\$&")}'` : `'${value.replaceAll("'", "'\\''")}'`;

/** Lines for `eval "$(ctool env)"`, or `ctool env --shell fish | source`. Plain values stay unquoted. */
export const renderEnvironment = (variables: readonly Variable[], shell: "sh" | "fish"): string =>
  variables
    .map(({ name, value }) => {
      const text = /^[\w./:@%+,=-]+$/.test(value) ? value : quote(value, shell);
      return shell === "fish" ? `set -gx ${name} ${text}\n` : `export ${name}=${text}\n`;
    })
    .join("");
