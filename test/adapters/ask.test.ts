import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addressFlags, detailQuery, furtherQueries, queriesFor } from "../../src/adapters/ask.ts";
import { blankContainer } from "../../src/adapters/container.ts";
import { readers } from "../../src/adapters/index.ts";
import { type Container, type Kind, TOOLS, type Tool } from "../../src/model/index.ts";
import { dockerTarget, question, target } from "./recorded.ts";

const SOCKET = "/run/k3s/containerd/containerd.sock";
const KINDS: Kind[] = ["container", "image", "pod", "namespace", "version"];
const lines = (tool: Tool, asked = question("container"), at = target()) =>
  queriesFor(tool, asked, at)?.map(({ argv }) => argv.join(" ")) ?? null;
const crio = target({ id: "cri-o", flavor: "cri-o", engine: "cri-o", socket: "/run/crio/crio.sock", namespace: null });

describe("addressFlags", () => {
  it("names engine and namespace in each tool's words", () => {
    expect(addressFlags("nerdctl", target())).toEqual(["--address", SOCKET, "--namespace", "k8s.io"]);
    expect(addressFlags("ctr", target({ namespace: "default" }))).toEqual([
      "--address",
      SOCKET,
      "--namespace",
      "default",
    ]);
    expect(addressFlags("crictl", target())).toEqual([
      "--runtime-endpoint",
      `unix://${SOCKET}`,
      "--image-endpoint",
      `unix://${SOCKET}`,
    ]);
    expect(addressFlags("docker", dockerTarget)).toEqual(["--host", "unix:///var/run/docker.sock"]);
  });

  it("leaves an address that is a URL already alone", () => {
    expect(addressFlags("docker", { ...dockerTarget, socket: "tcp://127.0.0.1:2375" })).toEqual([
      "--host",
      "tcp://127.0.0.1:2375",
    ]);
  });
});

describe("queriesFor", () => {
  it("asks for containers in machine-readable form, tasks beside them", () => {
    const nerdctl = `nerdctl --address ${SOCKET} --namespace k8s.io`;
    const crictl = `crictl --runtime-endpoint unix://${SOCKET} --image-endpoint unix://${SOCKET}`;
    const ctr = `ctr --address ${SOCKET} --namespace k8s.io`;
    expect(lines("nerdctl")).toEqual([`${nerdctl} ps -a --no-trunc --format {{json .}}`]);
    expect(lines("crictl")).toEqual([`${crictl} ps -a -o json`]);
    expect(lines("ctr")).toEqual([`${ctr} containers ls`, `${ctr} tasks ls`]);
    expect(lines("docker", question("container"), dockerTarget)).toEqual([
      "docker --host unix:///var/run/docker.sock ps -a --no-trunc --format {{json .}}",
    ]);
  });

  it("adds -a and -s only when asked for: each makes nerdctl slower", () => {
    const few = question("container", { all: false });
    expect(lines("nerdctl", few)?.[0]).toMatch(/k8s\.io ps --no-trunc/);
    expect(lines("docker", few, dockerTarget)?.[0]).toMatch(/sock ps --no-trunc/);
    expect(lines("nerdctl", question("container", { size: true }))?.[0]).toMatch(/ ps -a -s --no-trunc/);
    expect(lines("crictl", few)?.[0]).toMatch(/ ps -a -o json$/);
  });

  it("asks about an engine without a namespace, about a tool without an address", () => {
    expect(lines("ctr", question("namespace"))).toEqual([`ctr --address ${SOCKET} namespaces ls`]);
    expect(lines("nerdctl", question("version"))).toEqual([`nerdctl --address ${SOCKET} version --format {{json .}}`]);
    expect(lines("crictl", question("version"))?.[1]).toBe("crictl --version");
  });

  it("asks each tool about the engines it can talk to", () => {
    const asks = (at: typeof crio) => TOOLS.filter((tool) => queriesFor(tool, question("container"), at) !== null);
    expect(asks(target())).toEqual(["nerdctl", "crictl", "ctr"]);
    expect(asks(target({ namespace: "default" }))).toEqual(["nerdctl", "ctr"]);
    expect(asks(target({ engine: "containerd", flavor: "docker-containerd", namespace: "moby" }))).toEqual([
      "nerdctl",
      "ctr",
    ]);
    expect(asks(crio)).toEqual(["crictl"]);
    expect(asks({ ...crio, engine: "cri-dockerd" })).toEqual(["crictl"]);
    expect(asks(dockerTarget)).toEqual(["docker"]);
  });

  it("asks crictl for its version whatever the namespace", () => {
    expect(lines("crictl", question("version"), target({ namespace: "default" }))).not.toBeNull();
    expect(lines("crictl", question("image"), target({ namespace: "default" }))).toBeNull();
  });

  it("has no listing of what a tool does not know", () => {
    expect(lines("crictl", question("namespace"))).toBeNull();
    expect(lines("docker", question("pod"), dockerTarget)).toBeNull();
    expect(lines("docker", question("namespace"), dockerTarget)).toBeNull();
  });

  it("has a reader for everything it asks", () => {
    for (const tool of TOOLS) {
      for (const kind of KINDS) {
        const at = tool === "docker" ? dockerTarget : target();
        const [main] = queriesFor(tool, question(kind), at) ?? [];
        if (!main) continue;
        const run = {
          argv: main.argv,
          outcome: "exited",
          exitCode: 0,
          signal: null,
          durationMs: 1,
          stdout: "?",
          stderr: "",
        } as const;
        const read = readers[tool].read(question(kind), at, [{ query: main, run }]);
        expect(read, `${tool} ${kind}`).not.toHaveProperty("failure.error", `${tool} has no such list`);
      }
    }
  });

  it("uses only commands and flags that every recorded version of the tool has", () => {
    const folder = new URL("../fixtures/surface/", import.meta.url);
    const surfaces = readdirSync(folder).filter((name) => !/plugins|schema/.test(name));
    expect(surfaces.length).toBeGreaterThanOrEqual(11);
    for (const name of surfaces) {
      const surface: Surface = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
      for (const kind of KINDS) {
        const at = surface.tool === "docker" ? dockerTarget : target();
        for (const { argv } of queriesFor(surface.tool, question(kind, { size: true }), at) ?? []) {
          expect(unknownWords(surface, argv.slice(1)), `${name}: ${argv.join(" ")}`).toEqual([]);
        }
      }
    }
  });
});

