import { describe, expect, it } from "vitest";
import { translate } from "../../../src/translate/index.ts";

async function nerdctl(line: string, version = "main") {
  const { translations } = await translate(line, { tools: ["nerdctl"], versions: { nerdctl: version } });
  return [translations[0]?.fit, translations[0]?.shell];
}

describe("network ls", () => {
  it("joins names, of which docker wants one and nerdctl all", async () => {
    expect(await nerdctl("docker network ls -f name=a -f label=x --filter name=b")).toEqual([
      "exact",
      "nerdctl network ls --filter 'name=a|b' -f label=x",
    ]);
  });
  it("drops the filters that nerdctl ignores without a word", async () => {
    expect(await nerdctl("docker network ls -f driver=bridge")).toEqual(["partial", "nerdctl network ls"]);
  });
});

describe("network create", () => {
  it.each([
    ["-o mtu=1400", "main", "exact", "-o mtu=1400"],
    ["-o com.docker.network.bridge.enable_icc=false", "main", "exact", "-o com.docker.network.bridge.enable_icc=false"],
    ["-o com.docker.network.bridge.enable_icc=false", "2.0.5", "partial", ""],
    ["-o com.docker.network.bridge.name=br0", "main", "partial", ""],
    [
      "-d macvlan -o parent=eth0 -o macvlan_mode=bridge",
      "main",
      "exact",
      "-d macvlan -o parent=eth0 -o macvlan_mode=bridge",
    ],
    ["-o parent=eth0", "main", "partial", ""],
    ["--subnet 10.0.0.0/8,fd00::/64", "main", "exact", "--subnet 10.0.0.0/8 --subnet fd00::/64"],
    [
      "--subnet 10.0.0.0/24,fd00::/64 --gateway 10.0.0.1 --gateway fd00::1",
      "2.3.5",
      "exact",
      "--subnet 10.0.0.0/24 --subnet fd00::/64 --gateway 10.0.0.1 --gateway fd00::1",
    ],
    [
      "--subnet 10.0.0.0/24,fd00::/64 --gateway 10.0.0.1 --gateway fd00::1",
      "2.0.5",
      "partial",
      "--subnet 10.0.0.0/24 --subnet fd00::/64 --gateway fd00::1",
    ],
    ["--internal", "2.3.5", "exact", "--internal"],
    ["--internal", "2.0.5", "partial", ""],
    ["--ipv4", "2.3.5", "exact", ""],
    ["--ipv4=false", "2.3.5", "partial", ""],
    ["--scope local", "main", "exact", ""],
  ])("%s in nerdctl %s", async (flags, version, fit, kept) => {
    const words = ["nerdctl network create", kept, "n"].filter((word) => word !== "").join(" ");
    expect(await nerdctl(`docker network create ${flags} n`, version)).toEqual([fit, words]);
  });
  it.each([
    ["--gateway 10.0.0.1", /every ip-range or gateway must have a corresponding subnet/],
    ["--aux-address a=10.0.0.9", /no matching subnet for aux-address 10\.0\.0\.9/],
  ])("docker refuses %s without a subnet", async (flags, why) => {
    const { problems, translations } = await translate(`docker network create ${flags} n`);
    expect(problems.map(({ message }) => message).join()).toMatch(why);
    expect(translations).toEqual([]);
  });
  it("makes no bridge where an overlay was asked for", async () => {
    expect(await nerdctl("docker network create -d overlay n")).toEqual(["none", ""]);
  });
});
