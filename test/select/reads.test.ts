import { describe, expect, test } from "vitest";
import type { NodeEvent, Volume } from "../../src/model/index.ts";
import { eventTest } from "../../src/select/events.ts";
import { selectHits, selectNetworks, selectVolumes } from "../../src/select/reads.ts";

const network = (name: string, driver: string | null, labels = {}) => ({
  id: `${name}0123456789`,
  name,
  driver,
  scope: "local",
  internal: false,
  ipv6: false,
  createdAt: null,
  labels,
});
const volume = (name: string): Volume => ({
  name,
  driver: "local",
  mountpoint: null,
  scope: null,
  labels: {},
  size: null,
});
const names = (selected: { rows: { name: string }[] } | object): string[] | null =>
  "rows" in selected ? selected.rows.map(({ name }) => name) : null;

describe("docker's filters", () => {
  const networks = [network("bridge", "bridge"), network("my-net", "bridge", { env: "dev" }), network("none", "null")];
  test.each<[string[], string[] | null]>([
    [[], ["bridge", "my-net", "none"]],
    [["name=n"], ["my-net", "none"]],
    [["driver=null"], ["none"]],
    [["type=custom"], ["my-net"]],
    [["label=env=dev"], ["my-net"]],
    [["label=env=prod"], []],
    [["id=my-net0"], ["my-net"]],
    [["name=my", "driver=null"], []],
    [["nosuch=x"], null],
  ])("network ls -f %s", (filters, expected) => {
    expect(names(selectNetworks(networks, filters))).toEqual(expected);
  });

  test("volume ls -f dangling", () => {
    const volumes = [volume("used"), volume("unused")];
    const used = new Set(["used"]);
    expect(names(selectVolumes(volumes, ["dangling=true"], used))).toEqual(["unused"]);
    expect(names(selectVolumes(volumes, ["dangling=false"], used))).toEqual(["used"]);
    expect(names(selectVolumes(volumes, ["dangling=maybe"], used))).toBeNull();
  });

  test("search -f", () => {
    const hits = [
      { name: "nginx", description: "", stars: 20_000, official: true },
      { name: "me/nginx", description: "", stars: 2, official: false },
    ];
    expect(names(selectHits(hits, ["is-official=true"]))).toEqual(["nginx"]);
    expect(names(selectHits(hits, ["stars=3"]))).toEqual(["nginx"]);
    expect(names(selectHits(hits, ["stars=1", "is-official=false"]))).toEqual(["me/nginx"]);
  });

  const event: NodeEvent = {
    time: null,
    kind: "container",
    action: "exec_start: sh",
    id: "f52d55c8e029",
    name: "default/web-0/nginx",
    namespace: "k8s.io",
    attributes: { image: "nginx:alpine" },
  };
  const subject = { names: ["nginx"], image: null, labels: { app: "web" } };
  test.each<[string[], boolean]>([
    [[], true],
    [["event=exec_start"], true],
    [["event=exec_start", "event=die"], true],
    [["event=die"], false],
    [["type=container", "container=nginx"], true],
    [["container=f52d"], true],
    [["container=other"], false],
    [["image=nginx"], true],
    [["label=app=web"], true],
    [["label=app=db"], false],
    [["type=image"], false],
  ])("events -f %s", (filters, shown) => {
    const holds = eventTest(filters);
    if ("problem" in holds) throw new Error(holds.problem.message);
    expect(holds(event, subject)).toBe(shown);
  });
});
