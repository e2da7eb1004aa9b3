import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { available, type RealNode, startNode } from "../node/index.ts";
import { k3sFaults } from "./faults/k3s.ts";
import { doctorIn, stageFault, troubles } from "./stage.ts";

const machine = available();
const can = machine.ok && machine.nerdctl !== null && machine.crictl !== null && machine.dockerd !== null;

describe.skipIf(!can)("faults of a k3s node, staged one after the other", { timeout: 60_000 }, () => {
  let node: RealNode;
  beforeAll(async () => {
    node = await startNode({ flavor: "k3s" });
  });
  afterAll(() => node?.close());

  it.each(k3sFaults)("$what: $finding", (fault) => stageFault(node, fault));

  it("nothing is wrong in the end", async () => {
    expect(troubles(await doctorIn(node))).toEqual([]);
  });

  it("an ordinary user is given no advice that harms", async () => {
    const { findings } = await doctorIn(node, null, { user: "nobody" });
    const commands = findings.flatMap(({ fix }) => fix.map(({ argv, shell }) => argv?.join(" ") ?? shell ?? ""));
    expect(commands.filter((line) => /chmod|rootless-setuptool/.test(line))).toEqual([]);
  });
});
