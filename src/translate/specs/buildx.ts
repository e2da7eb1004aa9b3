import type { Draft } from "../draft.ts";
import { flag, implied, lost, none, noneOf, operands, same, since, sinceForm, verb } from "../rules.ts";
import { type CommandSpec, type FlagSpec, isOn, type Rule } from "../spec.ts";
import { commands as builds } from "./image-build.ts";
import { format } from "./list-rows.ts";

const only = (nerdctl: Rule): FlagSpec["rules"] => ({ nerdctl });
const noBuilder = lost("nerdctl has no builder instances", "--buildkit-host or BUILDKIT_HOST names the buildkitd");
/** Every buildx command takes --builder itself, too. */
const builder = flag("--builder string", "Builder instance to use.", only(noBuilder));

/** What docker takes between `buildx` and its verb. */
export const groupFlags: readonly FlagSpec[] = [builder];

/** The whole column is BuildKit's own client where nerdctl has no verb; crictl and ctr never build. */
const elsewhere = (why: string, way: string): CommandSpec["tools"] =>
  noneOf(
    {
      crictl: none("CRI builds nothing", way),
      ctr: none("ctr builds nothing", way),
    },
    none(why, way),
  );
const INSTANCES = "nerdctl has no builder instances, only the buildkitd it reaches";
const KEPT_BY = "start and stop buildkitd itself (systemctl); BUILDKIT_HOST or --buildkit-host chooses one";

const [imageBuild] = builds;
if (imageBuild === undefined || imageBuild.tools.nerdctl.kind !== "verb")
  throw new Error("image-build.ts has no build");
const rowsOfBuild = new Map(imageBuild.flags.map((row) => [row.long, row]));

/** The rows of `docker build` with the kinds that buildx gives them. */
const KINDS = `--add-host strings, --allow strings, --annotation stringArray, --attest stringArray, --build-arg stringArray,
--build-context stringArray, --builder string, --cache-from stringArray, --cache-to stringArray, --cgroup-parent string, --file string,
--iidfile string, --label stringArray, --load bool, --metadata-file string, --network string, --no-cache bool,
--no-cache-filter stringArray, --output stringArray, --platform stringArray, --progress string, --provenance string, --pull bool,
--push bool, --quiet bool, --sbom string, --secret stringArray, --shm-size bytes, --ssh stringArray, --tag stringArray,
--target string, --ulimit ulimit`;
const buildRows: readonly FlagSpec[] = KINDS.split(/,\s/).map((head) => {
  const [name = "", kind = ""] = head.split(" ");
  const row = rowsOfBuild.get(name.slice(2));
  if (row === undefined) throw new Error(`image-build.ts has no row ${name}`);
  return { ...row, kind };
});

/** imagetools prints a summary, nerdctl the JSON that --raw asks for. */
function inspectInNerdctl(draft: Draft): void {
  if (!isOn(draft.command, "raw")) draft.change(null, "prints the manifest's JSON; imagetools prints a summary");
}

const filter = flag("--filter filter", "Takes only what matches a condition (until, id, type, …).", {
  nerdctl: lost("nerdctl prunes without a filter: it would remove more", "buildctl prune --filter or --keep-duration"),
});

