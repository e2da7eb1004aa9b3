/** A pod's container to make. */
export interface ContainerSpec {
  name: string;
  /** Full reference of one of the node's images. */
  image: string;
  command: readonly string[];
  /** How often the kubelet has restarted it; 0 unless told. */
  attempt?: number;
  /** The exit code it ends with, for those that end: the set-up waits until it has. */
  exits?: number;
  env?: Readonly<Record<string, string>>;
  /** Labels besides the kubelet's own. */
  labels?: Readonly<Record<string, string>>;
}

/** A pod to make. */
export interface PodSpec {
  name: string;
  namespace: string;
  uid: string;
  labels?: Readonly<Record<string, string>>;
  hostNetwork?: boolean;
  containers: readonly ContainerSpec[];
}

/** A pod that was made. */
export interface PodMade {
  name: string;
  namespace: string;
  uid: string;
  /** Id of its sandbox. */
  id: string;
  containers: { name: string; id: string; attempt: number; exits: number | null }[];
}

/** Says one line, then one more every 5 s. */
function ticking(name: string): string[] {
  return ["sh", "-c", `echo ${name} started; i=0; while true; do echo tick $i; i=$((i+1)); sleep 5; done`];
}

const NGINX = "docker.io/library/nginx:1.27-alpine";
const BUSYBOX = "docker.io/library/busybox:latest";
const REDIS = "docker.io/library/redis:alpine";

/** What a small k3s node runs: three pods that are up, a job that is done, a container that keeps crashing. */
export const STANDARD_PODS: readonly PodSpec[] = [
  {
    name: "nginx-7c5ddbdf54-x2x9k",
    namespace: "default",
    uid: "11111111-aaaa-4bbb-8ccc-000000000001",
    labels: { app: "nginx" },
    containers: [{ name: "nginx", image: NGINX, command: ticking("nginx") }],
  },
  {
    name: "coredns-6799fbcd5-8p6wn",
    namespace: "kube-system",
    uid: "22222222-aaaa-4bbb-8ccc-000000000002",
    labels: { app: "coredns" },
    containers: [{ name: "coredns", image: BUSYBOX, command: ticking("coredns") }],
  },
  {
    name: "svclb-traefik-abc12",
    namespace: "kube-system",
    uid: "33333333-aaaa-4bbb-8ccc-000000000003",
    labels: { app: "lb-tcp-80" },
    containers: [{ name: "lb-tcp-80", image: BUSYBOX, command: ticking("lb-tcp-80") }],
  },
  {
    name: "helm-install-traefik-9ksd2",
    namespace: "kube-system",
    uid: "44444444-aaaa-4bbb-8ccc-000000000004",
    labels: { app: "helm" },
    containers: [{ name: "helm", image: BUSYBOX, command: ["sh", "-c", "echo installing chart; echo done"], exits: 0 }],
  },
  {
    name: "redis-0",
    namespace: "default",
    uid: "55555555-aaaa-4bbb-8ccc-000000000005",
    labels: { app: "redis" },
    containers: [
      {
        name: "redis",
        image: REDIS,
        command: ["sh", "-c", "echo 'Fatal: cannot bind' >&2; exit 3"],
        attempt: 4,
        exits: 3,
      },
    ],
  },
];
