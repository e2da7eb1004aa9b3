import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { openSession, type Session } from "./pty.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const launcher = `${root}bin/ctool`;
const recording = `${root}test/fixtures/recordings/k3s-node.jsonl`;
const replayed = ["--replay", recording, "ui"];

let session: Session | null = null;
const open = (...args: Parameters<typeof openSession>): Session => {
  session = openSession(...args);
  return session;
};
afterEach(() => {
  session?.kill();
  session = null;
});

describe("the built ctool on a real pty", () => {
  it("runs a line, toggles differences and raw output, filters, copies and leaves the terminal as it was", async () => {
    const ctool = open(launcher, replayed, { columns: 120, rows: 40 });
    await ctool.sees("k3s ·");
    expect(ctool.screen.alternate()).toBe(true);
    ctool.type("docker ps -a");
    await ctool.sees("nerdctl ps -a");
    ctool.type("\r");
    await ctool.sees("1 of 5");
    ctool.type("\td");
    await ctool.sees("1 of 2 (5 in all)");
    ctool.type("dc");
    await ctool.sees("CONTAINER ID");
    ctool.type("c/nginx\r");
    await ctool.sees("1 of 1 (5 in all)");
    expect(ctool.screen.text()).not.toContain("redis");
    ctool.type("2y");
    await ctool.sees("copied crictl's command");
    const copied = /\u001b\]52;c;([^\u0007]*)\u0007/.exec(ctool.output())?.[1] ?? "";
    expect(Buffer.from(copied, "base64").toString()).toMatch(/^crictl .*ps -a$/);
    ctool.type("q");
    expect(await ctool.ended).toMatchObject({ exitCode: 0 });
    await ctool.until(() => !ctool.screen.alternate(), "the screen from before");
    expect(ctool.output()).toMatch(/\u001b\[\?2004l.*\u001b\[\?1049l.*\u001b\[\?25h/s);
  });

  it("goes from place to place, reads a log and leaves, over the bundled node", async () => {
    const ctool = open(launcher, ["--demo", "ui"], { columns: 120, rows: 40 });
    await ctool.sees("also default 1");
    ctool.type("docker ps -a\r");
    await ctool.until((screen) => screen.includes("coredns") && !screen.includes("asking"), "all answers");
    ctool.type("\t/coredns\r");
    await ctool.sees("1 of 1 (");
    ctool.type("l");
    await ctool.sees("logs kube-system/");
    ctool.type("/tick 2\r");
    await ctool.sees("tick 2");
    ctool.type("q");
    await ctool.sees("joined table");
    ctool.type("nj\r");
    await ctool.sees("namespace moby");
    ctool.type("@");
    await ctool.sees("what was run");
    ctool.type("q:q\r");
    expect(await ctool.ended).toMatchObject({ exitCode: 0 });
  });

  it("refuses keys that clash before it draws anything", async () => {
    const folder = mkdtempSync(`${tmpdir()}/ctool-keys-`);
    writeFileSync(`${folder}/config.toml`, '[keys]\ninspect = "l"\n');
    const ctool = open(launcher, replayed, { columns: 80, rows: 24, env: { CTOOL_CONFIG: `${folder}/config.toml` } });
    expect(await ctool.ended).toMatchObject({ exitCode: 2 });
    await ctool.sees("config.toml:2: l is inspect and logs at once");
    expect(ctool.output()).not.toContain("\u001b[?1049h");
    rmSync(folder, { recursive: true });
  });

  it("opens without a verb, too", async () => {
    const ctool = open(launcher, ["--replay", recording], { columns: 80, rows: 24 });
    await ctool.sees("k3s ·");
    ctool.type("\u0003");
    expect(await ctool.ended).toMatchObject({ exitCode: 0 });
  });

  it("takes a paste of several lines without running any", async () => {
    const ctool = open(launcher, replayed, { columns: 80, rows: 24 });
    await ctool.sees("k3s ·");
    ctool.type("\u001b[200~docker ps -a\ndocker images\n\u001b[201~");
    await ctool.sees("2 lines pasted");
    expect(ctool.screen.text()).not.toContain("joined table");
    ctool.type("\u001b[B\r");
    await ctool.sees("docker images · joined table");
    ctool.type("\u0003\u0003");
    expect(await ctool.ended).toMatchObject({ exitCode: 0 });
  });

  it("is suspended by Ctrl-Z and drawn again by fg, in a shell", async () => {
    const shell = open("/bin/sh", ["-i"], {
      columns: 80,
      rows: 24,
      env: { PS1: "PROMPT> ", ENV: undefined, LAUNCHER: launcher, RECORDING: recording },
    });
    await shell.sees("PROMPT>");
    shell.type('"$LAUNCHER" --replay "$RECORDING" ui\r');
    await shell.sees("k3s ·");
    shell.type("docker ps\u001a");
    await shell.until(
      (screen) =>
        !shell.screen.alternate() && /(Stopped|Suspended)/i.test(screen) && screen.trimEnd().endsWith("PROMPT>"),
      "the shell's prompt again",
    );
    shell.type("stty -a | grep -o ' icanon'; fg\r");
    await shell.until((screen) => shell.screen.alternate() && screen.includes("> docker ps"), "the workbench again");
    expect(shell.output()).toContain("\r\n icanon");
    shell.type("\u0003\u0003");
    await shell.until((screen) => !shell.screen.alternate() && screen.endsWith("PROMPT>"), "the shell at last");
  });

  it("goes on after Ctrl-Z where there is no shell to bring it back", async () => {
    const ctool = open(launcher, replayed, { columns: 80, rows: 24 });
    await ctool.sees("k3s ·");
    ctool.type("docker ps\u001a");
    await ctool.until(() => ctool.output().split("\u001b[?1049h").length === 3, "the second start of the screen");
    ctool.type(" -a");
    await ctool.sees("> docker ps -a");
    ctool.type("\u0003\u0003");
    expect(await ctool.ended).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("gives the terminal back when it is ended by %s", async (name, code) => {
    const ctool = open(launcher, replayed, { columns: 80, rows: 24 });
    await ctool.sees("k3s ·");
    process.kill(ctool.pid, name);
    expect(await ctool.ended).toMatchObject({ exitCode: code });
    await ctool.until(() => !ctool.screen.alternate(), "the screen from before");
  });

  it("gives the terminal back after a crash, and says what happened", async () => {
    const crash = "data:text/javascript,process.on('SIGUSR2',()=>{throw%20new%20Error('boom')})";
    const ctool = open(launcher, replayed, { columns: 80, rows: 24, env: { NODE_OPTIONS: `--import ${crash}` } });
    await ctool.sees("k3s ·");
    process.kill(ctool.pid, "SIGUSR2");
    expect(await ctool.ended).toMatchObject({ exitCode: 1 });
    await ctool.until((screen) => !ctool.screen.alternate() && screen.includes("Error: boom"), "the error");
    expect(ctool.output()).toMatch(/\u001b\[\?2004l/);
  });

  it("has no colour with NO_COLOR", async () => {
    const ctool = open(launcher, replayed, { columns: 80, rows: 24, env: { NO_COLOR: "1" } });
    await ctool.sees("k3s ·");
    ctool.type("docker ps -a\r");
    await ctool.sees("1 of 5");
    expect(ctool.output()).not.toMatch(/\u001b\[(?:3\d|4\d|9\d)(?:;\d+)*m/);
    ctool.type("\u0003\u0003");
    await ctool.ended;
  });
});
