import { describe, expect, it } from "vitest";
import { quote, splitWords } from "../../src/translate/index.ts";

describe("splitWords", () => {
  it.each([
    ["docker ps  -a", ["docker", "ps", "-a"]],
    ["docker run alpine sh -c 'ls /'", ["docker", "run", "alpine", "sh", "-c", "ls /"]],
    ['docker run -e A="x y" b\\ c ""', ["docker", "run", "-e", "A=x y", "b c", ""]],
    ["docker run \\\n  -d nginx", ["docker", "run", "-d", "nginx"]],
    ['echo "a\\"b\\$c" \'$d\'', ["echo", 'a"b$c', "$d"]],
    ["docker ps # all of them", ["docker", "ps"]],
    ["docker run a#b", ["docker", "run", "a#b"]],
    ["docker ps -f label~x", ["docker", "ps", "-f", "label~x"]],
  ])("%s", (line, words) => {
    expect(splitWords(line)).toEqual({ words, live: [], problem: null });
  });

  it("keeps what a shell fills in, and says where", () => {
    expect(splitWords(`docker run -v $PWD:/a -v "\${HOME}/x":/b -v ~/c:/c $(cat "$img file") \`id\``)).toEqual({
      words: ["docker", "run", "-v", "$PWD:/a", "-v", `\${HOME}/x:/b`, "-v", "~/c:/c", '$(cat "$img file")', "`id`"],
      live: ["$PWD", `\${HOME}`, "~/", '$(cat "$img file")', "`id`"],
      problem: null,
    });
  });

  it.each([
    ["docker ps | grep web", "docker ps"],
    ["docker ps; ls", "docker ps"],
    ["docker ps && ls", "docker ps"],
    ["docker save x > y.tar", "docker save x"],
    ["docker ps\ndocker images", "docker ps"],
  ])("leaves operators to scripts: %s", (line, suggestion) => {
    expect(splitWords(line).problem).toMatchObject({ code: "shell-syntax", suggestion });
  });

  it.each(["docker run 'a", 'docker run "a', "docker run $(a", "docker run `a", 'docker run "$(a"'])(
    "unfinished: %s",
    (line) => {
      expect(splitWords(line).problem?.code).toBe("unfinished-line");
    },
  );
});

describe("quote", () => {
  it("quotes only what needs it", () => {
    expect(quote(["crictl", "ps", "--name", "^web$", "a=b", "it's", "", "{{.ID}}"])).toBe(
      "crictl ps --name '^web$' a=b 'it'\\''s' '' '{{.ID}}'",
    );
  });
  it("leaves to the shell what was the shell's", () => {
    const { words, live } = splitWords("docker run -v $PWD/a:/b -v ~/x:/y -l '$z' id~=web $(docker ps -q)");
    expect(quote(words, live)).toBe(`docker run -v "$PWD"/a:/b -v ~/x:/y -l '$z' 'id~=web' $(docker ps -q)`);
  });
});
