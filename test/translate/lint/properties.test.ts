// Any line of bytes is right, or has a clear problem: no crash, no hang, and a suggestion that is another line.
import { array, assert, asyncProperty, constantFrom, oneof, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { lint } from "../../../src/translate/lint/index.ts";

const pieces = constantFrom(
  ..."docker nerdctl crictl ctr ps images run exec rm tasks logs -it -n k8s.io --name web nginx docker.io/library/nginx:1 -f a=b -- --tail 5 -p 80:80 pull kill -9 stop ls -a".split(
    " ",
  ),
  "'",
  '"',
  "$X",
  "$(docker ps -q)",
  "<container-id>",
  "|",
);

describe("any line", () => {
  it("of words", async () => {
    await assert(
      asyncProperty(
        constantFrom("docker", "nerdctl", "crictl", "ctr", "sudo"),
        array(oneof(pieces, string({ unit: "binary" })), { maxLength: 7 }),
        async (tool, words) => {
          const line = [tool, ...words].join(" ");
          for (const { code, message, suggestion } of await lint(line)) {
            expect(code).toMatch(/^[a-z-]+$/);
            expect(message).not.toBe("");
            expect(suggestion).not.toBe(line);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("of bytes", async () => {
    await assert(
      asyncProperty(string({ unit: "binary", maxLength: 200 }), async (line) => {
        for (const { message } of await lint(line)) expect(message).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });

  it("that two rules would mend to and fro ends with what was found", async () => {
    const problems = await lint("docker -it docker run");
    expect(problems.map(({ code }) => code)).toEqual(["unknown-flag"]);
    expect(problems[0]?.suggestion).not.toBe("docker -it docker run");
  });
});
