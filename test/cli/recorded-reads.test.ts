import { describe, expect, test } from "vitest";
import type { Comparison, ObjectRecord, Tool } from "../../src/model/index.ts";
import { problemsOf } from "../contract/problems.ts";
import { asJson, piped, replayed } from "./replayed.ts";

describe("what --json prints fits its published schema", () => {
  test.each([
    ["networks", "network ls"],
    ["volumes", "volume ls"],
    ["history", "history nginx:1.27-alpine"],
    ["disk", "system df"],
    ["snapshots", "snapshots"],
    ["content", "content"],
    ["stats", "stats --no-stream"],
    ["inspect", "inspect nginx"],
    ["inspect", "inspect --type pod nginx"],
    ["inspect", "inspect docker.io/library/busybox:latest"],
    ["inspect", "network inspect bridge"],
    ["inspect", "info"],
  ])("%s: ctool %s", async (name, line) => {
    const printed = await asJson<Comparison>(line);
    expect(problemsOf(name, printed)).toEqual([]);
    expect(printed.rows.length).toBeGreaterThan(line === "volume ls" ? -1 : 0);
  });

  test.each([
    ["line", "logs nginx"],
    ["line", "top nginx"],
    ["events", "events"],
  ])("%s: each line of ctool %s", async (name, line) => {
    const { stdout } = await piped(`--json ${line}`);
    const lines = stdout.trim().split("\n");
    expect(lines.length).toBeGreaterThan(1);
    for (const each of lines) expect(problemsOf(name, JSON.parse(each))).toEqual([]);
  });
});

type Records = Omit<Comparison, "rows"> & { rows: (Comparison["rows"][number] & ObjectRecord)[] };

