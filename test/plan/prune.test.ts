import { describe, expect, it } from "vitest";
import type { Network, Volume } from "../../src/model/index.ts";
import {
  type PruneFilters,
  pruneContainers,
  pruneImages,
  pruneNetworks,
  pruneVolumes,
  readUse,
} from "../../src/plan/prune.ts";
import { container, image, podContainer } from "./rows.ts";

const all: PruneFilters = { beforeMs: null, labels: [], notLabels: [] };

describe("prune of containers", () => {
  const ended = container({ id: "ended", state: "exited", createdAt: "2026-01-01T00:00:00Z", labels: { tmp: "1" } });
  const made = container({ id: "made", state: "created" });

  it("takes what does not run, and neither sandboxes nor what may run", () => {
    const rows = [
      ended,
      made,
      container(),
      container({ state: "paused" }),
      container({ state: "unknown" }),
      container({ kind: "sandbox", state: "exited" }),
    ];
    expect(pruneContainers(rows, all, false).going).toEqual([ended, made]);
  });

  it("leaves containers of pods to the kubelet, unless told", () => {
    const pod = podContainer({ state: "exited" });
    const { going, kept } = pruneContainers([pod, ended], all, false);
    expect(going).toEqual([ended]);
    expect(kept).toEqual([{ what: "default/web-1/nginx", why: expect.stringMatching(/kubelet/) }]);
    expect(pruneContainers([pod, ended], all, true).going).toEqual([pod, ended]);
  });

  it("heeds docker's filters; what does not say its age is not old", () => {
    const rows = [ended, made];
    expect(pruneContainers(rows, { ...all, beforeMs: Date.parse("2026-02-01") }, false).going).toEqual([ended]);
    expect(pruneContainers(rows, { ...all, labels: ["tmp=1"] }, false).going).toEqual([ended]);
    expect(pruneContainers(rows, { ...all, labels: ["tmp=2"] }, false).going).toEqual([]);
    expect(pruneContainers(rows, { ...all, notLabels: ["tmp"] }, false).going).toEqual([made]);
  });
});

describe("prune of images", () => {
  const used = image();
  const free = image({ references: ["docker.io/library/free:1"], configDigest: "sha256:f", manifestDigest: null });
  const nameless = image({ references: [], configDigest: "sha256:n", manifestDigest: null });
  const pause = image({ references: ["registry.k8s.io/pause:3.8"], configDigest: "sha256:p", manifestDigest: null });
  const pinned = image({ references: ["a.io/pinned:1"], pinned: true, configDigest: "sha256:x", manifestDigest: null });
  const rows = [used, free, nameless, pause, pinned];
  const options = {
    filters: all,
    containers: [container({ image: "nginx", state: "exited", namespace: "default" })],
    sandboxImage: null,
  };

  it("takes the nameless, and with -a all that nothing uses, but never pinned ones or the pause image", () => {
    expect(pruneImages(rows, { ...options, all: false, override: false })).toEqual({ going: [nameless], kept: [] });
    const { going, kept } = pruneImages(rows, { ...options, all: true, override: false });
    expect(going).toEqual([free, nameless]);
    expect(kept.map(({ what }) => what)).toEqual(["registry.k8s.io/pause:3.8", "a.io/pinned:1"]);
  });

  it("with the guard overridden takes those too, and still nothing in use", () => {
    const { going } = pruneImages(rows, { ...options, all: true, override: true });
    expect(going).toEqual([free, nameless, pause, pinned]);
  });
});

describe("prune of networks and volumes", () => {
  const network = (name: string, labels = {}): Network => ({
    id: name,
    name,
    driver: null,
    scope: null,
    internal: null,
    ipv6: null,
    createdAt: null,
    labels,
  });
  const volume = (name: string, labels = {}): Volume => ({
    name,
    driver: "local",
    mountpoint: null,
    scope: null,
    labels,
    size: null,
  });

  it("leaves what a container holds on to, running or not, and what the tools made by themselves", () => {
    const rows = [
      network("bridge"),
      network("b2", { "nerdctl/default-network": "true" }),
      network("used"),
      network("free"),
    ];
    expect(pruneNetworks(rows, new Set(["used"]), all).map(({ name }) => name)).toEqual(["free"]);
  });

  it("takes anonymous volumes, and named ones only when told", () => {
    const anonymous = "a".repeat(64);
    const rows = [volume("named"), volume(anonymous), volume("x", { "nerdctl/anonymous-volumes": "" }), volume("used")];
    expect(pruneVolumes(rows, new Set(["used"]), false, all).map(({ name }) => name)).toEqual([anonymous, "x"]);
    expect(pruneVolumes(rows, new Set(["used"]), true, all).map(({ name }) => name)).toEqual(["named", anonymous, "x"]);
  });

  it("reads what containers use from nerdctl's and docker's inspect, and does not guess", () => {
    const use = readUse(
      JSON.stringify([
        {
          Mounts: [
            { Type: "volume", Name: "v" },
            { Type: "bind", Name: "b" },
          ],
          Config: { Labels: { "nerdctl/networks": '["n"]' } },
        },
        { NetworkSettings: { Networks: { d: {} } } },
      ]),
    );
    expect([...(use?.volumes ?? [])]).toEqual(["v"]);
    expect([...(use?.networks ?? [])]).toEqual(["n", "d"]);
    for (const text of ["", "{}", "null", '[{"Config":{"Labels":{"nerdctl/networks":"x"}}}]'])
      expect(readUse(text)).toBeNull();
  });
});
