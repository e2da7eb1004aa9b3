import { describe, expect, it } from "vitest";
import { type About, explainText } from "../../../src/doctor/messages/index.ts";
import type { NodeFacts } from "../../../src/facts/node-facts.ts";
import type { Target } from "../../../src/model/index.ts";

const k3s: Target = {
  id: "k3s",
  flavor: "k3s",
  engine: "containerd",
  socket: "/run/k3s/containerd/containerd.sock",
  namespace: "k8s.io",
  reason: "k3s uses it",
  otherNamespaces: [],
};

const facts = (uid: number | null): NodeFacts => ({
  complete: true,
  hostname: "node1",
  uid,
  engines: [
    {
      id: "k3s",
      flavor: "k3s",
      engine: "containerd",
      socket: k3s.socket,
      liveness: "alive",
      why: null,
      foundBy: [],
      pid: 812,
      stateDir: null,
      rootDir: null,
      namespaces: [],
      cri: true,
      running: 8,
    },
  ],
  environment: {
    containerdAddress: null,
    containerdNamespace: null,
    runtimeEndpoint: null,
    imageEndpoint: null,
    dockerHost: null,
    dockerContext: null,
    criConfigFile: null,
    nerdctlToml: null,
  },
  kubernetes: { by: "k3s", socket: k3s.socket, source: { by: "proc", text: "k3s pid 800", line: null } },
  dockerContexts: [],
  daemons: [{ program: "k3s", pid: 800, argv: ["/usr/local/bin/k3s", "agent"], uid: 0, root: "" }],
  inContainers: [],
  canonical: {},
  looked: [],
  problems: [],
});

const first = (text: string, about: Partial<About> = {}) => {
  const [explanation] = explainText(text, { tool: null, ...about });
  if (!explanation) throw new Error(`not explained: ${text}`);
  return explanation;
};
const commands = (text: string, about: Partial<About> = {}): string[] =>
  first(text, about).fix.map(({ argv, shell }) => argv?.join(" ") ?? shell ?? "");

const NERDCTL_NOENT =
  'FATA[0000] cannot access containerd socket "/run/containerd/containerd.sock" (hint: try running with `--address /var/run/docker/containerd/containerd.sock` to connect to Docker-managed containerd): no such file or directory';

describe("fixes name this node", () => {
  it("go to the socket of the node, not to the one in nerdctl's hint", () => {
    const [fix] = commands(NERDCTL_NOENT, { facts: facts(0) });
    expect(fix).toBe("nerdctl --address /run/k3s/containerd/containerd.sock --namespace k8s.io ps");
    expect(first(NERDCTL_NOENT, { facts: facts(0) }).title).toContain(k3s.socket);
    expect(commands(NERDCTL_NOENT)[0]).toBe(
      "sudo nerdctl --address /var/run/docker/containerd/containerd.sock --namespace moby ps",
    );
  });

  it("put both endpoints behind crictl", () => {
    const line = commands("WARN[0000] runtime connect using default endpoints: [unix:///run/crio/crio.sock].", {
      target: k3s,
      facts: facts(0),
    });
    expect(line).toEqual([
      "crictl config --set runtime-endpoint=unix:///run/k3s/containerd/containerd.sock --set image-endpoint=unix:///run/k3s/containerd/containerd.sock",
      "crictl --runtime-endpoint unix:///run/k3s/containerd/containerd.sock --image-endpoint unix:///run/k3s/containerd/containerd.sock ps",
    ]);
  });

  it("ask for root only where the user is not root", () => {
    const text = 'ctr: "--skip-verify" requires "--local" flag';
    expect(commands(text, { facts: facts(0) })[0]?.split(" ")[0]).toBe("ctr");
    expect(
      commands(text, { facts: facts(1000) })[0]
        ?.split(" ")
        .slice(0, 2),
    ).toEqual(["sudo", "ctr"]);
    expect(commands(text)[0]?.split(" ")[0]).toBe("sudo");
  });

  it("restart the service of the engine: an agent is not a server", () => {
    const text = "dial unix /run/k3s/containerd/containerd.sock: connect: connection refused";
    expect(commands(text, { target: k3s, facts: facts(0) })[0]).toBe("systemctl restart k3s-agent");
    expect(commands("dial unix /var/run/docker.sock: connect: connection refused", { facts: facts(0) })[0]).toBe(
      "systemctl restart docker",
    );
  });

  it("leave blanks to be filled in where nothing is known", () => {
    expect(commands("WARN[0000] image connect using default endpoints: [].")[0]).toContain("<endpoint>");
  });

  it("use what the message says", () => {
    expect(
      commands('ctr: failed to resolve reference "nginx:1": parse "dummy://nginx:1": invalid port ":1" after host')[0],
    ).toBe("sudo ctr images pull docker.io/library/nginx:1");
    expect(commands("No help topic for 'ps'", { tool: "ctr", target: k3s, facts: facts(0) })[0]).toBe(
      "ctr --address /run/k3s/containerd/containerd.sock --namespace k8s.io tasks ls",
    );
    expect(
      commands('ctr: Required flag "exec-id" not set', { argv: ["ctr", "t", "exec", "web", "sh", "-c", "a b"] })[0],
    ).toBe("sudo ctr tasks exec --exec-id shell1 web sh -c a b");
  });
});

