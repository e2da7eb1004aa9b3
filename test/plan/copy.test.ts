import { describe, expect, it } from "vitest";
import { type CopyLook, type End, lookProgram, pathsOf, planCopy, readLook } from "../../src/plan/copy.ts";
import { understand } from "../../src/translate/index.ts";

const file: End = { kind: "file", link: false, mode: "755" };
const folder: End = { kind: "folder", link: false, mode: "1777" };
const none: End = { kind: null, link: false, mode: null };
const link: End = { kind: "file", link: true, mode: "644" };

const commandOf = async (line: string) => {
  const understood = await understand(`docker cp ${line}`);
  if ("problem" in understood) throw new Error(understood.problem.message);
  return understood.command;
};

/** What becomes of a copy where these are at its ends; in words when it is refused. */
const plan = async (line: string, from: End, to: End, over: Partial<CopyLook> = {}) => {
  const look = { from, to, inside: none, parent: folder, tar: true, ...over };
  const planned = planCopy(await commandOf(line), look);
  return "why" in planned
    ? planned.why
    : { program: planned.program, ...planned.connection, stderr: undefined, text: planned.program.join(" ") };
};

describe("docker's rules of a copy by a program in the container", () => {
  it("puts a file into a folder by its name, or under a new name, with its mode", async () => {
    expect(await plan("w:/etc/x out", file, folder)).toMatchObject({
      program: ["cat", "/etc/x"],
      stdout: { file: "out/x", mode: 0o755 },
    });
    expect(await plan("w:/etc/x y", file, none)).toMatchObject({ stdout: { file: "y", mode: 0o755 } });
    const into = await plan("a.txt w:/tmp", file, folder);
    expect(into).toMatchObject({ stdin: { file: "a.txt" } });
    expect(into).toHaveProperty("text", expect.stringMatching(/ sh \/tmp\/a\.txt 755$/));
    // A device is written to, and keeps its mode.
    expect(await plan("a.txt w:/dev/null", file, { ...file, kind: "other" })).not.toHaveProperty(
      "text",
      expect.stringMatching(/chmod/),
    );
  });

  it("puts a folder into a folder, its contents with /., and makes what is not there", async () => {
    const read = ["tar", "-cf", "-", "-C", "./src", "."];
    const below = await plan("./src w:/tmp", folder, folder);
    expect(below).toMatchObject({ stdin: { program: read } });
    expect(below).toHaveProperty("text", expect.stringMatching(/mkdir .* sh \/tmp\/src$/));
    // The folder that was there keeps its mode.
    expect(await plan("./src/. w:/tmp", folder, folder)).toHaveProperty(
      "text",
      expect.stringMatching(/chmod "\$2" "\$1" sh \/tmp 1777$/),
    );
    expect(await plan("./src w:/new", folder, none)).toHaveProperty("text", expect.stringMatching(/ sh \/new$/));
    expect(await plan("w:/data/. out", folder, folder)).toMatchObject({ stdout: { folder: "out" } });
    expect(await plan("w:/data out", folder, folder)).toMatchObject({ stdout: { folder: "out/data" } });
    expect(await plan("w:/data new/", folder, none)).toMatchObject({ stdout: { folder: "new" } });
  });

  it.each<[string, End, End, Partial<CopyLook>, RegExp]>([
    ["w:/x out/", file, none, {}, /no folder out\//],
    ["w:/x no/y", file, none, { parent: none }, /no folder no$/],
    ["a w:/no/y", file, none, { parent: none }, /no folder \/no in the container/],
    ["./src w:/new/.", folder, none, { parent: none }, /no folder \/new in the container/],
    ["w:/d out", folder, file, {}, /a folder onto the file out/],
    ["w:/x out/", file, file, {}, /out\/ is not a folder/],
    ["w:/x/ out", file, folder, {}, /\/x\/ is not a folder/],
    ["w:/x out", none, folder, {}, /no \/x in the container/],
    ["a w:/tmp", none, folder, {}, /there is no a$/],
    ["w:/d out", folder, folder, { inside: file }, /out\/d, which is no folder/],
    ["w:/x out", file, folder, { inside: folder }, /the folder out\/x by a file/],
    ["w:/d out", folder, folder, { tar: false }, /no tar/],
    ["w:/l new", link, none, {}, /is a link/],
    ["- w:/x", none, file, {}, /no folder \/x in the container/],
    ["w:/dev/null x", { ...file, kind: "other" }, none, {}, /neither a file nor a folder/],
  ])("refuses %s", async (line, from, to, over, why) => {
    expect(await plan(line, from, to, over)).toMatch(why);
  });

  it("knows how many bytes a file has to have", async () => {
    expect(await plan("w:/x new", { ...file, size: 12 }, none)).toMatchObject({ stdout: { file: "new", atLeast: 12 } });
  });

  it("keeps a link by its name, and follows it with -L", async () => {
    expect(await plan("w:/l out", link, folder)).toMatchObject({
      program: ["tar", "-cf", "-", "-C", "/", "l"],
      stdout: { program: ["tar", "-xof", "-", "-C", "out"] },
    });
    expect(await plan("-L w:/l new", link, none)).toMatchObject({ program: ["cat", "/l"], stdout: { file: "new" } });
    expect(await plan("-a ./-x w:/tmp", file, folder)).toMatchObject({
      program: ["tar", "-xf", "-", "-C", "/tmp"],
      stdin: { program: ["tar", "-cf", "-", "-C", ".", "./-x"] },
    });
  });

  it("looks at both ends", async () => {
    expect(pathsOf(await commandOf("a.txt w:tmp/"))).toEqual({
      from: "a.txt",
      to: "/tmp",
      inside: "/tmp/a.txt",
      parent: "/",
    });
    expect(pathsOf(await commandOf("w:/x/y z"))).toMatchObject({ from: "/x/y", to: "z", parent: "." });
    expect(lookProgram(["/a b"]).slice(-2)).toEqual(["sh", "/a b"]);
    expect(readLook("tar\n-d 1777\nlf 755\n-- \n-o \n", 4)).toEqual({
      tar: true,
      ends: [folder, { ...link, mode: "755" }, none, { kind: "other", link: false, mode: null }],
    });
    expect(readLook("tar\n-f 644 12\n", 1)?.ends).toEqual([{ kind: "file", link: false, mode: "644", size: 12 }]);
    expect(readLook("-\n-d 755\n", 2)).toBeNull();
    expect(readLook("sh: not found\n", 0)).toBeNull();
  });
});
