// What lines of the other tools become, by example: in docker first, then in each other.
import { describe, expect, it } from "vitest";
import { entry, translateText } from "./translate-text.ts";

/** line → docker's fit and lines. */
const DOCKER: readonly (readonly [line: string, fit: string, shell: string])[] = [
  ["ctr tasks ls", "partial", "docker ps"],
  ["ctr t ls -q", "partial", "docker ps -q"],
  ["ctr c ls", "exact", "docker ps -a"],
  [
    "ctr c ls id~=web image==docker.io/library/nginx:alpine",
    "partial",
    "docker ps -a -f name=web -f ancestor=nginx:alpine",
  ],
  [`ctr c ls 'labels."a.b/c"==d'`, "exact", "docker ps -a -f label=a.b/c=d"],
  ["ctr i ls -q", "exact", "docker images --format '{{.Repository}}:{{.Tag}}'"],
  ["ctr i ls name==docker.io/library/nginx:alpine", "exact", "docker images nginx:alpine"],
  ["ctr i rm docker.io/library/nginx:alpine", "exact", "docker rmi nginx:alpine"],
  [
    "ctr i tag docker.io/library/a:1 ghcr.io/b:2 docker.io/c/d:3",
    "steps",
    "docker tag a:1 ghcr.io/b:2\ndocker tag a:1 c/d:3",
  ],
  ["ctr i export x.tar docker.io/library/nginx:alpine", "exact", "docker save -o x.tar nginx:alpine"],
  ["ctr i export - docker.io/library/nginx:alpine", "exact", "docker save nginx:alpine"],
  ["ctr i import -", "exact", "docker load"],
  ["ctr i pull -k docker.io/library/nginx:alpine", "partial", "docker pull nginx:alpine"],
  [
    "ctr i push ghcr.io/me/a:1 docker.io/library/a:1",
    "steps",
    "docker tag a:1 ghcr.io/me/a:1\ndocker push ghcr.io/me/a:1",
  ],
  ["ctr i pull --user me:s3 ghcr.io/me/a:1", "steps", "docker login -u me -p s3 ghcr.io\ndocker pull ghcr.io/me/a:1"],
  [
    "ctr run -t --rm --cni docker.io/library/alpine:latest box sh -c 'echo hi'",
    "exact",
    "docker run -it --rm --name box --entrypoint sh alpine:latest -c 'echo hi'",
  ],
  [
    "ctr run -d --with-ns network:/proc/1/ns/net docker.io/library/nginx:1 web",
    "exact",
    "docker run -d --network host --name web nginx:1",
  ],
  [
    "ctr run -d --net-host --cap-add CAP_NET_ADMIN --cap-drop CAP_ALL docker.io/library/nginx:1 web",
    "partial",
    "docker run -d --network host --cap-add NET_ADMIN --name web nginx:1",
  ],
  [
    "ctr run --net-host --mount type=tmpfs,src=tmpfs,dst=/run,options=size=64m docker.io/library/nginx:1 web",
    "exact",
    "docker run --network host --tmpfs /run:size=64m --name web nginx:1",
  ],
  [
    "ctr run --net-host --seccomp --seccomp-profile p.json docker.io/library/nginx:1 web",
    "exact",
    "docker run --network host --security-opt seccomp=p.json --name web nginx:1",
  ],
  ["ctr containers create docker.io/library/nginx:1 web", "partial", "docker create --network none --name web nginx:1"],
  ["ctr t start web", "exact", "docker start -ai web"],
  ["ctr t kill -s SIGKILL web", "exact", "docker kill web"],
  ["ctr t kill -s SIGHUP web", "exact", "docker kill -s HUP web"],
  ["ctr t rm -f web", "partial", "docker kill web"],
  ["ctr t exec --exec-id e1 --user 1000 --cwd /tmp web ls -l", "exact", "docker exec -u 1000 -w /tmp web ls -l"],
  ["ctr t exec -t --exec-id e1 web sh", "exact", "docker exec -it web sh"],
  ["ctr t exec -d -t --exec-id e1 web sh", "exact", "docker exec -d -t web sh"],
  ["ctr t resume web", "exact", "docker unpause web"],
  ["ctr t ps web", "exact", "docker top web"],
  ["ctr snapshots usage", "partial", "docker ps -as"],
  ["ctr version", "exact", "docker version"],
  ["ctr --debug events", "exact", "docker -D events"],
  ["ctr -n moby c ls", "exact", "docker ps -a"],
  ["ctr -v", "exact", "docker --version"],
  ["ctr images ls --help", "exact", "docker images --help"],
  ["crictl ps -a --name web --label app=web -q", "exact", "docker ps -a -f name=web -f label=app=web -q"],
  ["crictl ps -aq", "exact", "docker ps -aq"],
  ["crictl ps --state Running", "exact", "docker ps -f status=running"],
  ["crictl ps -o json", "partial", "docker ps --format json"],
  ["crictl ps --namespace kube-system", "partial", "docker ps -f label=io.kubernetes.pod.namespace=kube-system"],
  ["crictl image ls", "exact", "docker images"],
  [
    "crictl inspect -o go-template --template '{{.info.pid}}' 0123456789ab",
    "exact",
    "docker inspect -f '{{.State.Pid}}' 0123456789ab",
  ],
  ["crictl inspect --name web", "steps", "docker inspect $(docker ps -q -f name=web)"],
  ["crictl exec --latest ls", "steps", "docker exec $(docker ps -q --latest) ls"],
  ["crictl logs -f --tail 5 -t 0123456789ab", "exact", "docker logs -f --tail 5 -t 0123456789ab"],
  ["crictl logs -p 0123456789ab", "partial", "docker logs 0123456789ab"],
  ["crictl stop --timeout=30 0123456789ab", "exact", "docker stop -t 30 0123456789ab"],
  ["crictl rm -fa", "steps", "docker rm -f $(docker ps -aq)"],
  ["crictl rmi -q", "exact", "docker image prune -a -f"],
  ["crictl stats -w", "exact", "docker stats"],
  ["crictl attach 0123456789ab", "exact", "docker attach --no-stdin 0123456789ab"],
  ["crictl attach -it 0123456789ab", "exact", "docker attach 0123456789ab"],
  ["crictl pull --creds me:s3 ghcr.io/a:1", "steps", "docker login -u me -p s3 ghcr.io\ndocker pull ghcr.io/a:1"],
  ["crictl -r unix:///run/crio/crio.sock version", "partial", "docker version"],
  ["nerdctl stop --time 5 web", "exact", "docker stop -t 5 web"],
  ["nerdctl history nginx -f json", "exact", "docker history nginx --format json"],
  ["nerdctl pull --verify cosign --cosign-key k nginx", "partial", "docker pull nginx"],
  ["nerdctl --debug ps", "exact", "docker -D ps"],
  ["nerdctl ps --namespace k8s.io", "partial", "docker ps"],
  ["nerdctl --namespace=moby ps", "exact", "docker ps"],
  ["nerdctl run -d --name web -v $PWD:/src nginx", "exact", 'docker run -d --name web -v "$PWD":/src nginx'],
  ["nerdctl exec web -- ls", "exact", "docker exec web -- ls"],
  ["nerdctl help run", "exact", "docker run --help"],
  ["kubectl exec -it web -- sh -c ls", "partial", "docker exec -it web sh -c ls"],
  ["kubectl logs deploy/web -f --tail=5", "partial", "docker logs -f --tail 5 web"],
  ["kubectl run web --image=nginx --env A=b --port 80", "partial", "docker run -d -e A=b --expose 80 --name web nginx"],
  [
    "kubectl run -it --rm box --image=alpine --restart=Never -- sh",
    "partial",
    "docker run -it --rm --name box alpine sh",
  ],
  ["kubectl -n kube-system get pods -l app=web", "partial", "docker ps -f label=app=web"],
  ["kubectl describe po/web", "partial", "docker inspect web"],
  ["kubectl cluster-info", "partial", "docker info"],
];

