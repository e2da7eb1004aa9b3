import { describe, expect, test } from "vitest";
import { compare, type ToolOutcome } from "../../src/compare/index.ts";
import { type Comparison, type Kind, type Listing, type Target, TOOLS, type Tool } from "../../src/model/index.ts";
import { renderPs, widthOf } from "../../src/render/index.ts";
import { dockerTarget, question, readRecorded, target } from "../adapters/recorded.ts";
import { engines, NOW } from "../golden/node.ts";

/** What one tool was recorded to answer on a node; null where it cannot be asked for this kind. */
const outcomeOf = <K extends Kind>(
  recording: string,
  tool: Tool,
  kind: K,
  all: boolean,
  place: Target,
): ToolOutcome<K> | null => {
  const at = tool === "docker" ? dockerTarget : place;
  try {
    const read = readRecorded(recording, tool, question(kind, { all }), at);
    return {
      tool,
      version: null,
      translation: null,
      asked: [{ target: at.id, namespace: at.namespace }],
      queries: [],
      listings: "listing" in read ? [read.listing as Listing<K>] : [],
      failure: "failure" in read ? { ...read.failure, hint: null } : null,
    };
  } catch {
    return null;
  }
};

const lineUp = <K extends Kind>(
  recording: string,
  kind: K,
  tools: Partial<Record<Tool, boolean>>,
  place = target(),
): Comparison<K> =>
  compare({
    kind,
    input: "docker",
    command: kind,
    hostname: "node1",
    target: place,
    elsewhere: [],
    engines,
    all: true,
    outcomes: TOOLS.flatMap((tool) => {
      const all = tools[tool];
      if (all === undefined) return [];
      const outcome = outcomeOf(recording, tool, kind, all, place);
      if (!outcome) throw new Error(`${recording} holds no ${kind} list of ${tool}`);
      return [outcome];
    }),
  });

describe("the recorded k3s node", () => {
  // docker's `ps -a` was not recorded in a form that is asked for: only what runs.
  const node = () => lineUp("k3s-node", "container", { docker: false, nerdctl: true, crictl: true, ctr: true });

  test("eleven rows: docker's, five containers, five sandboxes", () => {
    const { rows } = node();
    expect(rows.map(({ kind, name, state, seenBy }) => [kind, name, state, seenBy.join(" ")])).toEqual([
      ["container", "web", "running", "docker"],
      ["container", "default/redis-0/redis", "exited", "nerdctl crictl ctr"],
      ["sandbox", "default/redis-0", "running", "nerdctl ctr"],
      ["container", "kube-system/helm-install-traefik-9ksd2/helm", "exited", "nerdctl crictl ctr"],
      ["sandbox", "kube-system/helm-install-traefik-9ksd2", "running", "nerdctl ctr"],
      ["container", "kube-system/svclb-traefik-abc12/lb-tcp-80", "running", "nerdctl crictl ctr"],
      ["sandbox", "kube-system/svclb-traefik-abc12", "running", "nerdctl ctr"],
      ["container", "kube-system/coredns-6799fbcd5-8p6wn/coredns", "running", "nerdctl crictl ctr"],
      ["sandbox", "kube-system/coredns-6799fbcd5-8p6wn", "running", "nerdctl ctr"],
      ["container", "default/nginx-7c5ddbdf54-x2x9k/nginx", "running", "nerdctl crictl ctr"],
      ["sandbox", "default/nginx-7c5ddbdf54-x2x9k", "running", "nerdctl ctr"],
    ]);
  });

  test("the tools contradict each other in one thing only: nerdctl calls what has exited created", () => {
    const differing = node().rows.filter(({ differs }) => differs.length > 0);
    expect(differing.map(({ podContainer, attempt, differs }) => [podContainer, attempt, differs])).toEqual([
      ["redis", 4, [{ field: "state", values: { nerdctl: "created", crictl: "exited" } }]],
      ["helm", 0, [{ field: "state", values: { nerdctl: "created", crictl: "exited" } }]],
    ]);
  });

  test("every gap has a reason", () => {
    const codes = node().rows.flatMap(({ kind, missing }) =>
      missing.map(({ tool, code }) => `${kind} ${tool} ${code}`),
    );
    expect([...new Set(codes)].sort()).toEqual([
      "container crictl other-engine",
      "container ctr other-engine",
      "container docker other-engine",
      "container nerdctl other-engine",
      "sandbox crictl sandbox",
      "sandbox docker other-engine",
    ]);
  });

  test("its images: four, each seen by three tools, none contradicted", () => {
    const { rows } = lineUp("k3s-node", "image", { nerdctl: true, crictl: true, ctr: true });
    expect(rows.map(({ references, seenBy, differs }) => [references, seenBy.length, differs])).toEqual([
      [["docker.io/library/busybox:latest"], 3, []],
      [["docker.io/library/redis:alpine"], 3, []],
      [["docker.io/library/nginx:1.27-alpine"], 3, []],
      [["docker.io/rancher/mirrored-pause:3.6"], 3, []],
    ]);
    for (const { configDigest, manifestDigest } of rows) {
      expect(configDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(manifestDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
    }
  });

  test("drawn at any width, no line is too wide", () => {
    for (const width of [40, 60, 80, 100, 120, 200]) {
      const { stdout } = renderPs(node(), { width, tty: true, colour: false, ascii: false, now: NOW, sandboxes: true });
      for (const line of stdout.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(width);
    }
  });
});

describe("one node asked by every recorded version", () => {
  const versions = {
    nerdctl: ["nerdctl-1.7.7", "nerdctl-2.0.5", "nerdctl-2.3.5"],
    crictl: ["crictl-1.26.0", "crictl-1.30.0", "crictl-1.33.0", "crictl-1.36"],
    ctr: ["ctr-1.6.20", "ctr-1.7", "ctr-2.4"],
  } as const;
  const combinations = versions.nerdctl.flatMap((nerdctl) =>
    versions.crictl.flatMap((crictl) => versions.ctr.map((ctr) => [nerdctl, crictl, ctr] as const)),
  );

  test.each(["container", "image"] as const)(
    "%s lists add up to the same rows, whichever versions are on the node",
    (kind) => {
      const shapes = combinations.map((recordings) => {
        const outcomes = (["nerdctl", "crictl", "ctr"] as const).map((tool, index) =>
          outcomeOf(`versions/${recordings[index]}`, tool, kind, true, target()),
        );
        const { rows } = compare({
          kind,
          input: "docker",
          command: kind,
          hostname: "node1",
          target: target(),
          elsewhere: [],
          engines,
          all: true,
          outcomes: outcomes.filter((outcome) => outcome !== null),
        } as never);
        expect(outcomes.every((outcome) => outcome !== null && outcome.listings.length === 1)).toBe(true);
        return rows
          .map((row) => {
            const { seenBy, missing, differs } = row;
            const name =
              "references" in row
                ? row.references.join()
                : "state" in row && "name" in row
                  ? `${row.name} ${row.state}`
                  : "";
            return `${name}: ${seenBy.join(" ")}; ${missing.map(({ code }) => code).join(" ")}; ${differs.map(({ field }) => field).join(" ")}`;
          })
          .sort();
      });
      const [first] = shapes;
      expect(first?.length).toBeGreaterThan(3);
      for (const shape of shapes) expect(shape).toEqual(first);
    },
  );
});
