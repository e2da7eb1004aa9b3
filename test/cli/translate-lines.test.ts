import { describe, expect, it } from "vitest";
import { type AnswerOptions, answerLines } from "../../src/cli/translate-lines.ts";
import { fakeIo } from "./fake-io.ts";

const options = (over: Partial<AnswerOptions> = {}): AnswerOptions => ({
  versions: {},
  json: false,
  to: null,
  ...over,
});

async function* chunks(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

describe("many lines", () => {
  it("are answered in order, one JSON object each; blank lines and comments are left out", async () => {
    const io = fakeIo();
    const text = "docker ps\n\n# docker rm web\r\n  docker pss\r\ncrictl ps -a";
    expect(await answerLines(chunks(text), options({ json: true }), io)).toBe(2);
    const reports = io
      .stdout()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(reports.map(({ input }) => input)).toEqual(["docker ps", "docker pss", "crictl ps -a"]);
    expect(reports.map(({ translations }) => translations.length > 0)).toEqual([true, false, true]);
    expect(reports[1].problems[0].suggestion).toBe("docker ps");
  });

  it("are whole wherever the stream is torn", async () => {
    const io = fakeIo();
    const text = "docker ps -a\ndocker logs -f web\n";
    await answerLines(chunks(...text), options({ to: "nerdctl" }), io);
    expect(io.stdout()).toBe("nerdctl ps -a\nnerdctl logs -f web\n");
  });

  it("are answered as they come, not at the end", async () => {
    const io = fakeIo();
    const seen: string[] = [];
    async function* slowly(): AsyncGenerator<string> {
      yield "docker ps\ndocker im";
      seen.push(io.stdout());
      yield "ages\n";
      seen.push(io.stdout());
    }
    await answerLines(slowly(), options({ to: "crictl" }), io);
    expect(seen).toEqual(["crictl ps\n", "crictl ps\ncrictl images\n"]);
  });

  it("end when nobody reads the answers any more", async () => {
    let closed = false;
    const io = fakeIo({ outClosed: () => closed });
    let asked = 0;
    async function* endless(): AsyncGenerator<string> {
      for (;;) {
        asked++;
        if (asked === 3) closed = true;
        yield "docker ps\n";
      }
    }
    expect(await answerLines(endless(), options({ to: "ctr" }), io)).toBe(0);
    expect(asked).toBe(3);
  });

  it("have their line above them in text, a blank line between", async () => {
    const io = fakeIo();
    await answerLines(chunks("docker ps\ndocker ps\n"), options(), io);
    const parts = io.stdout().split("\n\n# docker ps\n");
    expect(parts).toHaveLength(2);
    expect(parts[0]).toMatch(/^# docker ps\nnerdctl {2}exact\n {2}nerdctl ps\n/);
    expect(`# docker ps\n${parts[1]}`.trimEnd()).toBe(parts[0]);
  });

  it("of more letters than a command can have are a problem each, and the next is read", async () => {
    const io = fakeIo();
    const part = "x".repeat(1 << 20);
    const code = await answerLines(
      chunks("docker run ", part, part, part, part, part, "\ndocker ps\n"),
      options({ json: true }),
      io,
    );
    const [long, next] = io.stdout().trimEnd().split("\n");
    expect(code).toBe(2);
    expect(JSON.parse(long ?? "").problems[0].code).toBe("line-too-long");
    expect(JSON.parse(next ?? "").command).toBe("container ls");
  });

  it("with escapes in them do nothing to a terminal", async () => {
    const io = fakeIo({ colour: true });
    await answerLines(chunks("docker rm a\u001b[2Jb\ndocker \u001b]0;x\u0007\n"), options(), io);
    expect(io.stdout() + io.stderr()).not.toMatch(/[\u001b\u0007]/);
    expect(io.stdout()).toContain("nerdctl rm");
  });

  it("say on stderr what a tool has no form for", async () => {
    const io = fakeIo();
    expect(await answerLines(chunks("docker rename a b\n"), options({ to: "crictl" }), io)).toBe(3);
    expect(io.stdout()).toBe("");
    expect(io.stderr()).toMatch(/crictl has no form of this; instead: /);
  });
});
