import { describe, expect, it } from "vitest";
import { mergeSettings } from "../../src/settings/index.ts";
import { customKeys, keyNamed } from "../../src/tui/custom-keys.ts";
import { helpLines } from "../../src/tui/help.ts";
import { openWorkbench } from "../../src/tui/index.ts";
import { bindings, commandFor, defaultKeys, hintsFor } from "../../src/tui/keys.ts";
import { Driver } from "./driver.ts";
import { recordedContext } from "./workbench.ts";

const keys = (lines: Readonly<Record<string, string>>) => {
  const settings = new Map(
    Object.entries(lines).map(([name, value], index) => [`keys.${name}`, { value, line: index + 2 }] as const),
  );
  return mergeSettings(new Map(), () => undefined, [{ path: "/etc/c.toml", settings }]).settings.keys;
};
const refused = (lines: Readonly<Record<string, string>>) => () => customKeys(keys(lines));

describe("a person's own keys", () => {
  it("stand in for the keys of the table, in help and footer too", () => {
    const mine = customKeys(keys({ inspect: '["x", "f2"]'.replace(', "f2"', ""), "toggle-raw": "C" }));
    expect(commandFor("list", "x", mine)).toBe("inspect");
    expect(commandFor("list", "i", mine)).toBeNull();
    expect(hintsFor("list", mine)).toContainEqual({ key: "C", hint: "joined/raw" });
    expect(helpLines(80, mine).map(({ text }) => text)).toContainEqual(expect.stringMatching(/^ {2}x +all that/));
    const driver = new Driver();
    driver.state = { ...driver.state, keys: mine, focus: "list" };
    expect(driver.press("C").state.notice?.text).toContain("Nothing was run");
  });

  it("are the table's own where nothing is set", () => {
    expect(customKeys({})).toBe(defaultKeys);
  });

  it("may swap two actions", () => {
    const mine = customKeys(keys({ logs: "i", inspect: "l" }));
    expect([commandFor("list", "i", mine), commandFor("list", "l", mine)]).toEqual(["logs", "inspect"]);
  });

  it.each([
    [{ inspekt: "x" }, /^\/etc\/c\.toml:2: keys\.inspekt is no action/],
    [{ inspect: "nokey" }, /c\.toml:2: nokey is no key/],
    [{ inspect: "l" }, /c\.toml:2: l is inspect and logs at once/],
    [{ logs: "x", inspect: "x" }, /c\.toml:[23]: x is \w+ and \w+ at once/],
    [{ older: "k" }, /older needs a key that types nothing/],
    [{ stop: "q" }, /stop needs a key that types nothing/],
  ])("are refused with file and line: %j", (lines, message) => {
    expect(refused(lines as Record<string, string>)).toThrow(message);
  });

  it("leave letters to be typed where letters are typed", () => {
    const mine = customKeys(keys({ help: '["H", "ctrl-g"]' }));
    expect(commandFor("line", "H", mine)).toBeNull();
    expect(commandFor("line", "ctrl-g", mine)).toBe("help");
    expect(commandFor("list", "H", mine)).toBe("help");
  });

  it("are checked before anything is drawn", async () => {
    const settings = { ...recordedContext().settings, keys: keys({ nothing: "x" }) };
    await expect(openWorkbench(recordedContext({ settings }))).rejects.toMatchObject({ exitCode: 2 });
  });

  it("are read as people write them", () => {
    expect(["Ctrl-C", "ctrl+x", "PgDn", "Space", "Shift-j", "alt-B", "G", "ctrl-left"].map(keyNamed)).toEqual([
      "ctrl-c",
      "ctrl-x",
      "pagedown",
      " ",
      "J",
      "alt-b",
      "G",
      "ctrl-left",
    ]);
    expect(["", "foo", "ctrl-", "hyper-x"].map(keyNamed)).toEqual([null, null, null, null]);
  });

  it("know every key of the table", () => {
    for (const { keys: names } of bindings) for (const name of names) expect(keyNamed(name)).toBe(name);
  });
});
