import type { Lesson } from "./lesson.ts";

/** kaniko: GoogleContainerTools/kaniko was archived on 3 June 2025; chainguard-dev/kaniko goes on. */
export const building: Lesson = {
  name: "building",
  title: { en: "Building without Docker", ko: "Docker 없이 이미지 빌드하기" },
  parts: [
    {
      text: {
        en: `containerd builds nothing, and neither do ctr and crictl. Since Docker Engine 23.0 \`docker build\` itself is done by BuildKit, and BuildKit runs without Docker as well:

- nerdctl + BuildKit: \`nerdctl build -t app:v1 .\` is docker's line; it needs a running \`buildkitd\`. For Kubernetes say \`nerdctl --namespace k8s.io build …\`, or the image lands where the kubelet does not look.
- buildctl: BuildKit's own client. \`buildctl build --frontend dockerfile.v0 --local context=. --local dockerfile=. --output type=oci,name=docker.io/library/app:v1,dest=app.tar\`, and then \`ctr --namespace k8s.io images import app.tar\`.
- kaniko: builds inside a pod without a daemon and pushes to a registry. Google archived the project in June 2025; forks go on.
- docker elsewhere: build where Docker is, and carry the image over: \`docker save app:v1 | ctr --namespace k8s.io images import -\`. On k3s \`k3s ctr images import -\` already means \`k8s.io\`.`,
        ko: `containerd에는 빌드 기능이 없고, ctr과 crictl도 마찬가지입니다. Docker Engine 23.0부터는 \`docker build\`도 BuildKit이 처리하며, BuildKit은 Docker 없이도 사용할 수 있습니다.

- nerdctl + BuildKit: \`nerdctl build -t app:v1 .\`처럼 docker와 같은 명령을 쓰고, \`buildkitd\`가 실행 중이어야 합니다. Kubernetes에서 쓸 이미지라면 \`nerdctl --namespace k8s.io build …\`로 빌드합니다. 그러지 않으면 kubelet이 보지 않는 곳에 이미지가 만들어집니다.
- buildctl: BuildKit의 클라이언트입니다. \`buildctl build --frontend dockerfile.v0 --local context=. --local dockerfile=. --output type=oci,name=docker.io/library/app:v1,dest=app.tar\`로 빌드한 다음 \`ctr --namespace k8s.io images import app.tar\`로 가져옵니다.
- kaniko: 데몬 없이 pod 안에서 빌드해 레지스트리에 푸시합니다. Google은 2025년 6월에 프로젝트를 아카이브했고, 지금은 포크가 이어서 관리되고 있습니다.
- 다른 곳의 docker: Docker가 있는 곳에서 빌드해 옮깁니다. \`docker save app:v1 | ctr --namespace k8s.io images import -\`. k3s에서는 \`k3s ctr images import -\`만으로 \`k8s.io\`에 들어갑니다.`,
      },
    },
    { run: "ctool --demo translate docker build -t app:v1 ." },
    { run: "ctool --demo translate docker load -i app.tar" },
    {
      text: {
        en: `Three reasons for \`ErrImageNeverPull\` or \`ErrImagePull\` with an image that is there:

- it is in another containerd namespace than \`k8s.io\`, or in Docker's store;
- it is on another node: an import is for one node only;
- it is called otherwise: pods ask for \`docker.io/library/app:v1\`. With the tag \`latest\` the kubelet pulls every time, unless imagePullPolicy says otherwise.`,
        ko: `이미지가 분명히 있는데 \`ErrImageNeverPull\`이나 \`ErrImagePull\`이 난다면 대개 다음 세 가지 중 하나입니다.

- 이미지가 \`k8s.io\`가 아닌 다른 containerd namespace나 Docker의 저장소에 있습니다.
- 다른 노드에 있습니다. import는 실행한 노드에만 적용됩니다.
- 이름이 다릅니다. pod는 \`docker.io/library/app:v1\`을 찾습니다. 태그가 \`latest\`이면 imagePullPolicy를 지정하지 않는 한 kubelet이 매번 이미지를 pull 합니다.`,
      },
    },
    { run: "ctool --demo --namespace default images" },
  ],
};
