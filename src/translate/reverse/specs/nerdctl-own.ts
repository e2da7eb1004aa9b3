import { as, command, group, implied, lost, none, row, same } from "../back-rules.ts";
import type { ToolFlag, ToolTable } from "../tool-spec.ts";

const daemon = lost("docker's daemon decides this: /etc/docker/daemon.json");
const place = implied("an address of its own: -H");
const platforms = row(
  "--all-platforms",
  "Every platform of the image.",
  lost("docker keeps one platform of an image unless it uses containerd's image store"),
);
const ipfs = row("--ipfs-address string", "Address of the IPFS node.", lost("docker has no IPFS"));
const mode = row(
  "--mode string",
  "dockercompat, or native for containerd's record.",
  lost("docker shows its own record"),
);
const sizes = row("-s, --size", "Shows sizes.", lost("docker system df -v shows the sizes of volumes"));
const buildkit = row(
  "--buildkit-host string",
  "Address of buildkitd.",
  lost("docker has BuildKit built in; docker buildx --builder names another"),
);
const soci = lost("docker has no lazy pulling");
const estargz = lost("docker makes no eStargz images: docker buildx build --output type=image,compression=estargz");

/** Checking signatures before an image is used. */
const verify = (): ToolFlag[] => {
  const cosign = lost("docker trust checks signatures of its own kind; cosign verify IMAGE before");
  return [
    row("--verify string", "Checks the image's signature: none, cosign, notation.", cosign),
    row("--cosign-key string", "Key for cosign.", cosign),
    row("--cosign-certificate-identity string", "Identity the certificate must have.", cosign),
    row("--cosign-certificate-identity-regexp string", "Pattern of that identity.", cosign),
    row("--cosign-certificate-oidc-issuer string", "Issuer the certificate must have.", cosign),
    row("--cosign-certificate-oidc-issuer-regexp string", "Pattern of that issuer.", cosign),
  ];
};

const run: readonly ToolFlag[] = [
  row(
    "--cgroup-conf strings",
    "Sets a file of the cgroup: memory.high=1G.",
    lost("docker sets limits by its own flags"),
  ),
  row("--init-binary string", "Init program to use.", lost('docker decides this for the daemon: "init-path"')),
  ipfs,
  row("--pidfile string", "File for the PID.", lost("docker inspect -f '{{.State.Pid}}' prints it")),
  row("--rdt-class string", "Class of cache and memory bandwidth.", lost("docker has no such class")),
  row(
    "--rootfs",
    "The first operand is a folder, not an image.",
    lost("docker runs images, not folders: docker import"),
  ),
  row(
    "--systemd string",
    "Prepares the container for systemd.",
    lost("docker has no --systemd: --tmpfs /run --tmpfs /tmp -v /sys/fs/cgroup"),
  ),
  row("--umask string", "File mode mask.", lost("docker has no --umask")),
  ...verify(),
];

const build: readonly ToolFlag[] = [
  row("--allow stringArray", "Allows BuildKit an entitlement.", same),
  row("--attest stringArray", "Adds an attestation.", same),
  row("--build-context stringArray", "Another build context.", same),
  buildkit,
  row("--cache-to stringArray", "Where the cache goes.", same),
  row("-o, --output string", "Where the result goes.", same),
  row("--progress string", "How progress is shown.", same),
  row("--provenance string", "Adds provenance.", same),
  row("--sbom string", "Adds an SBOM.", same),
  row("--secret stringArray", "Secret for the build.", same),
  row(
    "--source-policy-file string",
    "Policy of the sources.",
    lost("EXPERIMENTAL_BUILDKIT_SOURCE_POLICY names it for docker"),
  ),
  row("--ssh stringArray", "SSH agent for the build.", same),
];

const inspect: readonly ToolFlag[] = [mode];
const image = none("docker does not convert images", "docker buildx build --output type=image,…", {
  peers: { ctr: "images convert" },
});
const crypt = none("docker has no encrypted images", "skopeo copy --encryption-key, --decryption-key");
const apparmor = none("docker loads its profile by itself", "aa-status, apparmor_parser");
const namespaces = "docker has no containerd namespaces: its own containers live in moby";
const dockerds = "a second dockerd with its own --data-root keeps containers apart";

