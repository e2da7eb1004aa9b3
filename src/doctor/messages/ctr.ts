import type { KnownMessage } from "./types.ts";

/** Messages of ctr: its references, ids, tasks and flags. */
export const ctrMessages: readonly KnownMessage[] = [
  {
    id: "ref-object",
    pattern: /failed to resolve (?:reference "([^"]+)"|image): object required/,
    from: ["ctr"],
    title: "ctr wants the whole reference, tag included",
    cause: "ctr fills nothing in: the registry, library/ and the tag have to be there.",
    fix: [{ text: "write it out", run: "{ctr} images pull docker.io/library/<name>:latest" }],
    notThis: [],
    decide: ({ match }) => {
      const [, name] = match;
      if (name === undefined) return null;
      const whole = name.includes("/") ? `${name}:latest` : `docker.io/library/${name}:latest`;
      return { fix: [{ text: "write it out", argv: ["{ctr}", "images", "pull", whole] }] };
    },
  },
  {
    id: "ref-port",
    pattern: /parse "dummy:\/\/([^"]+)": invalid port "([^"]+)" after host/,
    from: ["ctr"],
    title: "ctr takes {1} for a registry and its port",
    cause: "ctr fills nothing in: what stands before the first slash is the registry, and here there is none.",
    fix: [{ text: "write it out", run: "{ctr} images pull docker.io/library/{1}" }],
    notThis: [],
  },
  {
    id: "ref-library-host",
    pattern: /Head "?https:\/\/library\/v2\/([^/]+)\/manifests\/([^"\s]+)"?|lookup library(?: on \S+)?:/,
    from: ["ctr"],
    covers: ["registry-dns"],
    title: "ctr takes library/ for a registry",
    cause: "ctr fills nothing in: what stands before the first slash is the registry's name.",
    fix: [{ text: "put docker.io/ in front", run: "{ctr} images pull docker.io/library/{1}:{2}" }],
    notThis: [],
  },
  {
    id: "ref-host",
    pattern: /failed to resolve (?:reference "([^"]+)"|image): hostname required|: hostname required/,
    from: ["ctr"],
    title: "ctr wants a registry's name in front",
    cause: "The reference begins with a slash.",
    fix: [{ text: "write it out", run: "{ctr} images pull docker.io/library/<name>:<tag>" }],
    notThis: [],
    decide: ({ match }) => {
      const bare = match[1]?.replace(/^\/+/, "");
      return bare
        ? { fix: [{ text: "write it out", argv: ["{ctr}", "images", "pull", `docker.io/library/${bare}`] }] }
        : null;
    },
  },
  {
    id: "ctr-no-id",
    pattern: /container id must be provided/,
    from: ["ctr"],
    title: "ctr run wants an id for the container",
    cause: "ctr makes up no names: the id stands behind the image.",
    fix: [{ text: "give one, behind the whole reference", run: "{ctr} run -d docker.io/library/nginx:latest web1" }],
    notThis: ["ctr run publishes no ports and keeps no output: use nerdctl run for that."],
    decide: ({ about }) => {
      const image = about.argv?.findLast((word) => word.includes("/"));
      return image && !image.startsWith("/")
        ? { fix: [{ text: "give one, behind the reference", argv: ["{ctr}", "run", "-d", image, "web1"] }] }
        : null;
    },
  },
  {
    id: "ctr-no-image",
    pattern: /^ctr: image "([^"]+)": not found/m,
    from: ["ctr"],
    title: "ctr run does not pull: {1} is not in this namespace",
    cause: "The image has to be there, under this very name, in the namespace that ctr was given.",
    fix: [
      { text: "pull it there first", run: "{ctr} images pull {1}" },
      { text: "see what is there", run: "{ctr} images ls -q" },
    ],
    notThis: [],
  },
  {
    id: "ctr-exec-id",
    pattern: /Required flag "exec-id" not set/,
    from: ["ctr"],
    title: "ctr tasks exec wants an --exec-id",
    cause: "Every process beside a container's own has an id that no other one in it has.",
    fix: [{ text: "give it any", run: "{ctr} tasks exec --exec-id shell1 -t <container-id> sh" }],
    notThis: [],
    decide: ({ about }) => {
      const rest = about.argv?.slice((about.argv ?? []).indexOf("exec") + 1) ?? [];
      return rest.length > 0 && about.argv?.includes("exec")
        ? { fix: [{ text: "give it any", argv: ["{ctr}", "tasks", "exec", "--exec-id", "shell1", ...rest] }] }
        : null;
    },
  },
  {
    id: "ctr-exec-exists",
    pattern: /^ctr: id (\S+): already exists/m,
    from: ["ctr"],
    title: "The --exec-id {1} is in use",
    cause: "An earlier exec with that id is still known to the task.",
    fix: [{ text: "take another one", run: "{ctr} tasks exec --exec-id {1}-2 -t <container-id> sh" }],
    notThis: [],
  },
  {
    id: "no-such-command",
    pattern: /No help topic for '([^']+)'/,
    from: ["ctr", "crictl"],
    title: "There is no such command: {1}",
    cause: "The tool has no command of that name.",
    fix: [{ text: "see what it is in each tool", run: "ctool translate docker {1}" }],
    notThis: [],
    decide: ({ about, match }) => {
      const own: Readonly<Record<string, string>> = {
        ps: "{ctr} tasks ls",
        exec: "{ctr} tasks exec --exec-id shell1 -t <container-id> sh",
        rmi: "{ctr} images rm <reference>",
        inspect: "{ctr} containers info <container-id>",
        top: "{ctr} tasks ps <container-id>",
      };
      const run = own[match[1] ?? ""];
      const lacks: Readonly<Record<string, string>> = {
        logs: "ctr keeps no output: containerd hands it to whoever made the container.",
        build: "Nothing in containerd builds images: nerdctl does, with BuildKit.",
        push: "CRI has no push.",
        tag: "CRI has no tags to set.",
      };
      return {
        cause: lacks[match[1] ?? ""] ?? `${about.tool ?? "ctr, or crictl,"} has no command of that name.`,
        fix: [
          ...(run && about.tool !== "crictl" ? [{ text: "in ctr's words", run }] : []),
          { text: "see what it is in each tool", run: "ctool translate docker {1}" },
        ],
      };
    },
  },
  {
    id: "no-such-flag",
    pattern: /flag provided but not defined: (-\S+)/,
    from: ["ctr", "crictl"],
    title: "There is no flag {1}",
    cause: "The tool does not know {1}: it is docker's, or a newer version's.",
    fix: [
      { text: "see what docker's line is in each tool, and what is lost", run: "ctool translate 'docker <command>'" },
    ],
    notThis: [],
    decide: ({ match }) =>
      /^-+(?:p|publish|v|volume|e|restart|name|network)$/.test(match[1] ?? "")
        ? {
            cause:
              "The tool does not know {1}, which is docker's: ctr and crictl publish no ports, name nothing and restart nothing.",
            fix: [
              { text: "use nerdctl, which has docker's flags", run: "{nerdctl} run -d <image>" },
              {
                text: "see what docker's line is in each tool, and what is lost",
                run: "ctool translate 'docker run …'",
              },
            ],
          }
        : null,
  },
  {
    id: "ctr-local",
    pattern: /"--(\S+)" requires "--local" flag/,
    from: ["ctr"],
    title: "ctr 2.x wants --local beside --{1}",
    cause:
      "From 2.0 on the daemon itself pulls (transfer service); flags that only the client can honour need --local.",
    fix: [{ text: "put --local in front of it", run: "{ctr} images pull --local --{1} <reference>" }],
    notThis: [],
  },
  {
    id: "ctr-streaming",
    pattern: /unknown service containerd\.services\.(?:streaming|transfer)\.v1\.(?:Streaming|Transfer)/,
    from: ["ctr", "nerdctl"],
    title: "This ctr is newer than the containerd it talks to",
    cause: "The client uses the transfer service, which containerd has from 1.7 on.",
    fix: [
      { text: "let the client do it", run: "{ctr} images pull --local <reference>" },
      { text: "see both versions", run: "{ctr} version" },
    ],
    notThis: [],
  },
  {
    id: "snapshot-exists",
    pattern: /snapshot "([^"]+)": already exists/,
    from: ["ctr", "nerdctl"],
    title: "A container or snapshot {1} is left over",
    cause: "An earlier run with that id left its container, or the container's snapshot, behind.",
    fix: [
      { text: "end and remove the old one, if it is there", run: "{ctr} tasks rm -f {1}" },
      { text: "then its container (which removes its snapshot too)", run: "{ctr} containers rm {1}" },
      { text: "only if the snapshot is still there without a container", run: "{ctr} snapshots rm {1}" },
      { text: "or take another id" },
    ],
    notThis: ["Never remove a snapshot that a container still uses: its file system goes."],
  },
  {
    id: "task-running",
    pattern: /cannot delete a non stopped container|task must be stopped before deletion/,
    from: ["ctr"],
    title: "Its process still runs",
    cause:
      "In containerd a container is only the description; the task is what runs. It ends first, then goes, then the container.",
    fix: [
      { text: "end the process", run: "{ctr} tasks kill -s SIGTERM <container-id>" },
      { text: "remove the task", run: "{ctr} tasks rm <container-id>" },
      { text: "remove the container", run: "{ctr} containers rm <container-id>" },
    ],
    notThis: ["A pod's container is not ended this way: the kubelet makes it anew. Delete the pod instead."],
    decide: ({ about, match }) => {
      const id = about.argv?.findLast((word) => /^[0-9A-Za-z][\w.-]*$/.test(word) && word !== "rm");
      if (!about.argv || id === undefined || match === null) return null;
      return {
        fix: [
          { text: "end the process", run: `{ctr} tasks kill -s SIGTERM ${id}` },
          { text: "remove the task", run: `{ctr} tasks rm ${id}` },
          { text: "remove the container", run: `{ctr} containers rm ${id}` },
        ],
      };
    },
  },
  {
    id: "version-skew",
    pattern: /WARNING: (?:version|revision) mismatch/,
    from: ["ctr"],
    title: "ctr and containerd are of different versions",
    cause:
      "There are two containerd installations on this node (Docker's package, a distribution's, k3s's own), and ctr belongs to the other one.",
    fix: [
      { text: "see which are there, and whose they are", run: "ctool tools" },
      { text: "use the ctr that came with the daemon", run: "{ctr} version" },
    ],
    notThis: [],
    decide: ({ place }) =>
      place.flavor === "k3s"
        ? { fix: [{ text: "use k3s's own", run: "k3s ctr version" }] }
        : place.flavor === "rke2"
          ? { fix: [{ text: "use RKE2's own", run: "/var/lib/rancher/rke2/bin/ctr --address {socket} version" }] }
          : null,
  },
];
