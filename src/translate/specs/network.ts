import type { Problem } from "../../model/index.ts";
import type { Draft } from "../draft.ts";
import { nerdctlFields, nerdctlQuiet } from "../fields.ts";
import { filtersOf } from "../filters.ts";
import { isOpaque } from "../grammar.ts";
import { asTyped, flag, lost, none, noneOf, operands, reshape, same, since } from "../rules.ts";
import { allValues, type CommandSpec, type DockerCommand, type FlagSpec, lastValue, type Rule } from "../spec.ts";
import { atLeast } from "../versions.ts";

const CRI = none(
  "CRI has no network objects: pods are connected by the CNI configuration in /etc/cni/net.d",
  "nerdctl network, or edit /etc/cni/net.d",
);
const CTR = none(
  "ctr has no network objects, only --net-host and --cni of ctr run",
  "nerdctl network, or edit /etc/cni/net.d",
);
const NERDCTL_ONLY: CommandSpec["tools"] = { nerdctl: asTyped(), crictl: CRI, ctr: CTR };
/** Joining a network later would need a running container to get another interface. */
const FIXED: CommandSpec["tools"] = {
  nerdctl: none(
    "nerdctl connects a container to its networks once, when it is made",
    "make it anew: nerdctl run --network A --network B …",
  ),
  crictl: CRI,
  ctr: CTR,
};

const only = (nerdctl: Rule): FlagSpec["rules"] => ({ nerdctl });

/** nerdctl wants all of several names; docker is content with one of them. Names are regular expressions in nerdctl. */
const filter = reshape("same: name, label", (draft, use) => {
  const key = use.value.split("=", 1)[0] ?? "";
  const names = filtersOf(draft).filter((each) => each.key === "name");
  if (key === "label" || (key === "name" && names.length === 1)) draft.keep(use);
  else if (key !== "name") draft.lose(use, `nerdctl ignores the filter ${key} without a word`, "filter its output");
  else if (names[0]?.use === use) draft.put(use, ["--filter", `name=${names.map(({ value }) => value).join("|")}`]);
});

/** CNI plugins that nerdctl writes configuration for. */
const DRIVERS = ["bridge", "macvlan", "ipvlan"];
const driver = reshape("same: bridge, macvlan, ipvlan", (draft, use) => {
  if (DRIVERS.includes(use.value)) return draft.keep(use);
  const way = use.value === "overlay" ? "on Kubernetes the CNI plugin (flannel, Calico) spans the nodes" : "-d bridge";
  draft.refuse(`nerdctl has no network driver ${use.value}, only ${DRIVERS.join(", ")}`, way);
});

/** The options of each driver; nerdctl ends with `unsupported network option` on any other. */
function knowsOption(draft: Draft, option: string): boolean {
  const which = lastValue(draft.command, "driver") ?? "bridge";
  if (/^(?:mtu|com\.docker\.network\.driver\.mtu)$/.test(option)) return true;
  if (which !== "bridge") return option === "parent" || option === "mode" || option === `${which}_mode`;
  if (/^(?:icc|com\.docker\.network\.bridge\.enable_icc)$/.test(option)) return atLeast(draft.version, "2.1.4");
  return /^(?:ip-masq|com\.docker\.network\.bridge\.enable_ip_masquerade)$/.test(option);
}
const opt = reshape("same: mtu, ip-masq, icc; parent, macvlan_mode, ipvlan_mode", (draft, use) => {
  const option = use.value.split("=", 1)[0] ?? "";
  if (knowsOption(draft, option)) draft.keep(use);
  else draft.lose(use, `nerdctl has no network option ${option} here`);
});

const ipamDriver = reshape("same: default, host-local, dhcp", (draft, use) => {
  if (/^(?:default|host-local|dhcp)$/.test(use.value)) draft.keep(use);
  else draft.lose(use, `nerdctl has no IPAM driver ${use.value}`, "default or dhcp");
});

/** docker cuts these at commas, nerdctl does not. */
const eachOf = reshape("same, once per address", (draft, use) => {
  const values = use.value.split(",");
  if (values.length === 1) draft.keep(use);
  else
    draft.put(
      use,
      values.flatMap((value) => [`--${use.row.long}`, value]),
    );
});
/** Older versions take one; of several the last would win there. */
const oneOf: Rule = {
  ...eachOf,
  text: "same, one only",
  apply(draft, use) {
    if (!use.value.includes(",") && draft.command.byName.get(use.name)?.at(-1) === use) draft.keep(use);
    else draft.lose(use, `this nerdctl takes one --${use.row.long}`);
  },
};

