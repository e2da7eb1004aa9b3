import type { EngineFacts, Fix, Tool } from "../../model/index.ts";
import type { DoctorFacts, FileKind } from "../facts.ts";
import { filesOf, hasTool, toolOf } from "../look.ts";
import type { Rule } from "../rule.ts";

const USUAL = "/run/containerd/containerd.sock";

const contents = ({ namespaces, running }: EngineFacts): string => {
  if (running === null) return "";
  const parts = namespaces.filter((one) => (one.running ?? 0) > 0).map((one) => `${one.name} ${one.running}`);
  return parts.length > 0 ? `, ${parts.join(", ")} running` : ", nothing running";
};

/** Whether a file or variable leads a tool to the pods' socket already; ctr takes no file. */
const isLed = (facts: DoctorFacts, tool: Tool, { socket }: EngineFacts): boolean => {
  const { containerdAddress, runtimeEndpoint } = facts.node.environment;
  const names = (text: string | null): boolean => text?.includes(socket) === true;
  if (toolOf(facts, tool)?.owner) return true;
  if (tool === "crictl")
    return (
      names(runtimeEndpoint) ||
      filesOf(facts, "crictl").some(({ path, text }) => !path.includes("/agent/etc/") && names(text))
    );
  return names(containerdAddress) || (tool === "nerdctl" && filesOf(facts, "nerdctl").some(({ text }) => names(text)));
};

/** The tools that go to the other containerd. ctr counts only where it is alone: nothing but variables leads it. */
const misledTools = (facts: DoctorFacts, pods: EngineFacts): Tool[] => {
  const here = (["crictl", "nerdctl"] as const).filter((tool) => hasTool(facts, tool));
  const asked: Tool[] = here.length > 0 ? here : ["ctr"];
  return asked.filter((tool) => hasTool(facts, tool) && !isLed(facts, tool, pods));
};

/** Files that lead the tools to the pods; only those that do not exist yet, so that nothing of anybody's is lost. */
const fixesOf = (facts: DoctorFacts, { socket }: EngineFacts, misled: readonly Tool[]): Fix[] => {
  const fixes: Fix[] = [
    {
      text: "for this shell: the variables that lead every tool to the pods",
      argv: null,
      shell: 'eval "$(ctool env)"',
    },
  ];
  if (facts.user.uid !== 0) return fixes;
  const isFree = (kind: FileKind, path: string) => filesOf(facts, kind).every((file) => file.path !== path);
  if (misled.includes("crictl") && isFree("crictl", "/etc/crictl.yaml"))
    fixes.push({
      text: "for good, crictl",
      argv: null,
      edit: {
        path: "/etc/crictl.yaml",
        content: `runtime-endpoint: unix://${socket}\nimage-endpoint: unix://${socket}\n`,
      },
    });
  if (misled.includes("nerdctl") && isFree("nerdctl", "/etc/nerdctl/nerdctl.toml"))
    fixes.push({
      text: "for good, nerdctl",
      argv: null,
      edit: { path: "/etc/nerdctl/nerdctl.toml", content: `address = "${socket}"\nnamespace = "k8s.io"\n` },
    });
  return fixes;
};

export const twoContainerds: Rule = {
  id: "two-containerds",
  area: "containerd",
  title: "Two containerds: the tools reach the one without the pods",
  worst: "warning",
  check: (facts) => {
    const here = facts.node.engines.filter(
      ({ engine, flavor, liveness }) =>
        engine === "containerd" &&
        (liveness === "alive" || liveness === "denied") &&
        !["docker-containerd", "rootless", "colima"].includes(flavor),
    );
    const pods =
      here.find(({ socket }) => socket === facts.node.kubernetes?.socket) ??
      here.find(({ flavor }) => ["k3s", "rke2", "microk8s", "k0s"].includes(flavor));
    const usual = here.find(({ socket }) => socket === USUAL);
    if (!pods || !usual || pods === usual) return null;
    const misled = misledTools(facts, pods);
    if (misled.length === 0) return null;
    return {
      severity: "warning",
      title: `two containerds run: plain ${misled.join(" and ")} ${misled.length === 1 ? "reaches" : "reach"} ${usual.socket}, the pods are on ${pods.socket}`,
      because: [
        `${pods.id} brought a containerd of its own. Tools that are not told otherwise go to ${USUAL}, and list what is there without a word of the other.`,
      ],
      evidence: [pods, usual].map((one) => ({
        text: `${one.socket}${one.pid === null ? "" : `, pid ${one.pid}`}${contents(one)}`,
        source: one.pid === null ? null : `/proc/${one.pid}`,
      })),
      see: ["ctool targets", `ctool --target ${usual.id} ps`],
      fix: fixesOf(facts, pods, misled),
      notThis: ["Removing the containerd package while Docker uses it: docker-ce runs its containers in it."],
      about: misled,
    };
  },
  page: {
    symptom:
      "`ctr containers ls`, `nerdctl ps` or `crictl ps` is empty, or fails with `unknown service runtime.v1.RuntimeService`, while the pods run.",
    cause:
      "k3s, RKE2, microk8s and k0s bring their own containerd on a socket of their own. A containerd package (often as part of docker-ce) listens on `/run/containerd/containerd.sock`, where every tool looks first.",
    check: "`ctool targets`, or `ps -eo args | grep [c]ontainerd`.",
    fix: '`eval "$(ctool env)"` for one shell; `/etc/crictl.yaml` and `/etc/nerdctl/nerdctl.toml` with the right socket for good; `k3s crictl`, `k3s ctr` need nothing.',
  },
};
