import { describe, expect, test } from "vitest";
import { type Card, type Difference, explainDifference, judge, makeCard } from "../../src/learn/index.ts";
import type { Tool } from "../../src/model/index.ts";

const card = async (line: string, to: Tool, from: Tool = "docker"): Promise<Card> => {
  const made = await makeCard(line, from, to);
  if (!made) throw new Error(`no card: ${line}`);
  return made;
};
const differs = async (line: string, to: Tool, answer: string, from: Tool = "docker"): Promise<Difference[]> =>
  (await judge(await card(line, to, from), answer)).differs;

describe("any equivalent line is right", () => {
  test.each<[string, Tool, string]>([
    ["docker ps -a", "nerdctl", "nerdctl ps --all"],
    ["docker ps -a", "nerdctl", "nerdctl container ls -a=true"],
    ["docker ps -a", "nerdctl", "sudo nerdctl -n k8s.io ps -a"],
    ["docker ps -a", "nerdctl", "nerdctl --address /run/k3s/containerd/containerd.sock ps -a"],
    ["docker ps -a", "nerdctl", "$ nerdctl ps -a"],
    [
      "docker run -d --name web -p 8080:80 -e A=1 -e B=2 nginx",
      "nerdctl",
      "nerdctl run --publish=8080:80 --env B=2 -e A=1 --name=web --detach nginx",
    ],
    ["docker run -it --rm alpine sh", "nerdctl", "nerdctl run --rm -t -i alpine sh"],
    [
      "docker run --rm alpine true",
      "ctr",
      "ctr i pull docker.io/library/alpine:latest && ctr run --rm docker.io/library/alpine:latest whatever true",
    ],
    ["docker ps -a", "ctr", "ctr c ls"],
    ["docker ps -a", "ctr", "k3s ctr containers list"],
    ["docker images", "crictl", "crictl -r unix:///run/k3s/containerd/containerd.sock img"],
    ["docker logs web", "crictl", "crictl logs $(crictl ps -aq --name web)"],
    ["docker logs web", "crictl", "crictl logs f52d55c8e029"],
    ["docker logs web", "crictl", "crictl logs <container-id>"],
    ["docker logs web", "crictl", "crictl ps -a -q --name web; crictl logs ID"],
    ["docker logs web", "crictl", 'id=$(crictl ps -a -q --name web); crictl logs "$id"'],
    ["docker exec -it web sh", "ctr", "ctr t exec -t --exec-id anything web sh"],
    ["docker build -t app .", "crictl", "none"],
    ["docker build -t app .", "crictl", "없음"],
    ["docker diff web", "crictl", "None."],
  ])("%s → %s: %s", async (line, to, answer) => {
    expect(await differs(line, to, answer)).toEqual([]);
  });

  test("back into docker, too", async () => {
    expect(await differs("nerdctl images", "docker", "docker image ls", "nerdctl")).toEqual([]);
    expect(await differs("crictl rmi nginx", "docker", "docker image rm nginx", "crictl")).toEqual([]);
  });
});

describe("a wrong answer says what differs", () => {
  test.each<[string, Tool, string, Difference]>([
    ["docker ps -a", "nerdctl", "nerdctl ps", { kind: "missing-flag", flag: "--all", right: null }],
    ["docker ps", "nerdctl", "nerdctl ps -q", { kind: "extra-flag", flag: "--quiet", said: null }],
    ["docker ps", "nerdctl", "docker ps", { kind: "wrong-tool", said: "docker", right: "nerdctl" }],
    [
      "docker ps",
      "nerdctl",
      "nerdctl images",
      { kind: "verb", said: "nerdctl image ls", right: "nerdctl container ls" },
    ],
    [
      "docker logs --tail 5 web",
      "nerdctl",
      "nerdctl logs -n 6 web",
      { kind: "flag-value", flag: "--tail", said: "6", right: "5" },
    ],
    ["docker start web", "nerdctl", "nerdctl start db", { kind: "operand", said: "db", right: "web" }],
    ["docker rm web db", "nerdctl", "nerdctl rm web", { kind: "operand", said: null, right: "db" }],
    ["docker logs web", "crictl", "crictl logs web", { kind: "name-for-id", said: "web" }],
    [
      "docker build -t app .",
      "crictl",
      "crictl build -t app .",
      { kind: "there-is-none", said: "crictl build -t app ." },
    ],
    ["docker ps", "ctr", "none", { kind: "there-is-a-form", right: "ctr tasks ls" }],
    ["docker ps", "ctr", "  ", { kind: "empty" }],
    [
      "docker run --rm alpine true",
      "ctr",
      "ctr run --rm docker.io/library/alpine:latest x true",
      { kind: "missing-command", right: "ctr images pull" },
    ],
  ])("%s → %s: %s", async (line, to, answer, difference) => {
    expect(await differs(line, to, answer)).toContainEqual(difference);
  });

  test("an unknown flag in the tool's own words", async () => {
    const [difference] = await differs("docker ps", "ctr", "ctr tasks ls --all");
    expect(difference).toMatchObject({ kind: "unreadable", tool: "ctr", message: expect.stringMatching(/-all/) });
  });

  test("the id that the answer chose must be the same one throughout", async () => {
    const line = "docker create alpine";
    const made = await card(line, "ctr");
    expect(made.free).toContain("container-id");
    const { right } = await judge(made, made.right.replaceAll(/ alpine$/g, " other"));
    expect(right).toBe(true);
  });

  test("in both languages, every kind of difference has a sentence", () => {
    const kinds: Difference[] = [
      { kind: "unreadable", tool: "ctr", message: "m" },
      { kind: "wrong-tool", said: "docker", right: "ctr" },
      { kind: "verb", said: "a", right: "b" },
      { kind: "missing-flag", flag: "--all", right: null },
      { kind: "extra-flag", flag: "--all", said: "x" },
      { kind: "flag-value", flag: "-n", said: "1", right: "2" },
      { kind: "operand", said: "a", right: "b" },
      { kind: "operand", said: null, right: "b" },
      { kind: "operand", said: "a", right: null },
      { kind: "name-for-id", said: "web" },
      { kind: "missing-command", right: "x" },
      { kind: "extra-command", said: "x" },
      { kind: "there-is-a-form", right: "x" },
      { kind: "there-is-none", said: "x" },
      { kind: "empty" },
    ];
    for (const one of kinds) {
      expect(explainDifference(one, "en")).toMatch(/^[\x20-\x7e]+$/);
      expect(explainDifference(one, "ko")).toMatch(/[가-힣]/);
    }
  });
});
