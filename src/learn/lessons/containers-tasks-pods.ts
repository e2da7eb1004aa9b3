import type { Lesson } from "./lesson.ts";

export const containersTasksPods: Lesson = {
  name: "containers-tasks-pods",
  title: { en: "Containers, tasks, pods, sandboxes", ko: "container, task, pod, sandbox의 차이" },
  parts: [
    {
      text: {
        en: `Docker has one word where containerd and Kubernetes have four.

- container: in containerd a description, and no more: image, snapshot, runtime, configuration. It does not run.
- task: the running process of a container. Starting a container makes its task, and stopping ends it; the container stays. \`ctr containers ls\` lists descriptions, \`ctr tasks ls\` what runs.
- pod: Kubernetes' unit, one or more containers that share an address and live and die together.
- sandbox: what a pod is for the runtime: one more container, made from the pause image, which does nothing but hold the pod's network namespace open. What crictl calls POD ID is the sandbox's id.

So a pod with one container is two containers and two tasks in containerd. nerdctl and ctr list both; crictl shows sandboxes under \`crictl pods\` and never under \`crictl ps\`. That is why the tools count differently:`,
        ko: `Docker에서는 컨테이너 하나로 부르는 것을 containerd와 Kubernetes는 네 가지로 구분합니다.

- container: containerd에서는 명세일 뿐입니다. 이미지, 스냅샷, 런타임, 설정을 담고 있으며 그 자체로 실행되는 것은 아닙니다.
- task: 컨테이너의 실행 중인 프로세스입니다. 컨테이너를 시작하면 task가 생기고 중지하면 사라지지만 container는 남습니다. \`ctr containers ls\`는 명세를, \`ctr tasks ls\`는 실행 중인 것을 보여 줍니다.
- pod: Kubernetes의 단위입니다. IP 주소를 공유하고 생명주기를 함께하는 하나 이상의 컨테이너입니다.
- sandbox: 런타임에서 pod에 해당하는 것입니다. pause 이미지로 만든 컨테이너가 하나 더 있고, 이 컨테이너는 pod의 network namespace를 유지하는 일만 합니다. crictl에 표시되는 pod ID가 바로 이 sandbox의 ID입니다.

따라서 컨테이너가 하나인 pod도 containerd에서는 컨테이너 두 개, task 두 개입니다. nerdctl과 ctr은 둘 다 보여 주지만, crictl은 sandbox를 \`crictl pods\`에만 표시하고 \`crictl ps\`에는 표시하지 않습니다. 도구마다 개수가 다른 이유입니다.`,
      },
    },
    { run: "ctool --demo ps --sandboxes" },
    {
      text: {
        en: `A container that has ended has no task any more. crictl knows its exit code; nerdctl calls it \`Created\`, because it finds a container without a task. The kubelet does not restart a container: it makes a new one with the same name and a higher attempt.`,
        ko: `종료된 컨테이너에는 더 이상 task가 없습니다. crictl은 종료 코드를 알고 있지만, nerdctl은 task가 없는 컨테이너만 보이므로 \`Created\`로 표시합니다. kubelet은 컨테이너를 재시작하지 않습니다. 같은 이름의 컨테이너를 새로 만들고 attempt를 하나 올립니다.`,
      },
    },
    { run: "ctool --demo ps -a" },
    { run: "ctool --demo translate docker stop web" },
  ],
};
