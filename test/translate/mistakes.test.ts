// What a naive translator gets wrong (test/fixtures/truth/README.md, by number): one test each. Those about images, networks,
// volumes and system commands stand with the truth cases of those commands.
import { describe, expect, it } from "vitest";
import { type Column, translate, type Versions } from "../../src/translate/index.ts";

async function linesOf(tool: Column, line: string, versions: Versions = {}) {
  const report = await translate(line, { tools: [tool], versions });
  const [translation] = report.translations;
  if (translation === undefined) throw new Error(JSON.stringify(report.problems));
  const files = translation.steps.flatMap((step) => step.files);
  const json = Object.fromEntries(files.map(({ path, content }) => [path, JSON.parse(content)]));
  const { fit, notes, instead } = translation;
  return {
    fit,
    argv: translation.steps.map(({ argv }) => argv.join(" ")),
    json,
    notes,
    instead,
    said: notes.map(({ text }) => text).join("\n"),
  };
}
const last = async (tool: Column, line: string, versions?: Versions) =>
  (await linesOf(tool, line, versions)).argv.at(-1);

describe("ctr", () => {
  it("1: arguments replace ENTRYPOINT as well as CMD", async () => {
    const run = await linesOf("ctr", "docker run --rm --entrypoint sh nginx -c ls");
    expect(run.argv.at(-1)).toBe("ctr run --rm docker.io/library/nginx:latest nginx sh -c ls");
    expect((await linesOf("ctr", "docker run --rm nginx nginx -t")).said).toContain(
      "replace the image's ENTRYPOINT as well",
    );
    const cri = await linesOf("crictl", "docker run --rm nginx nginx -t");
    expect(cri.json["container.json"]).toMatchObject({ args: ["nginx", "-t"] });
    expect(cri.json["container.json"].command).toBeUndefined();
  });
  it("2: seccomp is off and no-new-privileges on", async () => {
    expect((await linesOf("ctr", "docker run -d --name web nginx")).said).toContain(
      "--seccomp --allow-new-privs makes them the same",
    );
    expect(
      (await linesOf("ctr", "docker run -d --name web --security-opt seccomp=p.json nginx")).argv.at(-1),
    ).toContain("--seccomp --seccomp-profile p.json");
  });
  it("4: a bare --env name is not inherited", async () => {
    expect(await last("ctr", "docker run --rm -e FOO alpine env")).toContain("--env FOO=<VALUE_OF_FOO>");
  });
  it("5: CAP_ALL drops nothing, and names need CAP_", async () => {
    const drop = await last("ctr", "docker run --rm --cap-drop ALL --cap-add NET_RAW alpine true");
    expect(drop).not.toContain("CAP_ALL");
    expect(drop?.match(/--cap-drop/g)).toHaveLength(13);
    expect(drop).not.toContain("--cap-drop CAP_NET_RAW");
    expect((await linesOf("ctr", "docker run --rm --cap-add all alpine true")).fit).toBe("partial");
  });
  it("6: bind mounts need rbind", async () => {
    expect(await last("ctr", "docker run --rm -v /a:/b -v /c:/d:ro,rslave alpine true")).toContain(
      "--mount type=bind,src=/a,dst=/b,options=rbind:rw --mount type=bind,src=/c,dst=/d,options=rbind:ro:rslave",
    );
  });
  it("7: bytes only, one GPU index each", async () => {
    expect(await last("ctr", "docker run --rm -m 512m alpine true")).toContain("--memory-limit 536870912");
    expect((await linesOf("ctr", "docker run --rm --gpus all x true")).argv.at(-1)).not.toContain("--gpus");
    expect(await last("ctr", "docker run --rm --gpus '\"device=0,1\"' x true")).toContain("--gpus 0 --gpus 1");
  });
  it("8: no grouped short flags", async () => {
    expect(await last("ctr", "docker run -it --rm alpine sh")).toBe(
      "ctr run --rm -t docker.io/library/alpine:latest alpine sh",
    );
    expect(await last("ctr", "docker exec -itu 5 web sh")).toBe("ctr tasks exec -t --user 5 --exec-id sh1 web sh");
  });
  it("9: a stopped task blocks the start, which needs -d", async () => {
    expect((await linesOf("ctr", "docker start web")).argv).toEqual(["ctr tasks rm web", "ctr tasks start -d web"]);
  });
  it("10: one container per kill", async () => {
    expect((await linesOf("ctr", "docker kill a b")).argv).toEqual([
      "ctr tasks kill -s SIGKILL a",
      "ctr tasks kill -s SIGKILL b",
    ]);
  });
  it("13: --restart goes through labels", async () => {
    expect(await last("ctr", "docker run -d --restart on-failure:3 --name web nginx")).toContain(
      "--label containerd.io/restart.status=running --label containerd.io/restart.policy=on-failure:3",
    );
  });
  it("14: 1.6 lacks --user and --hostname", async () => {
    const old = await linesOf("ctr", "docker run --rm -u 5 -h x alpine true", { ctr: "1.6" });
    expect([old.fit, old.argv.at(-1)]).toEqual(["partial", "ctr run --rm docker.io/library/alpine:latest alpine true"]);
    expect(old.said).toContain("needs ctr 1.7");
  });
  it("16: a detached exec-id stays taken", async () => {
    const exec = await linesOf("ctr", "docker exec -d web touch /x");
    expect([exec.argv, exec.said]).toEqual([
      ["ctr tasks exec -d --exec-id e1 web touch /x"],
      expect.stringContaining("stays taken until"),
    ]);
  });
});

