import { as, implied, lost, row } from "../back-rules.ts";
import type { ToolTable } from "../tool-spec.ts";

import { crictlContainers } from "./crictl-containers.ts";
import { crictlImages } from "./crictl-images.ts";
import { crictlPods } from "./crictl-pods.ts";

const profile = lost("docker's client writes no profiles");
const tracing = lost("docker's client traces by OTEL_EXPORTER_OTLP_ENDPOINT");

/** crictl 1.26 to 1.36, as its help and its own answers have it. */
export const crictl: ToolTable = {
  tool: "crictl",
  globals: [
    row("-c, --config string", "crictl's configuration file.", lost("docker has its own: docker --config FOLDER")),
    row("-D, --debug", "Prints debug messages.", as("-D")),
    row("--enable-tracing", "Traces its calls.", tracing),
    row("-i, --image-endpoint string", "Socket of the CRI image service.", implied("an address of its own: -H")),
    row("--max-retries int", "How often a call is tried again.", lost("docker tries once")),
    row("--profile-cpu string", "File for a CPU profile.", profile),
    row("--profile-mem string", "File for a memory profile.", profile),
    row("-r, --runtime-endpoint string", "Socket of the CRI runtime.", implied("an address of its own: -H")),
    row("-t, --timeout duration", "Time until a call is given up.", lost("docker has no time limit of its own")),
    row("--tracing-endpoint string", "Where traces go.", tracing),
    row("--tracing-sampling-rate-per-million int", "How many calls are traced.", tracing),
    row("-v, --version", "Prints the version.", implied("docker --version")),
  ],
  groups: [],
  commands: [...crictlContainers, ...crictlImages, ...crictlPods],
};
