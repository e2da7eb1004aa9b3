import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { available, fetchContainerd2, startNode } from "../node/index.ts";

const launcher = fileURLToPath(new URL("../../bin/ctool", import.meta.url));
const machine = available();
const ready = machine.ok && machine.nerdctl !== null && machine.crictl !== null;

it.skipIf(!ready)("writes on containerd 2, through each tool, as another tool sees it", async ({ skip }) => {
  const fetched = await fetchContainerd2();
  if (!fetched.ok) skip(fetched.reason);
  const node = await startNode({ flavor: "containerd2" });
  try {
    const done = async (...words: string[]): Promise<string> => {
      const { stdout, stderr, exitCode } = await node.exec([launcher, "--yes", "--accept-loss", ...words]);
      expect(exitCode, `${words.join(" ")}: ${stderr}`).toBe(0);
      return stdout;
    };
    const tasks = async (): Promise<string> =>
      (await node.exec(["ctr", "-a", node.sockets.containerd ?? "", "-n", "k8s.io", "tasks", "ls"])).stdout;
    for (const via of ["nerdctl", "ctr", "crictl"]) {
      const name = `by-${via}`;
      const before = (await tasks()).split("\n").length;
      await done("--via", via, "run", "-d", "--name", name, "busybox", "sleep", "1000");
      expect((await tasks()).split("\n").length).toBeGreaterThan(before);
      expect(await done("--via", via, "exec", name, "echo", "hello")).toBe("hello\n");
      await done("--via", via, "cp", "/etc/hosts", `${name}:/tmp/h`);
      expect(await done("--via", via, "exec", name, "cat", "/tmp/h")).toContain("localhost");
      await done("--via", via, "stop", "-t", "1", name);
      await done("--via", via, "rm", "-f", name);
      expect(await done("ps", "-a", "-q", "-f", `name=${name}`)).toBe("");
    }
    const names = () => done("images", "--format", "{{.Repository}}:{{.Tag}}");
    for (const via of ["nerdctl", "ctr"]) {
      await done("--via", via, "tag", "busybox", `copy-${via}:1`);
      expect(await names()).toContain(`copy-${via}:1`);
      await done("--via", via, "save", "-o", "/tmp/copy.tar", `copy-${via}:1`);
      await done("--via", via, "rmi", `copy-${via}:1`);
      expect(await names()).not.toContain(`copy-${via}:1`);
      await done("--via", via, "load", "-i", "/tmp/copy.tar");
      expect(await names()).toContain(`copy-${via}:1`);
    }
  } finally {
    await node.close();
  }
});
