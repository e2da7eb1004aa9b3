import type { EngineFacts, Fix } from "../model/index.ts";
import { quote } from "../translate/words.ts";
import type { DoctorFacts } from "./facts.ts";
import { serviceCommand, serviceNameOf } from "./flavors.ts";
import { processesOf, serviceOf, sudo } from "./look.ts";

/** Whether a service manager runs here at all: without one, whoever started a daemon has to start it again. */
const isManaged = ({ folders, services }: DoctorFacts, name: string): boolean =>
  services.find((service) => service.name === name)?.manager !== "systemd"
    ? services.some((service) => service.name === name)
    : folders.includes("/run/systemd/system");

/** The command line of a unit, continued lines joined; null where it needs systemd to be understood, or the unit is not here. */
const unitCommand = (facts: DoctorFacts, name: string): string | null => {
  const text = serviceOf(facts, name)?.files[0]?.text?.replace(/\\\n\s*/g, " ") ?? "";
  const line = /^ExecStart=[-@:+!|]*(\/.+)$/m.exec(text)?.[1]?.trim() ?? null;
  return line === null || /[$%]|fd:\/\//.test(line) ? null : line;
};

/** The command line of an engine's own process, where nothing else looks after it. */
const runningCommand = (facts: DoctorFacts, engine: EngineFacts | undefined): { pid: number; line: string } | null => {
  const own = facts.processes.find(({ pid }) => pid === engine?.pid);
  const kept = ["k3s", "rke2", "k0s", "kubelite", "dockerd"].some((program) => processesOf(facts, program).length > 0);
  return own === undefined || own.program !== "containerd" || kept ? null : { pid: own.pid, line: quote(own.argv) };
};

const inBackground = (line: string, name: string): string => `setsid ${line} >>/var/log/${name}.log 2>&1 </dev/null &`;

/** What root pastes where no service manager runs: the daemon's own command line, or its unit's. */
const byHand = (
  facts: DoctorFacts,
  name: string,
  flavor: EngineFacts["flavor"] | null,
): { words: string; shell: string } | null => {
  if (facts.user.uid !== 0) return null;
  const engine = facts.node.engines.find((one) => one.flavor === flavor && one.engine === "containerd");
  if (engine?.liveness === "alive") {
    const running = runningCommand(facts, engine);
    if (running === null) return null;
    const shell = `kill ${running.pid}\ntail --pid=${running.pid} -f /dev/null\n${inBackground(running.line, name)}`;
    return { words: "as it was started", shell };
  }
  const found = flavor === "containerd" ? facts.binaries.find((one) => one.name === "containerd")?.path : undefined;
  // A package's unit may be there beside a containerd that was unpacked by hand: the one on PATH is the one that people start.
  const unit = unitCommand(facts, name)?.replace(/^\/\S*\/containerd(?=\s|$)/, found ?? "$&") ?? null;
  if (unit !== null) return { words: "as its unit does", shell: inBackground(unit, name) };
  return found ? { words: "by hand", shell: inBackground(found, name) } : null;
};

/**
 * How an engine's service is started or restarted on this node: by its service manager, else by root's own hand.
 * @returns without a command where neither is known
 */
export const serviceFix = (
  facts: DoctorFacts,
  action: "start" | "restart",
  flavor: EngineFacts["flavor"] | null,
  text: string,
): Fix => {
  const name = serviceNameOf(flavor, facts.node, facts.services);
  if (flavor === "rootless") return { text, argv: ["systemctl", "--user", action, "containerd"] };
  if (flavor === "microk8s" || isManaged(facts, name))
    return { text, argv: [...sudo(facts), ...serviceCommand(action, flavor, facts.node, facts.services)] };
  const hand = byHand(facts, name, flavor);
  return hand === null
    ? { text: `${text} (no service manager runs it here: the way it was started before)`, argv: null }
    : { text: `${text} (no service manager runs here: ${hand.words})`, argv: null, shell: hand.shell };
};
