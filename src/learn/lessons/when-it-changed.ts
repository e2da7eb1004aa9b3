import type { Lesson } from "./lesson.ts";

/**
 * Dates: kubernetes.io/blog (2 Dec 2020, "Don't Panic: Kubernetes and Docker"; 7 Jan 2022, "Kubernetes is Moving on From Dockershim"),
 * KEP-2221 (removed in 1.24), cncf.io (29 Mar 2017 containerd and rkt accepted; 28 Feb 2019 containerd graduated; 8 Apr 2019 and
 * 19 Jul 2023 CRI-O; 16 Aug 2019 rkt archived), github.com/rkt/rkt/issues/4024 (February 2020).
 */
export const whenItChanged: Lesson = {
  name: "when-it-changed",
  title: {
    en: "dockershim, cri-dockerd, CRI-O, rkt: when it changed",
    ko: "dockershim, cri-dockerd, CRI-O, rkt: 언제 무엇이 바뀌었나",
  },
  parts: [
    {
      text: {
        en: `At first the kubelet called Docker directly. With CRI, the code for that became an adapter inside the kubelet: dockershim. It turned CRI calls into Docker's API, dockerd passed them on to containerd, and containerd to runc. When containerd served CRI itself, two of the steps had become a detour.

- December 2014: CoreOS announces rkt, the first rival of Docker. The CNCF accepts it in March 2017 and archives it in August 2019; in February 2020 the project ends.
- June 2015: OCI is founded; Docker gives it runc.
- December 2016: Kubernetes 1.5 brings CRI. In the same year CRI-O begins (first called OCID), a runtime that does CRI and nothing else.
- March 2017: Docker gives containerd to the CNCF; it graduates in February 2019. CRI-O joins in April 2019 and graduates in July 2023.
- December 2020: Kubernetes 1.20 deprecates dockershim.
- May 2022: Kubernetes 1.24 comes without it. From here on, \`docker ps\` on a new node no longer shows pods.
- December 2022: Kubernetes 1.26 speaks CRI v1 only. containerd 1.5 and older are too old for it.`,
        ko: `처음에는 kubelet이 Docker를 직접 호출했습니다. CRI가 도입되면서 이 코드는 kubelet 안의 어댑터인 dockershim이 되었습니다. dockershim은 CRI 호출을 Docker API로 바꾸고, dockerd는 이를 containerd에, containerd는 runc에 넘겼습니다. containerd가 CRI를 직접 제공하게 되자 중간의 두 단계는 불필요한 우회로가 되었습니다.

- 2014년 12월: CoreOS가 Docker의 첫 경쟁자인 rkt를 발표합니다. rkt는 2017년 3월 CNCF에 합류했지만 2019년 8월 아카이브되었고, 프로젝트는 2020년 2월에 종료되었습니다.
- 2015년 6월: OCI가 설립되고, Docker가 runc를 기증합니다.
- 2016년 12월: Kubernetes 1.5에 CRI가 도입됩니다. 같은 해에 CRI만 구현하는 런타임인 CRI-O(초기 이름 OCID)가 시작됩니다.
- 2017년 3월: Docker가 containerd를 CNCF에 기증합니다. containerd는 2019년 2월에 졸업(graduated)했습니다. CRI-O는 2019년 4월에 합류해 2023년 7월에 졸업했습니다.
- 2020년 12월: Kubernetes 1.20에서 dockershim이 사용 중단 예정(deprecated)으로 지정됩니다.
- 2022년 5월: Kubernetes 1.24에서 dockershim이 제거됩니다. 이때부터 새 노드에서는 \`docker ps\`에 pod가 나오지 않습니다.
- 2022년 12월: Kubernetes 1.26은 CRI v1만 지원합니다. containerd 1.5 이하는 사용할 수 없습니다.`,
      },
    },
    {
      text: {
        en: `What did not change: images. Docker still builds what Kubernetes runs.

cri-dockerd is dockershim as a program of its own, kept by Mirantis. Who needs Docker Engine under the kubelet installs it and names its socket, /run/cri-dockerd.sock. Only there, and with k3s's own \`--docker\`, does \`docker ps\` show pods today.

What a node runs is read from its sockets and processes, not from what is installed:`,
        ko: `이미지는 바뀌지 않았습니다. Docker로 빌드한 이미지를 Kubernetes에서 지금도 그대로 실행합니다.

cri-dockerd는 dockershim을 별도 프로그램으로 분리한 것으로, Mirantis가 관리합니다. kubelet 아래에서 Docker Engine을 계속 써야 한다면 cri-dockerd를 설치하고 kubelet에 /run/cri-dockerd.sock을 지정합니다. 지금도 \`docker ps\`에 pod가 보이는 곳은 cri-dockerd를 쓰는 노드와 \`--docker\` 옵션으로 실행한 k3s뿐입니다.

노드가 어떤 런타임을 쓰는지는 설치된 패키지가 아니라 소켓과 프로세스를 보고 판단해야 합니다.`,
      },
    },
    { run: "ctool --demo targets" },
    {
      text: {
        en: `From the cluster's side the same is said by \`kubectl get nodes -o wide\`, in the column CONTAINER-RUNTIME.`,
        ko: `클러스터 쪽에서는 \`kubectl get nodes -o wide\`의 CONTAINER-RUNTIME 열에서 같은 내용을 확인할 수 있습니다.`,
      },
    },
  ],
};
