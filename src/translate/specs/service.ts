import { flag, none, noneOf, operands, operandsFirst } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";
import { filter, format, quiet, taskRows } from "./list-rows.ts";
import { createRows, sharedRows, updateRows } from "./service/rows.ts";

const instead = (way: string): CommandSpec["tools"] =>
  noneOf({}, none("services belong to Swarm, which is part of dockerd", way));

const detach = (meaning: string) => flag("-d, --detach", meaning, {});

export const commands: readonly CommandSpec[] = [
  {
    path: "service create",
    aliases: [],
    risk: "write",
    summary: "Makes a service: containers that the swarm keeps running.",
    operands: operandsFirst("IMAGE [COMMAND] [ARG...]", "image", "command"),
    tools: instead(
      "kubectl create deployment NAME --image=IMAGE --replicas=N, kubectl expose deployment NAME --port=PORT; on this node: nerdctl run -d --restart always",
    ),
    flags: [...sharedRows, ...createRows],
    examples: [
      "docker service create nginx",
      "docker service create --name web --replicas 3 -p 80:80 nginx:alpine",
      "docker service create --mode global --mount type=bind,src=/a,dst=/b --constraint node.role==worker -e A=1 nginx sh -c ls",
      "docker service create --limit-cpu 1.5 --limit-memory 512m --update-delay 10s --update-max-failure-ratio 0.1 nginx",
    ],
  },
  {
    path: "service update",
    aliases: [],
    risk: "write",
    summary: "Changes a service.",
    operands: operands("SERVICE", "text"),
    tools: instead("kubectl set image, kubectl set env, kubectl set resources, or kubectl edit deployment NAME"),
    flags: [...sharedRows, ...updateRows],
    examples: [
      "docker service update --image nginx:1.27 web",
      "docker service update --replicas 5 --env-add A=1 --env-rm B --publish-add 80:80 web",
      "docker service update --force web",
      "docker service update --rollback -q web",
    ],
  },
  {
    path: "service ls",
    aliases: ["service list"],
    risk: "read",
    summary: "Lists services.",
    operands: operands(""),
    tools: instead("kubectl get deployments,daemonsets,services -A"),
    flags: [filter, format, quiet],
    examples: ["docker service ls", "docker service list -q -f name=web", "docker service ls --format json"],
  },
  {
    path: "service ps",
    aliases: [],
    risk: "read",
    summary: "Lists the tasks of services.",
    operands: operands("SERVICE [SERVICE...]", "text"),
    tools: instead("kubectl get pods -l app=NAME -o wide"),
    flags: taskRows,
    examples: ["docker service ps web", "docker service ps --no-trunc -f desired-state=running web db"],
  },
  {
    path: "service inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of services.",
    operands: operands("SERVICE [SERVICE...]", "text"),
    tools: instead("kubectl describe deployment NAME, or kubectl get deployment NAME -o yaml"),
    flags: [
      flag("-f, --format string", "Prints a Go template, or json.", {}),
      flag("--pretty", "Prints it for people.", {}),
    ],
    examples: ["docker service inspect --pretty web", "docker service inspect -f '{{.Spec.Mode}}' web db"],
  },
  {
    path: "service logs",
    aliases: [],
    risk: "read",
    summary: "Shows what the tasks of a service printed.",
    operands: operands("SERVICE|TASK", "text"),
    tools: instead("kubectl logs deployment/NAME --all-pods --prefix"),
    flags: [
      flag("--details", "Shows the log driver's extra details.", {}),
      flag("-f, --follow", "Goes on as more is printed.", {}),
      flag("--no-resolve", "Prints ids in place of names.", {}),
      flag("--no-task-ids", "Leaves out ids of tasks.", {}),
      flag("--no-trunc", "Prints everything whole.", {}),
      flag("--raw", "Prints the lines as they are.", {}),
      flag("--since string", "From a time on: 10m, 2024-01-02T13:23:37Z.", {}),
      flag("-n, --tail string", "Number of lines from the end, or all.", {}),
      flag("-t, --timestamps", "Shows when each line was printed.", {}),
    ],
    examples: ["docker service logs web", "docker service logs -f --tail 100 --since 10m --raw web"],
  },
  {
    path: "service scale",
    aliases: [],
    risk: "write",
    summary: "Sets how many tasks services have.",
    operands: operands("SERVICE=REPLICAS [SERVICE=REPLICAS...]", "text"),
    tools: instead("kubectl scale deployment NAME --replicas=N"),
    flags: [detach("Does not wait until the services run.")],
    examples: ["docker service scale web=5", "docker service scale -d web=5 db=2"],
  },
  {
    path: "service rollback",
    aliases: [],
    risk: "write",
    summary: "Takes a service back to the specification before.",
    operands: operands("SERVICE", "text"),
    tools: instead("kubectl rollout undo deployment/NAME"),
    flags: [detach("Does not wait until the service runs."), flag("-q, --quiet", "Shows no progress.", {})],
    examples: ["docker service rollback web", "docker service rollback -dq web"],
  },
  {
    path: "service rm",
    aliases: ["service remove"],
    risk: "destroy",
    summary: "Removes services.",
    operands: operands("SERVICE [SERVICE...]", "text"),
    tools: instead("kubectl delete deployment,service NAME"),
    flags: [],
    examples: ["docker service rm web", "docker service remove web db"],
  },
];
