import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { available, type RealNode } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { hasTmux, openTmux, type Tmux } from "./tmux.ts";

const launcher = fileURLToPath(new URL("../../bin/ctool", import.meta.url));

let tmux: Tmux | null = null;
const open = (...args: Parameters<typeof openTmux>): Tmux => {
  tmux = openTmux(...args);
  return tmux;
};
afterEach(() => {
  tmux?.close();
  tmux = null;
});

/** The whole way that a person goes, key by key. */
const walk = async (inside: Tmux): Promise<void> => {
  await inside.sees("k3s ·");
  inside.text("docker ps -a");
  await inside.sees("nerdctl ps -a");
  inside.keys("Enter");
  await inside.until((screen) => screen.includes("coredns") && !screen.includes("asking"), "all answers");
  inside.keys("Tab", "d");
  await inside.until((screen) => /1 of \d+ \(\d+ in all\)/.test(screen), "differences only");
  inside.keys("d", "/");
  inside.text("coredns");
  inside.keys("Enter");
  await inside.sees("1 of 1 (");
  inside.keys("i");
  await inside.until((screen) => /inspect .*coredns/.test(screen), "the container's fields");
  inside.keys("q");
  await inside.sees("joined table");
  inside.keys("l");
  await inside.until((screen) => /logs kube-system\//.test(screen) && screen.includes("tick"), "its log");
  inside.keys("q");
  await inside.sees("joined table");
  inside.keys("2", "y");
  await inside.sees("copied crictl's command");
  expect(inside.buffer()).toMatch(/^crictl .*ps -a$/);
  inside.keys("n");
  await inside.until((screen) => /default +\d/.test(screen), "the namespaces, counted");
  inside.keys("j", "Enter");
  await inside.until((screen) => /namespace (default|moby)/.test(screen), "another namespace");
  inside.keys(":");
  inside.text("q");
  inside.keys("Enter");
  expect(await inside.ended()).toBe(0);
};

describe.skipIf(!hasTmux())("in tmux, by send-keys", { timeout: 60_000 }, () => {
  it("goes the whole way over the bundled node", async () => {
    await walk(open([launcher, "--demo", "ui"], { columns: 120, rows: 40, env: process.env }));
  });

  it("fits into a pane of 80 by 24 that is split and made whole again", async () => {
    const inside = open([launcher, "--demo", "ui"], { env: process.env });
    await inside.sees("k3s ·");
    inside.text("docker ps ");
    inside.keys("Enter");
    await inside.sees("joined table");
    inside.resize(40, 10);
    await inside.until((screen) => screen.split("\n").every((line) => line.length <= 40), "a narrow screen");
    inside.resize(80, 24);
    await inside.sees("joined table");
    inside.keys("C-c", "C-c", "C-c");
    expect(await inside.ended()).toBe(0);
  });

  describe.skipIf(!available().ok)("on a k3s node", () => {
    let node: RealNode;
    beforeAll(async () => {
      node = await sharedNode();
    });

    it("goes the whole way", async () => {
      const { argv, env } = node.command([launcher, "ui"], { env: { TERM: "tmux-256color" } });
      await walk(open(argv, { columns: 120, rows: 40, env }));
    });
  });
});
