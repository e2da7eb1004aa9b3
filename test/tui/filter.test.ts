import { describe, expect, it } from "vitest";
import { filterBy, fuzzyRank, readFilter } from "../../src/tui/state/filter.ts";

const names = ["default/nginx-7c5/nginx", "kube-system/coredns", "web", "kube-system/helm-install"];
const passing = (text: string): readonly string[] => filterBy(names, text, (name) => name);

describe("a filter", () => {
  it.each([
    ["WEB", ["web"]],
    ["!web", names.filter((name) => name !== "web")],
    ["!", names],
    ["~^kube.*dns$", ["kube-system/coredns"]],
    ["!~^kube", ["default/nginx-7c5/nginx", "web"]],
    ["-f ", names],
  ])("passes by %s", (text, wanted) => {
    expect(passing(text)).toEqual(wanted);
  });

  it("puts the closest letters first", () => {
    expect(filterBy(["a-x-b-x-c", "zabc", "abc", "cba"], "-f abc", (text) => text)).toEqual([
      "abc",
      "zabc",
      "a-x-b-x-c",
    ]);
    expect(passing("-f ksh")).toEqual(["kube-system/helm-install"]);
  });

  it("says what is no expression, and passes nothing then", () => {
    expect(readFilter("~(").problem).toBe("( is no regular expression");
    expect(passing("~(")).toEqual([]);
    expect(passing("!~(")).toEqual([]);
  });

  it("tells how far apart letters are", () => {
    expect(fuzzyRank("nginx", "ngx")).toBe(4);
    expect(fuzzyRank("a nn gx ngx", "ngx")).toBe(0);
    expect(fuzzyRank("nginx", "xn")).toBeNull();
  });
});