/** What nerdctl has and docker does not, by docker's canonical command. All else is read with docker's own rows. */
export const ownFlags: Readonly<Record<string, readonly ToolFlag[]>> = {
  "builder build": build,
  "image build": build,
  build,
  "builder prune": [buildkit],
  "container commit": [
    row("--compression string", "Compression of the new layer.", lost("docker commits without compression")),
    row("--format string", "docker or oci.", lost("docker commits in its own format")),
    row("--estargz", "Makes an eStargz layer.", estargz),
    row("--estargz-chunk-size int", "Size of chunks.", estargz),
    row("--estargz-compression-level int", "Compression level.", estargz),
    row("--estargz-min-chunk-size int", "Smallest chunk.", estargz),
    row("--zstdchunked", "Makes a zstd:chunked layer.", estargz),
    row("--zstdchunked-chunk-size int", "Size of chunks.", estargz),
    row("--zstdchunked-compression-level int", "Compression level.", estargz),
  ],
  "container create": [
    ...run,
    row("--detach-keys string", "Keys that leave an attached container.", lost("docker start has --detach-keys")),
    row("--sig-proxy", "Passes signals on.", lost("docker start passes signals on")),
  ],
  "container run": run,
  "container inspect": inspect,
  inspect,
  "image inspect": inspect,
  "network inspect": inspect,
  "system info": inspect,
  "volume inspect": [sizes],
  "volume ls": [sizes],
  "container stop": [row("-t, --time int", "Seconds to wait before the container is killed.", as("-t"))],
  "container restart": [row("-t, --time uint", "Seconds to wait before the container is killed.", as("-t"))],
  "image history": [row("-f, --format string", "Prints in another format.", as("--format"))],
  "image load": [platforms],
  "image save": [platforms, row("-q, --quiet", "Prints no progress.", implied("docker save prints none"))],
  "image ls": [row("--names", "Shows full names.", implied("docker shows names"))],
  "image pull": [
    platforms,
    ipfs,
    ...verify(),
    row("--soci-index-digest string", "Digest of the SOCI index.", soci),
    row("--unpack string", "Whether to unpack: auto, true, false.", lost("docker always unpacks")),
  ],
  "image push": [
    platforms,
    row("--allow-nondistributable-artifacts", "Pushes layers that may not be passed on.", daemon),
    row("--cosign-key string", "Key for cosign.", lost("docker trust sign; cosign sign IMAGE afterwards")),
    row(
      "--sign string",
      "Signs the image: none, cosign, notation.",
      lost("docker trust sign; cosign sign IMAGE afterwards"),
    ),
    row("--notation-key-name string", "Key for notation.", lost("notation sign IMAGE afterwards")),
    row("--estargz", "Converts to eStargz first.", estargz),
    ipfs,
    row("--ipfs-ensure-image", "Makes sure that the image is whole.", lost("docker has no IPFS")),
    row("--soci-min-layer-size int64", "Smallest layer that gets an index.", soci),
    row("--soci-span-size int64", "Size of spans.", soci),
  ],
  "image rm": [row("--async", "Does not wait until the content is gone.", lost("docker waits"))],
  "compose build": [row("--progress string", "How progress is shown.", same)],
  "compose exec": [
    row("-T, --no-TTY", "Gives the command no terminal.", as("-T")),
    row("-i, --interactive", "Keeps stdin open.", implied("docker compose exec does")),
    row("-t, --tty", "Gives the command a terminal.", implied("docker compose exec does")),
  ],
  "compose run": [
    row("--no-build", "Does not build images.", lost("docker compose run builds only with --build")),
    row("--no-color", "Prints without colour.", lost("docker compose --ansi never run")),
    row("--no-log-prefix", "Prints without names.", implied("docker compose run prints without names")),
  ],
  "compose up": [row("--ipfs", "Pulls by IPFS.", lost("docker has no IPFS"))],
};

