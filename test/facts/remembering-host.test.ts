import { expect, it } from "vitest";
import type { Host } from "../../src/facts/index.ts";
import { rememberingHost } from "../../src/facts/index.ts";

it("asks about each path once, and starts what it is told to every time", async () => {
  const asked: string[] = [];
  const host = {
    read: (path: string, maxBytes?: number) => {
      asked.push(`read ${path} ${maxBytes}`);
      return { ok: false, code: "ENOENT" };
    },
    connect: async (path: string, timeoutMs: number) => {
      asked.push(`connect ${path} ${timeoutMs}`);
      return "open";
    },
    exec: async () => {
      asked.push("exec");
      return {};
    },
  } as unknown as Host;
  const remembering = rememberingHost(host);
  expect(remembering.read("/a")).toEqual({ ok: false, code: "ENOENT" });
  expect(remembering.read("/a")).toBe(remembering.read("/a"));
  remembering.read("/a", 16);
  expect(await remembering.connect("/s", 500)).toBe("open");
  expect(await remembering.connect("/s", 500)).toBe("open");
  await remembering.exec({} as never);
  await remembering.exec({} as never);
  expect(asked).toEqual(["read /a undefined", "read /a 16", "connect /s 500", "exec", "exec"]);
});
