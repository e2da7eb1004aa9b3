import type { Draft } from "../draft.ts";
import { asTyped, flag, implied, lost, none, operands, reshape, same, since, telling } from "../rules.ts";
import { allValues, type CommandSpec, type FlagSpec, lastValue, type Rule } from "../spec.ts";
import { trustRow } from "./image-registry.ts";

/** nerdctl hands the build to BuildKit's Dockerfile frontend, which has no limits for the containers of RUN. */
const limit = lost("BuildKit limits no build (docker ignores the flag with BuildKit too)", "limit buildkitd itself");
const noFlag = lost("nerdctl build has no such flag", "buildctl build --opt shm-size=…, ulimit=…, cgroup-parent=…");

/** nerdctl ignores any other network without a word. */
const network = reshape("same: default, none, host", (draft, use) => {
  if (/^(?:default|none|host)?$/.test(use.value)) draft.keep(use);
  else draft.lose(use, "nerdctl build knows the networks default, none and host");
});

/** docker cuts a list of images at its commas; nerdctl would take the whole for one name. */
const cacheFrom = reshape("same, once per image", (draft, use) => {
  if (use.value.includes("=") || !use.value.includes(",")) return draft.keep(use);
  draft.put(
    use,
    use.value.split(",").flatMap((image) => ["--cache-from", image]),
  );
});

/** nerdctl takes one --output and gives it to BuildKit, which knows neither buildx's type=registry nor `-`. */
const output = reshape("same, one only", (draft, use) => {
  if (draft.command.byName.get("output")?.at(-1) !== use)
    return draft.lose(
      use,
      "nerdctl build takes one --output",
      "one build per output; the cache makes the second quick",
    );
  if (/^type=cacheonly$/.test(use.value)) return draft.lose(use, "nerdctl build always makes a result");
  const put = use.value === "-" ? "type=tar,dest=-" : use.value.replace(/\btype=registry\b/, "type=image,push=true");
  if (put === use.value) draft.keep(use);
  else draft.put(use, ["--output", put]);
});

/** What is built has to be pushed by itself; images for other platforms only when they are asked for. */
const push = reshape("nerdctl push afterwards", (draft, use) => {
  const tags = allValues(draft.command, "tag");
  if (tags.length === 0) return draft.lose(use, "there is no name to push");
  const platforms = allValues(draft.command, "platform").flatMap((value) => value.split(","));
  let choice: string[] = [];
  if (platforms.length === 1) choice = ["--platform", platforms[0] as string];
  else if (platforms.length > 1) choice = ["--all-platforms"];
  for (const tag of tags) draft.after.push({ argv: ["nerdctl", ...draft.globals, "push", ...choice, tag] });
});

const only = (nerdctl: Rule): FlagSpec["rules"] => ({ nerdctl });

/** Flags of docker's own builder; what buildx adds is below. */
const rows: readonly FlagSpec[] = [
  flag("--add-host list", "Adds a host name and its address to /etc/hosts of the build.", only(since("2.0.3", same))),
  flag("--build-arg list", "Sets a variable for the build.", only(same)),
  flag("--cache-from stringSlice", "Images or caches to take layers from.", only(cacheFrom)),
  flag("--cgroup-parent string", "Parent cgroup of RUN.", only(noFlag)),
  flag("--compress", "Compresses the build context on its way.", only(lost("BuildKit sends only what has changed"))),
  flag("--cpu-period int64", "Period of the CPU limit of RUN.", only(limit)),
  flag("--cpu-quota int64", "CPU limit of RUN, in its period.", only(limit)),
  flag("-c, --cpu-shares int64", "CPU weight of RUN.", only(limit)),
  flag("--cpuset-cpus string", "CPUs that RUN may use.", only(limit)),
  flag("--cpuset-mems string", "Memory nodes that RUN may use.", only(limit)),
  trustRow(
    "Skips the check of signatures of base images (docker's default).",
    "nerdctl pull --verify=cosign the base first",
  ),
  flag("-f, --file string", "Dockerfile to build from.", only(same)),
  flag(
    "--force-rm",
    "Always removes intermediate containers.",
    only(lost("BuildKit leaves no intermediate containers")),
  ),
  flag(
    "--iidfile string",
    "File to write the image's id to.",
    only(telling(same, "the manifest's digest, not the config's")),
  ),
  flag(
    "--isolation string",
    "Isolation of the build's containers (Windows).",
    only(lost("nerdctl build has no isolation")),
  ),
  flag("--label list", "Sets a label of the image.", only(same)),
  flag("-m, --memory bytes", "Memory limit of RUN.", only(limit)),
  flag("--memory-swap bytes", "Limit of memory and swap of RUN.", only(limit), { unlimited: true }),
  flag("--network string", "Network of RUN.", only(network)),
  flag("--no-cache", "Uses no cache.", only(same)),
  flag("--platform string", "Platform to build for.", only(same)),
  flag("--pull", "Always looks for newer base images.", only(since("2.0", same))),
  flag("-q, --quiet", "Prints the image's id only.", only(same)),
  flag("--rm", "Removes intermediate containers.", only({ ...same, text: "same; --rm=false is ignored" }), {
    defaultOn: true,
  }),
  flag(
    "--security-opt stringSlice",
    "Security options of RUN.",
    only(lost("BuildKit has none", "--allow security.insecure")),
  ),
  flag("--shm-size bytes", "Size of /dev/shm of RUN.", only(noFlag)),
  flag(
    "--squash",
    "Makes one layer of all new ones.",
    only(lost("BuildKit does not squash", "a last stage with COPY --from")),
  ),
  flag("-t, --tag list", "Name of the image.", only(same)),
  flag("--target string", "Stage to build.", only(same)),
  flag("--ulimit ulimit", "Limits of RUN's processes.", only(noFlag)),
];