/** nerdctl's global flags, and the commands that docker does not have. */
export const nerdctlOwn: ToolTable = {
  tool: "nerdctl",
  globals: [
    row("-a, --address string", "containerd's socket.", place),
    row("-H, --host string", "containerd's socket.", place),
    row("-n, --namespace string", "containerd's namespace.", implied("docker has no containerd namespaces")),
    row("--bridge-ip string", "Address of the default bridge.", daemon),
    row("--cdi-spec-dirs strings", "Folders of CDI specifications.", daemon),
    row("--cgroup-manager string", "cgroupfs, systemd or none.", daemon),
    row("--cni-netconfpath string", "Folder of CNI configurations.", lost("docker does not use CNI")),
    row("--cni-path string", "Folder of CNI plugins.", lost("docker does not use CNI")),
    row("--data-root string", "Folder of nerdctl's own data.", daemon),
    row("--debug", "Prints debug messages.", as("-D")),
    row("--debug-full", "Prints every debug message.", as("-D")),
    row("--experimental", "Allows experimental commands.", daemon),
    row("--host-gateway-ip string", "Address of host-gateway.", daemon),
    row(
      "--hosts-dir strings",
      "Folders of the registries' configuration.",
      lost("docker reads /etc/docker/certs.d/REGISTRY"),
    ),
    row("--insecure-registry", "Does not check certificates, allows HTTP.", daemon),
    row("--kube-hide-dupe", "Shows images of Kubernetes once.", implied("docker shows images once")),
    row("--selinux-enabled", "Uses SELinux.", daemon),
    row("--snapshotter string", "Snapshotter to use.", lost("docker chooses its storage driver for the whole daemon")),
    row(
      "--storage-driver string",
      "Snapshotter to use.",
      lost("docker chooses its storage driver for the whole daemon"),
    ),
    row("--userns-remap string", "Maps user ids.", daemon),
    row("-v, --version", "Prints the version.", implied("docker --version")),
  ],
  groups: [
    { name: "apparmor", aliases: [], flags: [] },
    { name: "builder", aliases: [], flags: [] },
    { name: "completion", aliases: [], flags: [] },
    { name: "container", aliases: [], flags: [] },
    { name: "image", aliases: [], flags: [] },
    { name: "ipfs", aliases: [], flags: [] },
    { name: "ipfs registry", aliases: [], flags: [] },
    { name: "namespace", aliases: ["ns"], flags: [] },
  ],
  commands: [
    ...group(apparmor, "read", [
      ["apparmor inspect", ""],
      [
        "apparmor ls|list",
        "",
        [row("--format string", "Prints a template."), row("-q, --quiet", "Prints names only.")],
      ],
    ]),
    ...group(apparmor, "write", [
      ["apparmor load", ""],
      ["apparmor unload", "[PROFILE]"],
    ]),
    ...group(none("docker has no debugger for builds", "docker buildx debug build"), "write", [
      [
        "builder debug",
        "PATH",
        [
          row("--build-arg stringArray", "Argument of the build."),
          row("--buildg-startup-timeout duration", "Time until buildg must be up."),
          row("-f, --file string", "Dockerfile."),
          row("--image string", "Image to debug in."),
          row("--secret stringArray", "Secret for the build."),
          row("--ssh stringArray", "SSH agent for the build."),
          row("--target string", "Stage to build."),
        ],
      ],
    ]),
    ...["container healthcheck", "healthcheck"].map((path) =>
      command(
        path,
        "CONTAINER",
        ["container"],
        "write",
        none(
          "dockerd runs the health checks itself",
          "docker inspect -f '{{.State.Health.Status}}' shows the last result",
        ),
      ),
    ),
    command("image convert", "SOURCE TARGET", ["image"], "write", image, convertFlags()),
    ...group(crypt, "write", [
      ["image decrypt", "SOURCE TARGET", cryptFlags()],
      ["image encrypt", "SOURCE TARGET", [...cryptFlags(), row("--recipient strings", "Who can decrypt it.")]],
    ]),
    ...group(none("docker has no IPFS", "docker run a registry of your own: registry:2"), "write", [
      [
        "ipfs registry serve",
        "",
        [
          row("--ipfs-address string", "Address of the IPFS node."),
          row("--listen-registry string", "Address to listen on."),
          row("--read-retry-num int", "How often reading is tried again."),
          row("--read-timeout duration", "Time until reading is given up."),
        ],
      ],
    ]),
    command(
      "namespace ls|list",
      "",
      [],
      "read",
      none(namespaces, "docker ps shows what dockerd made; ctr and nerdctl show the rest", { own: "namespaces" }),
      [
        row("-q, --quiet", "Prints names only.", same),
        row("-f, --format string", "Prints a template.", lost("the other tools print a table")),
      ],
    ),
    command(
      "namespace create",
      "NAMESPACE",
      ["text"],
      "write",
      none(namespaces, dockerds, { peers: { ctr: "namespaces create" } }),
      [row("-l, --label stringArray", "Label of the namespace.")],
    ),
    command("namespace inspect", "NAMESPACE", ["text"], "read", none(namespaces, dockerds), [
      row("-f, --format string", "Prints a template."),
    ]),
    command(
      "namespace remove|rm",
      "NAMESPACE [NAMESPACE...]",
      ["text"],
      "destroy",
      none(namespaces, dockerds, { peers: { ctr: "namespaces rm" } }),
      [row("-c, --cgroup", "Removes the namespace's cgroup too.")],
    ),
    command("namespace update", "NAMESPACE", ["text"], "write", none(namespaces, dockerds), [
      row("-l, --label stringArray", "Label of the namespace."),
    ]),
    ...["bash", "fish", "powershell", "zsh"].map((shell) =>
      command(
        `completion ${shell}`,
        "",
        [],
        "read",
        none("it prints nerdctl's own completions", `docker completion ${shell} prints docker's`),
        [row("--no-descriptions", "Leaves descriptions out.")],
      ),
    ),
  ],
};

function cryptFlags(): ToolFlag[] {
  return [
    row("--all-platforms", "Every platform."),
    row("--dec-recipient strings", "Who decrypts it."),
    row("--gpg-homedir string", "GPG's folder."),
    row("--gpg-version string", "GPG's version."),
    row("--key strings", "Private key."),
    row("--platform strings", "Platform."),
  ];
}

function convertFlags(): ToolFlag[] {
  const switches =
    "all-platforms estargz estargz-external-toc estargz-keep-diff-id nydus oci overlaybd soci uncompress zstd zstdchunked";
  const values =
    "erofs erofs-compressors erofs-mkfs-options estargz-chunk-size estargz-compression-level estargz-gzip-helper estargz-min-chunk-size estargz-record-in format nydus-builder-path nydus-compressor nydus-prefetch-patterns nydus-work-dir overlaybd-dbstr overlaybd-fs-type overlaybd-vsize platform soci-min-layer-size soci-span-size zstd-compression-level zstdchunked-chunk-size zstdchunked-compression-level zstdchunked-record-in";
  return [
    ...switches.split(" ").map((name) => row(`--${name}`, "How the image is converted.")),
    ...values.split(" ").map((name) => row(`--${name} string`, "How the image is converted.")),
  ];
}
