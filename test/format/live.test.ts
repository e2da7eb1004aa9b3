import { beforeAll, describe, expect, test } from "vitest";
import { CtoolError } from "../../src/cli/errors.ts";
import { compileRows } from "../../src/cli/formatted.ts";
import { inspectedContainer, inspectFormat, TemplateError } from "../../src/format/index.ts";
import type { Container } from "../../src/model/index.ts";
import { dockerContainerRecord } from "../../src/render/index.ts";
import { available, type RealNode } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { containersOf } from "./fixture.ts";
import { inspectTemplates, rowTemplates } from "./templates.ts";

const machine = available();
const hasDocker = machine.ok && machine.docker !== null && machine.dockerd !== null;
/** Times go on while docker is asked; and an empty row refuses what rows could do. */
const steady = rowTemplates.ps.filter(
  (template) => !/RunningFor|\.Status|^raw$|slice/.test(template) && !/Platform/.test(template),
);

describe.skipIf(!hasDocker)("the docker on this machine, asked now", () => {
  let node: RealNode;
  let containers: Container[];
  const docker = (...args: string[]) => node.exec(["env", "DOCKER_CONFIG=/nowhere", "docker", ...args]);
  beforeAll(async () => {
    node = await sharedNode();
    containers = containersOf((await docker("ps", "-a", "--no-trunc", "--format", "{{json .}}")).stdout);
    expect(containers.length).toBeGreaterThan(1);
  });

  test("prints of ps what ours does", async () => {
    for (const template of steady) {
      const { stdout, exitCode } = await docker("ps", "-a", "--format", template);
      const rows = containers.map((row) => ({
        record: dockerContainerRecord(row, { now: Date.now(), noTrunc: false }),
        labels: row.labels,
      }));
      if (exitCode === 0) expect(compileRows("container", template).lines(rows), template).toBe(stdout);
      else expect(() => compileRows("container", template).lines(rows), template).toThrow(CtoolError);
    }
  });

  test("prints of inspect what ours does", async () => {
    const json = JSON.parse((await docker("inspect", "web")).stdout)[0];
    for (const template of inspectTemplates) {
      const { stdout, exitCode } = await docker("inspect", "--format", template, "web");
      const print = () => inspectFormat(template)(inspectedContainer(json));
      if (exitCode === 0) expect(print(), template).toBe(stdout);
      else expect(print, template).toThrow(TemplateError);
    }
  });
});
