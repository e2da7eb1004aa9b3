import type { Lesson } from "./lesson.ts";

/**
 * Sources: docs.aws.amazon.com/eks (dockershim-deprecation), cloud.google.com/kubernetes-engine/docs/deprecations/docker-containerd,
 * learn.microsoft.com/azure/aks (containerd for Linux node pools from 1.19); the pause image: github.com/awslabs/amazon-eks-ami/issues/1425.
 */
export const clouds: Lesson = {
  name: "clouds",
  title: { en: "EKS and managed clouds: what is different", ko: "EKS와 관리형 클라우드에서 달라지는 점" },
  parts: [
    {
      text: {
        en: `Managed nodes follow the same change, on dates of their own:

- EKS: from Kubernetes 1.24 on the official AMIs have containerd only. Docker is not installed.
- GKE: no Docker node images from 1.24 on.
- AKS: containerd on Linux node pools from 1.19 on.

The socket is /run/containerd/containerd.sock, the namespace is \`k8s.io\`, and the commands are those of any other containerd node. crictl is there; nerdctl on recent EKS AMIs, and \`nerdctl ps\` is empty there as well until it is given \`--namespace k8s.io\`.

What changes is how one gets there: through SSM or SSH, or from the cluster with \`kubectl debug node/NAME -it --image=busybox\`, which mounts the node at /host (\`chroot /host\` to use the node's own tools). On EKS Fargate and GKE Autopilot there is no node to log in to: what is left is kubectl.`,
        ko: `관리형 노드에도 같은 변화가 있었고, 시점만 조금씩 다릅니다.

- EKS: Kubernetes 1.24부터 공식 AMI에는 containerd만 있습니다. Docker는 설치되어 있지 않습니다.
- GKE: 1.24부터 Docker 노드 이미지를 지원하지 않습니다.
- AKS: Linux 노드 풀은 1.19부터 containerd를 사용합니다.

소켓은 /run/containerd/containerd.sock, namespace는 \`k8s.io\`이고, 명령은 다른 containerd 노드와 같습니다. crictl은 기본으로 있습니다. 최근 EKS AMI에는 nerdctl도 있지만, 여기서도 \`--namespace k8s.io\`를 지정하기 전에는 \`nerdctl ps\`가 비어 있습니다.

다른 것은 노드에 접속하는 방법입니다. SSM이나 SSH로 접속하거나, 클러스터에서 \`kubectl debug node/NAME -it --image=busybox\`를 실행합니다. 이때 노드의 파일 시스템은 /host에 마운트됩니다(\`chroot /host\`로 노드에 설치된 도구를 쓸 수 있습니다). EKS Fargate와 GKE Autopilot에는 접속할 노드가 없으므로 kubectl만 사용할 수 있습니다.`,
      },
    },
    { run: "ctool --demo ps" },
    {
      text: {
        en: `What breaks when Docker goes:

- Pods that mount /var/run/docker.sock: CI agents that build, monitoring that lists containers, Testcontainers. There is no such socket any more; building moves to BuildKit or kaniko.
- \`docker system prune\` in a node's cron job. The kubelet collects unused images by itself; pruning by hand may take the pause image, and where it comes from a private registry (EKS), no pod starts until it is back: \`401 Unauthorized\`.
- Log agents that parse Docker's JSON lines: CRI's log lines have another format (time, stream, a tag, the text), under /var/log/pods.
- /etc/docker/daemon.json: mirrors and insecure registries belong into containerd's own configuration, /etc/containerd/certs.d (k3s: /etc/rancher/k3s/registries.yaml). ctr does not read it unless \`--hosts-dir\` is given.`,
        ko: `Docker가 없어지면 다음과 같은 것들이 동작하지 않습니다.

- /var/run/docker.sock을 마운트하는 pod: 이미지를 빌드하는 CI 에이전트, 컨테이너 목록을 수집하는 모니터링, Testcontainers 등입니다. 이 소켓은 더 이상 없으므로 빌드는 BuildKit이나 kaniko로 옮겨야 합니다.
- 노드의 cron에 등록한 \`docker system prune\`: 사용하지 않는 이미지는 kubelet이 알아서 정리합니다. 수동으로 prune 하면 pause 이미지까지 지워질 수 있고, EKS처럼 pause 이미지를 비공개 레지스트리에서 받는 환경에서는 이미지가 복구될 때까지 \`401 Unauthorized\`가 나면서 새 pod가 시작되지 않습니다.
- Docker의 JSON 로그를 파싱하는 로그 에이전트: CRI 로그는 형식이 다르고(시각, 스트림, 태그, 본문), /var/log/pods 아래에 있습니다.
- /etc/docker/daemon.json: 미러와 insecure registry 설정은 containerd의 /etc/containerd/certs.d로 옮겨야 합니다(k3s는 /etc/rancher/k3s/registries.yaml). ctr은 \`--hosts-dir\`을 지정하지 않으면 이 설정을 읽지 않습니다.`,
      },
    },
    { run: "ctool --demo translate docker system prune -af" },
    { run: "ctool --demo translate docker logs --tail 20 web" },
  ],
};
