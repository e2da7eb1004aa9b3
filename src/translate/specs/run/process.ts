import { flag, implied, inContainer, lost, reshape, same, since, to } from "../../rules.ts";
import { type FlagSpec, isOn, type Rule } from "../../spec.ts";
import { atLeast } from "../../versions.ts";
import { nameOf } from "./name.ts";

const health = (meaning: string, head: string, nerdctl: Rule = since("2.3", same)): FlagSpec =>
  flag(head, meaning, {
    nerdctl,
    crictl: lost("CRI runs no health checks", "the kubelet's probes do"),
    ctr: lost("ctr runs no health checks"),
  });

/** `A=b` as typed; a bare name takes the caller's value, which has to be filled in where the tool does not look it up. */
function readEnv(value: string): { key: string; value: string } {
  const at = value.indexOf("=");
  return at === -1
    ? { key: value, value: `<VALUE_OF_${value}>` }
    : { key: value.slice(0, at), value: value.slice(at + 1) };
}

const criEnv = reshape("container.json: envs", (draft, use) => draft.add("container", "envs", readEnv(use.value)));
const ctrEnv = reshape("--env; a bare name needs its value", (draft, use) => {
  const env = readEnv(use.value);
  draft.put(use, ["--env", `${env.key}=${env.value}`]);
});

const criEnvFile = reshape("container.json: envs, line by line", (draft, use) => {
  draft.add("container", "envs", { key: `<FROM ${use.value}>`, value: "..." });
  draft.lose(use, `crictl reads no files of variables`, `write the lines of ${use.value} into envs`);
});
const ctrEnvFile = reshape("--env-file, one only", (draft, use) => {
  if (draft.command.byName.get("env-file")?.[0] === use) draft.put(use, ["--env-file", use.value]);
  else draft.lose(use, "ctr reads one --env-file only", "join the files");
});