describe("in docker", () => {
  for (const [line, fit, shell] of DOCKER) {
    it(line, async () => {
      const report = await translateText(line);
      expect(report.problems).toEqual([]);
      const found = entry(report, "docker");
      expect({ fit: found.fit, shell: found.shell }).toEqual({ fit, shell });
    });
  }
});

describe("commands that docker does not have say why, and what to do", () => {
  const NONE = [
    "ctr content get sha256:abc",
    "ctr leases ls",
    "ctr t rm web",
    "ctr run -c config.json web",
    "ctr containers label web a=b",
    "crictl runp pod.json",
    "crictl run container.json pod.json",
    "crictl pods",
    "crictl port-forward 0123456789ab 80",
    "nerdctl image encrypt a b",
    "nerdctl ipfs registry serve",
    "kubectl apply -f x.yml",
    "kubectl get nodes",
  ];
  for (const line of NONE) {
    it(line, async () => {
      const found = entry(await translateText(line), "docker");
      expect(found.fit).toBe("none");
      expect(found.notes[0]?.text).toMatch(/\w/);
      expect(found.instead).toMatch(/\w/);
    });
  }
});

/** line → tool → what is pasted there: the place that was typed stays the place. */
const OTHERS: readonly (readonly [
  line: string,
  tool: "nerdctl" | "crictl" | "ctr" | "kubectl",
  fit: string,
  shell: string,
])[] = [
  ["ctr -n k8s.io t ls", "nerdctl", "exact", "nerdctl -n k8s.io ps"],
  ["ctr -n k8s.io t ls", "crictl", "exact", "crictl ps"],
  ["ctr -n moby t ls", "crictl", "partial", "crictl ps"],
  ["crictl ps -q", "ctr", "partial", "ctr -n k8s.io tasks ls -q"],
  ["crictl -r unix:///run/x.sock ps -a", "nerdctl", "exact", "nerdctl -a /run/x.sock -n k8s.io ps -a"],
  ["nerdctl -n k8s.io -a /run/x.sock ps", "crictl", "exact", "crictl -r unix:///run/x.sock -i unix:///run/x.sock ps"],
  ["crictl pull --creds me:s3 ghcr.io/a:1", "ctr", "exact", "ctr -n k8s.io images pull --user me:s3 ghcr.io/a:1"],
  ["crictl logs --tail 5 0123456789ab", "nerdctl", "exact", "nerdctl -n k8s.io logs --tail 5 0123456789ab"],
  ["crictl pods", "nerdctl", "partial", "nerdctl -n k8s.io ps -f label=io.cri-containerd.kind=sandbox"],
  ["crictl inspectp 0123456789ab", "ctr", "exact", "ctr -n k8s.io containers info 0123456789ab"],
  ["ctr ns ls", "nerdctl", "exact", "nerdctl namespace ls"],
  ["ctr sandboxes ls", "crictl", "exact", "crictl pods"],
  ["nerdctl ns create x", "ctr", "exact", "ctr namespaces create x"],
  ["nerdctl ns create -l a=b x", "ctr", "partial", "ctr namespaces create x"],
  ["nerdctl kill -s HUP web", "ctr", "exact", "ctr tasks kill -s SIGHUP web"],
  ["ctr t exec -t --exec-id a web sh", "kubectl", "partial", "kubectl exec -it web -- sh"],
  ["crictl info", "kubectl", "partial", "kubectl cluster-info"],
];

