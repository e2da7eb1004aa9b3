import { describe, expect, it } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { runTranslate } from "../../src/cli/translate.ts";
import { fakeIo } from "./fake-io.ts";

/** What `ctool translate … --to ctr` prints for these words, without its notes. */
const inCtr = async (...operands: string[]): Promise<string> => {
  const io = fakeIo();
  const context = { io, globals: { switches: new Set(), values: new Map(), assume: [] } } as unknown as Context;
  await runTranslate({ operands, flags: { to: "ctr" } } as unknown as Parameters<typeof runTranslate>[0], context);
  return io.stdout();
};

describe("ctool translate", () => {
  it("takes a line in words, and a quoted one", async () => {
    expect(await inCtr("docker", "images")).toBe("ctr images ls\n");
    expect(await inCtr("docker images")).toBe("ctr images ls\n");
  });

  it("takes several quoted lines", async () => {
    expect(await inCtr("docker images", "docker ps")).toBe("ctr images ls\nctr tasks ls\n");
  });

  it("takes a quoted line among the words of another for a word of it", async () => {
    expect(await inCtr("docker", "exec", "web", "docker ps")).toMatch(/^ctr tasks exec .*'docker ps'/m);
  });
});
