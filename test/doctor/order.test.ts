import { describe, expect, it } from "vitest";
import { foldEffects, orderFindings } from "../../src/doctor/order.ts";
import type { Finding, Severity, Tool } from "../../src/model/index.ts";

const finding = (id: string, severity: Severity, about: Tool[] = []): Finding => ({
  id,
  severity,
  title: id,
  because: [],
  evidence: [],
  see: [],
  fix: [],
  notThis: [],
  after: null,
  about,
  explains: [],
  docs: null,
});
const ids = (findings: readonly Finding[]) => findings.map(({ id }) => id);

describe("folding", () => {
  const [cause, effect, far] = [finding("cause", "error"), finding("effect", "error"), finding("far", "warning")];

  it("puts effects into their cause, theirs too", () => {
    const explains = new Map([
      ["cause", ["effect"]],
      ["effect", ["far"]],
    ]);
    const folded = foldEffects([effect, far, cause], explains);
    expect(ids(folded)).toEqual(["cause"]);
    expect(folded[0]?.explains.map(({ id }) => id)).toEqual(["effect", "far"]);
  });

  it("keeps an error that a remark would explain", () => {
    const remark = finding("remark", "info");
    expect(ids(foldEffects([remark, effect], new Map([["remark", ["effect"]]])))).toEqual(["remark", "effect"]);
  });

  it("keeps one of two that explain each other", () => {
    const explains = new Map([
      ["cause", ["effect"]],
      ["effect", ["cause"]],
    ]);
    expect(ids(foldEffects([cause, effect], explains))).toEqual(["cause"]);
  });

  it("leaves what has no cause here", () => {
    expect(ids(foldEffects([effect, far], new Map([["cause", ["effect"]]])))).toEqual(["effect", "far"]);
  });
});

describe("order", () => {
  it("is by severity, then by what explains more", () => {
    const more = { ...finding("more", "error"), explains: [{ id: "x", title: "x" }] };
    const all = [finding("info", "info"), finding("one", "error"), more, finding("warning", "warning")];
    expect(ids(orderFindings(all, null))).toEqual(["more", "one", "warning", "info"]);
  });

  it("has what the asked tool's answer hangs on first", () => {
    const all = [
      finding("other", "error", ["crictl"]),
      finding("asked", "info", ["docker"]),
      finding("fine", "ok", ["docker"]),
    ];
    expect(ids(orderFindings(all, "docker"))).toEqual(["asked", "other", "fine"]);
  });
});
