// docker's grammar and its own words for what is wrong: every message below was printed by docker CLI 28.2.2.
import { describe, expect, it } from "vitest";
import { allValues, isOn, lastValue, translate, understand } from "../../src/translate/index.ts";

async function command(line: string) {
  const read = await understand(line);
  if ("problem" in read) throw new Error(read.problem.message);
  return read.command;
}

describe("what docker takes", () => {
  it("values glued, after =, or in the next word", async () => {
    const run = await command("docker run -p80:80 -p=81:81 --publish 82:82 --publish=83:83 -e=FOO -eA=b nginx");
    expect(allValues(run, "publish")).toEqual(["80:80", "81:81", "82:82", "83:83"]);
    expect(allValues(run, "env")).toEqual(["FOO", "A=b"]);
  });
  it("grouped shorts, the last of which may take a value", async () => {
    const run = await command("docker run -itdp 80:80 -itv/a:/b nginx");
    expect([isOn(run, "tty"), isOn(run, "detach"), lastValue(run, "publish"), lastValue(run, "volume")]).toEqual([
      true,
      true,
      "80:80",
      "/a:/b",
    ]);
  });
  it("switches turned off", async () => {
    const ps = await command("docker ps -a --all=false -q=1");
    expect([isOn(ps, "all"), isOn(ps, "quiet")]).toEqual([false, true]);
  });
  it("options up to the image only", async () => {
    const run = await command("docker run --rm nginx:alpine --rm -it -- x");
    expect(run.operands.map(({ word }) => word)).toEqual(["nginx:alpine", "--rm", "-it", "--", "x"]);
    expect(isOn(run, "tty")).toBe(false);
  });
  it("options anywhere elsewhere, up to --", async () => {
    const logs = await command("docker logs web -f -- ");
    expect(isOn(logs, "follow")).toBe(true);
    const rm = await command("docker rm a -f -- -v");
    expect(rm.operands.map(({ word }) => word)).toEqual(["a", "-v"]);
  });
  it("a value that looks like a flag", async () => {
    expect(lastValue(await command("docker run --entrypoint --help nginx"), "entrypoint")).toBe("--help");
  });
  it("global flags before the verb", async () => {
    const ps = await command("docker -H tcp://h -l error -D --tls=false container ls -a");
    expect(ps.globals.map(({ name, value }) => `${name}=${value}`)).toEqual([
      "host=tcp://h",
      "log-level=error",
      "debug=true",
      "tls=false",
    ]);
  });
  it.each(["docker container ps", "docker container list", "docker container ls", "docker ps", "sudo docker ps", "ps"])(
    "%s",
    async (line) => {
      expect((await command(line)).spec.path).toBe("container ls");
    },
  );
  it("help for any command", async () => {
    for (const line of ["docker ps --help", "docker help ps", "docker ps -h", "docker --help ps"]) {
      const report = await translate(line);
      expect(report.translations.map(({ steps }) => steps[0]?.argv.join(" "))).toEqual([
        "nerdctl ps --help",
        "crictl ps --help",
        "ctr tasks ls --help",
      ]);
    }
  });
});

