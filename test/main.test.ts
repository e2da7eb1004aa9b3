import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ctool } from "./cli/ctool.ts";

const launcher = fileURLToPath(new URL("../bin/ctool", import.meta.url));
/** Far more than a pipe holds. */
const LONG = ["map", "--json"];

describe("the end of the process", () => {
  it("waits for a reader that is slower than ctool", async () => {
    const whole = await ctool(LONG);
    expect(whole.stdout.length).toBeGreaterThan(200_000);
    const child = spawn(launcher, LONG, { stdio: ["ignore", "pipe", "inherit"] });
    // Once the first piece is there, ctool has printed all that it will print; nobody has read the rest.
    await once(child.stdout, "readable");
    expect(child.exitCode).toBeNull();
    expect((await text(child.stdout)).length).toBe(whole.stdout.length);
    expect(child.exitCode ?? (await once(child, "exit"))[0]).toBe(0);
  });

  it("waits for nobody who has gone", async () => {
    const child = spawn(launcher, LONG, { stdio: ["ignore", "pipe", "pipe"] });
    const said = text(child.stderr);
    const ended = once(child, "exit");
    await once(child.stdout, "readable");
    child.stdout.destroy();
    expect(await ended).toEqual([0, null]);
    expect(await said).toBe("");
  });

  it.each(["--version", "--demo ps", "map --json", "translate docker ps"])(
    "says that %s could not be written, in a line",
    (words) => {
      const full = openSync("/dev/full", "w");
      const { stderr: said, status } = spawnSync(launcher, words.split(" "), {
        stdio: ["ignore", full, "pipe"],
        encoding: "utf8",
      });
      closeSync(full);
      expect(said).toMatch(/^ctool: its output could not be written: ENOSPC: no space left on device, write$/m);
      expect(said).not.toMatch(/^ {4}at /m);
      expect(status).toBe(1);
    },
  );

  it("has the exit code of what was typed", async () => {
    expect((await ctool(["translate", "docker ps"])).exitCode).toBe(0);
    expect((await ctool(["translate"])).exitCode).toBe(2);
    expect((await ctool(["translate", "docker rename a b", "--to", "crictl"])).exitCode).toBe(3);
  });
});