const scope = reshape("local is what nerdctl makes", (draft, use) => {
  if (use.value !== "local") draft.lose(use, "nerdctl's networks are local to the node");
});

/** Addresses that belong to a subnet, where none is typed. */
function outsideSubnets(command: DockerCommand): Problem[] {
  if (command.byName.has("subnet")) return [];
  const [first] = allValues(command, "aux-address");
  const message =
    command.byName.has("ip-range") || command.byName.has("gateway")
      ? "docker: every ip-range or gateway must have a corresponding subnet"
      : first === undefined || isOpaque(first)
        ? null
        : `docker: no matching subnet for aux-address ${first.split("=").slice(1).join("=")}`;
  return message === null ? [] : [{ code: "bad-subnet", message, suggestion: null }];
}

export const commands: readonly CommandSpec[] = [
  {
    path: "network ls",
    aliases: ["network list"],
    risk: "read",
    summary: "Lists networks.",
    operands: operands(""),
    tools: NERDCTL_ONLY,
    flags: [
      flag("-f, --filter filter", "Lists only what matches a condition (name, label, driver, id, …).", only(filter)),
      flag(
        "--format string",
        "Prints in another format: json, table or a Go template.",
        only(nerdctlFields("nerdctl network ls", "ID", "Name", "Labels")),
      ),
      flag(
        "--no-trunc",
        "Prints ids whole.",
        only(lost("nerdctl network ls cuts ids to 12 digits", "nerdctl network inspect NAME has them whole")),
      ),
      flag("-q, --quiet", "Prints ids only.", only(nerdctlQuiet)),
    ],
    examples: [
      "docker network ls",
      "docker network list -q",
      "docker network ls --no-trunc",
      "docker network ls -f name=my",
      "docker network ls -f name=a --filter name=b --filter label=env=dev",
      "docker network ls --filter driver=bridge",
      "docker network ls --format '{{.ID}} {{.Name}}'",
      "docker network ls --format '{{.Name}} {{.Driver}}'",
      "docker network ls --format 'table {{.ID}}\\t{{.Name}}'",
      "docker network ls -q --format json",
    ],
  },
  {
    path: "network create",
    aliases: [],
    risk: "write",
    summary: "Makes a network.",
    operands: operands("NETWORK", "text"),
    tools: NERDCTL_ONLY,
    check: outsideSubnets,
    flags: [
      flag(
        "--attachable",
        "Lets containers that are no Swarm service join (overlay).",
        only(lost("nerdctl has no --attachable; every container can join its networks")),
      ),
      flag(
        "--aux-address map",
        "Reserves addresses: name=IP.",
        only(since("main", same, lost("nerdctl 2.3.5 and older reserve no addresses", "--ip-range"))),
      ),
      flag(
        "--config-from string",
        "Takes the configuration of another network.",
        only(lost("nerdctl has no configuration-only networks", "give --subnet, --gateway and so on")),
      ),
      flag("--config-only", "Makes a configuration, not a network.", {
        nerdctl: {
          ...lost("nerdctl has no configuration-only networks"),
          apply: (draft) =>
            draft.refuse(
              "nerdctl has no configuration-only networks",
              "give --subnet, --gateway and so on to every nerdctl network create",
            ),
        },
      }),
      flag("-d, --driver string", "Driver of the network: bridge, macvlan, ipvlan, overlay.", only(driver)),
      flag("--gateway stringSlice", "Gateway of a subnet.", only(since("2.3.4", eachOf, oneOf))),
      flag("--ingress", "Makes Swarm's routing-mesh network.", only(lost("there is no Swarm", "a Kubernetes Service"))),
      flag(
        "--internal",
        "Keeps the network from the outside.",
        only(since("2.1.4", same, lost("nerdctl before 2.1.4 has no --internal", "--opt ip-masq=false comes near"))),
      ),
      flag("--ip-range stringSlice", "Part of the subnet that containers get addresses of.", {
        nerdctl: since("main", eachOf, oneOf),
      }),
      flag("--ipam-driver string", "Driver that manages addresses.", only(ipamDriver)),
      flag("--ipam-opt map", "Options of that driver.", only(same)),
      flag("--ipv4", "Gives IPv4 addresses.", only(since("main", same)), { defaultOn: true }),
      flag("--ipv6", "Gives IPv6 addresses.", only(same)),
      flag("--label list", "Sets a label of the network.", only(same)),
      flag("-o, --opt map", "Options of the driver.", only(opt)),
      flag("--scope string", "Scope of the network: local, swarm.", only(scope)),
      flag("--subnet stringSlice", "Subnet in CIDR form.", only(eachOf)),
    ],
    examples: [
      "docker network create mynet",
      "docker network create --attachable mynet",
      "docker network create -d bridge --label env=dev mynet",
      "docker network create --driver macvlan --subnet 10.0.0.0/24 --gateway 10.0.0.1 -o parent=eth0 mynet",
      "docker network create --subnet=10.1.0.0/16 --ip-range 10.1.5.0/24 mynet",
      "docker network create --subnet 10.1.0.0/16,fd00::/64 --gateway 10.1.0.1 --gateway fd00::1 --ipv6 mynet",
      "docker network create -o com.docker.network.driver.mtu=1400 -o com.docker.network.bridge.name=br0 mynet",
      "docker network create -o com.docker.network.bridge.enable_icc=false mynet",
      "docker network create --internal mynet",
      "docker network create --ipv4=false --ipv6 --subnet fd00::/64 mynet",
      "docker network create --subnet 10.1.0.0/16 --aux-address router=10.1.0.9 mynet",
      "docker network create --ipam-driver dhcp --ipam-opt a=b mynet",
      "docker network create -d overlay --scope swarm mynet",
      "docker network create --config-only --subnet 10.1.0.0/16 conf",
      "docker network create --config-from conf --ingress --scope local mynet",
    ],
    mend: () => ["NETWORK"],
  },
  {
    path: "network inspect",
    aliases: [],
    risk: "read",
    summary: "Shows the whole record of networks.",
    operands: operands("NETWORK [NETWORK...]", "text"),
    tools: NERDCTL_ONLY,
    flags: [
      flag("-f, --format string", "Prints a Go template, or json.", only(same)),
      flag("-v, --verbose", "Shows Swarm's services and tasks too.", {
        nerdctl: lost("nerdctl network inspect has no -v: there is no Swarm to show"),
      }),
    ],
    examples: [
      "docker network inspect bridge",
      "docker network inspect -f '{{range .IPAM.Config}}{{.Subnet}}{{end}}' bridge mynet",
      "docker network inspect --verbose bridge",
    ],
  },
  {
    path: "network rm",
    aliases: ["network remove"],
    risk: "destroy",
    summary: "Removes networks.",
    operands: operands("NETWORK [NETWORK...]", "text"),
    tools: NERDCTL_ONLY,
    flags: [
      flag("-f, --force", "Does not mind a network that is not there.", {
        nerdctl: lost("nerdctl network rm has no -f, and fails on a network that is not there"),
      }),
    ],
    examples: ["docker network rm mynet", "docker network remove a b", "docker network rm -f mynet"],
  },
  {
    path: "network prune",
    aliases: [],
    risk: "destroy",
    summary: "Removes the networks that no container uses.",
    operands: operands(""),
    tools: NERDCTL_ONLY,
    flags: [
      flag("--filter filter", "Removes only what matches a condition (until, label).", {
        nerdctl: lost("nerdctl network prune has no --filter: it would remove more"),
      }),
      flag("-f, --force", "Does not ask.", only(same)),
    ],
    examples: ["docker network prune", "docker network prune -f", "docker network prune --force --filter until=24h"],
  },
  {
    path: "network connect",
    aliases: [],
    risk: "write",
    summary: "Connects a container to a network.",
    operands: operands("NETWORK CONTAINER", "text", "container"),
    tools: FIXED,
    flags: [
      flag("--alias stringSlice", "Adds a name of the container in the network.", {}),
      flag("--driver-opt stringSlice", "Options for the network's driver.", {}),
      flag("--gw-priority int", "Rank of the network for the default gateway.", {}),
      flag("--ip string", "IPv4 address of the container.", {}),
      flag("--ip6 string", "IPv6 address of the container.", {}),
      flag("--link list", "Links to another container.", {}),
      flag("--link-local-ip stringSlice", "Adds a link-local address.", {}),
    ],
    examples: [
      "docker network connect mynet web",
      "docker network connect --ip 10.1.0.5 --alias w mynet web",
      "docker network connect --ip6 fd00::5 --link db --link-local-ip 169.254.1.1 --driver-opt a=b --gw-priority 1 n web",
    ],
  },
  {
    path: "network disconnect",
    aliases: [],
    risk: "write",
    summary: "Takes a container off a network.",
    operands: operands("NETWORK CONTAINER", "text", "container"),
    tools: noneOf(
      { crictl: CRI, ctr: CTR },
      none(
        "nerdctl connects a container to its networks once, when it is made",
        "make it anew without the network: nerdctl run --network OTHER …",
      ),
    ),
    flags: [flag("-f, --force", "Takes it off even if it is not running.", {})],
    examples: ["docker network disconnect mynet web", "docker network disconnect -f mynet web"],
  },
];