/** What `docker build` takes as well where the buildx plugin is installed, as it is by default. */
const buildxRows: readonly FlagSpec[] = [
  flag("--allow strings", "Allows the build more (network.host, security.insecure).", only(same)),
  flag(
    "--annotation stringArray",
    "Sets an annotation of the image.",
    only(lost("nerdctl build has no --annotation", "--output type=image,name=NAME,annotation.KEY=VALUE")),
  ),
  flag("--attest stringArray", "Adds an attestation.", only(since("2.0", same))),
  flag("--build-context stringArray", "One more build context, by name.", only(since("2.0", same))),
  flag(
    "--builder string",
    "Builder instance to use.",
    only(lost("nerdctl has no builder instances", "--buildkit-host or BUILDKIT_HOST")),
  ),
  flag("--cache-to stringArray", "Where to store the cache.", only(same)),
  flag("--load", "Loads the result as an image.", only(implied("nerdctl build always loads its result"))),
  flag(
    "--metadata-file string",
    "File to write the build's metadata to.",
    only(lost("nerdctl build writes no metadata", "buildctl build --metadata-file; --iidfile for the digest")),
  ),
  flag(
    "--no-cache-filter stringArray",
    "Stages to build without the cache.",
    only(lost("nerdctl build has no such choice", "--no-cache")),
  ),
  flag("-o, --output stringArray", "Where the result goes.", only(output)),
  flag("--progress string", "How progress is shown (auto, plain, tty).", only(same)),
  flag("--provenance string", "Adds a provenance attestation.", only(since("2.0", same))),
  flag("--push", "Uploads the result.", only(push)),
  flag("--sbom string", "Adds an SBOM attestation.", only(since("2.0", same))),
  flag("--secret stringArray", "Gives the build a secret.", only(same)),
  flag("--ssh stringArray", "Gives the build an SSH agent or key.", only(same)),
];

/** nerdctl takes a folder; other contexts would need another command. */
function buildInNerdctl(draft: Draft): void {
  const context = draft.operands[0]?.word ?? "";
  if (context === "-")
    draft.refuse(
      "nerdctl build reads no context from the standard input",
      "nerdctl build -f - FOLDER reads a Dockerfile there; unpack an archive first",
    );
  else if (/:\/\/|^git@|^github\.com\//.test(context))
    draft.refuse(
      "nerdctl build takes no remote context",
      `git clone it, then nerdctl build FOLDER; or buildctl build --frontend dockerfile.v0 --opt context=${context}`,
    );
  if (lastValue(draft.command, "rm") === "false")
    draft.tell(null, "BuildKit leaves no intermediate containers, whatever --rm says");
}

const ELSEWHERE = "build with nerdctl and BuildKit, buildctl, buildah or kaniko";

export const commands: readonly CommandSpec[] = [
  {
    path: "image build",
    aliases: ["build", "builder build"],
    risk: "write",
    summary: "Builds an image from a Dockerfile.",
    operands: operands("PATH|URL|-", "text"),
    tools: {
      nerdctl: asTyped({
        info: "needs buildkitd and buildctl; the image lands in the chosen containerd namespace (the kubelet looks into k8s.io)",
        finish: buildInNerdctl,
      }),
      crictl: none("CRI has no build API", `${ELSEWHERE}, then ctr -n k8s.io images import FILE`),
      ctr: none(
        "ctr is no builder",
        `${ELSEWHERE} (--output type=docker,dest=FILE), then ctr -n k8s.io images import FILE`,
      ),
    },
    flags: [...rows, ...buildxRows],
    examples: [
      "docker build -t app:v1 .",
      "docker build .",
      "docker image build -t app:v1 -t app:latest -f Dockerfile.dev --build-arg V=1 --build-arg HTTP_PROXY .",
      "docker builder build -q --target test --label a=b .",
      "docker build --no-cache --pull -t app:v1 .",
      "docker build --secret id=s,src=./s --ssh default --progress plain -t app:v1 .",
      "docker build -m 1g --squash -t app:v1 .",
      "docker build --compress --force-rm --shm-size 1g --ulimit nofile=1024 -t app:v1 .",
      "docker build --network host --add-host db:10.0.0.1 -t app:v1 .",
      "docker build --network mynet .",
      "docker build --cache-from app:v0,app:main --rm=false -t app:v1 .",
      "docker build --platform linux/amd64,linux/arm64 --push -t reg.example.com/app:v1 .",
      "docker build --push -t a/app:v1 -t a/app:v2 .",
      "docker build --load -t app:v1 .",
      "docker build -o out .",
      "docker build -o type=registry,name=a/b:v1 .",
      "docker build -o - .",
      "docker build --output type=local,dest=out -o type=oci,dest=app.tar .",
      "docker build --iidfile id --provenance=true --sbom true --attest type=sbom --build-context base=../base .",
      "docker build --builder remote --metadata-file m.json --no-cache-filter test --annotation a=b .",
      "docker build - ",
      "docker build -f - .",
      "docker build https://github.com/docker/rootfs.git#container:docker",
      "docker build --disable-content-trust -t app:v1 .",
    ],
    mend: () => ["."],
  },
];