describe("ctool inspect", () => {
  test("lines up what the tools say of a pod's container, field by field", async () => {
    const { rows, tools } = await asJson<Records>("inspect nginx");
    const [row] = rows;
    expect(rows).toHaveLength(1);
    expect(row?.name).toBe("default/nginx-7c5ddbdf54-x2x9k/nginx");
    expect(row?.saidBy.pid).toEqual(["nerdctl", "crictl", "ctr"]);
    expect(row?.saidBy.startedAt).toEqual(["crictl"]);
    expect(row?.saidBy.ip).toEqual(["nerdctl"]);
    expect(row?.fields.logPath).toMatch(/^\/var\/log\/pods\/default_nginx.*\/nginx\/0\.log$/);
    expect(row?.differs.map(({ field }) => field)).toEqual(["labels"]);
    const states = Object.fromEntries(tools.map(({ tool, state, count }) => [tool, `${state} ${count}`]));
    expect(states).toEqual({ docker: "ok 0", nerdctl: "ok 1", crictl: "ok 1", ctr: "ok 1" });
  });

  test("finds images, pods and networks by the names that people give them, and says what is nowhere", async () => {
    expect((await asJson<Records>("inspect docker.io/library/nginx:1.27-alpine")).kind).toBe("imageRecord");
    expect((await asJson<Records>("inspect --type pod default/nginx-7c5ddbdf54-x2x9k")).kind).toBe("podRecord");
    expect((await asJson<Records>("inspect bridge")).kind).toBe("networkRecord");
    const nowhere = await piped("inspect nosuchthing");
    expect(nowhere).toMatchObject({ exitCode: 1, stdout: "" });
    expect(nowhere.stderr).toMatch(/no object is called nosuchthing/);
    expect((await piped("inspect --type network nginx")).stderr).toMatch(/no network is called nginx/);
    expect(await piped("inspect --type secret x")).toMatchObject({ exitCode: 2 });
  });

  test("docker's own container is docker's alone", async () => {
    const { rows, tools } = await asJson<Records>("inspect web");
    expect(rows.map(({ at, seenBy }) => [at, seenBy])).toEqual([["docker", ["docker"]]]);
    expect(tools.find(({ tool }) => tool === "nerdctl")?.state).toBe("unsupported");
  });

  test("--via prints one tool's own JSON, byte for byte", async () => {
    const { stdout, exitCode } = await piped("--via crictl inspect nginx");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).status.metadata.name).toBe("nginx");
    const none = await piped("--via docker inspect --type pod nginx");
    expect(none).toMatchObject({ exitCode: 3, stdout: "" });
    expect(await piped("--via podman inspect nginx")).toMatchObject({ exitCode: 2 });
  });

  test("--format prints docker's array, filled in from what the other tools know", async () => {
    const [record, ...more] = JSON.parse((await piped("inspect --format json nginx")).stdout);
    expect(more).toEqual([]);
    // nerdctl leaves both empty; crictl knows.
    expect(record.State.StartedAt).toMatch(/^2026-/);
    expect(record.LogPath).toMatch(/^\/var\/log\/pods\//);
    expect(record.Config.Env).toContain("PATH=/bin");
    expect((await piped(["inspect", "-f", "{{.State.Status}} {{.Config.Image}}", "nginx"])).stdout).toBe(
      "running docker.io/library/nginx:1.27-alpine\n",
    );
    const docker = JSON.parse((await piped("docker inspect web")).stdout);
    expect(docker[0].Name).toBe("/web");
    expect(await piped(["inspect", "-f", "{{.State", "nginx"])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});

describe("lists", () => {
  test("networks of docker and of nerdctl are never one, whatever they are called", async () => {
    const { rows } = await asJson<Comparison<"network">>("network ls");
    expect(rows.filter(({ name }) => name === "host").map(({ at }) => at)).toEqual(["docker", "k3s"]);
    expect((await piped("network ls -q")).stdout).toMatch(/^17f29b073143\nhost\nnone\n$/);
    expect((await piped("network ls -f name=bri --format {{.Name}}")).stdout).toBe("bridge\n");
    expect(await piped("network ls -f nosuch=1")).toMatchObject({ exitCode: 2 });
  });

  test("a tool without such a list says why, in the translator's words", async () => {
    const { tools } = await asJson<Comparison>("volume ls");
    const said = Object.fromEntries(tools.map(({ tool, state, error }) => [tool, `${state}: ${error}`]));
    expect(said.crictl).toBe("unsupported: CRI has no volume objects: pods mount folders of the host");
    expect(said.ctr).toBe("unsupported: ctr has no volume objects");
  });

  test("docker's lines", async () => {
    expect((await piped("system df --format json")).stdout.split("\n")[0]).toMatch(
      /^\{"Active":"1",.*"Type":"Images"\}$/,
    );
    const history = JSON.parse((await piped("history --format json --no-trunc nginx:1.27-alpine")).stdout);
    expect(history).toMatchObject({ CreatedBy: "busybox", Size: "1.99MB" });
    expect((await piped("docker history nginx:1.27-alpine")).stdout).toMatch(
      /^IMAGE +CREATED +CREATED BY +SIZE +COMMENT\n/,
    );
  });

  test("stats: the same container by every tool that measures it, sandboxes left out", async () => {
    const { rows } = await asJson<Comparison<"usage">>("stats --no-stream");
    const nginx = rows.find(({ name }) => name?.endsWith("/nginx"));
    expect(nginx?.seenBy).toEqual(["nerdctl", "crictl", "ctr"]);
    expect(nginx?.memory).toBeGreaterThan(0);
    expect(rows.map(({ name }) => name?.split("/").length)).toEqual([3, 3, 3, 1]);
    const one = await asJson<Comparison<"usage">>("stats --no-stream coredns");
    expect(one.rows.map(({ name }) => name)).toEqual(["kube-system/coredns-6799fbcd5-8p6wn/coredns"]);
  });
});

describe("one tool's answer", () => {
  test("logs: crictl is asked, the file is named on stderr, stdout is the container's own", async () => {
    const { stdout, stderr, exitCode } = await piped("logs nginx");
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^nginx started\ntick 0\n/);
    expect(stderr).toMatch(/^ctool: log file: \/var\/log\/pods\/default_nginx-\S+\/nginx\/0\.log\n$/);
  });

  test("logs --compare: each tool's, labelled, and why the others have none", async () => {
    const { stdout, stderr } = await piped("--compare logs nginx");
    const tools = new Set(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(" ", 1)[0]),
    );
    expect([...tools]).toEqual(["crictl", "nerdctl"]);
    expect(stderr).toMatch(/^ctr: keeps no output of containers/m);
    expect(stderr).toMatch(/^docker: lives in k3s's containerd/m);
  });

  test("what one tool cannot do is said with what can", async () => {
    const { exitCode, stderr } = await piped("--via ctr logs nginx");
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/ctr keeps no output of containers/);
    expect(stderr).toMatch(/nerdctl or crictl logs/);
  });

  test("names that nobody has, and words that are none", async () => {
    expect(await piped("logs nosuch")).toMatchObject({ exitCode: 1, stdout: "" });
    expect(await piped("logs --since yesterday nginx")).toMatchObject({ exitCode: 2 });
    expect(await piped("logs --tail many nginx")).toMatchObject({ exitCode: 2 });
    expect((await piped("--previous logs nginx")).stderr).toMatch(/has no attempt before this one/);
    expect((await piped("--previous logs redis")).stderr).toMatch(/the log of attempt 3 .* is gone/);
  });

  test("logs on a terminal: escapes are taken out", async () => {
    const { stdout } = await replayed("logs redis");
    expect(stdout).not.toContain("\u001b");
  });

  test("top: nerdctl's answer, which is docker's; docker's for its own", async () => {
    expect((await piped("top nginx")).stdout).toMatch(/^UID +PID +PPID/);
    expect((await piped("top web")).stdout).toMatch(/sleep/);
  });

  test("events: every tool's, in docker's words, with names; docker's JSON has each once", async () => {
    const events = (await piped("--json events")).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const toldBy = (action: string): Tool[] =>
      events.filter(({ event }) => event.action === action && event.name?.endsWith("/nginx")).map(({ tool }) => tool);
    expect(toldBy("exec_start").sort()).toEqual(["ctr", "nerdctl"]);
    const docker = (await piped("events --format json")).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(docker.filter(({ Action }) => Action === "exec_start")).toHaveLength(1);
    expect((await piped(["events", "-f", "event=die", "--format", "{{.Type}} {{.Action}}"])).stdout).toBe(
      "container die\n",
    );
    expect(await piped("events -f nosuch=1")).toMatchObject({ exitCode: 2 });
  });
});
