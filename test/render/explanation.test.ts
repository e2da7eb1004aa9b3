import { describe, expect, it, test } from "vitest";
import { explainText } from "../../src/doctor/messages/index.ts";
import { renderExplanations } from "../../src/render/explanation.ts";
import { widthOf } from "../../src/render/index.ts";
import { expectGolden } from "../golden/golden.ts";

const RAW = [
  'time="2026-11-21T06:55:03Z" level=warning msg="runtime connect using default endpoints: [unix:///run/containerd/containerd.sock unix:///run/crio/crio.sock]. As the default settings are now deprecated, you should set the endpoint instead."',
  'time="2026-11-21T06:55:03Z" level=error msg="pulling image: failed to resolve reference \\"reg.test:5021/x:1\\": failed to do request: Head \\"https://reg.test:5021/v2/x/manifests/1\\": x509: certificate signed by unknown authority"',
].join("\n");
const explanations = explainText(RAW, { tool: "crictl" });
const render = (width: number, raw: string | null = RAW): string =>
  renderExplanations(explanations, raw, { width, tty: true, colour: false, ascii: width === 40 });

test.each([40, 80, 120])("two messages of one run, %i columns", (width) => {
  expectGolden(`explanation-${width}`, render(width));
});

describe("whatever the width", () => {
  it.each([20, 40, 60, 80, 120])("only commands, which are there to be pasted, are wider than %i", (width) => {
    const commands = explanations
      .flatMap(({ fix }) => fix)
      .flatMap(({ argv, shell }) => [argv?.[0], shell?.split(" ")[0]]);
    const wide = render(width)
      .split("\n")
      .filter((line) => widthOf(line) > Math.max(width, 14))
      .filter((line) => !commands.some((first) => first && line.trim().startsWith(first)) && !line.includes("printf"));
    expect(wide).toEqual([]);
  });

  it("every command stands on a line of its own, whole", () => {
    const lines = render(20)
      .split("\n")
      .map((line) => line.trim());
    for (const { argv } of explanations.flatMap(({ fix }) => fix))
      if (argv && !argv.some((word) => /[^\w./:=-]/.test(word))) expect(lines).toContain(argv.join(" "));
  });
});

it("nothing is printed for what nobody knows", () => {
  expect(
    renderExplanations(explainText("all is well", { tool: null }), "all is well", {
      width: 80,
      tty: true,
      colour: true,
      ascii: false,
    }),
  ).toBe("");
});

it("escapes in what the tool printed do not reach the terminal", () => {
  const text = renderExplanations(explanations, "\u001b[2Jbad\u001b]0;title\u0007", {
    width: 80,
    tty: true,
    colour: false,
    ascii: false,
  });
  expect(text).not.toContain("\u001b");
});
