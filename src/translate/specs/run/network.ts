import type { Draft } from "../../draft.ts";
import { alias, flag, lost, reshape, same, since } from "../../rules.ts";
import { type FlagSpec, type FlagUse, lastValue, type Rule } from "../../spec.ts";
import { type Publication, readPublish } from "./ports.ts";

const HOSTS = "bind-mount a hosts file over /etc/hosts";
const RESOLV = "bind-mount a file over /etc/resolv.conf";
const HOST = 2;
const cniOnly = (what: string) => lost(`CRI leaves ${what} to the CNI configuration of the node`);
const noCtr = (what: string) => lost(`ctr run has no ${what}`);

/** Docker's `--network`, by what it asks for. */
export type Network = { kind: "host" | "none" | "default" } | { kind: "container" | "named"; name: string };

/** `host`, `none`, `bridge`, `container:db`, `mynet`, `name=mynet,alias=web`. */
export function readNetwork(value: string): Network {
  if (value === "host" || value === "none") return { kind: value };
  if (value === "bridge" || value === "default") return { kind: "default" };
  if (value.startsWith("container:")) return { kind: "container", name: value.slice("container:".length) };
  const named = /(?:^|,)name=([^,]*)/.exec(value)?.[1];
  if (named === "host" || named === "none") return { kind: named };
  return { kind: "named", name: named ?? value };
}

/** nerdctl takes the name only, not docker's `name=…,alias=…`. */
const nerdctlNetwork = reshape("same; of name=…,alias=… the name only", (draft, use) => {
  if (!use.value.includes("=")) return draft.keep(use);
  const network = readNetwork(use.value);
  draft.put(use, ["--network", "name" in network ? network.name : network.kind]);
  if (use.value.includes(","))
    draft.lose(use, "nerdctl takes the name of a network only", "--ip, --ip6, --mac-address");
});

const criNetwork = reshape("security_context.namespace_options.network for host", (draft, use) => {
  const network = readNetwork(use.value);
  if (network.kind === "host") {
    for (const file of ["pod", "container"] as const)
      draft.set(file, "linux.security_context.namespace_options.network", HOST);
  } else if (network.kind === "none") draft.lose(use, "a CRI pod always gets a network");
  else if (network.kind === "container") draft.change(use, "made in the same pod, which shares its network");
  else if (network.kind === "named")
    draft.lose(use, "CRI has no network objects", "the node's CNI configuration decides");
});

const ctrNetwork = reshape("--net-host, --with-ns or --cni", (draft, use) => {
  const network = readNetwork(use.value);
  if (network.kind === "host") draft.put(use, ["--net-host"]);
  else if (network.kind === "container") joinNamespace(draft, use, "network", "net", network.name);
  else if (network.kind === "named")
    draft.lose(use, "ctr has no network objects", "--cni takes the node's CNI network");
  else if (network.kind === "default") {
    if (draft.verb[0] === "run") draft.put(use, ["--cni"]);
    draft.change(use, "the network is what /etc/cni/net.d configures, not docker's bridge");
  }
});

/** Puts a container of ctr into a namespace of another one. */
export function joinNamespace(draft: Draft, use: FlagUse, kind: string, file: string, name: string): void {
  draft.put(use, ["--with-ns", `${kind}:/proc/<PID_OF_${name}>/ns/${file}`]);
  draft.change(use, `the PID of ${name} has to be filled in: ctr tasks ls shows it`);
}

const PROTOCOLS = { tcp: 0, udp: 1, sctp: 2 };

const criPublish = reshape("pod.json: port_mappings", (draft, use) => {
  const ports = readPublish(use.value);
  if ("problem" in ports) return draft.lose(use, ports.problem);
  for (const port of ports) {
    if (port.hostPort === null) draft.lose(use, "CRI picks no free port of the host", "name one: -p HOST:CONTAINER");
    else draft.add("pod", "port_mappings", mapping(port));
  }
  draft.tell(use, "needs the portmap plugin in the node's CNI configuration");
});

function mapping(port: Publication): Record<string, unknown> {
  const entry: Record<string, unknown> = {
    protocol: PROTOCOLS[port.protocol],
    container_port: port.containerPort,
    host_port: port.hostPort,
  };
  if (port.hostIp !== null) entry.host_ip = port.hostIp;
  return entry;
}

/** ctr cannot publish; with the host's network the container's own port is open. */
const ctrPublish = reshape("--net-host, which cannot remap", (draft, use) => {
  const first = draft.command.uses.find((other) => other.name === "publish" || other.name === "publish-all");
  if (first === use && lastValue(draft.command, "network") === null) draft.put(use, ["--net-host"]);
  draft.lose(use, "ctr publishes no ports; --net-host opens the container's own port on the host");
});

function dns(field: string): Rule {
  return reshape(`pod.json: dns_config.${field}`, (draft, use) => draft.add("pod", `dns_config.${field}`, use.value));
}