export const commands: readonly CommandSpec[] = [
  {
    ...imageBuild,
    path: "buildx build",
    aliases: ["buildx b"],
    tools: {
      ...imageBuild.tools,
      nerdctl: {
        ...imageBuild.tools.nerdctl,
        verb: "build",
        partial: "nerdctl has no buildx: one buildkitd in place of builder instances, and the result is always loaded",
      },
    },
    flags: buildRows,
    examples: [
      "docker buildx build .",
      "docker buildx build --platform linux/amd64 -t app:v1 --load .",
      "docker buildx build --platform linux/amd64,linux/arm64 -t reg.example.com/app:v1 --push .",
      "docker buildx b -f Dockerfile.dev --build-arg A=1 --target dev -t app:dev .",
      "docker buildx build --cache-from type=registry,ref=r/c --cache-to type=inline -t app:v1 .",
      "docker buildx build --secret id=s,src=./s --ssh default --progress plain --no-cache --pull -q .",
      "docker buildx build -o type=local,dest=out .",
      "docker buildx --builder remote build -t app:v1 .",
      "docker buildx build --builder remote --metadata-file m.json --annotation a=b --no-cache-filter x --ulimit nofile=1 .",
      "docker buildx build --allow network.host --attest type=sbom --sbom true --provenance=false --build-context b=../b .",
      "docker buildx build --add-host a:10.0.0.1 --label a=b --network host --iidfile id --shm-size 1g --cgroup-parent c .",
    ],
  },
  {
    path: "buildx prune",
    aliases: [],
    risk: "destroy",
    summary: "Removes the build cache.",
    operands: operands(""),
    tools: {
      nerdctl: verb("builder prune", { info: "needs buildkitd and buildctl" }),
      crictl: none("CRI builds nothing, so there is no build cache", "nerdctl builder prune, or buildctl prune"),
      ctr: none("ctr builds nothing; the cache is buildkitd's own", "nerdctl builder prune, or buildctl prune"),
    },
    flags: [
      flag("-a, --all", "Removes internal and frontend images as well.", only(since("2.0", same))),
      builder,
      filter,
      flag("-f, --force", "Does not ask.", only(since("2.0", same, implied("nerdctl before 2.0 does not ask")))),
      flag("--keep-storage bytes", "Amount of cache to keep.", {
        nerdctl: lost("nerdctl keeps no amount of cache", "buildctl prune --keep-storage"),
      }),
      flag(
        "--verbose",
        "Shows more of what is removed.",
        only(lost("nerdctl builder prune prints ids only", "buildctl prune -v")),
      ),
    ],
    examples: [
      "docker buildx prune",
      "docker buildx prune -af",
      "docker buildx prune -f --filter until=24h --keep-storage 1g --verbose --builder b",
    ],
  },
  {
    path: "buildx du",
    aliases: [],
    risk: "read",
    summary: "Shows how much disk the build cache takes.",
    operands: operands(""),
    tools: elsewhere("nerdctl does not show its build cache", "buildctl du, with -v for every record"),
    flags: [
      builder,
      flag("--filter filter", "Shows only what matches a condition.", {}),
      flag("--verbose", "Shows every record.", {}),
    ],
    examples: ["docker buildx du", "docker buildx du --verbose --filter type=regular --builder b"],
  },
  {
    path: "buildx bake",
    aliases: ["buildx f"],
    risk: "write",
    summary: "Builds the targets of a bake file.",
    operands: operands("[TARGET...]", "text"),
    tools: elsewhere(
      "nerdctl reads no bake files",
      "nerdctl compose build where a Compose file says the same, or one nerdctl build per target (docker buildx bake --print lists them)",
    ),
    flags: [
      builder,
      flag("-f, --file stringArray", "Bake file to read.", {}),
      flag("--load", "Loads the results as images.", {}),
      flag("--metadata-file string", "File to write the builds' metadata to.", {}),
      flag("--no-cache", "Uses no cache.", {}),
      flag("--print", "Prints the targets without building.", {}),
      flag("--progress string", "How progress is shown (auto, plain, tty).", {}),
      flag("--provenance string", "Adds a provenance attestation.", {}),
      flag("--pull", "Always looks for newer base images.", {}),
      flag("--push", "Uploads the results.", {}),
      flag("--sbom string", "Adds an SBOM attestation.", {}),
      flag("--set stringArray", "Overrides a value of a target.", {}),
    ],
    examples: [
      "docker buildx bake",
      "docker buildx f -f bake.hcl --push app",
      "docker buildx bake --print --set '*.platform=linux/arm64'",
    ],
  },
  {
    path: "buildx ls",
    aliases: [],
    risk: "read",
    summary: "Lists builder instances.",
    operands: operands(""),
    tools: elsewhere(
      INSTANCES,
      "buildctl debug workers shows what it can build; BUILDKIT_HOST or --buildkit-host chooses one",
    ),
    flags: [format],
    examples: ["docker buildx ls", "docker buildx ls --format json"],
  },
  {
    path: "buildx inspect",
    aliases: [],
    risk: (command) => (isOn(command, "bootstrap") ? "write" : "read"),
    summary: "Shows a builder instance.",
    operands: operands("[NAME]", "text"),
    tools: elsewhere(INSTANCES, "buildctl debug workers -v, buildctl debug info"),
    flags: [flag("--bootstrap", "Starts it first.", {}), builder],
    examples: ["docker buildx inspect", "docker buildx inspect --bootstrap --builder b remote"],
  },
  {
    path: "buildx create",
    aliases: [],
    risk: "write",
    summary: "Makes a builder instance.",
    operands: operands("[CONTEXT|ENDPOINT]", "text"),
    tools: elsewhere(INSTANCES, KEPT_BY),
    flags: [
      flag("--append", "Adds a node to a builder.", {}),
      flag("--bootstrap", "Starts it at once.", {}),
      flag("--buildkitd-config string", "Configuration file of buildkitd.", {}),
      flag("--buildkitd-flags string", "Flags of buildkitd.", {}),
      flag("--driver string", "Driver: docker-container, kubernetes, remote.", {}),
      flag("--driver-opt stringArray", "Options of the driver.", {}),
      flag("--leave", "Takes a node off a builder.", {}),
      flag("--name string", "Name of the builder.", {}),
      flag("--node string", "Name of the node.", {}),
      flag("--platform stringArray", "Platforms of the node.", {}),
      flag("--use", "Uses it from now on.", {}),
    ],
    examples: [
      "docker buildx create --use",
      "docker buildx create --name b --driver remote --driver-opt cacert=ca.pem --platform linux/arm64 tcp://10.0.0.1:1234",
      "docker buildx create --append --node n --bootstrap --buildkitd-config b.toml --buildkitd-flags=--debug",
    ],
  },
  {
    path: "buildx use",
    aliases: [],
    risk: "write",
    summary: "Chooses the builder instance that is used from now on.",
    operands: operands("NAME", "text"),
    tools: elsewhere(INSTANCES, "export BUILDKIT_HOST=unix://SOCKET, or --buildkit-host"),
    flags: [
      builder,
      flag("--default", "Uses it for the current context.", {}),
      flag("--global", "Uses it in every context.", {}),
    ],
    examples: ["docker buildx use b", "docker buildx use --default --global b"],
  },
  {
    path: "buildx stop",
    aliases: [],
    risk: "write",
    summary: "Stops a builder instance.",
    operands: operands("[NAME]", "text"),
    tools: elsewhere(INSTANCES, KEPT_BY),
    flags: [builder],
    examples: ["docker buildx stop", "docker buildx stop b"],
  },
  {
    path: "buildx rm",
    aliases: [],
    risk: "destroy",
    summary: "Removes builder instances.",
    operands: operands("[NAME...]", "text"),
    tools: elsewhere(INSTANCES, KEPT_BY),
    flags: [
      flag("--all-inactive", "Removes all that do not run.", {}),
      builder,
      flag("-f, --force", "Does not ask.", {}),
      flag("--keep-daemon", "Leaves buildkitd running.", {}),
      flag("--keep-state", "Leaves its state.", {}),
    ],
    examples: [
      "docker buildx rm b",
      "docker buildx rm -f --all-inactive",
      "docker buildx rm --keep-daemon --keep-state b",
    ],
  },
  {
    path: "buildx version",
    aliases: [],
    risk: "read",
    summary: "Prints the version of buildx.",
    operands: operands(""),
    tools: {
      nerdctl: verb("version", { partial: "nerdctl has no buildx: buildctl's version is among those it prints" }),
      crictl: none("CRI builds nothing", "buildctl --version"),
      ctr: none("ctr builds nothing", "buildctl --version"),
    },
    flags: [],
    examples: ["docker buildx version"],
  },
  {
    path: "buildx dial-stdio",
    aliases: [],
    risk: "write",
    summary: "Connects the standard streams to a builder.",
    operands: operands(""),
    tools: elsewhere(INSTANCES, "buildctl dial-stdio"),
    flags: [
      builder,
      flag("--platform string", "Platform the node has to have.", {}),
      flag("--progress string", "How progress is shown (auto, plain, tty).", {}),
    ],
    examples: ["docker buildx dial-stdio", "docker buildx dial-stdio --platform linux/arm64 --progress plain"],
  },
  {
    path: "buildx imagetools inspect",
    aliases: [],
    risk: "read",
    summary: "Shows an image in its registry.",
    operands: operands("NAME", "image"),
    tools: {
      nerdctl: sinceForm(
        "2.1.4",
        verb("manifest inspect", { finish: inspectInNerdctl }),
        none("nerdctl before 2.1.4 does not look into registries", "skopeo inspect --raw docker://NAME"),
      ),
      crictl: none("CRI does not look into registries", "skopeo inspect --raw docker://NAME"),
      ctr: none(
        "ctr does not look into registries without pulling",
        "ctr content fetch REF, ctr content get DIGEST; or skopeo inspect --raw docker://NAME",
      ),
    },
    flags: [
      builder,
      flag("--format string", "Prints a Go template.", {
        nerdctl: lost("nerdctl manifest inspect prints JSON only", "read it with jq"),
      }),
      flag("--raw", "Prints the manifest as it is.", {
        nerdctl: implied("nerdctl manifest inspect prints the manifest"),
      }),
    ],
    examples: [
      "docker buildx imagetools inspect nginx:alpine",
      "docker buildx imagetools inspect --raw nginx",
      "docker buildx imagetools inspect --format '{{json .Manifest}}' --builder b nginx",
    ],
  },
  {
    path: "buildx imagetools create",
    aliases: [],
    risk: "write",
    summary: "Makes a multi-platform image of images in a registry.",
    operands: operands("[SOURCE...]", "text"),
    tools: elsewhere(
      "nerdctl has no imagetools",
      "nerdctl manifest create NAME SOURCE… and nerdctl manifest push NAME (2.1.4); or regctl index create, crane index append",
    ),
    flags: [
      flag("--annotation stringArray", "Adds an annotation.", {}),
      flag("--append", "Adds to the image that is there.", {}),
      builder,
      flag("--dry-run", "Prints the result without uploading it.", {}),
      flag("-f, --file stringArray", "Reads a source's descriptor from a file.", {}),
      flag("--progress string", "How progress is shown (auto, plain, tty).", {}),
      flag("-t, --tag stringArray", "Name of the result.", {}),
    ],
    examples: [
      "docker buildx imagetools create -t r/app:v1 r/app:amd64 r/app:arm64",
      "docker buildx imagetools create --append --dry-run -f d.json --annotation a=b --progress plain --builder b -t r/app:v1",
    ],
  },
];
