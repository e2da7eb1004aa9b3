import { flag, none, operands } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";
import { format } from "./list-rows.ts";

const NERDCTL = "nerdctl has no contexts: its containerd is chosen per command";
const CRICTL = "crictl has no contexts: its runtime stands in /etc/crictl.yaml";
const CTR = "ctr has no contexts: its containerd is chosen per command";

/** What takes the place of choosing a context. */
const CHOOSE: CommandSpec["tools"] = {
  nerdctl: none(NERDCTL, "--address and --namespace, CONTAINERD_ADDRESS, or /etc/nerdctl/nerdctl.toml"),
  crictl: none(CRICTL, "crictl config --set runtime-endpoint=unix://SOCKET --set image-endpoint=unix://SOCKET"),
  ctr: none(CTR, "--address and --namespace, or CONTAINERD_ADDRESS and CONTAINERD_NAMESPACE"),
};
/** What takes the place of looking at contexts. */
const LOOK: CommandSpec["tools"] = {
  nerdctl: none(NERDCTL, "nerdctl info; ctool targets lists the engines of this node"),
  crictl: none(CRICTL, "crictl config --get runtime-endpoint; ctool targets lists the engines of this node"),
  ctr: none(CTR, "ctr namespaces ls; ctool targets lists the engines of this node"),
};
/** What takes the place of carrying a context elsewhere. */
const CARRY: CommandSpec["tools"] = {
  nerdctl: none(NERDCTL, "copy /etc/nerdctl/nerdctl.toml"),
  crictl: none(CRICTL, "copy /etc/crictl.yaml"),
  ctr: none(CTR, "ctr reads no configuration file: CONTAINERD_ADDRESS and CONTAINERD_NAMESPACE"),
};
/** Another machine's containerd is no socket that can be dialled. */
const MAKE: CommandSpec["tools"] = {
  nerdctl: none(
    NERDCTL,
    "nerdctl.toml for another socket; for another machine, ssh there: containerd listens on no network",
  ),
  crictl: none(CRICTL, "a configuration of its own: crictl --config FILE; for another machine, ssh there"),
  ctr: none(CTR, "--address for another socket; for another machine, ssh there: containerd listens on no network"),
};

const description = flag("--description string", "Description of the context.", {});
const docker = flag("--docker stringToString", "Docker endpoint: host=…, ca=…, cert=…, key=….", {});
const CONTEXT = operands("CONTEXT", "text");

export const commands: readonly CommandSpec[] = [
  {
    path: "context ls",
    aliases: ["context list"],
    risk: "read",
    summary: "Lists contexts: the engines that the client knows.",
    operands: operands(""),
    tools: LOOK,
    flags: [format, flag("-q, --quiet", "Prints names only.", {})],
    examples: ["docker context ls", "docker context list -q", "docker context ls --format json"],
  },
  {
    path: "context show",
    aliases: [],
    risk: "read",
    summary: "Prints the name of the context in use.",
    operands: operands(""),
    tools: LOOK,
    flags: [],
    examples: ["docker context show"],
  },
  {
    path: "context inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of contexts.",
    operands: operands("[CONTEXT...]", "text"),
    tools: LOOK,
    flags: [flag("-f, --format string", "Prints a Go template, or json.", {})],
    examples: ["docker context inspect", "docker context inspect -f '{{.Endpoints.docker.Host}}' remote"],
  },
  {
    path: "context use",
    aliases: [],
    risk: "write",
    summary: "Chooses the context that is used from now on.",
    operands: CONTEXT,
    tools: CHOOSE,
    flags: [],
    examples: ["docker context use remote"],
  },
  {
    path: "context create",
    aliases: [],
    risk: "write",
    summary: "Makes a context.",
    operands: CONTEXT,
    tools: MAKE,
    flags: [description, docker, flag("--from string", "Context to copy.", {})],
    examples: [
      "docker context create remote --docker host=ssh://me@node1",
      "docker context create copy --from remote --description 'a copy'",
    ],
  },
  {
    path: "context update",
    aliases: [],
    risk: "write",
    summary: "Changes a context.",
    operands: CONTEXT,
    tools: MAKE,
    flags: [description, docker],
    examples: ["docker context update remote --description main --docker host=ssh://node2"],
  },
  {
    path: "context rm",
    aliases: ["context remove"],
    risk: "destroy",
    summary: "Removes contexts.",
    operands: operands("CONTEXT [CONTEXT...]", "text"),
    tools: CHOOSE,
    flags: [flag("-f, --force", "Removes a context in use too.", {})],
    examples: ["docker context rm remote", "docker context remove -f a b"],
  },
  {
    path: "context export",
    aliases: [],
    risk: "read",
    summary: "Writes a context to a file.",
    operands: operands("CONTEXT [FILE|-]", "text"),
    tools: CARRY,
    flags: [],
    examples: ["docker context export remote", "docker context export remote -"],
  },
  {
    path: "context import",
    aliases: [],
    risk: "write",
    summary: "Reads a context from a file.",
    operands: operands("CONTEXT FILE|-", "text"),
    tools: CARRY,
    flags: [],
    examples: ["docker context import remote remote.dockercontext"],
  },
];
