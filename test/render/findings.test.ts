import { describe, expect, it } from "vitest";
import type { Diagnosis, Finding } from "../../src/model/index.ts";
import { widthOf } from "../../src/render/cells.ts";
import { linesOfFix, renderFindings } from "../../src/render/findings.ts";

const finding = (over: Partial<Finding> = {}): Finding => ({
  id: "docker-stopped",
  severity: "error",
  title: "docker is stopped: its 2 containers cannot be listed, and whoever asks is told so",
  because: ["No dockerd runs, and there is no /var/run/docker.sock … and that is all there is to say about it."],
  evidence: [{ text: "ExecStart=/usr/bin/dockerd", source: "/etc/systemd/system/docker.service", line: 14 }],
  see: ["docker --host unix:///var/run/docker.sock ps --all --no-trunc --format '{{json .}}'"],
  fix: [{ text: "start docker", argv: ["sudo", "systemctl", "start", "docker"] }],
  notThis: ["chmod 666 on the socket: everybody would be root"],
  after: "docker ps answers.",
  about: ["docker"],
  explains: [{ id: "x", title: "docker compose does not work" }],
  docs: "docs/doctor/docker-stopped.md",
  ...over,
});
const diagnosis = (findings: Finding[], over: Partial<Diagnosis> = {}): Diagnosis => ({
  schemaVersion: 1,
  node: { hostname: "node1" },
  input: null,
  findings,
  checked: [
    { what: "rules", count: 45 },
    { what: "engines", count: 1 },
    { what: "files", count: 3 },
  ],
  unseen: [],
  ...over,
});
const options = { width: 80, tty: true, colour: false, ascii: false, verbose: false };
const info = finding({ id: "known", severity: "info", title: "docker lists none of k3s's containers" });

describe("findings as text", () => {
  it.each([40, 80, 120])("at %i columns: nothing is wider, but what is there to be pasted", (width) => {
    const lines = renderFindings(diagnosis([finding(), info]), { ...options, width }).split("\n");
    const wide = lines.filter((line) => widthOf(line) > width);
    expect(wide.every((line) => line.includes("docker --host"))).toBe(true);
    expect(lines.join("\n")).toContain("sudo systemctl start docker\n");
  });

  it("says the severity in a word, and everything that belongs to it", () => {
    const text = renderFindings(diagnosis([finding()]), { ...options, width: 120 });
    expect(text).toMatch(/^error: docker is stopped/);
    for (const part of ["because", "evidence", "docker.service:14", "see them", "fix", "not this", "with it"])
      expect(text).toContain(part);
    expect(text).toContain("checked: 45 rules over 1 engine and 3 files");
  });

  it("says in the first lines that all is well, and what was not looked at", () => {
    const unseen = [
      { what: "/etc/a", why: "only root may look" },
      { what: "/etc/b", why: "only root may look" },
    ];
    const skipped = finding({ severity: "skipped", title: "the snap was not asked" });
    const lines = renderFindings(diagnosis([info, skipped], { unseen }), options).split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "nothing is wrong on node1",
      "checked: 45 rules over 1 engine and 3 files",
      "skipped: the snap was not asked",
      "not looked at: /etc/a, /etc/b: only root may look",
    ]);
    expect(lines).toContain("info: docker lists none of k3s's containers");
    expect(lines.join("\n")).not.toContain("because");
  });

  it("--verbose tells infos whole", () => {
    expect(renderFindings(diagnosis([info]), { ...options, verbose: true })).toContain("because");
  });

  it("has no escapes without colour, and the same words with it", () => {
    const plain = renderFindings(diagnosis([finding()]), options);
    expect(plain).not.toContain("\u001b");
    const coloured = renderFindings(diagnosis([finding()]), { ...options, colour: true });
    expect(coloured).toContain("\u001b[31merror:");
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  it("is ASCII where the terminal is", () => {
    expect(renderFindings(diagnosis([finding()]), { ...options, ascii: true })).toMatch(/^[\x20-\x7e\n]+$/);
  });
});

it("a file to write is a here-document, words are quoted", () => {
  expect(linesOfFix({ text: "", argv: null, edit: { path: "/etc/crictl.yaml", content: "a: b\n" } })).toEqual([
    "cat > /etc/crictl.yaml <<'END'",
    "a: b",
    "END",
  ]);
  expect(linesOfFix({ text: "", argv: ["rm", "a b"] })).toEqual(["rm 'a b'"]);
});