describe("one message, several causes", () => {
  const DOWN = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";

  it("docker without dockerd: on a Kubernetes node the containers are containerd's", () => {
    expect(first(DOWN, { facts: facts(0) }).cause).toContain(k3s.socket);
    expect(first(DOWN).cause).not.toContain("{");
    expect(commands(DOWN)[0]).toBe("sudo systemctl start docker");
    expect(commands(DOWN.replace("unix:///var/run/docker.sock", "tcp://127.0.0.1:2375"))[0]).toBe("docker context ls");
  });

  it("an id that CRI does not know: -it, a name, a pod's id", () => {
    const text = (id: string) =>
      `rpc error: code = NotFound desc = failed to find container "${id}" in store: not found`;
    expect(first(text("it"), { argv: ["crictl", "exec", "-it", "web"] }).title).toContain("-it");
    expect(commands(text("web"), { facts: facts(0) })[0]).toContain("ps -a --name web");
    expect(commands(text("a".repeat(64)), { facts: facts(0) })[0]).toContain("ps -a --pod");
  });

  it("a socket that this user may not open: the same command as root", () => {
    const text = "dial unix /run/containerd/containerd.sock: connect: permission denied";
    expect(first(text, { argv: ["ctr", "c", "ls"] }).fix[0]?.argv).toEqual(["sudo", "ctr", "c", "ls"]);
    expect(first(text).notThis.join()).toContain("777");
  });
});

describe("text from outside stays text", () => {
  it("is quoted where a shell would read it", () => {
    const text = 'Container image "x;$(touch /tmp/owned)" is not present with pull policy of Never';
    const shell = first(text, { facts: facts(0) }).fix.find((fix) => fix.shell)?.shell ?? "";
    expect(shell).toContain("docker save 'x;$(touch /tmp/owned)' | ctr");
  });

  it("does not reach a shell as a registry's name", () => {
    const text = 'Head "https://reg$(touch x)/v2/a": http: server gave HTTP response to HTTPS client';
    for (const { shell } of first(text).fix) expect(shell ?? "").not.toContain("$(");
  });

  it("is shown without escapes, on one line", () => {
    const { match } = first('image "a\u001b[31m\nb" \u202e: snapshot "web\u001b]0;x\u0007": already exists');
    expect(match).toBe('snapshot "web": already exists');
  });

  it("several messages are each explained once, what is behind them not at all", () => {
    const text = [
      "WARN[0000] runtime connect using default endpoints: [unix:///var/run/dockershim.sock].",
      "FATA[0000] dial unix /var/run/dockershim.sock: connect: no such file or directory",
      "FATA[0000] x509: certificate signed by unknown authority",
      "FATA[0000] x509: certificate signed by unknown authority",
    ].join("\n");
    expect(explainText(text, { tool: "crictl" }).map(({ id }) => id)).toEqual(["crictl-defaults", "x509"]);
  });

  it("nothing known is nothing explained", () => {
    expect(explainText("", { tool: null })).toEqual([]);
    expect(explainText("all is well\n\n", { tool: "docker" })).toEqual([]);
  });
});
