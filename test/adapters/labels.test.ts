import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLabels, splitLabels } from "../../src/adapters/labels.ts";
import { recorded } from "./recorded.ts";

/** The labels of the first row that a recorded `ps` printed as JSON lines. */
const recordedLabels = (words: string): string => {
  const run = recorded("k3s-node").find(({ argv }) => argv.join(" ").endsWith(words));
  return JSON.parse(run?.stdout.split("\n")[0] ?? "").Labels;
};

describe("splitLabels", () => {
  it("splits what nerdctl really joined: JSON with commas, URIs with =", () => {
    const text = recordedLabels("containerd.sock ps -a --no-trunc --format json");
    const labels = splitLabels(text);
    expect(Object.keys(labels).sort()).toEqual([
      "containerd.io/restart.explicitly-stopped",
      "io.containerd.image.config.stop-signal",
      "nerdctl/auto-remove",
      "nerdctl/dns",
      "nerdctl/extraHosts",
      "nerdctl/host-config",
      "nerdctl/hostname",
      "nerdctl/ipc",
      "nerdctl/log-config",
      "nerdctl/log-uri",
      "nerdctl/name",
      "nerdctl/namespace",
      "nerdctl/networks",
      "nerdctl/platform",
      "nerdctl/state-dir",
    ]);
    expect(JSON.parse(labels["nerdctl/host-config"] ?? "")).toEqual({ BlkioWeight: 0, CidFile: "", Devices: null });
    expect(JSON.parse(labels["nerdctl/dns"] ?? "")).toHaveProperty("DNSSearchDomains", null);
    expect(labels["nerdctl/log-uri"]).toBe(
      "binary:///usr/local/bin/nerdctl?_NERDCTL_INTERNAL_LOGGING=%2Fvar%2Flib%2Fnerdctl%2Fdbb19c5e",
    );
    expect(labels["nerdctl/name"]).toBe("web");
  });

  it.each([
    ["", {}],
    ["-", {}],
    ["a=1", { a: "1" }],
    ["a=1,b=", { a: "1", b: "" }],
    ["note=one, two and three,b=2", { note: "one, two and three", b: "2" }],
    ["image=Hello, world=yes", { image: "Hello, world=yes" }],
    [
      "depends_on=db:started:false,redis:healthy:true,x=1",
      { depends_on: "db:started:false,redis:healthy:true", x: "1" },
    ],
    ['mount={"Destination":"/mnt,k=v"},n=1', { mount: '{"Destination":"/mnt,k=v"}', n: "1" }],
    ['list=[1,"a,b=c",{"d":"]"}],n=1', { list: '[1,"a,b=c",{"d":"]"}]', n: "1" }],
    ["half={1,n=1", { half: "{1", n: "1" }],
    ["brace={a,b=2}", { brace: "{a", b: "2}" }],
    ['said="x,y=z",n=1', { said: '"x,y=z"', n: "1" }],
    ["esc=\x1b[31mred\x07,n=1", { esc: "red", n: "1" }],
    ["lines=one\ntwo,n=1", { lines: "one\ntwo", n: "1" }],
    ["bare,n=1", { bare: "", n: "1" }],
    ["__proto__=1,constructor=2", JSON.parse('{"__proto__":"1","constructor":"2"}')],
  ])("%s", (text, labels) => {
    expect(splitLabels(text)).toEqual(labels);
  });

  it("takes joined labels apart again whenever their values cannot be taken for labels", () => {
    const key = fc.stringMatching(/^[a-z][a-z0-9./-]{0,12}$/);
    const value = fc.oneof(
      fc.stringMatching(/^[a-z0-9 ,:;%/.{}()-]{0,20}$/).filter((text) => !/^[{["-]|,$/.test(text)),
      fc.json().filter((text) => /^[{["]/.test(text) && !/[\x00-\x1f\x7f-\x9f\u061c\u200e-\u206f]/.test(text)),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (labels) => {
        const joined = Object.entries(labels).map(([name, text]) => `${name}=${text}`);
        expect(splitLabels(joined.join(","))).toEqual(labels);
      }),
    );
  });

  it("takes time in proportion to the text, also when nothing closes", () => {
    const started = performance.now();
    splitLabels('a={"x",'.repeat(2_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe("cleanLabels", () => {
  it("keeps text, cleaned, and nothing else", () => {
    expect(cleanLabels({ a: "\u001b[2Jx", b: 1, "c\u0007": "y", d: null })).toEqual({ a: "x", c: "y" });
  });
});
