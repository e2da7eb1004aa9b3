import { flag, implied, lost, none, operands, same, verb } from "../rules.ts";
import type { CommandSpec, Form } from "../spec.ts";

const NERDCTL = none(
  "nerdctl has no plugins to install",
  "networks: CNI plugins in /opt/cni/bin; storage: a snapshotter as proxy plugin in containerd's config.toml",
);
const CRICTL = none("CRI has no plugins", "networks: CNI plugins in /opt/cni/bin; volumes: a CSI driver in Kubernetes");
const CTR = none(
  "containerd's plugins are part of it, or named in its config.toml ([proxy_plugins], disabled_plugins)",
  "change config.toml and restart containerd; ctr plugins ls shows them",
);
const TOOLS: Record<"nerdctl" | "crictl" | "ctr", Form> = { nerdctl: NERDCTL, crictl: CRICTL, ctr: CTR };

const trust = flag("--disable-content-trust", "Skips the check of signatures.", {});
const grant = flag("--grant-all-permissions", "Grants every right the plugin asks for.", {});
const force = (meaning: string) => flag("-f, --force", meaning, {});

export const commands: readonly CommandSpec[] = [
  {
    path: "plugin ls",
    aliases: ["plugin list"],
    risk: "read",
    summary: "Lists the plugins of docker.",
    operands: operands(""),
    tools: {
      ...TOOLS,
      ctr: verb("plugins ls", {
        partial: "containerd's own plugins (snapshotters, services, CRI), which are another thing",
      }),
    },
    flags: [
      flag("-f, --filter filter", "Lists only what matches a condition (enabled, capability).", {
        ctr: lost("ctr plugins ls has filters of containerd's fields only", "ctr plugins ls id==NAME"),
      }),
      flag("--format string", "Prints in another format: json, table or a Go template.", {
        ctr: lost("ctr has no output formats"),
      }),
      flag("--no-trunc", "Prints ids whole.", { ctr: implied("ctr never truncates") }),
      flag("-q, --quiet", "Prints ids only.", { ctr: same }),
    ],
    examples: [
      "docker plugin ls",
      "docker plugin list -q",
      "docker plugin ls --no-trunc -f enabled=true --format '{{.Name}}'",
    ],
  },
  {
    path: "plugin inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of plugins.",
    operands: operands("PLUGIN [PLUGIN...]", "text"),
    tools: {
      ...TOOLS,
      ctr: none("docker's plugins are not containerd's", "ctr plugins ls -d id==NAME shows one of containerd's"),
    },
    flags: [flag("-f, --format string", "Prints a Go template, or json.", {})],
    examples: ["docker plugin inspect vieux/sshfs", "docker plugin inspect -f '{{.Enabled}}' vieux/sshfs"],
  },
  {
    path: "plugin install",
    aliases: [],
    risk: "write",
    summary: "Downloads a plugin and turns it on.",
    operands: operands("PLUGIN [KEY=VALUE...]", "text"),
    tools: TOOLS,
    flags: [
      flag("--alias string", "Name of the plugin here.", {}),
      flag("--disable", "Does not turn it on.", {}),
      trust,
      grant,
    ],
    examples: [
      "docker plugin install vieux/sshfs",
      "docker plugin install --grant-all-permissions --alias ssh vieux/sshfs DEBUG=1",
      "docker plugin install --disable --disable-content-trust vieux/sshfs",
    ],
  },
  {
    path: "plugin upgrade",
    aliases: [],
    risk: "write",
    summary: "Brings a plugin to a newer version.",
    operands: operands("PLUGIN [REMOTE]", "text"),
    tools: TOOLS,
    flags: [trust, grant, flag("--skip-remote-check", "Does not mind that the names differ.", {})],
    examples: ["docker plugin upgrade vieux/sshfs", "docker plugin upgrade --skip-remote-check ssh vieux/sshfs:next"],
  },
  {
    path: "plugin enable",
    aliases: [],
    risk: "write",
    summary: "Turns a plugin on.",
    operands: operands("PLUGIN", "text"),
    tools: TOOLS,
    flags: [flag("--timeout int", "Seconds to wait for the plugin.", {})],
    examples: ["docker plugin enable vieux/sshfs", "docker plugin enable --timeout 5 vieux/sshfs"],
  },
  {
    path: "plugin disable",
    aliases: [],
    risk: "write",
    summary: "Turns a plugin off.",
    operands: operands("PLUGIN", "text"),
    tools: TOOLS,
    flags: [force("Turns it off even if it is in use.")],
    examples: ["docker plugin disable vieux/sshfs", "docker plugin disable -f vieux/sshfs"],
  },
  {
    path: "plugin set",
    aliases: [],
    risk: "write",
    summary: "Sets options of a plugin.",
    operands: operands("PLUGIN KEY=VALUE [KEY=VALUE...]", "text"),
    tools: TOOLS,
    flags: [],
    examples: ["docker plugin set vieux/sshfs DEBUG=1"],
  },
  {
    path: "plugin rm",
    aliases: ["plugin remove"],
    risk: "destroy",
    summary: "Removes plugins.",
    operands: operands("PLUGIN [PLUGIN...]", "text"),
    tools: TOOLS,
    flags: [force("Removes a plugin in use too.")],
    examples: ["docker plugin rm vieux/sshfs", "docker plugin remove -f vieux/sshfs"],
  },
  {
    path: "plugin create",
    aliases: [],
    risk: "write",
    summary: "Makes a plugin of a folder.",
    operands: operands("PLUGIN PLUGIN-DATA-DIR", "text"),
    tools: TOOLS,
    flags: [flag("--compress", "Compresses the folder on its way.", {})],
    examples: ["docker plugin create me/plug ./plug", "docker plugin create --compress me/plug ./plug"],
  },
  {
    path: "plugin push",
    aliases: [],
    risk: "write",
    summary: "Uploads a plugin to a registry.",
    operands: operands("PLUGIN[:TAG]", "text"),
    tools: TOOLS,
    flags: [flag("--disable-content-trust", "Skips signing.", {})],
    examples: ["docker plugin push me/plug:v1", "docker plugin push --disable-content-trust me/plug"],
  },
];
