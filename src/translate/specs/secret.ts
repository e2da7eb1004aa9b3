import { flag, none, noneOf, operands } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";
import { format } from "./list-rows.ts";

const instead = (way: string): CommandSpec["tools"] =>
  noneOf(
    {},
    none("secrets belong to Swarm, which is part of dockerd", `${way}; nerdctl compose reads secrets from files`),
  );

export const commands: readonly CommandSpec[] = [
  {
    path: "secret create",
    aliases: [],
    risk: "write",
    summary: "Makes a secret of a file.",
    operands: operands("SECRET [FILE|-]", "text"),
    tools: instead("kubectl create secret generic NAME --from-file=FILE"),
    flags: [
      flag("-d, --driver string", "Driver that keeps the secret.", {}),
      flag("-l, --label list", "Sets a label.", {}),
      flag("--template-driver string", "Driver that fills in the template.", {}),
    ],
    examples: [
      "docker secret create s ./s.txt",
      "docker secret create s -",
      "docker secret create -l a=b -d vault --template-driver golang s",
    ],
  },
  {
    path: "secret inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the records of secrets, without what they hold.",
    operands: operands("SECRET [SECRET...]", "text"),
    tools: instead("kubectl describe secret NAME"),
    flags: [
      flag("-f, --format string", "Prints a Go template, or json.", {}),
      flag("--pretty", "Prints it for people.", {}),
    ],
    examples: ["docker secret inspect s --pretty", "docker secret inspect -f json s t"],
  },
  {
    path: "secret ls",
    aliases: ["secret list"],
    risk: "read",
    summary: "Lists secrets.",
    operands: operands(""),
    tools: instead("kubectl get secrets -A"),
    flags: [
      flag("-f, --filter filter", "Lists only what matches a condition (id, name, label).", {}),
      format,
      flag("-q, --quiet", "Prints ids only.", {}),
    ],
    examples: ["docker secret ls", "docker secret list -q -f name=s", "docker secret ls --format json"],
  },
  {
    path: "secret rm",
    aliases: ["secret remove"],
    risk: "destroy",
    summary: "Removes secrets.",
    operands: operands("SECRET [SECRET...]", "text"),
    tools: instead("kubectl delete secret NAME"),
    flags: [],
    examples: ["docker secret rm s", "docker secret remove s t"],
  },
];
