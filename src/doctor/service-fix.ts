import type { EngineFacts, Fix } from "../model/index.ts";
import type { DoctorFacts } from "./facts.ts";
import { serviceCommand, serviceNameOf } from "./flavors.ts";
import { sudo } from "./look.ts";

/** Whether a service manager runs here at all: without one, whoever started a daemon has to start it again. */
const isManaged = ({ folders, services }: DoctorFacts, name: string): boolean =>
  services.find((service) => service.name === name)?.manager !== "systemd"
    ? services.some((service) => service.name === name)
    : folders.includes("/run/systemd/system");

/**
 * How an engine's service is started or restarted on this node.
 * @returns without a command where nothing manages it here
 */
export const serviceFix = (
  facts: DoctorFacts,
  action: "start" | "restart",
  flavor: EngineFacts["flavor"] | null,
  text: string,
): Fix => {
  const name = serviceNameOf(flavor, facts.node, facts.services);
  if (flavor === "rootless") return { text, argv: ["systemctl", "--user", action, "containerd"] };
  if (flavor !== "microk8s" && !isManaged(facts, name))
    return { text: `${text} (no service manager runs it here: the way it was started before)`, argv: null };
  return { text, argv: [...sudo(facts), ...serviceCommand(action, flavor, facts.node, facts.services)] };
};