describe("in each other", () => {
  for (const [line, tool, fit, shell] of OTHERS) {
    it(`${line} in ${tool}`, async () => {
      const found = entry(await translateText(line), tool);
      expect({ fit: found.fit, shell: found.shell }).toEqual({ fit, shell });
      for (const { argv } of found.steps) expect(argv, "argv carries no address").not.toContain("-n");
    });
  }

  it("one entry per tool other than the line's own, docker first", async () => {
    const tools = async (line: string) => (await translateText(line)).translations.map(({ tool }) => tool);
    expect(await tools("ctr version")).toEqual(["docker", "nerdctl", "crictl", "kubectl"]);
    expect(await tools("crictl pull nginx")).toEqual(["docker", "nerdctl", "ctr"]);
    expect(await tools("nerdctl pull nginx")).toEqual(["docker", "crictl", "ctr"]);
    expect(await tools("kubectl get pods")).toEqual(["docker", "nerdctl", "crictl", "ctr"]);
  });
});

describe("a report", () => {
  it("names docker's command, what it risks, and each typed flag", async () => {
    const report = await translateText("ctr run -d --memory-limit 536870912 docker.io/library/redis:7 r");
    expect(report).toMatchObject({ schemaVersion: 1, from: "ctr", command: "container run", risk: "write" });
    expect(report.flags).toEqual([
      {
        flag: "--detach",
        value: null,
        meaning: expect.stringMatching(/\.$/),
        tools: { docker: { how: "same", text: "same" } },
      },
      {
        flag: "--memory-limit",
        value: "536870912",
        meaning: "Memory limit in bytes.",
        tools: { docker: { how: "renamed", text: "--memory" } },
      },
    ]);
  });

  it("finds the tool behind sudo, k3s and a path", async () => {
    for (const line of ["sudo crictl ps", "k3s crictl ps", "/usr/local/bin/crictl ps"])
      expect(entry(await translateText(line), "docker").shell).toBe("docker ps");
  });

  it("says what is wrong with a line that the tool would not take, and translates nothing", async () => {
    for (const line of [
      "crictl ps -f name=web",
      "ctr ps",
      "crictl logs",
      "nerdctl psa",
      "crictl ps web",
      "nerdctl namespace",
    ]) {
      const report = await translateText(line);
      expect(report.translations, line).toEqual([]);
      expect(report.problems[0]?.message, line).toMatch(/\w/);
    }
  });
});
