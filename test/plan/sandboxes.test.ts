import { describe, expect, test } from "vitest";
import type { Joined } from "../../src/model/index.ts";
import { emptiedSandboxes } from "../../src/plan/sandboxes.ts";

type Row = Joined<"container">;
const row = (over: Partial<Row>): Row =>
  ({ id: "c", kind: "container", pod: "web", podContainer: "web", podId: "p", labels: {}, ...over }) as Row;

describe("emptiedSandboxes", () => {
  const sandbox = row({ id: "p", kind: "sandbox", podContainer: null });

  test("a sandbox made for its one container goes with it", () => {
    expect(emptiedSandboxes([row({})], [sandbox, row({})])).toEqual(["p"]);
  });

  test("it stays while another container is in it, and goes with the last", () => {
    const [web, more] = [row({}), row({ id: "d", podContainer: "more" })];
    expect(emptiedSandboxes([web], [sandbox, web, more])).toEqual([]);
    expect(emptiedSandboxes([web, more], [sandbox, web, more])).toEqual(["p"]);
  });

  test("the kubelet's, and those of another name that somebody made by hand, stay", () => {
    expect(emptiedSandboxes([row({ labels: { "io.kubernetes.pod.uid": "1" } })], [])).toEqual([]);
    expect(emptiedSandboxes([row({ pod: "mine" })], [])).toEqual([]);
    expect(emptiedSandboxes([row({ podId: null })], [])).toEqual([]);
  });
});
