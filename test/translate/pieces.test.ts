import { describe, expect, it } from "vitest";
import type { Translation } from "../../src/model/index.ts";
import { translateLine } from "../../src/translate/lint/index.ts";
import { isId, namePattern, piecesOf } from "../../src/translate/pieces.ts";

const inTool = async (tool: string, line: string): Promise<Translation> => {
  const found = (await translateLine(line)).translations.find((one) => one.tool === tool);
  if (found === undefined) throw new Error(`no ${tool} for ${line}`);
  return found;
};

describe("pieces of a word", () => {
  it.each<[string, string[]]>([
    ["web", ["web"]],
    ["a$B-c", ["a", "[$B]", "-c"]],
    [`\${A:-x}/$(b "c d")\`e\``, [`[\${A:-x}]`, "/", '[$(b "c d")]', "[`e`]"]],
    ["<container-id>:/x", ["[<container-id>]", ":/x"]],
    ["a<b $", ["a<b $"]],
  ])("%s", (word, wanted) => {
    expect(piecesOf(word).map(({ text, live }) => (live ? `[${text}]` : text))).toEqual(wanted);
  });
  it("a pattern escapes what is plain and nothing else", () => {
    expect(namePattern(["a.b"])).toBe("^a\\.b$");
    expect(namePattern(["a.$B", "c"])).toBe("^(a\\.$B|c)$");
  });
  it.each([
    ["f52d55c8e029", true],
    ["web", false],
    ["<container-id>", true],
    ["$(docker ps -q)", true],
    ["$CID", true],
    [`\${container_id}`, true],
    ["$NAME", false],
    ["$C", true],
    ["web-$ID", false],
  ])("%s is an id: %s", (word, wanted) => {
    expect(isId(word, ["$C"])).toBe(wanted);
  });
});

describe("what a shell fills in", () => {
  it("names are looked up, with a note", async () => {
    const stop = await inTool("crictl", "docker stop -t 1 $NAME");
    expect(stop.shell).toBe(`crictl stop --timeout 1 $(crictl ps -q --name '^'"$NAME"'$')`);
    expect(stop.notes.map(({ text }) => text).join()).toContain("$NAME is taken for a name");
  });
  it.each([
    ["docker pull nginx:$TAG", 'docker.io/library/nginx:"$TAG"', "exact"],
    [`docker pull me/app:\${TAG:-1}`, `docker.io/me/app:"\${TAG:-1}"`, "exact"],
    ["docker pull nginx@$DIGEST", 'docker.io/library/nginx@"$DIGEST"', "exact"],
    ["docker pull localhost:5000/a:$T", 'localhost:5000/a:"$T"', "exact"],
    ["docker pull localhost/$A", 'localhost/"$A"', "exact"],
    ["docker pull $REGISTRY/app:1", '"$REGISTRY"/app:1', "partial"],
    ["docker pull $IMAGE", '"$IMAGE"', "partial"],
  ])("%s in ctr", async (line, reference, fit) => {
    const pull = await inTool("ctr", line);
    expect(pull.fit).toBe(fit);
    expect(pull.shell.split(" ").at(-1)).toBe(reference);
  });
});

describe("a command inside a line", () => {
  it.each([
    ["nerdctl", "docker stop $(docker ps -q)", "nerdctl stop $(nerdctl ps -q)"],
    ["crictl", "docker stop -t 1 $(docker ps -q)", "crictl stop --timeout 1 $(crictl ps -q)"],
    ["nerdctl", "docker rmi `docker images -q`", "nerdctl rmi `nerdctl images -q`"],
    ["docker", "crictl rm $(crictl ps -a -q)", "docker rm $(docker ps -a -q)"],
    ["crictl", "docker stop -t 1 $(crictl ps -q)", "crictl stop --timeout 1 $(crictl ps -q)"],
    ["crictl", "docker rm $(cat ids)", "crictl rm $(cat ids)"],
  ])("%s: %s", async (tool, line, shell) => {
    expect((await inTool(tool, line)).shell).toBe(shell);
  });
  it("stays where it would find too much", async () => {
    const rm = await inTool("ctr", "docker rm $(docker ps -aqf status=exited)");
    expect(rm.fit).toBe("partial");
    expect(rm.shell).toContain("$(docker ps -aqf status=exited)");
    expect(rm.notes[0]?.text).toMatch(/stays as it is: .*status/);
  });
  it("one id at a time is said where there may be more", async () => {
    const stop = await inTool("ctr", "docker stop $(docker ps -q)");
    expect(stop.notes.map(({ text }) => text).join()).toContain("for id in $(ctr tasks ls -q)");
  });
});
