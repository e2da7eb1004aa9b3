// Shell scripts, rewritten: what changes, and that nothing else does.
import { describe, expect, it } from "vitest";
import { translateScript } from "../../../src/translate/script/index.ts";
import type { Column } from "../../../src/translate/spec.ts";

async function rewrite(text: string, to: Column = "nerdctl"): Promise<string> {
  return (await translateScript(text, { to, kind: "shell" })).text;
}

/** What the script becomes in nerdctl, where only the name changes. */
const RENAMED = [
  'docker run -d --name "$NAME" \\\n  -p 8080:80 \\\n  nginx:alpine   # docker run stays in a comment\n',
  "docker rm $(docker ps -aq -f status=exited) >/dev/null 2>&1 || true\n",
  "if ! docker inspect web >/dev/null; then sudo -E docker start web; fi\n",
  "A=1 env B=2 docker ps -a | grep web | xargs -r docker rm -f\n",
  "f() { docker stop web && docker rm web; }\n",
  "while docker ps -q | grep -q .; do sleep 1; done\n",
  "case $1 in up) docker compose up -d ;; *) docker compose down ;; esac\n",
  'echo "running: $(docker ps -q | wc -l)"\n',
  "x=`docker ps -q`\n",
  "docker exec -i web sh <<EOF\necho docker $X\nEOF\n",
  "bash <<'EOF'\ndocker ps\nEOF\n",
  "sh -c 'docker ps | wc -l'\n",
  'sh -c "docker ps | wc -l"\n',
  "trap 'docker rm -f web' EXIT\n",
  "find . -name '*.tar' -exec docker load -i {} \\;\n",
  "time docker ps &\n",
  "(cd /srv; docker build -t app .) && docker push app\n",
  "docker run $OPTS \"${ARGS[@]}\" nginx 'a b' \"c $d\" $'e\\n'\n",
  "docker cp ./*.txt web:/tmp/\n",
  "docker pull nginx:{1,2}\n",
  "docker ps\r\n",
  '[ -n "$(docker ps -q)" ] && echo yes\n',
  "command docker ps; exec docker logs -f web\n",
  "timeout -k 5 10 docker stop web\n",
  "coproc docker events\n",
  "diff <(docker images) <(cat x)\n",
];

describe("in nerdctl", () => {
  for (const text of RENAMED) {
    it(JSON.stringify(text), async () => {
      const left = text.includes("# docker run") || text.includes("echo docker");
      const renamed = text.replaceAll(/\bdocker\b/g, "nerdctl");
      const expected = left
        ? renamed.replace("# nerdctl run", "# docker run").replace("echo nerdctl", "echo docker")
        : renamed;
      expect(await rewrite(text)).toBe(expected);
    });
  }

  it.each([
    ["docker ps --format '{{.ID}}\\t{{.Names}}'\n", "nerdctl ps --format '{{.ID}}{{\"\\t\"}}{{.Names}}'\n"],
    ["docker container ps -a\n", "nerdctl ps -a\n"],
    ['docker stop --timeout 5 "$C"\n', 'nerdctl stop --time 5 "$C"\n'],
    ["docker run -d \\\n  --rm \\\n  nginx\n", "nerdctl run -d \\\n  nginx\n"],
    ["docker kill -s 9 web # now\n", "nerdctl kill -s KILL web # now\n"],
    ["docker-compose -f x.yml up -d\n", "nerdctl compose -f x.yml up -d\n"],
    ["/usr/bin/docker ps\n", "nerdctl ps\n"],
    ['docker "$@"\n', 'nerdctl "$@"\n'],
  ])("%j", async (text, expected) => {
    expect(await rewrite(text)).toBe(expected);
  });
});

