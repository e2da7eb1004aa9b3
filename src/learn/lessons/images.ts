import type { Lesson } from "./lesson.ts";

export const images: Lesson = {
  name: "images",
  title: { en: "Images: one image, several digests", ko: "이미지: 하나의 이미지, 여러 개의 digest" },
  parts: [
    {
      text: {
        en: `An image is a small tree of JSON documents and layers, each named by the SHA-256 of its own bytes, its digest:

- the index (for images of several platforms) names one manifest per platform;
- the manifest names a config and the layers, as they are compressed in the registry;
- the config holds the environment, the command, and the digests of the unpacked layers.

Tools disagree on which digest is the image's id. crictl shows the config's digest, as Docker's classic store does. nerdctl and ctr show the digest of the manifest or index, which is also what stands behind the @ in \`nginx@sha256:…\`. The same image thus has two ids that have no digit in common:`,
        ko: `이미지는 JSON 문서와 레이어로 이루어진 작은 트리이며, 각 요소는 자기 내용의 SHA-256 값, 즉 digest로 식별됩니다.

- index(멀티 플랫폼 이미지의 경우)는 플랫폼별 manifest를 가리킵니다.
- manifest는 config와 레이어를 가리킵니다. 레이어는 레지스트리에 압축된 상태로 있습니다.
- config에는 환경 변수, 실행할 명령, 압축을 푼 레이어의 digest가 들어 있습니다.

어느 digest를 이미지 ID로 보여 줄지는 도구마다 다릅니다. crictl은 Docker의 기존 이미지 저장소와 마찬가지로 config digest를 보여 줍니다. nerdctl과 ctr은 manifest(또는 index) digest를 보여 주며, \`nginx@sha256:…\`에서 @ 뒤에 오는 값도 이것입니다. 그래서 같은 이미지인데도 ID가 완전히 달라 보입니다.`,
      },
    },
    { run: "ctool --demo images" },
    {
      text: {
        en: `In the namespace \`k8s.io\` CRI keeps up to three references for one image: the tag, the digest, and a bare \`sha256:\` reference that is the config's digest. The last one joins the two views. Removing one reference leaves the others, and the content with them.

Sizes differ too: crictl and ctr count the compressed content, docker the unpacked layers; nerdctl shows both.

Docker's newer image store is containerd's own (the default of fresh installations from Docker Engine 29 on), and there \`docker images\` shows manifest digests as well.`,
        ko: `\`k8s.io\` namespace에서 CRI는 이미지 하나에 최대 세 개의 레퍼런스를 둡니다. 태그, digest, 그리고 config digest를 이름으로 쓰는 \`sha256:\` 레퍼런스입니다. 두 가지 ID를 이어 주는 것이 이 마지막 레퍼런스입니다. 레퍼런스 하나를 지워도 나머지는 남고, 이미지의 내용도 그대로 남습니다.

크기도 다르게 표시됩니다. crictl과 ctr은 압축된 크기를, docker는 압축을 푼 크기를 표시하고 nerdctl은 둘 다 표시합니다.

Docker의 새 이미지 저장소는 containerd의 저장소입니다(Docker Engine 29부터 새로 설치하면 기본값). 이 경우에는 \`docker images\`도 manifest digest를 보여 줍니다.`,
      },
    },
    { run: "ctool --demo translate docker image inspect nginx:alpine" },
    {
      text: {
        en: `One more difference: docker, nerdctl and crictl take \`nginx\` and mean \`docker.io/library/nginx:latest\`. ctr takes only the whole reference.`,
        ko: `한 가지 더 있습니다. docker, nerdctl, crictl에서는 \`nginx\`라고만 써도 \`docker.io/library/nginx:latest\`로 해석되지만, ctr에서는 전체 레퍼런스를 써야 합니다.`,
      },
    },
    { run: "ctool --demo translate docker pull nginx" },
  ],
};
