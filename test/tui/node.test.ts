import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { available, type RealNode } from "../node/index.ts";
import { sharedNode } from "../node/shared.ts";
import { openSession, type Session } from "./pty.ts";

const launcher = fileURLToPath(new URL("../../bin/ctool", import.meta.url));

describe.skipIf(!available().ok)("the workbench on a k3s node", () => {
  let node: RealNode;
  let session: Session | null = null;
  beforeAll(async () => {
    node = await sharedNode();
  });
  afterEach(() => {
    session?.kill();
    session = null;
  });

  const open = (env: Record<string, string> = {}): Session => {
    const { argv, env: whole } = node.command([launcher, "ui"], { env: { TERM: "xterm-256color", ...env } });
    const [file = "", ...args] = argv;
    session = openSession(file, args, { columns: 120, rows: 40, env: whole });
    return session;
  };

  it("asks the real tools, and shows what they say beside each other", async () => {
    const ctool = open();
    await ctool.sees("k3s · /run/k3s/containerd/containerd.sock · namespace k8s.io");
    ctool.type("docker ps\r");
    await ctool.until(
      (screen) => /nginx.*Up/.test(screen) && /ctr +\w+ +\d+ rows +\d+ ms/.test(screen),
      "a running nginx",
    );
    ctool.type("\tc");
    await ctool.until((screen) => /raw output/.test(screen) && /TASK/.test(screen), "what ctr tasks ls prints");
    ctool.type("q");
    expect(await ctool.ended).toMatchObject({ exitCode: 0 });
  });

  it("tells what is where, goes there, and follows a log", async () => {
    const ctool = open();
    await ctool.sees("k3s ·");
    ctool.type("docker ps\r");
    await ctool.until((screen) => /nginx.*Up/.test(screen) && !screen.includes("asking"), "all answers");
    ctool.type("\t/nginx\rl");
    await ctool.until((screen) => screen.includes("following"), "a log that is followed");
    ctool.type("qn");
    await ctool.until((screen) => /k8s\.io +\d+ running of \d+/.test(screen), "every namespace counted");
    ctool.type("g\r");
    await ctool.sees("namespace default");
    ctool.type(":q\r");
    expect(await ctool.ended).toMatchObject({ exitCode: 0 });
  });

  it("does not wait for a slow tool to show the others, and stops it with Ctrl-C", async () => {
    const folder = `${node.base}/tmp/slow-tool`;
    const hang = `${folder}/nerdctl`;
    await node.write(hang, "#!/bin/sh\nsleep 4711\n");
    await node.exec(["chmod", "+x", hang]);
    const ctool = open({ PATH: `${folder}:${node.path}` });
    await ctool.sees("k3s ·");
    ctool.type("docker ps\r");
    await ctool.until(
      (screen) =>
        /nerdctl +\w+ +running/.test(screen) && /ctr +\w+ +\d+ rows +\d+ ms/.test(screen) && /nginx/.test(screen),
      "crictl's rows before nerdctl has answered",
    );
    ctool.type("\u0003");
    await ctool.sees("stopped");
    // What the tool had started is gone as well.
    await expect.poll(async () => (await node.exec(["pgrep", "-f", "sleep 4711"])).exitCode).toBe(1);
    ctool.type("\u0003\u0003");
    expect(await ctool.ended).toMatchObject({ exitCode: 0 });
    await node.exec(["rm", "-r", folder]);
  });
});
