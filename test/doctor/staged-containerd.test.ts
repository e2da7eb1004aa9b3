import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { available, type RealNode, startNode } from "../node/index.ts";
import { containerdFaults } from "./faults/containerd.ts";
import { doctorIn, stageFault, troubles } from "./stage.ts";

const machine = available();
const can = machine.ok && machine.nerdctl !== null && machine.crictl !== null;

describe.skipIf(!can)("faults of a plain containerd, staged one after the other", { timeout: 60_000 }, () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await startNode({ flavor: "containerd" });
  });
  afterAll(() => node?.close());

  it("a healthy one has no error and no warning", async () => {
    expect(troubles(await doctorIn(node))).toEqual([]);
  });

  it.each(containerdFaults)("$what: $finding", (fault) => stageFault(node, fault));

  it("nothing is wrong in the end", async () => {
    expect(troubles(await doctorIn(node))).toEqual([]);
  });
});
