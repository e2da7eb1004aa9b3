import type { Lesson } from "./lesson.ts";

export const namespaces: Lesson = {
  name: "namespaces",
  title: { en: "One word, two meanings: namespace", ko: "namespace의 두 가지 의미" },
  parts: [
    {
      text: {
        en: `A containerd namespace is a world of its own inside one containerd: containers, images and snapshots of one are not seen from another. A Kubernetes namespace is a part of the cluster's names, such as \`kube-system\`; for containerd it is only a label on a container.

- \`k8s.io\`: everything the kubelet made through CRI, whatever its Kubernetes namespace. crictl looks nowhere else.
- \`default\`: where nerdctl and ctr look unless they are told.
- \`moby\`: dockerd's, in the containerd that dockerd uses.`,
        ko: `containerd namespace는 하나의 containerd 안에 있는 독립된 공간입니다. 한 namespace의 컨테이너, 이미지, 스냅샷은 다른 namespace에서 보이지 않습니다. 반면 Kubernetes namespace는 \`kube-system\`처럼 클러스터 안에서 이름을 나누는 단위이고, containerd 입장에서는 컨테이너에 붙은 레이블일 뿐입니다.

- \`k8s.io\`: kubelet이 CRI로 만든 모든 것이 여기에 있습니다. Kubernetes namespace가 무엇이든 상관없습니다. crictl은 이곳만 봅니다.
- \`default\`: nerdctl과 ctr이 기본으로 보는 곳입니다.
- \`moby\`: dockerd가 사용하는 containerd에서 dockerd의 컨테이너가 있는 곳입니다.`,
      },
    },
    { run: "ctool --demo namespaces" },
    {
      text: {
        en: `Two pods of different Kubernetes namespaces, \`default\` and \`kube-system\`, lie side by side in the one containerd namespace \`k8s.io\`. And containerd's \`default\` has nothing to do with Kubernetes' \`default\`:`,
        ko: `Kubernetes namespace가 \`default\`와 \`kube-system\`으로 서로 다른 pod도 containerd에서는 모두 \`k8s.io\` 하나에 있습니다. containerd의 \`default\`와 Kubernetes의 \`default\`는 이름만 같을 뿐 아무 관계가 없습니다.`,
      },
    },
    { run: "ctool --demo pods" },
    { run: "ctool --demo --namespace default ps" },
    {
      text: {
        en: `The trap: a namespace that does not exist is an empty list with exit code 0, in every tool. \`ctr -n k8s.oi containers ls\` says nothing is wrong. And images count too: what is pulled into \`default\` the kubelet does not see.

\`-n\` means a containerd namespace in nerdctl and ctr, a Kubernetes namespace in kubectl, and \`--last\` in \`docker ps\`.`,
        ko: `함정이 하나 있습니다. 존재하지 않는 namespace를 지정해도 모든 도구가 빈 목록과 종료 코드 0을 돌려줍니다. \`ctr -n k8s.oi containers ls\`처럼 오타가 있어도 아무 오류가 나지 않습니다. 이미지도 마찬가지여서 \`default\`에 받은 이미지는 kubelet에 보이지 않습니다.

\`-n\`은 nerdctl과 ctr에서는 containerd namespace, kubectl에서는 Kubernetes namespace, \`docker ps\`에서는 \`--last\`를 뜻합니다.`,
      },
    },
  ],
};