describe("what docker refuses, in its words", () => {
  it.each([
    [
      "docker ps -n k8s.io",
      'invalid argument "k8s.io" for "-n, --last" flag: strconv.ParseInt: parsing "k8s.io": invalid syntax',
      "docker ps",
    ],
    [
      "docker ps --last=",
      'invalid argument "" for "-n, --last" flag: strconv.ParseInt: parsing "": invalid syntax',
      "docker ps",
    ],
    ["docker ps -n", "flag needs an argument: 'n' in -n", null],
    ["docker run --memory", "flag needs an argument: --memory", null],
    ["docker ps --nope", "unknown flag: --nope", null],
    ["docker ps --al", "unknown flag: --al", "docker ps --all"],
    ["docker ps --quit=true", "unknown flag: --quit", "docker ps --quiet=true"],
    ["docker ps -xa", "unknown shorthand flag: 'x' in -xa", "docker ps -a"],
    ["docker rm -fa", "unknown shorthand flag: 'a' in -a", "docker rm -f"],
    ["docker ps -a=", "unknown shorthand flag: '=' in -=", "docker ps -a"],
    ["docker ps --=x", "bad flag syntax: --=x", "docker ps"],
    ["docker ps ---x", "bad flag syntax: ---x", "docker ps"],
    ["docker --nope ps", "unknown flag: --nope", null],
    ["docker -x ps", "unknown shorthand flag: 'x' in -x", null],
    ["docker ps extra", "docker: 'docker ps' accepts no arguments", null],
    ["docker logs", "docker: 'docker logs' requires 1 argument", null],
    ["docker logs a b", "docker: 'docker logs' requires 1 argument", null],
    ["docker run", "docker: 'docker run' requires at least 1 argument", null],
    ["docker images a b", "docker: 'docker images' requires at most 1 argument", null],
    ["docker exec -it sh", "docker: 'docker exec' requires at least 2 arguments", "docker exec -it CONTAINER sh"],
    ["docker container foo", "docker: unknown command: docker container foo", null],
    ["docker container images", "docker: unknown command: docker container images", "docker images"],
    ["docker runn -d nginx", "docker: unknown command: docker runn", "docker run -d nginx"],
    [
      "docker run -m 5x alpine",
      'invalid argument "5x" for "-m, --memory" flag: invalid suffix: \'x\'',
      "docker run alpine",
    ],
    [
      "docker run --cpus x alpine",
      'invalid argument "x" for "--cpus" flag: failed to parse x as a rational number',
      "docker run alpine",
    ],
    [
      "docker run --health-interval 5 alpine",
      'invalid argument "5" for "--health-interval" flag: time: missing unit in duration "5"',
      "docker run alpine",
    ],
    [
      "docker ps --all=maybe",
      'invalid argument "maybe" for "-a, --all" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
      "docker ps",
    ],
    [
      "docker run --blkio-weight x a",
      'invalid argument "x" for "--blkio-weight" flag: strconv.ParseUint: parsing "x": invalid syntax',
      "docker run a",
    ],
    ["docker run --ulimit x a", 'invalid argument "x" for "--ulimit" flag: invalid ulimit argument: x', "docker run a"],
    [
      "docker ps -f x",
      'invalid argument "x" for "-f, --filter" flag: bad format of filter (expected name=value)',
      "docker ps",
    ],
    ["docker run -p x alpine", "docker: invalid containerPort: x", null],
    ["docker run Alpine", "docker: invalid reference format: repository name (library/Alpine) must be lowercase", null],
  ])("%s", async (line, message, suggestion) => {
    const report = await translate(line);
    expect(report.translations).toEqual([]);
    expect(report.problems).toMatchObject([{ message, suggestion }]);
  });
});

describe("what docker takes and nobody means", () => {
  it("an image taken for the name", async () => {
    const { problems } = await translate("docker run --name redis:alpine");
    expect(problems).toMatchObject([{ code: "bad-name", suggestion: "docker run --name redis redis:alpine" }]);
  });
  it.each([
    ["docker run --rm nginx:alpine -d", "docker run --rm -d nginx:alpine"],
    ["docker run nginx --name web sh", "docker run --name web nginx sh"],
    ["docker run -p 80 80 nginx", "docker run -p 80:80 nginx"],
  ])("%s", async (line, suggestion) => {
    const report = await translate(line);
    expect(report.problems).toMatchObject([{ suggestion }]);
    expect(report.translations).toHaveLength(3);
  });
  it.each(["docker run alpine ls -d", "docker run postgres -c max_connections=9", "docker run -it alpine sh"])(
    "but not %s",
    async (line) => {
      expect((await translate(line)).problems).toEqual([]);
    },
  );
});
