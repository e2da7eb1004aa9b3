import { command, docker, implied, lost, none, picking, reshape, row, same } from "../back-rules.ts";
import { has, type ToolCommand } from "../tool-spec.ts";
import { inspectOutput, inspectTemplate } from "./crictl-containers.ts";
import { outputFlag } from "./crictl-flags.ts";
import { loginStep } from "./login.ts";

const IMAGES = "IMAGE-ID [IMAGE-ID...]";
const noPods = "docker has no pods";

const login = reshape("docker login before it", (draft, use) => {
  draft.before.push(loginStep(draft, use.value, draft.operands[0]));
});

export const crictlImages: readonly ToolCommand[] = [
  command(
    "images|image|img",
    "[REPOSITORY[:TAG]]",
    ["image"],
    "read",
    docker("images", {
      finish(draft) {
        // `crictl image ls` lists images because containerd ignores the filter `ls`.
        if (/^(?:ls|list)$/.test(draft.operands[0] ?? "")) draft.operands = [];
      },
    }),
    [
      row("--digests", "Shows digests.", same),
      row("-f, --filter list", "Only what matches: dangling, reference, before, since.", same),
      row("--no-trunc", "Prints ids whole.", same),
      outputFlag,
      row("--pinned", "Shows which images are kept from garbage collection.", lost("docker pins no images")),
      row("-q, --quiet", "Prints ids only.", same),
      row(
        "-v, --verbose",
        "Prints every field, one per line.",
        lost("docker images has no long form: docker image inspect"),
      ),
    ],
    true,
  ),
  command(
    "imagefsinfo",
    "",
    [],
    "read",
    docker("system df", {
      partial: "the disk that docker's images, containers and volumes take, not CRI's image file system",
    }),
    [
      outputFlag,
      row("--template string", "A Go template over CRI's fields.", lost("docker's templates have docker's fields")),
    ],
    true,
  ),
  command(
    "inspecti",
    IMAGES,
    ["image"],
    "read",
    docker("image inspect"),
    [
      row(
        "-f, --filter list",
        "Only images that match.",
        lost("docker image inspect has no filters: docker images -q -f …"),
      ),
      row(
        "--name string",
        "Only images whose name matches.",
        lost("docker image inspect has no filters: docker images -q -f reference=…"),
      ),
      inspectOutput,
      row(
        "-q, --quiet",
        "Leaves out the runtime's own details.",
        lost("docker inspect prints the whole record", "docker"),
      ),
      { ...inspectTemplate, back: lost("docker's templates have docker's fields: docker image inspect -f") },
    ],
    true,
  ),
  command(
    "pull",
    "NAME[:TAG|@DIGEST]",
    ["image"],
    "write",
    docker("pull"),
    [
      row(
        "-a, --annotation list",
        "Annotation for the runtime's image puller.",
        lost("docker pulls without annotations"),
      ),
      row("--auth string", "Credentials, base64 of user:password.", lost("docker takes credentials from docker login")),
      row("--creds string", "Credentials: user:password.", login),
      row("--pod-config string", "pod-config.json of the pod the image is for.", lost(noPods)),
      row("--pull-timeout duration", "Time until the pull is given up.", lost("docker pull has no time limit")),
      row("-u, --username string", "User; the password is asked for.", login),
    ],
    true,
  ),
  command(
    "rmi",
    IMAGES,
    ["image"],
    "destroy",
    docker("rmi", {
      finish(draft) {
        if (has(draft.line, "prune")) {
          draft.steps = [{ argv: ["docker", "image", "prune", "-a", "-f"] }];
          draft.tell(
            null,
            "-q of crictl rmi is --prune: it removes every image that no container uses, the pause image too",
            "all",
          );
        } else draft.change(null, "crictl removes every tag of the image, docker the one that is named");
      },
    }),
    [
      picking(
        row(
          "-a, --all",
          "Removes all images.",
          reshape("the ids that docker images -aq prints", (draft) => {
            draft.before.push({ argv: ["docker", "images", "-aq"], captures: "<image-id>" });
            draft.operands = ["<image-id>"];
          }),
        ),
      ),
      picking(row("-q, --prune", "Removes all images that no container uses.", reshape("docker image prune -a -f"))),
    ],
    true,
  ),
  command(
    "info",
    "",
    [],
    "read",
    docker("info"),
    [
      {
        ...outputFlag,
        back: reshape("--format json for json", (draft, use) => {
          if (use.value === "json") draft.put(use, ["--format", "json"]);
          else draft.lose(use, `docker info does not print ${use.value}`);
          if (use.value === "json") draft.change(use, "docker's fields, not CRI's", "docker");
        }),
      },
      row("-q, --quiet", "Leaves out the runtime's own details.", lost("docker info prints all it knows", "docker")),
      row(
        "--template string",
        "A Go template over CRI's fields.",
        lost("docker's templates have docker's fields: --format"),
      ),
    ],
    true,
  ),
  command("version", "", [], "read", docker("version")),
  command(
    "completion",
    "SHELL",
    ["text"],
    "read",
    none("it prints crictl's own completions", "docker completion SHELL prints docker's"),
  ),
  command(
    "config",
    "[KEY [VALUE]]",
    ["text"],
    "write",
    none("it edits crictl's own configuration, /etc/crictl.yaml", "docker context, or ~/.docker/config.json"),
    [
      row("--get string", "Prints the value of a key."),
      row("--list", "Prints all keys.", implied("")),
      row("--set list", "Sets a key: runtime-endpoint=unix:///run/containerd/containerd.sock."),
    ],
    true,
  ),
];
