import { describe, expect, it } from "vitest";
import { queriesFor } from "../../src/adapters/ask.ts";
import { readers } from "../../src/adapters/index.ts";
import { readAnswer } from "../../src/cli/read-answer.ts";
import type { Host } from "../../src/facts/host.ts";
import { question, rowsOf, run, target } from "../adapters/recorded.ts";

const POD_NAME = { "io.kubernetes.pod.name": "web-0", "io.kubernetes.pod.namespace": "shop" };
const containers = (labels: object) =>
  JSON.stringify({ containers: [{ id: "a", podSandboxId: "p", metadata: { name: "nginx" }, labels }] });
const pods = JSON.stringify({ items: [{ id: "p", metadata: { name: "web-0", namespace: "shop" } }] });

/** Reads a list of crictl's on a node where its list of pods is `pods`, or fails. */
const read = async (list: string, podsAnswer: Partial<ReturnType<typeof run>>) => {
  const asked: string[] = [];
  const exec: Host["exec"] = async ({ argv }) => {
    asked.push(argv.slice(-3).join(" "));
    return run({ argv: [...argv], ...podsAnswer });
  };
  const ask = { tool: "crictl" as const, command: ["crictl"], target: target(), queries: [] };
  const [query] = queriesFor("crictl", question("container"), target()) ?? [];
  if (!query) throw new Error("crictl cannot be asked");
  const answered = [{ query, run: run({ stdout: list }) }];
  const answer = await readAnswer({ exec } as Host, ask, question("container"), readers.crictl, answered, 1000);
  return { asked, answered: answer.answered.length, rows: rowsOf(answer.read, "container") };
};

describe("readAnswer", () => {
  it("leaves it at one query where that says all", async () => {
    const { asked, answered, rows } = await read(containers(POD_NAME), { stdout: pods });
    expect([asked, answered, rows[0]?.name]).toEqual([[], 1, "shop/web-0/nginx"]);
  });

  it("asks for the pods where containers do not name theirs", async () => {
    const { asked, answered, rows } = await read(containers({}), { stdout: pods });
    expect([asked, answered, rows[0]?.name]).toEqual([["pods -o json"], 2, "shop/web-0/nginx"]);
  });

  it("keeps the containers where the pods cannot be had", async () => {
    const { answered, rows } = await read(containers({}), { exitCode: 1, stderr: "no" });
    expect([answered, rows[0]?.name]).toEqual([2, "nginx"]);
  });
});
