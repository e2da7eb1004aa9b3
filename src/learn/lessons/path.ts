import type { Lesson } from "./lesson.ts";

export const path: Lesson = {
  name: "path",
  title: {
    en: "From the kubelet to the process: checking every hop",
    ko: "kubelet에서 프로세스까지: 단계별로 확인하기",
  },
  parts: [
    {
      text: {
        en: `kubelet → CRI → containerd → shim → runc → process. When a pod does not start, the question is at which hop it stopped. Each has a command of its own:

- kubelet: does it run, and which socket does it use? \`systemctl status kubelet\`, \`journalctl -u kubelet\`; in k3s and RKE2 it is part of their own service.
- CRI: \`crictl info\` and \`crictl pods\`. \`unknown service runtime.v1.RuntimeService\` means that containerd is there and its CRI plugin is not.
- containerd: \`ctr version\`, \`ctr plugins ls\`. Without a socket, containerd is not running; with one that refuses, it has died.
- shim and task: \`ctr --namespace k8s.io tasks ls\`, and \`ps\` for containerd-shim-runc-v2, one for each pod.
- runc: \`runc --root /run/containerd/runc/k8s.io list\`.
- process: \`ps\`, /proc, and the cgroup's own files.

The first look takes all of them at once:`,
        ko: `kubelet → CRI → containerd → shim → runc → 프로세스. pod가 시작되지 않으면 어느 단계에서 멈췄는지부터 찾아야 합니다. 단계마다 확인하는 명령이 따로 있습니다.

- kubelet: 실행 중인지, 어느 소켓을 쓰는지 봅니다. \`systemctl status kubelet\`, \`journalctl -u kubelet\`. k3s와 RKE2에서는 kubelet이 해당 서비스 안에 들어 있습니다.
- CRI: \`crictl info\`, \`crictl pods\`. \`unknown service runtime.v1.RuntimeService\`가 나오면 containerd는 실행 중이지만 CRI 플러그인이 동작하지 않는 것입니다.
- containerd: \`ctr version\`, \`ctr plugins ls\`. 소켓이 없으면 containerd가 실행되지 않은 것이고, 소켓은 있는데 연결이 거부되면 containerd가 비정상 종료된 것입니다.
- shim과 task: \`ctr --namespace k8s.io tasks ls\`로 확인하고, \`ps\`로 containerd-shim-runc-v2를 찾습니다. pod마다 하나씩 있습니다.
- runc: \`runc --root /run/containerd/runc/k8s.io list\`.
- 프로세스: \`ps\`, /proc, cgroup 파일.

한 번에 전체를 훑어보려면 다음과 같이 합니다.`,
      },
    },
    { run: "ctool --demo doctor" },
    {
      text: {
        en: `And for one container the whole way, with the command that shows each hop on this node:`,
        ko: `컨테이너 하나에 대해서는 전체 경로와 함께 각 단계를 확인하는 명령을 이 노드에 맞게 보여 줍니다.`,
      },
    },
    { run: "ctool --demo path nginx" },
    {
      text: {
        en: `Things to see in it:

- The shim's id is the sandbox's id, not the container's: one shim holds the whole pod.
- The shim's parent is process 1, not containerd. That is why containers live on when containerd is restarted, and why \`ctr\` fails while they still run.
- The log is a file that the runtime writes and the kubelet rotates: /var/log/pods/NAMESPACE_POD_UID/CONTAINER/ATTEMPT.log. \`crictl logs\` and \`kubectl logs\` read the same file.
- The root file system is an overlay: the image's layers, read-only, and one writable layer on top, which goes with the container.`,
        ko: `눈여겨볼 점은 다음과 같습니다.

- shim의 ID는 컨테이너가 아니라 sandbox의 ID입니다. shim 하나가 pod 전체를 담당합니다.
- shim의 부모 프로세스는 containerd가 아니라 1번 프로세스입니다. 그래서 containerd를 재시작해도 컨테이너는 계속 실행되고, \`ctr\`이 실패하는 동안에도 컨테이너는 살아 있을 수 있습니다.
- 로그는 런타임이 쓰고 kubelet이 로테이션하는 파일입니다. 경로는 /var/log/pods/NAMESPACE_POD_UID/CONTAINER/ATTEMPT.log이며, \`crictl logs\`와 \`kubectl logs\`는 같은 파일을 읽습니다.
- 루트 파일 시스템은 overlay입니다. 읽기 전용인 이미지 레이어들 위에 쓰기 가능한 레이어가 하나 있고, 이 레이어는 컨테이너와 함께 삭제됩니다.`,
      },
    },
    { run: "ctool --demo path redis" },
  ],
};
