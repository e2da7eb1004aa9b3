import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { eventLines } from "../../src/adapters/reads/events.ts";
import type { NodeEvent, Tool } from "../../src/model/index.ts";

const read = (tool: Tool, text?: string): NodeEvent[] => {
  const whole = text ?? readFileSync(new URL(`../fixtures/reads/events-${tool}.txt`, import.meta.url), "utf8");
  const lines = eventLines(tool);
  return whole.split("\n").flatMap((line) => lines(line));
};
const actions = (tool: Tool): string[] => read(tool).map(({ kind, action }) => `${kind} ${action}`);

describe("events as the tools stream them", () => {
  test("nerdctl and ctr tell the same of the same: one exec, and the end of the container", () => {
    const told = [
      "container exec_create",
      "container exec_start",
      "container exec_die",
      "container die",
      "task delete",
    ];
    expect(actions("nerdctl")).toEqual(told);
    expect(actions("ctr")).toEqual(told);
    const plain = ({ time, id, namespace, attributes }: NodeEvent) => [
      time,
      id,
      namespace,
      attributes.exitCode ?? null,
    ];
    expect(read("nerdctl").map(plain)).toEqual(read("ctr").map(plain));
    expect(read("ctr")[3]).toMatchObject({
      time: "2026-11-21T07:02:30.15952818Z",
      namespace: "k8s.io",
      attributes: { exitCode: "137" },
    });
  });

  test("docker's own words stay", () => {
    expect(actions("docker")).toEqual([
      "container create",
      "container attach",
      "network connect",
      "container start",
      "container die",
      "network disconnect",
      "container destroy",
    ]);
    expect(read("docker")[4]).toMatchObject({
      name: "practical_turing",
      attributes: { exitCode: "0", image: "busybox" },
      time: "2026-11-21T07:02:28.774848625Z",
    });
  });

  test("crictl prints documents over many lines, of sandboxes as well", () => {
    const events = read("crictl");
    expect(events.map(({ action }) => action)).toHaveLength(4);
    expect(events[0]).toMatchObject({ kind: "pod", action: "create", name: "kube-system/svclb-traefik-abc12" });
    expect(events.every(({ id, time }) => id?.length === 64 && time !== null)).toBe(true);
    expect(events.map(({ action }) => action)).toEqual(expect.arrayContaining(["die", "destroy"]));
  });

  test.each(["docker", "nerdctl", "crictl", "ctr"] as const)("what is no event of %s is passed over", (tool) => {
    expect(read(tool, "nonsense\n{\n  torn\n}\n{}\n\n")).toEqual([]);
  });

  test("escapes are taken out of what a container can name", () => {
    const [event] = read(
      "docker",
      '{"Type":"container","Action":"start","Actor":{"ID":"a","Attributes":{"name":"x\\u001b[31my"}}}',
    );
    expect(event?.name).toBe("xy");
  });
});
