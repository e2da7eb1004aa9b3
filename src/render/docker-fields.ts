import type { Kind } from "../model/index.ts";

/** A row type of docker's formatter: what its templates may use, and the tables that docker makes of it. */
export interface DockerFields {
  /** As docker's messages name it. */
  type: string;
  /** Field → header, in docker's own words (docker/cli 28, formatter/*.go). */
  headers: Readonly<Record<string, string>>;
  /** Docker's own table, as a template. */
  table: string;
  /** What `--format raw` prints; null where docker has none. */
  raw: string | null;
}

const container: DockerFields = {
  type: "*formatter.ContainerContext",
  headers: {
    ID: "CONTAINER ID",
    Names: "NAMES",
    Image: "IMAGE",
    Command: "COMMAND",
    CreatedAt: "CREATED AT",
    RunningFor: "CREATED",
    Ports: "PORTS",
    State: "STATE",
    Status: "STATUS",
    Size: "SIZE",
    Labels: "LABELS",
    Mounts: "MOUNTS",
    LocalVolumes: "LOCAL VOLUMES",
    Networks: "NETWORKS",
    Platform: "PLATFORM",
  },
  table: "table {{.ID}}\\t{{.Image}}\\t{{.Command}}\\t{{.RunningFor}}\\t{{.Status}}\\t{{.Ports}}\\t{{.Names}}",
  raw: `container_id: {{.ID}}
image: {{.Image}}
command: {{.Command}}
created_at: {{.CreatedAt}}
state: {{- pad .State 1 0}}
status: {{- pad .Status 1 0}}
names: {{.Names}}
labels: {{- pad .Labels 1 0}}
ports: {{- pad .Ports 1 0}}
`,
};

const image: DockerFields = {
  type: "*formatter.imageContext",
  headers: {
    ID: "IMAGE ID",
    Repository: "REPOSITORY",
    Tag: "TAG",
    Digest: "DIGEST",
    CreatedSince: "CREATED",
    CreatedAt: "CREATED AT",
    Size: "SIZE",
    Containers: "CONTAINERS",
    VirtualSize: "SIZE",
    SharedSize: "SHARED SIZE",
    UniqueSize: "UNIQUE SIZE",
  },
  table:
    "table {{.Repository}}\\t{{.Tag}}\\t{{.ID}}\\t{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}\\t{{.Size}}",
  raw: `repository: {{ .Repository }}
tag: {{.Tag}}
image_id: {{.ID}}
created_at: {{.CreatedAt}}
virtual_size: {{.Size}}
`,
};

/** Docker has no pods and no namespaces of containerd: fields and headers as docker would name them. */
const pod: DockerFields = {
  type: "*formatter.PodContext",
  headers: {
    ID: "POD ID",
    Name: "NAME",
    Namespace: "NAMESPACE",
    UID: "UID",
    State: "STATE",
    Attempt: "ATTEMPT",
    Runtime: "RUNTIME",
    CreatedAt: "CREATED AT",
    RunningFor: "CREATED",
    Labels: "LABELS",
  },
  table: "table {{.ID}}\\t{{.RunningFor}}\\t{{.State}}\\t{{.Name}}\\t{{.Namespace}}\\t{{.Attempt}}\\t{{.Runtime}}",
  raw: null,
};

const namespace: DockerFields = {
  type: "*formatter.NamespaceContext",
  headers: { Name: "NAME", Containers: "CONTAINERS", Images: "IMAGES", Labels: "LABELS" },
  table: "table {{.Name}}\\t{{.Containers}}\\t{{.Images}}\\t{{.Labels}}",
  raw: null,
};

/** The kinds of rows that docker's `--format` prints. */
export type FormattedKind = Extract<Kind, "container" | "image" | "pod" | "namespace">;

export const dockerFields: Readonly<Record<FormattedKind, DockerFields>> = { container, image, pod, namespace };