interface Flag {
  long: string | null;
  short: string | null;
  takesValue: boolean;
}
interface Surface {
  tool: Tool;
  globalFlags: Flag[];
  commands: { path: string[]; aliases?: string[]; flags: Flag[] }[];
}

/** Words of an argv that the tool's own help does not name. */
const unknownWords = ({ tool, globalFlags, commands }: Surface, argv: string[]): string[] => {
  const known = (flags: Flag[], word: string) =>
    flags.find(({ long, short }) => word === `--${long}` || word === `-${short}` || word === `--${short}`);
  const words = [...argv];
  const unknown: string[] = [];
  const skipFlags = (flags: Flag[]) => {
    while (words[0]?.startsWith("-")) {
      const word = words.shift() ?? "";
      const flag = known(flags, word);
      if (!flag && word !== "--version") unknown.push(word);
      if (flag?.takesValue) words.shift();
    }
  };
  skipFlags(globalFlags);
  if (words.length === 0) return unknown;
  const names = ({ path, aliases = [] }: Surface["commands"][number]) => [
    path.join(" "),
    ...aliases.map((alias) =>
      alias.startsWith(`${tool} `) ? alias.slice(tool.length + 1) : [...path.slice(0, -1), alias].join(" "),
    ),
  ];
  const command = commands.find((one) => names(one).includes(words.slice(0, one.path.length).join(" ")));
  if (!command) return [...unknown, words.join(" ")];
  words.splice(0, command.path.length);
  skipFlags(command.flags);
  return unknown;
};

describe("furtherQueries", () => {
  const listing = (...rows: Partial<Container>[]) => ({
    listing: {
      tool: "crictl" as const,
      kind: "container" as const,
      target: "k3s",
      namespace: "k8s.io",
      rows: rows.map((row) => ({ ...blankContainer("a"), ...row })),
    },
  });
  const further = (tool: Tool, read: Parameters<typeof furtherQueries>[3]) =>
    furtherQueries(tool, question("container"), target(), read).map(({ name, argv }) => [
      name,
      argv.slice(-3).join(" "),
    ]);

  it("asks crictl for pods where a container does not name its own", () => {
    const named = { podId: "b", pod: "web-0" };
    expect(further("crictl", listing(named, { podId: "c" }))).toEqual([["pods", "pods -o json"]]);
    expect(further("crictl", listing(named))).toEqual([]);
    expect(further("crictl", listing())).toEqual([]);
  });

  it("asks for nothing after a failure, or of a tool that tells all at once", () => {
    expect(further("crictl", { failure: { state: "failed", error: "no" } })).toEqual([]);
    expect(further("nerdctl", listing({ podId: "c" }))).toEqual([]);
  });
});

describe("detailQuery", () => {
  it("asks crictl about all ids at once", () => {
    expect(detailQuery(target(), ["a1", "b2"])?.argv.slice(5)).toEqual(["inspect", "a1", "b2"]);
  });
  it("asks docker about docker's", () => {
    expect(detailQuery(dockerTarget, ["a1"])?.argv).toEqual([
      "docker",
      "--host",
      "unix:///var/run/docker.sock",
      "inspect",
      "--type",
      "container",
      "a1",
    ]);
  });
  it("asks nobody about nothing, about another namespace, or about what would be a flag", () => {
    expect(detailQuery(target(), [])).toBeNull();
    expect(detailQuery(target({ namespace: "default" }), ["a1"])).toBeNull();
    expect(detailQuery(target(), ["--help"])).toBeNull();
  });
});
