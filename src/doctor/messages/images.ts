import type { KnownMessage } from "./types.ts";

/** Messages about images, their content, and where they have to be. */
export const imageMessages: readonly KnownMessage[] = [
  {
    id: "digest-not-found",
    pattern: /content digest (sha256:[0-9a-f]+): not found/,
    from: ["ctr", "nerdctl", "crictl", "containerd"],
    title: "A part of the image is not on this node",
    cause:
      "The image names several platforms (or an attestation), and only this node's was pulled. Exporting, pushing or unpacking wants all of them.",
    fix: [
      {
        text: "take this node's platform only",
        run: "{ctr} images export --platform linux/amd64 image.tar <reference>",
      },
      { text: "the same on the other side", run: "{ctr} images import --platform linux/amd64 image.tar" },
      { text: "or fetch all of it first", run: "{ctr} images pull --all-platforms <reference>" },
    ],
    notThis: ["Removing the content by hand makes it worse: other images share it."],
    decide: ({ about }) => {
      const reference = about.argv?.findLast((word) => /^[\w.-]+\.[\w.-]+\/.+[:@]/.test(word));
      if (!reference) return null;
      return {
        fix: [
          {
            text: "take this node's platform only",
            argv: ["{ctr}", "images", "export", "--platform", "linux/amd64", "image.tar", reference],
          },
          { text: "the same on the other side", run: "{ctr} images import --platform linux/amd64 image.tar" },
          { text: "or fetch all of it first", argv: ["{ctr}", "images", "pull", "--all-platforms", reference] },
        ],
      };
    },
  },
  {
    id: "image-never",
    pattern: /ErrImageNeverPull|(?:[Cc]ontainer )?image "([^"]+)" is not present with pull policy of Never/,
    from: ["kubelet", "kubectl"],
    title: "Kubernetes does not have the image, and may not pull it",
    cause:
      "The pod says imagePullPolicy: Never, and the image is not in the namespace k8s.io of the node the pod runs on. Docker's images, and those in the namespace default, do not count.",
    fix: [
      {
        text: "bring a Docker-built image over, on every node",
        shell: "docker save {1} | {sudo} {ctr} images import -",
      },
      { text: "or with ctool", run: "ctool image copy {1} --from docker" },
      { text: "see under which name Kubernetes has it", run: "{crictl} images" },
    ],
    notThis: [
      "Importing without -n k8s.io puts it into the namespace default, where Kubernetes does not look.",
      "A name without docker.io/library/ in front is another name.",
    ],
  },
  {
    id: "image-arch",
    pattern: /exec format error|no match for platform in manifest|image's platform \([^)]*\) does not match/,
    from: ["nerdctl", "ctr", "crictl", "docker", "kubelet"],
    title: "The image, or the program in it, is for another processor",
    cause: "This node cannot run that architecture's programs (or a script lacks its #! line).",
    fix: [
      { text: "see what the image is made for", run: "{nerdctl} image inspect --mode=native <reference>" },
      { text: "see what this node is", run: "uname -m" },
    ],
    notThis: [],
  },
  {
    id: "image-missing",
    pattern:
      /no such image:? (\S+)|no such object (\S+?)\]?$|No such (?:object|image): (\S+)|An image does not exist locally with the tag: (\S+)/m,
    from: ["nerdctl", "crictl", "docker"],
    title: "No such image, or not in this place",
    cause: "Each engine, and in containerd each namespace, has images of its own.",
    fix: [{ text: "look in every namespace", run: "ctool images --all-namespaces" }],
    notThis: [],
  },
  {
    id: "minikube-docker-env",
    pattern: /docker-env command is only compatible with the "docker" runtime/,
    from: ["minikube"],
    title: "This minikube cluster runs containerd: there is no docker in it",
    cause: "docker-env hands out the address of a dockerd inside the node, and there is none.",
    fix: [
      { text: "bring an image in", run: "minikube image load <reference>" },
      { text: "or build it there", run: "minikube image build -t <reference> ." },
      { text: "list what runs in the node", run: "minikube ssh -- sudo crictl ps" },
    ],
    notThis: [],
  },
  {
    id: "disk-full",
    pattern: /no space left on device/,
    from: ["ctr", "nerdctl", "crictl", "docker", "containerd", "kubelet"],
    title: "The disk is full, or out of inodes",
    cause: "There is no room left where the engine keeps images and layers (or in /run, /tmp or the logs).",
    fix: [
      { text: "see where", run: "df -h /var/lib/containerd /var/lib/rancher /var/lib/docker /var/log" },
      { text: "and whether it is inodes", run: "df -i" },
      { text: "see what could go, before anything goes", run: "ctool system df" },
    ],
    notThis: [
      "Never delete below /var/lib/containerd by hand: containerd's database then names what is not there.",
      "Pruning all images on a Kubernetes node takes the pause image too.",
    ],
  },
];
