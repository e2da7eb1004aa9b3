import { describe, expect, it } from "vitest";
import type { DoctorFacts } from "../../../src/doctor/facts.ts";
import { explainText, knownMessages, messagesPage } from "../../../src/doctor/messages/index.ts";
import { answer, editFile, endProgram, healthy } from "../healthy-facts.ts";

const OFF = "FATA[0000] rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService";
const CONFIG = "/etc/containerd/config.toml";
const explain = (text: string, doctor: DoctorFacts) => {
  const [first] = explainText(text, { tool: "crictl", target: doctor.target, doctor });
  if (!first) throw new Error("not explained");
  return first;
};

describe("unknown service runtime.v1.RuntimeService: one message, several causes", () => {
  const without = (): DoctorFacts => {
    const facts = healthy("containerd");
    answer(facts, ["ctr", "plugins", "containerd"], (text) =>
      text
        .split("\n")
        .filter((line) => !/ cri /.test(line))
        .join("\n"),
    );
    return facts;
  };

  it("nothing is known: what to look at", () => {
    const [first] = explainText(OFF, { tool: null });
    expect(first?.cause).toContain("switched off");
    expect(first?.fix[0]?.argv).toEqual(["sudo", "ctr", "plugins", "ls"]);
  });

  it("switched off in the file: the line, and the command that mends it", () => {
    const facts = without();
    editFile(facts, CONFIG, () => 'disabled_plugins = ["cri"]\n');
    const { cause, fix } = explain(OFF, facts);
    expect(cause).toBe(`The CRI plugin is switched off: ${CONFIG}:1 has disabled_plugins = ["cri"]`);
    expect(fix[0]?.argv?.slice(0, 2)).toEqual(["sed", "-i.before-ctool"]);
    expect(fix[1]?.argv).toEqual(["systemctl", "restart", "containerd"]);
  });

  it("mirrors beside config_path; or another reason, in containerd's words", () => {
    const facts = healthy("containerd");
    answer(facts, ["ctr", "plugins", "containerd"], (text) => text.replace(/(grpc\.v1\s+cri\s+\S+\s+)ok/, "$1error"));
    answer(facts, ["ctr", "plugin-errors", "containerd"], {
      stdout: "Error:\n  Message:     `mirrors` cannot be set when `config_path` is provided\n",
    });
    expect(explain(OFF, facts).cause).toContain("registry.mirrors beside config_path");
    answer(facts, ["ctr", "plugin-errors", "containerd"], { stdout: "Error:\n  Message:     no snapshotter zfs\n" });
    expect(explain(OFF, facts).cause).toContain("no snapshotter zfs");
  });

  it("Docker's own containerd: it never serves CRI, and is left alone", () => {
    const { cause, notThis } = explain(OFF, healthy("docker-only"));
    expect(cause).toContain("Docker's own containerd");
    expect(notThis.join()).toContain("Do not switch CRI on");
  });
});

it("a node whose k3s is stopped: what it was started by is what starts it", () => {
  const facts = healthy("k3s");
  endProgram(facts, "k3s");
  const { fix } = explain("dial unix /run/k3s/containerd/containerd.sock: connect: connection refused", facts);
  expect(fix[0]?.argv).toEqual(["systemctl", "restart", "k3s"]);
});

describe("the page of messages", () => {
  const page = messagesPage();

  it("has a heading for every message, so that links arrive", () => {
    const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, id]) => id);
    expect(headings).toEqual(knownMessages.map(({ id }) => id).sort((one, other) => one.localeCompare(other)));
  });

  it("leaves nothing in braces to a person but what a pattern holds", () => {
    const prose = page.split("\n").filter((line) => !/^ {4}\S/.test(line));
    expect(prose.filter((line) => /\{\w+\}/.test(line))).toEqual([]);
  });
});
