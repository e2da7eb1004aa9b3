import type { Draft } from "../draft.ts";
import { asTyped, none, operands, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

const CONTAINERS = operands("CONTAINER [CONTAINER...]", "container");
const NO_PAUSE = "CRI does not pause containers";

/** One step per container: ctr takes the first id and ignores the rest without a word. */
function oneByOne(draft: Draft): void {
  draft.steps = draft.operands.map(({ word }) => ({ argv: ["ctr", ...draft.globals, ...draft.verb, word] }));
}

export const commands: readonly CommandSpec[] = [
  {
    path: "container pause",
    aliases: ["pause"],
    risk: "write",
    summary: "Freezes the processes of containers.",
    operands: CONTAINERS,
    tools: {
      nerdctl: asTyped(),
      crictl: none(NO_PAUSE, "ctr -n k8s.io tasks pause ID, or nerdctl -n k8s.io pause ID"),
      ctr: verb("tasks pause", { finish: oneByOne }),
    },
    flags: [],
    examples: ["docker pause web", "docker pause web db", "docker container pause f52d55c8e029"],
  },
  {
    path: "container unpause",
    aliases: ["unpause"],
    risk: "write",
    summary: "Lets paused containers go on.",
    operands: CONTAINERS,
    tools: {
      nerdctl: asTyped(),
      crictl: none(NO_PAUSE, "ctr -n k8s.io tasks resume ID, or nerdctl -n k8s.io unpause ID"),
      ctr: verb("tasks resume", { finish: oneByOne }),
    },
    flags: [],
    examples: ["docker unpause web", "docker unpause web db", "docker -D container unpause f52d55c8e029"],
  },
  {
    path: "container wait",
    aliases: ["wait"],
    risk: "read",
    summary: "Waits until containers stop, and prints their exit codes.",
    operands: CONTAINERS,
    tools: {
      nerdctl: asTyped(),
      crictl: none(
        "CRI waits for nothing",
        "poll: until crictl inspect -o go-template --template '{{.status.state}}' ID | grep -q EXITED; do sleep 1; done; or kubectl wait",
      ),
      ctr: none(
        "ctr tasks attach waits, but deletes the task at its end",
        "ctr events shows /tasks/exit; or nerdctl wait, which takes ctr's containers too",
      ),
    },
    flags: [],
    examples: ["docker wait web", "docker container wait web db"],
  },
  {
    path: "container rename",
    aliases: ["rename"],
    risk: "write",
    summary: "Gives a container another name.",
    operands: operands("CONTAINER NEW_NAME", "container", "text"),
    tools: {
      nerdctl: asTyped(),
      crictl: none(
        "CRI names containers once, when they are made",
        "crictl rm, then crictl create with another name in container.json",
      ),
      ctr: none(
        "a container's name in ctr is its id, which cannot change",
        "ctr containers rm ID, then ctr run … NEW_ID",
      ),
    },
    flags: [],
    examples: ["docker rename web web2", "docker container rename f52d55c8e029 web2"],
  },
  {
    path: "container port",
    aliases: ["port"],
    risk: "read",
    summary: "Shows where a container's ports are published.",
    operands: operands("CONTAINER [PRIVATE_PORT[/PROTO]]", "container", "text"),
    tools: {
      nerdctl: asTyped(),
      crictl: none(
        "CRI does not say which ports are mapped",
        "kubectl get svc,endpoints; hostPorts stand in kubectl get pod -o yaml; crictl port-forward makes a new one",
      ),
      ctr: none(
        "ctr publishes no ports",
        "iptables -t nat -S shows what CNI's portmap made; nerdctl port for nerdctl's containers",
      ),
    },
    flags: [],
    examples: ["docker port web", "docker port web 80/tcp", "docker container port web 53/udp"],
  },
];