function keyValue(text: string): [string, string] {
  const at = text.indexOf("=");
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

const criMap = (field: string): Rule =>
  reshape(`container.json: ${field}`, (draft, use) => {
    const [key, value] = keyValue(use.value);
    const map = (draft.container[field] ?? {}) as Record<string, string>;
    draft.set("container", field, { ...map, [key]: value });
  });

/** containerd's restart monitor reads labels. */
const ctrRestart = reshape("labels of containerd's restart monitor", (draft, use) => {
  if (use.value === "no" || use.value === "") return;
  draft.put(use, ["--label", "containerd.io/restart.status=running"]);
  draft.put(use, ["--label", `containerd.io/restart.policy=${use.value}`]);
  if (use.value !== "always" && !atLeast(draft.version, "1.7"))
    draft.change(use, "containerd 1.6 knows the policy always only, and restarts whatever the label says");
});

/** Runtimes that have a containerd shim of their own, by the names that their makers give them in docker's daemon.json. */
const SHIMS: ReadonlyMap<string, string> = new Map([
  ["runsc", "io.containerd.runsc.v1"],
  ["kata", "io.containerd.kata.v2"],
  ["kata-runtime", "io.containerd.kata.v2"],
]);

/** Those that take runc's place and are called otherwise in daemon.json: the program. */
const PROGRAMS: ReadonlyMap<string, string> = new Map([["nvidia", "nvidia-container-runtime"]]);

/** Name, environment, streams, labels, logs, health. */
export function processFlags(create: boolean): FlagSpec[] {
  const streams = create ? "ctr containers create starts nothing" : "ctr run attaches all three streams";
  return [
    ...(create ? [] : runOnlyFlags()),
    flag("--annotation map", "An annotation, passed to the OCI runtime.", {
      nerdctl: since("2.0", same),
      crictl: reshape("container.json: annotations", (draft, use) => {
        criMap("annotations").apply?.(draft, use);
        draft.change(use, "only annotations that containerd's configuration lets through reach the OCI specification");
      }),
      ctr: to("--annotation"),
    }),
    flag("-a, --attach list", "Attaches to one of stdin, stdout, stderr.", {
      nerdctl: create ? lost("nerdctl create has no --attach", "nerdctl start --attach") : same,
      crictl: lost("crictl attaches nothing when it starts a container", "crictl attach ID"),
      ctr: lost(streams),
    }),
    flag("--cidfile string", "Writes the container's id into a file.", {
      nerdctl: same,
      crictl: lost("crictl prints the id", "redirect it into the file"),
      ctr: lost("ctr takes the id you choose", "--pid-file writes the PID"),
    }),
    flag("--entrypoint string", "Replaces the image's ENTRYPOINT.", {
      nerdctl: same,
      crictl: reshape("container.json: command", () => {}),
      ctr: reshape("the first word after the id", () => {}),
    }),
    flag("-e, --env list", "Sets an environment variable; a bare name takes the caller's value.", {
      nerdctl: same,
      crictl: criEnv,
      ctr: ctrEnv,
    }),
    flag("--env-file list", "Reads environment variables from a file.", {
      nerdctl: same,
      crictl: criEnvFile,
      ctr: ctrEnvFile,
    }),
    health("Command that checks the container's health.", "--health-cmd string"),
    health("Time between two health checks.", "--health-interval duration"),
    health("Failures after which the container is unhealthy.", "--health-retries int"),
    health(
      "Time between two health checks while the container starts.",
      "--health-start-interval duration",
      lost("nerdctl has no --health-start-interval", "--health-start-period"),
    ),
    health("Time the container has to start before failures count.", "--health-start-period duration"),
    health("Longest time of one health check.", "--health-timeout duration"),
    flag("--init", "Runs an init process that reaps zombies.", {
      nerdctl: same,
      crictl: lost("CRI has no init process", "an image with tini"),
      ctr: lost("ctr has no init process", "an image with tini"),
    }),
    flag("-i, --interactive", "Keeps stdin open.", {
      nerdctl: same,
      crictl: reshape("container.json: stdin", (draft) => draft.set("container", "stdin", true)),
      ctr: implied("ctr passes stdin by itself"),
    }),
    flag("-l, --label list", "Sets a label.", { nerdctl: same, crictl: criMap("labels"), ctr: to("--label") }),
    flag("--label-file list", "Reads labels from a file.", {
      nerdctl: same,
      crictl: lost("crictl reads no files of labels", "write them into labels of container.json"),
      ctr: lost("ctr reads no files of labels", "one --label each"),
    }),
    flag("--log-driver string", "Driver that keeps the container's output.", {
      nerdctl: same,
      crictl: reshape("CRI's own log file", (draft, use) =>
        draft.change(use, "CRI writes its own file, log_directory/log_path; the kubelet rotates it"),
      ),
      ctr: create ? lost("logs are chosen when the task starts", "ctr tasks start --log-uri") : ctrLogDriver,
    }),
    flag("--log-opt list", "Option of the log driver: max-size=10m.", {
      nerdctl: same,
      crictl: lost("the kubelet's configuration decides how logs are rotated"),
      ctr: lost("ctr rotates no logs"),
    }),
    flag("--name string", "Name of the container.", {
      nerdctl: same,
      crictl: reshape("metadata.name in both files", () => {}),
      ctr: reshape("the container's id", () => {}),
    }),
    flag("--platform string", "Platform of the image: linux/arm64.", {
      nerdctl: same,
      crictl: lost("crictl pulls the node's own platform", "ctr -n k8s.io images pull --platform"),
      ctr: create
        ? reshape("--platform of the pull", (draft, use) =>
            draft.lose(use, "ctr containers create takes the node's own platform"),
          )
        : to("--platform"),
    }),
    flag("--pull string", "When to pull the image: always, missing, never.", {
      nerdctl: same,
      crictl: reshape("--no-pull for never", (draft, use) => {
        if (use.value === "never" && draft.verb[0] === "run") draft.put(use, ["--no-pull"]);
      }),
      ctr: reshape("with or without the pull", () => {}),
    }),
    flag("-q, --quiet", "Prints nothing while it pulls.", {
      nerdctl: since("2.0", same),
      crictl: implied("crictl pulls silently"),
      ctr: lost("ctr images pull shows its progress", "redirect its output"),
    }),
    flag("--restart string", "When to restart the container: no, on-failure[:N], always, unless-stopped.", {
      nerdctl: same,
      crictl: reshape("no is CRI's own", (draft, use) => {
        if (use.value !== "no" && use.value !== "")
          draft.lose(use, "CRI has no restart policy", "the kubelet restarts what it manages");
      }),
      ctr: ctrRestart,
    }),
    flag("--rm", "Removes the container when it ends.", {
      nerdctl: same,
      crictl: reshape("remove it yourself", (draft, use) =>
        draft.tell(use, "crictl keeps the container when it ends: crictl rm ID, then crictl rmp -f POD"),
      ),
      ctr: create
        ? lost("ctr removes containers that ctr run --rm started only")
        : reshape("same", (draft, use) => draft.put(use, ["--rm"], true)),
    }),
    flag("--runtime string", "OCI runtime to run the container with.", {
      nerdctl: reshape("same, or the shim's name (io.containerd.runsc.v1)", (draft, use) => {
        const name = SHIMS.get(use.value) ?? PROGRAMS.get(use.value);
        if (name === undefined) draft.keep(use);
        else draft.put(use, ["--runtime", name]);
      }),
      crictl: reshape("--runtime HANDLER", (draft, use) => {
        const at = isOn(draft.command, "network") ? draft.command.byName.get("network")?.at(-1)?.value : "";
        if (at?.startsWith("container:")) draft.lose(use, "the pod it is made in has its runtime already");
        else draft.put(use, ["--runtime", use.value]);
      }),
      ctr: reshape("--runtime SHIM, or --runc-binary", (draft, use) => {
        const { value } = use;
        if (value === "runc") return;
        const shim = SHIMS.get(value) ?? (/^(?:io\.|\/)/.test(value) ? value : null);
        if (shim !== null) draft.put(use, ["--runtime", shim]);
        else if (create) draft.lose(use, "ctr containers create takes shims only: --runtime io.containerd.NAME.v2");
        else draft.put(use, ["--runc-binary", PROGRAMS.get(value) ?? value]);
      }),
    }),
    flag("--stop-signal string", "Signal that stops the container.", {
      nerdctl: same,
      crictl: lost("crictl takes the image's STOPSIGNAL"),
      ctr: lost("ctr keeps no signal", "ctr tasks kill -s SIGNAL ID"),
    }),
    flag("--stop-timeout int", "Seconds the container has to stop before it is killed.", {
      nerdctl: same,
      crictl: lost("CRI keeps no timeout", "crictl stop --timeout SECONDS ID"),
      ctr: lost("ctr keeps no timeout"),
    }),
    flag("--sysctl map", "A kernel setting of the container's namespaces.", {
      nerdctl: same,
      crictl: reshape("pod.json: linux.sysctls", (draft, use) => {
        const [key, value] = keyValue(use.value);
        const linux = (draft.pod.linux ?? {}) as { sysctls?: Record<string, string> };
        draft.set("pod", "linux.sysctls", { ...linux.sysctls, [key]: value });
      }),
      ctr: lost("ctr has no flag for kernel settings", "--config SPEC with linux.sysctl"),
    }),
    flag("-t, --tty", "Gives the container a terminal.", {
      nerdctl: same,
      crictl: reshape("container.json: tty", (draft) => draft.set("container", "tty", true)),
      ctr: reshape("-t", (draft, use) => {
        draft.put(use, ["-t"]);
        if (isOn(draft.command, "detach"))
          draft.change(
            use,
            `has to be started from a terminal; ctr tasks attach ${nameOf(draft.command)} joins it again`,
          );
      }),
    }),
    flag("-w, --workdir string", "Working directory of the process.", {
      nerdctl: same,
      crictl: inContainer("working_dir"),
      ctr: to("--cwd"),
    }),
  ];
}

const ctrLogDriver = reshape("--log-uri, --null-io", (draft, use) => {
  if (use.value === "none") return draft.put(use, ["--null-io"]);
  draft.put(use, ["--log-uri", `file:///var/log/${nameOf(draft.command)}.log`]);
  draft.change(use, "a raw file, not rotated, and ctr has no logs command");
});

function runOnlyFlags(): FlagSpec[] {
  return [
    flag("-d, --detach", "Runs the container in the background and prints its id.", {
      nerdctl: same,
      crictl: implied("crictl run always detaches and prints the id"),
      ctr: reshape("-d", (draft, use) => draft.put(use, ["-d"], true)),
    }),
    flag("--detach-keys string", "Keys that leave an attached container.", {
      nerdctl: same,
      crictl: lost("crictl attach has no detach keys"),
      ctr: lost("ctr has no detach keys"),
    }),
    flag(
      "--sig-proxy",
      "Passes signals on to the process.",
      {
        nerdctl: same,
        crictl: lost("crictl never passes signals on"),
        ctr: lost("ctr run always passes signals on"),
      },
      { defaultOn: true },
    ),
  ];
}
