import type { KnownMessage } from "./types.ts";

/** Messages of package managers, and of a containerd that does not start. */
export const installMessages: readonly KnownMessage[] = [
  {
    id: "package-conflict",
    pattern:
      /containerd\.io\b.* conflicts with containerd|containerd\.io : Conflicts: containerd|package containerd\S*-\S+ (?:.*)?is filtered out by exclude filtering/,
    from: ["apt", "dnf"],
    title: "Docker's containerd.io and the node's containerd exclude each other",
    cause:
      "Installing Docker's packages would replace (or is kept from replacing) the containerd that Kubernetes uses here.",
    fix: [
      { text: "do without Docker on this node: list what runs", run: "ctool ps" },
      {
        text: "if Docker has to be: take the distribution's, which uses the containerd that is there",
        run: "apt-get install docker.io",
      },
    ],
    notThis: [
      "Replacing containerd under a kubelet: Docker's package brings a configuration with CRI switched off.",
      "--allowerasing and --force: the node's pods go with the package.",
    ],
  },
  {
    id: "containerd-config",
    pattern: /failed to load TOML(?: from)?:? (\S+?): (.+)/,
    from: ["containerd"],
    title: "containerd does not start: its configuration cannot be parsed",
    cause: "{1} is no valid TOML: {2}",
    fix: [
      { text: "check it after every edit", run: "containerd --config {1} config dump" },
      { text: "then start it again", run: "{restart}" },
    ],
    notThis: ["Deleting the file loses more than the fault: keep it under another name."],
  },
];
