import type { Lesson } from "./lesson.ts";

export const whoIsWho: Lesson = {
  name: "who-is-who",
  title: {
    en: "Docker, containerd, runc, CRI, OCI: who is who",
    ko: "Docker, containerd, runc, CRI, OCI: 각각의 역할",
  },
  parts: [
    {
      text: {
        en: `Running a container takes several programs, each of which calls the next:

- \`docker\` is a command line. It talks to \`dockerd\` through the REST API on /var/run/docker.sock.
- \`dockerd\` (Docker Engine) builds images, makes networks and volumes, and leaves running containers to containerd.
- \`containerd\` pulls images, keeps them, and runs containers. It speaks gRPC. Docker has used it since version 1.11 (April 2016).
- \`runc\` starts one container: it sets up namespaces and cgroups, starts the process and exits. A small process, the shim (\`containerd-shim-runc-v2\`), stays with the container so that it survives a restart of containerd.

So the containers of Docker and those of Kubernetes come out of the same two programs, containerd and runc. What differs is who asks for them.`,
        ko: `컨테이너 하나를 실행하는 데에는 여러 프로그램이 차례로 관여합니다.

- \`docker\`는 CLI입니다. /var/run/docker.sock의 REST API로 \`dockerd\`와 통신합니다.
- \`dockerd\`(Docker Engine)는 이미지를 빌드하고 네트워크와 볼륨을 만들며, 컨테이너 실행은 containerd에 맡깁니다.
- \`containerd\`는 이미지를 받아 보관하고 컨테이너를 실행합니다. 통신에는 gRPC를 씁니다. Docker는 1.11(2016년 4월)부터 containerd를 사용합니다.
- \`runc\`는 컨테이너 하나를 시작하는 프로그램입니다. namespace와 cgroup을 설정하고 프로세스를 시작한 뒤 종료합니다. 이후에는 shim(\`containerd-shim-runc-v2\`)이라는 작은 프로세스가 컨테이너 곁에 남으므로, containerd를 재시작해도 컨테이너는 계속 실행됩니다.

즉 Docker의 컨테이너든 Kubernetes의 컨테이너든 실제로는 같은 두 프로그램, containerd와 runc가 만듭니다. 다른 것은 누가 요청하느냐입니다.`,
      },
    },
    { run: "ctool --demo version" },
    {
      text: {
        en: `Two of the names are no programs but agreements:

- OCI (Open Container Initiative, founded June 2015) says what an image is and how a container is started: image-spec and runtime-spec, both 1.0 in July 2017, and later distribution-spec for registries. Therefore an image that Docker built runs everywhere, unchanged.
- CRI (Container Runtime Interface, since Kubernetes 1.5, December 2016) is the gRPC API by which the kubelet asks a runtime for pods and containers. containerd serves it by itself, through a plugin that has been built in since 1.1 (2018). CRI-O serves it too.

And there are four command lines on a node, each with another view:`,
        ko: `나머지 두 이름은 프로그램이 아니라 규격입니다.

- OCI(Open Container Initiative, 2015년 6월 설립)는 이미지의 형식과 컨테이너를 시작하는 방법을 정합니다. image-spec과 runtime-spec은 2017년 7월에 1.0이 나왔고, 이후 레지스트리를 위한 distribution-spec이 더해졌습니다. 그래서 Docker로 빌드한 이미지는 어디서나 그대로 실행됩니다.
- CRI(Container Runtime Interface, 2016년 12월 Kubernetes 1.5부터)는 kubelet이 런타임에 pod와 컨테이너를 요청할 때 쓰는 gRPC API입니다. containerd는 1.1(2018년)부터 내장된 플러그인으로 CRI를 직접 제공하고, CRI-O도 CRI를 제공합니다.

노드에서 쓰는 CLI는 네 가지이며, 보이는 범위가 서로 다릅니다.`,
      },
    },
    { run: "ctool --demo tools" },
    {
      text: {
        en: `In short: \`docker\` for what dockerd made, \`crictl\` for what the kubelet made, \`nerdctl\` for containerd with Docker's own words, and \`ctr\` for containerd's bare objects.`,
        ko: `정리하면 dockerd가 만든 것은 \`docker\`, kubelet이 만든 것은 \`crictl\`로 봅니다. containerd를 Docker와 같은 명령으로 다루려면 \`nerdctl\`, containerd의 객체를 있는 그대로 보려면 \`ctr\`을 씁니다.`,
      },
    },
  ],
};
