import { flag, lost, reshape } from "./rules.ts";
import type { FlagSpec, Rule } from "./spec.ts";

const everywhere = (rule: Rule): FlagSpec["rules"] => ({ nerdctl: rule, crictl: rule, ctr: rule });

const debug: Rule = reshape("--debug before the verb", (draft) => {
  if (!draft.globals.includes("--debug")) draft.globals.push("--debug");
});
const tls = lost("it secures docker's own TCP connection; containerd is reached through a local socket");

/** Docker's global flags: they stand before the verb. */
export const globalFlags: readonly FlagSpec[] = [
  flag("--config string", "Folder of docker's client configuration (credentials, context).", {
    nerdctl: lost("nerdctl has no flag for docker's configuration folder", "set DOCKER_CONFIG, which it reads too"),
    crictl: lost("crictl reads its own /etc/crictl.yaml", "pass credentials with --creds or --auth"),
    ctr: lost("ctr reads no configuration file", "pass credentials with --user"),
  }),
  flag("-c, --context string", "Name of the docker context to connect through.", {
    nerdctl: lost("there are no contexts", "choose the containerd with --address and --namespace, or nerdctl.toml"),
    crictl: lost("there are no contexts", "choose the runtime with --runtime-endpoint and --image-endpoint"),
    ctr: lost("there are no contexts", "choose the containerd with --address and --namespace"),
  }),
  flag("-D, --debug", "Prints debug messages of the client.", everywhere(debug)),
  flag("-H, --host list", "Address of the docker daemon to talk to.", {
    nerdctl: lost("nerdctl never talks to a docker daemon; its own -H is containerd's address"),
    crictl: lost("crictl never talks to a docker daemon", "--runtime-endpoint names a CRI socket"),
    ctr: lost("ctr never talks to a docker daemon", "--address names containerd's socket"),
  }),
  flag("-l, --log-level string", "How much the client logs.", {
    nerdctl: lost("nerdctl has no --log-level", "--debug for more"),
    crictl: lost("crictl has no --log-level", "--debug for more"),
    ctr: lost("ctr has no --log-level", "--debug for more"),
  }),
  flag("--tls", "Uses TLS to the daemon.", everywhere(tls)),
  flag("--tlscacert string", "CA that the daemon's certificate must come from.", everywhere(tls)),
  flag("--tlscert string", "Client certificate for the daemon.", everywhere(tls)),
  flag("--tlskey string", "Key of the client certificate.", everywhere(tls)),
  flag("--tlsverify", "Uses TLS and verifies the daemon.", everywhere(tls)),
  flag("-v, --version", "Prints the client's version.", {}),
];
