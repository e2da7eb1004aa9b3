/** Help topics: `ctool help TOPIC`. */
export const topics: Readonly<Record<string, { summary: string; text: string }>> = {
  "exit-codes": {
    summary: "what the exit code of ctool says",
    text: `0    done; for lists: at least one tool on the target answered
1    every tool that was asked ran and failed
2    the command line is wrong: an unknown flag or verb, a bad value; or a write wants a yes that it did not get
     (--yes, --accept-loss, --override-guard), or ctool is set to read only
3    no tool can do this (the translations are printed)
4    the node is not ready for it: no tool, no engine, no permission
5    with --exit-code: the tools differ
124  every tool ran out of time (--timeout)
130  interrupted

run, exec, start -a and attach end with the exit code of the program in the container.`,
  },
  "docker-ps": {
    summary: "why docker ps does not show the pods of a containerd node",
    text: `docker ps asks dockerd, and dockerd lists only the containers it made itself. On k3s, RKE2, kubeadm (since 1.24), EKS, AKS and
GKE the kubelet talks CRI to containerd (or CRI-O) and dockerd is not on the way: its list is right, and empty.

See them      ctool ps, or the command that ctool ps shows for nerdctl, crictl or ctr
Where         containerd's namespace k8s.io; k3s and RKE2 keep their containerd at /run/k3s/containerd/containerd.sock
Not this      DOCKER_HOST on containerd's socket: containerd speaks gRPC, not Docker's API
              dockerd --containerd-namespace=k8s.io: it shows images, never the pods' containers
Images        what docker built is in Docker's store; the kubelet sees only k8s.io:
              docker save IMAGE | ctr -n k8s.io images import -`,
  },
  settings: {
    summary: "ctool's own configuration: where it lies, what may stand in it, and what wins",
    text: `$XDG_CONFIG_HOME/ctool/config.toml (else ~/.config/ctool/config.toml), then /etc/ctool/config.toml; CTOOL_CONFIG names another one.

target = "k3s"          the engine to use, by id or flavor
namespace = "k8s.io"    the containerd namespace to use
via = "nerdctl"         the tool that carries out writes
timeout = "10s"         deadline of every command that ctool runs
layout = "joined"       or columns, stacked
read-only = true        refuse every write
runs = false            keep no list of what was run

[keys]                  keys of the workbench, by action
up = ["k", "up"]

A flag wins over a variable (CTOOL_READ_ONLY=1), that over the user's file, that over the system's. --read-only=false turns off for
once what a file turned on. A key that ctool does not know is an error that names the line. ctool settings shows what holds.`,
  },
  environment: {
    summary: "the variables that ctool reads, and how to set them",
    text: `CONTAINERD_ADDRESS          the containerd socket (nerdctl and ctr read it too)
CONTAINERD_NAMESPACE        the containerd namespace
CONTAINER_RUNTIME_ENDPOINT  crictl's runtime endpoint
IMAGE_SERVICE_ENDPOINT      crictl's image endpoint
DOCKER_HOST, DOCKER_CONTEXT where docker is asked
CRI_CONFIG_FILE             crictl's configuration, else /etc/crictl.yaml
NERDCTL_TOML                nerdctl's configuration, else /etc/nerdctl/nerdctl.toml
NO_COLOR, FORCE_COLOR       colours off, or on
XDG_CACHE_HOME              where ctool keeps what it knows of tool versions (else ~/.cache)

A flag wins over a variable, a variable over what the kubelet or k3s uses, that over the engine with most running containers.
eval "$(ctool env)" sets the first four, so that nerdctl, crictl and ctr reach the target that ctool chose.`,
  },
  namespaces: {
    summary: "containerd's namespaces, Kubernetes' namespaces, and why lists are empty",
    text: `Two different things are called namespace:

containerd's  separate worlds inside one containerd. Each tool looks into one only, and shows an empty table, without an error,
              when it is the wrong one or does not exist:
                k8s.io   what the kubelet made through CRI: pods. crictl always looks here
                default  what nerdctl and ctr use unless told (--namespace k8s.io)
                moby     what dockerd made, in its own containerd
Kubernetes'   names inside the cluster (default, kube-system). For containerd they are labels on containers.

ctool ps chooses k8s.io where CRI is served. ctool targets counts what is in each; --namespace NAME looks into another,
--all-namespaces into all of them.`,
  },
  formatting: {
    summary: "text, pipes, JSON and templates (--format)",
    text: `On a terminal   a table fitted to the width; reasons and hints below it
In a pipe       header and table, separated by tabs, ids whole, nothing cut, no colour; notes go to stderr
-q              ids only
--json          everything: the tools, what each was asked and answered, and per row who saw it and why not.
                The schemas are in docs/schemas/; "schemaVersion" changes when a field goes or changes its meaning
                events, stats, logs, top, port and diff print one object a line, with the tool that says it
--layout        joined (default), columns (the tools' own outputs side by side), stacked (one under the other)

--format is docker's, with docker's field names:
json            a JSON object a line
TEMPLATE        a Go template for each row: ctool ps --format '{{.Names}} {{.Status}}'
table TEMPLATE  the same in columns with headers: ctool ps --format 'table {{.ID}}\\t{{.Names}}'
raw             docker's lists of names and values (ps, images)

ps          .ID .Names .Image .Command .CreatedAt .RunningFor .Ports .State .Status .Size .Labels .Label "x" .Mounts
            .LocalVolumes .Networks .Platform
images      .Repository .Tag .Digest .ID .CreatedSince .CreatedAt .Size
pods        .ID .Name .Namespace .UID .State .Attempt .Runtime .CreatedAt .RunningFor .Labels .Label "x"
namespaces  .Name .Containers .Images .Labels .Label "x"
version     .Client.Version .Server.Version .Server.Components … (ctool is the client, the target's engine the server)
functions   json join split upper lower title pad truncate print printf println len index slice eq ne lt le gt ge and or not
            html js urlquery; if, else, range, with, $variables, pipes and {{- trimming -}} as in Go

Docker's shape  alias docker='ctool docker', or a link named docker that leads to ctool: stdout is docker's own, with docker's
                tables, the chosen target alone, no sandboxes and no lines of ctool's own`,
  },
};
