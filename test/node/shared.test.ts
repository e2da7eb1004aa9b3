import { describe, expect, test } from "vitest";
import { available } from "./available.ts";
import setup from "./global-setup.ts";
import { sharedNode } from "./shared.ts";
import { findTraces } from "./traces.ts";

const machine = available();

async function openDoor(): Promise<{ door: string; close: () => Promise<void> }> {
  let door = "";
  const close = await setup({
    provide: (_key, value) => {
      door = value;
    },
  });
  return { door, close };
}

test("a run that never asks for the node gets none", async () => {
  const { door, close } = await openDoor();
  expect(door).not.toBe("");
  await close();
  await expect(sharedNode(door)).rejects.toThrow(/ECONNREFUSED/);
});

describe.skipIf(!machine.ok)(`the shared node${machine.ok ? "" : ` (skipped: ${machine.reason})`}`, () => {
  test("everybody gets the same node; closing their end leaves it, the tear-down ends it", async () => {
    const { door, close } = await openDoor();
    const [one, two] = await Promise.all([sharedNode(door), sharedNode(door)]);
    expect(two.pid).toBe(one.pid);
    await one.close();
    const listed = await two.exec([
      "ctr",
      "-a",
      two.sockets.containerd ?? "",
      "-n",
      "k8s.io",
      "containers",
      "ls",
      "-q",
    ]);
    expect(listed.stdout.trim().split("\n")).toHaveLength(10);
    const alive = findTraces(two.base);
    expect(alive.processes.length).toBeGreaterThan(20);
    await close();
    expect(findTraces(two.base, alive)).toEqual({ processes: [], mounts: [], cgroups: [], folders: [] });
  });
});
