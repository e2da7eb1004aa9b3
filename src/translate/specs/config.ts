import { flag, none, noneOf, operands } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";
import { format } from "./list-rows.ts";

const instead = (way: string): CommandSpec["tools"] =>
  noneOf(
    {},
    none("configs belong to Swarm, which is part of dockerd", `${way}; nerdctl compose reads configs from files`),
  );

export const commands: readonly CommandSpec[] = [
  {
    path: "config create",
    aliases: [],
    risk: "write",
    summary: "Makes a config of a file.",
    operands: operands("CONFIG FILE|-", "text"),
    tools: instead("kubectl create configmap NAME --from-file=FILE"),
    flags: [
      flag("-l, --label list", "Sets a label.", {}),
      flag("--template-driver string", "Driver that fills in the template.", {}),
    ],
    examples: ["docker config create c ./c.conf", "docker config create -l a=b --template-driver golang c -"],
  },
  {
    path: "config inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of configs.",
    operands: operands("CONFIG [CONFIG...]", "text"),
    tools: instead("kubectl get configmap NAME -o yaml"),
    flags: [
      flag("-f, --format string", "Prints a Go template, or json.", {}),
      flag("--pretty", "Prints it for people.", {}),
    ],
    examples: ["docker config inspect c --pretty", "docker config inspect -f json c d"],
  },
  {
    path: "config ls",
    aliases: ["config list"],
    risk: "read",
    summary: "Lists configs.",
    operands: operands(""),
    tools: instead("kubectl get configmaps -A"),
    flags: [
      flag("-f, --filter filter", "Lists only what matches a condition (id, name, label).", {}),
      format,
      flag("-q, --quiet", "Prints ids only.", {}),
    ],
    examples: ["docker config ls", "docker config list -q -f name=c", "docker config ls --format json"],
  },
  {
    path: "config rm",
    aliases: ["config remove"],
    risk: "destroy",
    summary: "Removes configs.",
    operands: operands("CONFIG [CONFIG...]", "text"),
    tools: instead("kubectl delete configmap NAME"),
    flags: [],
    examples: ["docker config rm c", "docker config remove c d"],
  },
];