describe("crictl", () => {
  it("3: no seccomp field means unconfined", async () => {
    expect((await linesOf("crictl", "docker run -d --name web nginx")).said).toContain("unconfined");
    const run = await linesOf("crictl", "docker run -d --name web --security-opt seccomp=unconfined nginx");
    expect(run.json["container.json"].linux.security_context.seccomp).toEqual({ profile_type: 1 });
    expect(run.said).not.toContain("without a seccomp field");
  });
  it("17, 18: stop has a timeout of 0 and takes ids only", async () => {
    expect((await linesOf("crictl", "docker stop web")).argv).toEqual([
      "crictl ps -q --name ^web$",
      "crictl stop --timeout 10 <container-id>",
    ]);
  });
  it("19: what has exited does not start again", async () => {
    expect((await linesOf("crictl", "docker restart web")).fit).toBe("none");
    expect((await linesOf("crictl", "docker start web")).fit).toBe("partial");
  });
  it("21: exec -e is --ignore-errors", async () => {
    expect((await linesOf("crictl", "docker exec -e FOO=bar -e A=b web env")).argv.at(-1)).toBe(
      "crictl exec <container-id> env FOO=bar A=b env",
    );
  });
  it("22: flags come before arguments", async () => {
    expect(await last("crictl", "docker logs web --tail 5 -f")).toBe("crictl logs --tail 5 -f <container-id>");
  });
  it("23: images, never image ls", async () => {
    expect(await last("crictl", "docker image ls")).toBe("crictl images");
  });
  it("24: reference= misses imported images", async () => {
    expect((await linesOf("crictl", "docker images -f reference=nginx")).fit).toBe("partial");
  });
});

describe("nerdctl", () => {
  it("26: -d with --rm, exec -itd and -d -i are refused", async () => {
    const run = await linesOf("nerdctl", "docker run -d --rm --name j busybox sleep 5");
    expect([run.fit, run.argv]).toEqual(["partial", ["nerdctl run -d --name j busybox sleep 5"]]);
    expect(await last("nerdctl", "docker exec -itd web sh")).toBe("nerdctl exec -d web sh");
    expect(await last("nerdctl", "docker run -di busybox cat")).toBe("nerdctl run -d busybox cat");
    expect((await linesOf("nerdctl", "docker run -itd busybox sh")).fit).toBe("exact");
  });
  it("27: table and \\t are printed literally", async () => {
    const table = await linesOf("nerdctl", "docker ps --format 'table {{.ID}}\\t{{.Names}}'");
    expect([table.fit, table.argv]).toEqual(["partial", ['nerdctl ps --format {{.ID}}{{"\\t"}}{{.Names}}']]);
    expect((await linesOf("nerdctl", "docker ps --format '{{.ID}}\\t{{.Names}}'")).fit).toBe("exact");
  });
  it("28: --time, not --timeout", async () => {
    expect(await last("nerdctl", "docker restart --timeout=5 web")).toBe("nerdctl restart --time 5 web");
    expect(await last("nerdctl", "docker stop -t 5 web")).toBe("nerdctl stop -t 5 web");
  });
  it("29: no signals by number", async () => {
    expect(await last("nerdctl", "docker kill --signal 9 web")).toBe("nerdctl kill --signal KILL web");
  });
  it("30: there is no container ps", async () => {
    expect(await last("nerdctl", "docker container ps -a")).toBe("nerdctl ps -a");
  });
  it("31: ancestor, health and publish are rejected", async () => {
    for (const filter of ["ancestor=nginx", "health=healthy", "publish=80"]) {
      const ps = await linesOf("nerdctl", `docker ps -f ${filter}`);
      expect([ps.fit, ps.argv]).toEqual(["partial", ["nerdctl ps"]]);
    }
  });
  it("33: --type takes image and container only", async () => {
    expect(await last("nerdctl", "docker inspect --type network bridge")).toBe("nerdctl network inspect bridge");
    expect(await last("nerdctl", "docker inspect --type image nginx")).toBe("nerdctl inspect --type image nginx");
  });
  it("38: -P and --expose are newer than 2.3.5", async () => {
    const run = await linesOf("nerdctl", "docker run -d -P --expose 80 --name web nginx", { nerdctl: "2.3.5" });
    expect([run.fit, run.argv]).toEqual(["partial", ["nerdctl run -d --name web nginx"]]);
  });
});
