import { flag, none, noneOf, operands } from "../rules.ts";
import type { CommandSpec, FlagSpec } from "../spec.ts";
import { filter, format, quiet, taskRows } from "./list-rows.ts";

const instead = (way: string): CommandSpec["tools"] =>
  noneOf({}, none("stacks belong to Swarm, which is part of dockerd", way));

const files = flag("-c, --compose-file stringSlice", "Compose files of the stack.", {});
const detach = (meaning: string) => flag("-d, --detach", meaning, {});

/** Docker takes it between `stack` and the verb, and does nothing with it any more. */
export const groupFlags: readonly FlagSpec[] = [
  flag("--orchestrator string", "Orchestrator of the stack; without effect since docker 23.", {}),
];

export const commands: readonly CommandSpec[] = [
  {
    path: "stack deploy",
    aliases: ["stack up"],
    risk: "write",
    summary: "Starts the services of a Compose file in the swarm, or brings them up to date.",
    operands: operands("STACK", "text"),
    tools: instead(
      "on this node: nerdctl compose -f FILE -p STACK up -d; in Kubernetes: a Helm chart or kustomize, or kompose convert -f FILE and kubectl apply -f",
    ),
    flags: [
      files,
      detach("Does not wait until the services run."),
      flag("--prune", "Removes services that the file no longer has.", {}),
      flag("-q, --quiet", "Shows no progress.", {}),
      flag("--resolve-image string", "When to ask the registry for digests: always, changed, never.", {}),
      flag("--with-registry-auth", "Gives the nodes the registry's credentials.", {}),
    ],
    examples: [
      "docker stack deploy -c stack.yml app",
      "docker stack up --compose-file a.yml,b.yml --prune --with-registry-auth app",
      "docker stack deploy -c stack.yml -d -q --resolve-image never app",
      "docker stack --orchestrator swarm deploy -c stack.yml app",
    ],
  },
  {
    path: "stack ls",
    aliases: ["stack list"],
    risk: "read",
    summary: "Lists stacks.",
    operands: operands(""),
    tools: instead("helm list -A; kubectl get deployments -A"),
    flags: [format],
    examples: ["docker stack ls", "docker stack list --format json"],
  },
  {
    path: "stack ps",
    aliases: [],
    risk: "read",
    summary: "Lists the tasks of a stack.",
    operands: operands("STACK", "text"),
    tools: instead("kubectl get pods -l app.kubernetes.io/instance=STACK -o wide"),
    flags: taskRows,
    examples: ["docker stack ps app", "docker stack ps --no-trunc -f desired-state=running app"],
  },
  {
    path: "stack services",
    aliases: [],
    risk: "read",
    summary: "Lists the services of a stack.",
    operands: operands("STACK", "text"),
    tools: instead("kubectl get deployments,services -l app.kubernetes.io/instance=STACK"),
    flags: [filter, format, quiet],
    examples: ["docker stack services app", "docker stack services -q -f name=web app"],
  },
  {
    path: "stack rm",
    aliases: ["stack remove", "stack down"],
    risk: "destroy",
    summary: "Removes stacks.",
    operands: operands("STACK [STACK...]", "text"),
    tools: instead("helm uninstall STACK, or kubectl delete -f FILE; on this node: nerdctl compose -p STACK down"),
    flags: [detach("Does not wait until everything is gone.")],
    examples: ["docker stack rm app", "docker stack down -d app other", "docker stack remove app"],
  },
  {
    path: "stack config",
    aliases: [],
    risk: "read",
    summary: "Prints the merged Compose file of a stack.",
    operands: operands(""),
    tools: instead(
      "nerdctl compose -f FILE config comes near: it prints the merged Compose file, not the swarm's form of it",
    ),
    flags: [files, flag("--skip-interpolation", "Leaves variables as they are.", {})],
    examples: ["docker stack config -c stack.yml", "docker stack config -c stack.yml --skip-interpolation"],
  },
];
