import type { CompareInput, ToolOutcome } from "../../src/compare/index.ts";
import type { Image, Tool } from "../../src/model/index.ts";
import { elsewhere, engines, target } from "./node.ts";

/** An image of which nothing is known but what is given. */
export const image = (known: Partial<Image>): Image => ({
  configDigest: null,
  manifestDigest: null,
  references: [],
  digests: [],
  contentSize: null,
  unpackedSize: null,
  createdAt: null,
  platforms: [],
  labels: {},
  pinned: null,
  ...known,
});

/** Name, config digest, manifest digest: as the recorded node holds them in k8s.io. */
export const known = {
  busybox: {
    reference: "docker.io/library/busybox:latest",
    config: "sha256:a1616212f6f8176df1f6349c0ab0b11d07ce1ab0c245ec368cdaa68d764c37da",
    manifest: "sha256:bdeb0b53591cca67bd009f9047f84ad96ca9c37ba7207299b65366bed5378b20",
  },
  nginx: {
    reference: "docker.io/library/nginx:1.27-alpine",
    config: "sha256:780a7e2ce0aff21ac5f322c91611be09ef28f56d85b689190715b0d714fc7690",
    manifest: "sha256:166605e40d28ce156b5db04ddff6d1d50fa2dabbd6c99f56ca7dea7adb704cf3",
  },
  pause: {
    reference: "docker.io/rancher/mirrored-pause:3.6",
    config: "sha256:ba25924e932825461a450e01b13a1f84a414c20f61c1026b97811d25ff51d214",
    manifest: "sha256:a1ddeba0d29ef314c7cad5ebcbd328994fe2f23370f17b91e338793f7dc9b85d",
  },
} as const;
type Known = (typeof known)[keyof typeof known];

export const crictlImage = ({ reference, config }: Known): Image =>
  image({ configDigest: config, references: [reference], contentSize: 2_130_635, pinned: false });

/** nerdctl lists one CRI image as its tag and as the bare config reference. */
export const nerdctlImages = ({ reference, config, manifest }: Known): Image[] => {
  const row = image({
    manifestDigest: manifest,
    contentSize: 2_131_000,
    unpackedSize: 2_032_000,
    createdAt: "2026-11-21T01:08:59Z",
    platforms: ["linux/amd64"],
  });
  return [
    { ...row, configDigest: config },
    { ...row, references: [reference] },
  ];
};

/** ctr lists the same references with the size in rounded MiB. */
export const ctrImages = ({ reference, config, manifest }: Known): Image[] => {
  const row = image({
    manifestDigest: manifest,
    contentSize: 2_097_152,
    platforms: ["linux/amd64"],
    labels: { "io.cri-containerd.image": "managed" },
  });
  return [
    { ...row, references: [reference] },
    { ...row, references: [config] },
  ];
};

export const dockerImage = image({
  configDigest: "sha256:bc40d18dd03d7197a305ecbc5a430fda30e88839dbbbdab3582cbba170c207a4",
  references: ["busybox:latest"],
  unpackedSize: 1_982_284,
  createdAt: "2026-11-21T01:12:35Z",
});

/** One tool that listed these images. */
export const listed = (tool: Tool, rows: Image[], namespace: string | null = "k8s.io"): ToolOutcome<"image"> => {
  const place = tool === "docker" ? { target: "docker", namespace: null } : { target: "k3s", namespace };
  return {
    tool,
    version: null,
    translation: {
      fit: "exact",
      steps: [
        {
          argv: [tool, tool === "ctr" ? "images" : "images", ...(tool === "ctr" ? ["ls"] : [])],
          files: [],
          captures: null,
          stdin: null,
        },
      ],
      notes: [],
    },
    asked: [place],
    queries: [{ argv: [tool, "images"], exitCode: 0, durationMs: 20 }],
    listings: [{ tool, kind: "image", ...place, rows }],
    failure: null,
  };
};

/** The images of the recorded node, as `docker images` finds them. */
export const k3sImages = (change: Partial<Record<Tool, ToolOutcome<"image">>> = {}): CompareInput<"image"> => {
  const all = Object.values(known);
  const outcomes: Record<Tool, ToolOutcome<"image">> = {
    docker: listed("docker", [dockerImage]),
    nerdctl: listed("nerdctl", all.flatMap(nerdctlImages)),
    crictl: listed("crictl", all.map(crictlImage)),
    ctr: listed("ctr", all.flatMap(ctrImages)),
    ...change,
  };
  return {
    kind: "image",
    input: "docker images",
    command: "image ls",
    hostname: "node1",
    target,
    elsewhere,
    engines,
    all: false,
    outcomes: Object.values(outcomes),
  };
};
