import type { Lesson } from "./lesson.ts";

export const emptyDockerPs: Lesson = {
  name: "empty-docker-ps",
  title: { en: "Why docker ps is empty on k3s", ko: "k3s에서 docker ps가 비어 있는 이유" },
  parts: [
    {
      text: {
        en: `\`docker ps\` asks dockerd, and dockerd lists the containers that it made itself. k3s brings its own containerd and starts pods there; dockerd is not on the way. Its list is right: it made none of them.`,
        ko: `\`docker ps\`는 dockerd에 묻고, dockerd는 자신이 만든 컨테이너만 보여 줍니다. k3s는 자체 containerd를 내장하고 있고 pod를 그 안에서 실행합니다. dockerd는 이 과정에 전혀 관여하지 않습니다. 그러니 목록이 잘못된 것이 아닙니다. dockerd가 만든 것이 없을 뿐입니다.`,
      },
    },
    { run: "ctool --demo --target docker ps" },
    { run: "ctool --demo ps" },
    {
      text: {
        en: `Read the columns on the right: docker sees only \`web\`, its own; nerdctl, crictl and ctr see the pods. There are two steps to them:

- the right socket: k3s and RKE2 keep theirs at /run/k3s/containerd/containerd.sock, most others at /run/containerd/containerd.sock;
- the right containerd namespace: \`k8s.io\`. nerdctl and ctr look into \`default\` unless they are told.

\`k3s crictl\` and \`k3s ctr\` know both by themselves.`,
        ko: `오른쪽 열을 보십시오. docker에는 자신이 만든 \`web\`만 보이고, pod는 nerdctl, crictl, ctr에 보입니다. pod를 보려면 두 가지가 맞아야 합니다.

- 소켓: k3s와 RKE2는 /run/k3s/containerd/containerd.sock, 그 밖에는 대부분 /run/containerd/containerd.sock입니다.
- containerd namespace: \`k8s.io\`입니다. nerdctl과 ctr은 따로 지정하지 않으면 \`default\`를 봅니다.

\`k3s crictl\`과 \`k3s ctr\`은 두 값을 이미 알고 있습니다.`,
      },
    },
    { run: "ctool --demo why 'docker ps'" },
    {
      text: {
        en: `Two cures that are often named and do not work:

- DOCKER_HOST set to containerd's socket: containerd speaks gRPC, not Docker's API.
- \`dockerd --containerd-namespace=k8s.io\`: dockerd then keeps its own containers there, and still lists only those.`,
        ko: `자주 언급되지만 효과가 없는 방법도 두 가지 있습니다.

- DOCKER_HOST를 containerd 소켓으로 지정: containerd는 gRPC로 통신하므로 Docker API를 이해하지 못합니다.
- \`dockerd --containerd-namespace=k8s.io\`: dockerd가 자신의 컨테이너를 그 namespace에 둘 뿐, 목록에는 여전히 자신이 만든 것만 나옵니다.`,
      },
    },
  ],
};
