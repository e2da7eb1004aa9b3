import { flag } from "../../rules.ts";
import type { FlagSpec } from "../../spec.ts";

/** Swarm has no form anywhere: its rows only say what docker's flags mean. */
const row = (head: string, meaning: string): FlagSpec => flag(head, meaning, {});

/** How services are brought up to date, and back again. */
function roll(which: "update" | "rollback", what: string): FlagSpec[] {
  return [
    row(`--${which}-delay duration`, `Pause between two tasks of ${what}.`),
    row(`--${which}-failure-action string`, `What to do when ${what} fails.`),
    row(`--${which}-max-failure-ratio float`, `Share of tasks that may fail in ${what}.`),
    row(`--${which}-monitor duration`, `How long each task is watched in ${what}.`),
    row(`--${which}-order string`, `Whether ${what} starts or stops first: start-first, stop-first.`),
    row(`--${which}-parallelism uint64`, `How many tasks at once in ${what}; 0 is all.`),
  ];
}

/** Rows of service create and service update alike. */
export const sharedRows: readonly FlagSpec[] = [
  row("--cap-add list", "Adds a capability."),
  row("--cap-drop list", "Drops a capability."),
  row("--credential-spec credential-spec", "Credential specification of a managed account (Windows)."),
  row("-d, --detach", "Does not wait until the service runs."),
  row("--endpoint-mode string", "How the service is reached: vip, dnsrr."),
  row("--entrypoint command", "Program to run in place of the image's."),
  row("--health-cmd string", "Command that checks health."),
  row("--health-interval duration", "Time between two checks of health."),
  row("--health-retries int", "Failures in a row that mean unhealthy."),
  row("--health-start-interval duration", "Time between two checks while the container starts."),
  row("--health-start-period duration", "How long the container may take to start."),
  row("--health-timeout duration", "How long one check may take."),
  row("--hostname string", "Host name of the containers."),
  row("--init", "Runs a small init as process 1."),
  row("--isolation string", "Isolation of the containers (Windows)."),
  row("--limit-cpu decimal", "How many CPUs a task may use."),
  row("--limit-memory bytes", "How much memory a task may use."),
  row("--limit-pids int64", "How many processes a task may have."),
  row("--log-driver string", "Driver for the logs."),
  row("--log-opt list", "Options of the log driver."),
  row("--max-concurrent uint", "How many tasks of a job run at once."),
  row("--no-healthcheck", "Turns the image's check of health off."),
  row("--no-resolve-image", "Does not ask the registry for the digest."),
  row("--oom-score-adj int64", "How readily the kernel kills the containers."),
  row("-q, --quiet", "Shows no progress."),
  row("--read-only", "Mounts the root file system read-only."),
  row("--replicas uint", "How many tasks to run."),
  row("--replicas-max-per-node uint64", "Most tasks on one node; 0 is any number."),
  row("--reserve-cpu decimal", "CPUs that have to be free for a task."),
  row("--reserve-memory bytes", "Memory that has to be free for a task."),
  row("--restart-condition string", "When a task is started again: none, on-failure, any."),
  row("--restart-delay duration", "Pause before a task is started again."),
  row("--restart-max-attempts uint", "How often a task is started again."),
  row("--restart-window duration", "Time in which those attempts count."),
  ...roll("rollback", "a rollback"),
  row("--stop-grace-period duration", "How long to wait before a container is killed."),
  row("--stop-signal string", "Signal that stops the containers."),
  row("-t, --tty", "Gives the containers a terminal."),
  ...roll("update", "an update"),
  row("-u, --user string", "User (and group) of the containers."),
  row("--with-registry-auth", "Gives the nodes the registry's credentials."),
  row("-w, --workdir string", "Working directory of the containers."),
];

/** Rows that only service create has. */
export const createRows: readonly FlagSpec[] = [
  row("--config config", "Gives the containers a config."),
  row("--constraint list", "Condition a node has to meet."),
  row("--container-label list", "Sets a label of the containers."),
  row("--dns list", "Name servers of the containers."),
  row("--dns-option list", "Options of the resolver."),
  row("--dns-search list", "Search domains of the resolver."),
  row("-e, --env list", "Sets an environment variable."),
  row("--env-file list", "Reads environment variables from a file."),
  row("--generic-resource list", "Reserves a resource of the user's own kind."),
  row("--group list", "Adds a group to the containers' user."),
  row("--host list", "Adds a host name and its address."),
  row("-l, --label list", "Sets a label of the service."),
  row("--mode string", "Kind of service: replicated, global, replicated-job, global-job."),
  row("--mount mount", "Mounts a volume, a folder or a tmpfs."),
  row("--name string", "Name of the service."),
  row("--network network", "Connects the service to a network."),
  row("--placement-pref pref", "How tasks are spread over the nodes."),
  row("-p, --publish port", "Publishes a port."),
  row("--secret secret", "Gives the containers a secret."),
  row("--sysctl list", "Sets a kernel parameter."),
  row("--ulimit ulimit", "Sets a limit of the processes."),
];

/** What service update adds and takes away: name, kinds of the two values, and the thing in words. */
const CHANGED: readonly (readonly [string, string, string, string])[] = [
  ["config", "config", "list", "a config"],
  ["constraint", "list", "list", "a condition on nodes"],
  ["container-label", "list", "list", "a label of the containers"],
  ["dns", "list", "list", "a name server"],
  ["dns-option", "list", "list", "an option of the resolver"],
  ["dns-search", "list", "list", "a search domain"],
  ["env", "list", "list", "an environment variable"],
  ["generic-resource", "list", "list", "a resource of the user's own kind"],
  ["group", "list", "list", "a group of the containers' user"],
  ["host", "list", "list", "a host name and its address"],
  ["label", "list", "list", "a label of the service"],
  ["mount", "mount", "list", "a mount"],
  ["network", "network", "list", "a network"],
  ["placement-pref", "pref", "pref", "a way to spread tasks"],
  ["publish", "port", "port", "a published port"],
  ["secret", "secret", "list", "a secret"],
  ["sysctl", "list", "list", "a kernel parameter"],
  ["ulimit", "ulimit", "list", "a limit of the processes"],
];

/** Rows that only service update has. */
export const updateRows: readonly FlagSpec[] = [
  row("--args command", "Arguments of the program."),
  ...CHANGED.flatMap(([name, added, removed, what]) => [
    row(`--${name}-add ${added}`, `Adds ${what}.`),
    row(`--${name}-rm ${removed}`, `Takes ${what} away.`),
  ]),
  row("--force", "Starts the tasks anew even if nothing has changed."),
  row("--image string", "Image of the service."),
  row("--rollback", "Goes back to the specification before."),
];