/** A `--x host` flag of the kernel namespaces. */
function namespaceOf(kind: string, file: string, crictl: Rule): FlagSpec["rules"] {
  return {
    nerdctl: same,
    crictl,
    ctr: reshape(`--with-ns ${kind}:…`, (draft, use) => {
      if (use.value === "host") draft.put(use, ["--with-ns", `${kind}:/proc/1/ns/${file}`]);
      else if (use.value.startsWith("container:"))
        joinNamespace(draft, use, kind, file, use.value.slice("container:".length));
      else if (use.value !== "private" && use.value !== "")
        draft.lose(use, `ctr has no ${kind} namespace of kind ${use.value}`);
    }),
  };
}

/** For crictl: host is a mode of the pod, private its default. */
function criMode(option: string): Rule {
  return reshape(`security_context.namespace_options.${option}`, (draft, use) => {
    if (use.value === "host") {
      for (const file of ["pod", "container"] as const)
        draft.set(file, `linux.security_context.namespace_options.${option}`, HOST);
    } else if (use.value !== "private" && use.value !== "")
      draft.lose(use, `CRI cannot give one container the ${option} namespace of another pod`);
  });
}

/** Networks, names, ports and the kernel namespaces. */
export function networkFlags(): FlagSpec[] {
  const network = flag("--network network", "Network to join: bridge, host, none, container:NAME or a name.", {
    nerdctl: nerdctlNetwork,
    crictl: criNetwork,
    ctr: ctrNetwork,
  });
  const networkAlias = flag("--network-alias list", "Another name of the container in its network.", {
    nerdctl: lost("nerdctl has no aliases in networks", "the container is reached by its name"),
    crictl: lost("CRI has no names in networks"),
    ctr: noCtr("names in networks"),
  });
  const dnsOption = flag("--dns-option list", "An option of the resolver.", {
    nerdctl: same,
    crictl: dns("options"),
    ctr: lost("ctr writes no resolver configuration", RESOLV),
  });
  return [
    network,
    alias("--net network", network, { nerdctl: nerdctlNetwork }),
    networkAlias,
    alias("--net-alias list", networkAlias),
    flag("--add-host list", "A line of /etc/hosts: HOST:IP.", {
      nerdctl: same,
      crictl: lost("CRI has no extra hosts", HOSTS),
      ctr: lost("ctr writes no hosts file", HOSTS),
    }),
    flag("--dns list", "A name server.", {
      nerdctl: same,
      crictl: dns("servers"),
      ctr: lost("ctr writes no resolver configuration", RESOLV),
    }),
    dnsOption,
    alias("--dns-opt list", dnsOption, { nerdctl: same }),
    flag("--dns-search list", "A search domain.", {
      nerdctl: same,
      crictl: dns("searches"),
      ctr: lost("ctr writes no resolver configuration", RESOLV),
    }),
    flag("--domainname string", "NIS domain name of the container.", {
      nerdctl: since("2.0", same),
      crictl: lost("CRI has no domain name"),
      ctr: noCtr("domain name"),
    }),
    flag("--expose list", "A port the container listens on; nothing is published.", {
      nerdctl: since("main", same),
      crictl: lost("CRI has no exposed ports"),
      ctr: noCtr("exposed ports"),
    }),
    flag("-h, --hostname string", "Host name of the container.", {
      nerdctl: same,
      crictl: reshape("pod.json: hostname", (draft, use) => draft.set("pod", "hostname", use.value)),
      ctr: since(
        "1.7",
        reshape("--hostname", (draft, use) => draft.put(use, ["--hostname", use.value])),
      ),
    }),
    flag("--ip string", "IPv4 address in the network.", {
      nerdctl: same,
      crictl: cniOnly("addresses"),
      ctr: noCtr("addresses"),
    }),
    flag("--ip6 string", "IPv6 address in the network.", {
      nerdctl: same,
      crictl: cniOnly("addresses"),
      ctr: noCtr("addresses"),
    }),
    flag("--link list", "Link to another container (legacy).", {
      nerdctl: lost("nerdctl has no links", "containers in one network reach each other by name"),
      crictl: lost("CRI has no links"),
      ctr: noCtr("links"),
    }),
    flag("--link-local-ip list", "A link-local address.", {
      nerdctl: lost("nerdctl has no --link-local-ip"),
      crictl: cniOnly("addresses"),
      ctr: noCtr("addresses"),
    }),
    flag("--mac-address string", "MAC address of the container.", {
      nerdctl: same,
      crictl: cniOnly("addresses"),
      ctr: noCtr("addresses"),
    }),
    flag("-p, --publish list", "Publishes a port of the container on the host.", {
      nerdctl: same,
      crictl: criPublish,
      ctr: ctrPublish,
    }),
    flag("-P, --publish-all", "Publishes all exposed ports on free ports of the host.", {
      nerdctl: since("main", same),
      crictl: lost("CRI picks no free ports of the host", "name them: -p HOST:CONTAINER"),
      ctr: ctrPublish,
    }),
    flag("--ipc string", "IPC namespace: host, private, container:NAME.", namespaceOf("ipc", "ipc", criMode("ipc"))),
    flag("--pid string", "PID namespace: host, container:NAME.", namespaceOf("pid", "pid", criMode("pid"))),
    flag(
      "--uts string",
      "UTS namespace (host name): host.",
      namespaceOf("uts", "uts", lost("CRI has no choice of the UTS namespace", "host network shares the host's name")),
    ),
  ];
}