describe("in ctr and crictl", () => {
  it.each<[Column, string, string]>([
    ["ctr", 'docker pull "$IMAGE"\n', 'ctr images pull "$IMAGE"\n'],
    ["ctr", "docker load < x.tar\n", "ctr images import - < x.tar\n"],
    [
      "ctr",
      'for c in $(docker ps -aq); do\n\tdocker rm -f "$c"\ndone\n',
      'for c in $(ctr containers ls -q); do\n\tctr tasks rm -f "$c" || true\n\tctr containers rm "$c"\ndone\n',
    ],
    ["ctr", "docker rm -f web || exit 1\n", "{ ctr tasks rm -f web || true; ctr containers rm web; } || exit 1\n"],
    ["ctr", "sudo docker rm -f web\n", "sudo ctr tasks rm -f web || true\nsudo ctr containers rm web\n"],
    ["ctr", "f() { docker rm -f web; }\n", "f() { { ctr tasks rm -f web || true; ctr containers rm web; }; }\n"],
    ["ctr", "trap 'docker rm -f web' EXIT\n", "trap '{ ctr tasks rm -f web || true; ctr containers rm web; }' EXIT\n"],
    ["ctr", 'docker exec web sh -c "echo $X"\n', 'ctr tasks exec --exec-id e1 web sh -c "echo $X"\n'],
    [
      "ctr",
      'docker run --rm -v "$PWD/a b:/x" -e "A=$B" nginx ls\n',
      'ctr images pull docker.io/library/nginx:latest\nctr run --rm --mount type=bind,src="$PWD"\'/a b,dst=/x,options=rbind:rw\' --env A="$B" docker.io/library/nginx:latest nginx ls\n',
    ],
    ["crictl", "docker stop web\n", "crictl stop --timeout 10 $(crictl ps -q --name '^web$')\n"],
    [
      "crictl",
      "if docker inspect web >/dev/null; then :; fi\n",
      "if crictl inspect $(crictl ps -a -q --name '^web$') >/dev/null; then :; fi\n",
    ],
    [
      "crictl",
      'sudo docker logs --tail "$N" web | tee log\n',
      "sudo crictl logs --tail \"$N\" $(sudo crictl ps -a -q --name '^web$') | tee log\n",
    ],
    ["crictl", "sh -c 'docker logs web'\n", "sh -c 'crictl logs $(crictl ps -a -q --name '\\''^web$'\\'')'\n"],
    ["crictl", "docker ps -a | xargs docker rm\n", "crictl ps -a | xargs crictl rm\n"],
  ])("%s: %j", async (to, text, expected) => {
    expect(await rewrite(text, to)).toBe(expected);
  });

  it("writes the files of docker run as here-documents, with the script's own variables", async () => {
    const { text, changes } = await translateScript('if true; then\n  docker run -d --name "$NAME" nginx\nfi\n', {
      to: "crictl",
      kind: "shell",
    });
    expect(text).toMatch(/^if true; then\n {2}cat > pod\.json <<EOF\n\{\n/);
    expect(text).toContain('"name": "$NAME"');
    expect(text).toContain('"uid": "$NAME-uid"');
    expect(text).toMatch(/\nEOF\n {2}crictl run container\.json pod\.json\nfi\n$/);
    expect(changes[0]).toMatchObject({ line: 2, fit: "steps" });
  });
});

describe("what cannot be rewritten is left as it is, and said", () => {
  it.each<[Column, string, RegExp]>([
    ["nerdctl", "docker swarm init\n", /Swarm/],
    ["crictl", "docker build -t a .\n", /CRI/],
    ["ctr", "x=$(docker rm -f web)\n", /several commands/],
    ["ctr", "docker rm -f web > log\n", /several commands/],
    ["ctr", "docker rm -f web | cat\n", /several commands/],
    ["ctr", "docker ps -q | xargs docker rm -f\n", /several commands/],
    ["crictl", "docker run $OPTS nginx\n", /\$OPTS may hold flags/],
    ["crictl", "x; docker run -d nginx\n", /files/],
    ["ctr", 'docker "$@"\n', /at run time/],
    ["nerdctl", 'bash -c "docker exec $C ls"\n', /fills this text in/],
    ["nerdctl", "bash <<EOF\ndocker ps $X\nEOF\n", /fills this text in/],
    ["nerdctl", "ssh host docker ps\n", /another machine/],
    ["crictl", "docker cp ./*.txt web:/x\n", /add < \.\/\*\.txt/],
    ["ctr", "docker run -d -v /a*:/x nginx\n", /pattern/],
    ["nerdctl", "docker rnu nginx\n", /unknown command/],
    ["nerdctl", "docker ps --nope\n", /unknown flag/],
  ])("%s: %j", async (to, text, why) => {
    const { text: same, changes } = await translateScript(text, { to, kind: "shell" });
    const left = changes.filter((change) => change.to === null);
    expect(left).toHaveLength(1);
    expect(left[0]?.notes[0]?.text).toMatch(why);
    if (changes.length === 1) expect(same).toBe(text);
  });

  it("a full reference is wanted where a variable stands for all of it", async () => {
    const { changes } = await translateScript("docker pull $IMAGE", { to: "ctr", kind: "shell" });
    expect(changes[0]).toMatchObject({ fit: "partial", to: "ctr images pull $IMAGE" });
    expect(changes[0]?.notes.some(({ text }) => /^\$IMAGE has to be a full reference/.test(text))).toBe(true);
  });
});

describe("what a variable holds", () => {
  const inCrictl = async (text: string) => (await translateScript(text, { to: "crictl", kind: "shell" })).text;

  it("a name is looked up", async () => {
    expect(await inCrictl("docker stop $NAME\n")).toBe("crictl stop --timeout 10 $(crictl ps -q --name '^'$NAME'$')\n");
    expect(await inCrictl(`docker logs "\${NAME}-1"\n`)).toBe(
      `crictl logs $(crictl ps -a -q --name '^'"\${NAME}"'-1$')\n`,
    );
  });
  it.each([
    ["C=$(docker run -d nginx)\ndocker logs $C\n", "crictl logs $C\n"],
    ['C=$(docker create nginx)\ndocker start "$C"\n', 'crictl start "$C"\n'],
    ["for c in $(docker ps -aq); do docker rm $c; done\n", "do crictl rm $c; done\n"],
    ["docker ps -q | while read -r c; do docker stop -t 1 $c; done\n", "do crictl stop --timeout 1 $c; done\n"],
    ["docker stop -t 1 $CONTAINER_ID\n", "crictl stop --timeout 1 $CONTAINER_ID\n"],
    ["docker rm $(docker ps -aq)\n", "crictl rm $(crictl ps -aq)\n"],
  ])("an id is passed on: %j", async (text, expected) => {
    expect(await inCrictl(text)).toContain(expected);
  });
  it("names that docker printed are names", async () => {
    const text = "for c in $(docker ps --format '{{.Names}}'); do docker stop -t 1 $c; done\n";
    expect(await inCrictl(text)).toContain("crictl stop --timeout 1 $(crictl ps -q --name '^'$c'$')");
  });
  it.each([
    ['docker rmi "nginx:$TAG"\n', 'ctr images rm "docker.io/library/nginx:$TAG"\n'],
    [`docker pull me/app:\${TAG:-1}\n`, `ctr images pull docker.io/me/app:\${TAG:-1}\n`],
    ['docker pull "ghcr.io/me/a:$TAG"\n', 'ctr images pull "ghcr.io/me/a:$TAG"\n'],
  ])("a reference is completed in front of it: %j", async (text, expected) => {
    const { changes, text: got } = await translateScript(text, { to: "ctr", kind: "shell" });
    expect(got.replace(/"/g, "")).toBe(expected.replace(/"/g, ""));
    expect(changes[0]?.notes.some(({ text: note }) => /has to be a full reference/.test(note))).toBe(false);
  });
});

describe("what is no call stays", () => {
  it.each([
    "command -v docker >/dev/null || apt-get install -y docker\n",
    "systemctl restart docker; which docker; echo docker ps\n",
    "cat <<EOF > x.sh\ndocker ps\nEOF\n",
    "# docker ps\n: 'docker ps'\n",
    'DOCKER=docker; "$DOCKER" ps\n',
    "alias d=docker\n",
    "docker_ps() { :; }; docker_ps\n",
    'if [ "$x" = docker ]; then :; fi\n',
    "for docker in a b; do :; done\n",
  ])("%j", async (text) => {
    const { text: same, changes } = await translateScript(text, { to: "ctr", kind: "shell" });
    expect(same).toBe(text);
    expect(changes).toEqual([]);
  });
});

describe("the report", () => {
  it("has every call with its line, what it was and what it is", async () => {
    const { changes } = await translateScript(
      "set -e\ndocker ps \\\n  -a\n\ndocker system df\ndocker rm $(docker ps -q)\n",
      { to: "nerdctl", kind: "shell" },
    );
    expect(changes.map(({ line, from, to, fit }) => ({ line, from, to, fit }))).toEqual([
      { line: 2, from: "docker ps \\\n  -a", to: "nerdctl ps \\\n  -a", fit: "exact" },
      { line: 5, from: "docker system df", to: null, fit: "none" },
      { line: 6, from: "docker ps -q", to: "nerdctl ps -q", fit: "exact" },
      { line: 6, from: "docker rm $(docker ps -q)", to: "nerdctl rm $(nerdctl ps -q)", fit: "exact" },
    ]);
  });
});
