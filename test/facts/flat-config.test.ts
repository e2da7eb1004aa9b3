import * as fc from "fast-check";
import { parse as parseToml } from "smol-toml";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { findYamlKey, readFlatToml, readFlatYaml } from "../../src/facts/flat-config.ts";

const values = (settings: ReturnType<typeof readFlatYaml>) =>
  settings && Object.fromEntries([...settings].map(([key, { value }]) => [key, value]));

describe("flat YAML", () => {
  test("crictl.yaml as people have it", () => {
    const text = `# crictl
---
runtime-endpoint: unix:///run/k3s/containerd/containerd.sock   # k3s
image-endpoint: "unix:///run/k3s/containerd/containerd.sock"
timeout: 10
debug: false
empty:
quoted: 'a # b'
`;
    expect(values(readFlatYaml(text))).toEqual({
      "runtime-endpoint": "unix:///run/k3s/containerd/containerd.sock",
      "image-endpoint": "unix:///run/k3s/containerd/containerd.sock",
      timeout: "10",
      debug: "false",
      empty: "",
      quoted: "a # b",
    });
    expect(readFlatYaml(text)?.get("image-endpoint")?.line).toBe(4);
  });

  test.each([
    ["nested", "a:\n  b: c\n"],
    ["a list", "- a\n"],
    ["flow", "a: {b: c}\n"],
    ["an anchor", "a: &x b\n"],
    ["a block", "a: |\n  b\n"],
    ["an escape", 'a: "\\x41"\n'],
    ["a doubled quote", "a: 'it''s'\n"],
    ["no colon", "a b\n"],
    ["no space behind the colon", "a:b\n"],
    ["a mapping where a scalar belongs", "a: b: c\n"],
    ["a key twice", "a: 1\na: 2\n"],
    ["an open quote", 'a: "b\n'],
  ])("leaves %s to the parser", (_, text) => {
    expect(readFlatYaml(text)).toBeNull();
  });

  test("says what the real parser says, or nothing", () => {
    const line = fc.stringMatching(/^[ab-]{1,2}: ?[ -~]{0,12}$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 3 }), (lines) => {
        const text = `${lines.join("\n")}\n`;
        const flat = values(readFlatYaml(text));
        if (flat === null || Object.keys(flat).length === 0) return;
        const real: Record<string, unknown> = parseYaml(text, { schema: "failsafe" });
        expect(flat).toEqual(Object.fromEntries(Object.entries(real).map(([key, value]) => [key, value ?? ""])));
      }),
      { numRuns: 2000 },
    );
  });

  test("one key of a nested file", () => {
    const text = "auth:\n  containerRuntimeEndpoint: no\ncontainerRuntimeEndpoint: unix:///run/x.sock # here\n";
    expect(findYamlKey(text, "containerRuntimeEndpoint")).toEqual({ value: "unix:///run/x.sock", line: 3 });
    expect(findYamlKey(text, "other")).toBeNull();
    expect(findYamlKey("a: {b: c}\n", "a")).toBeNull();
  });
});

describe("flat TOML", () => {
  test("containerd's own file", () => {
    const text = `version = 2
root = "/var/lib/containerd" # data
disabled_plugins = ["cri", 'x']

[grpc]
  address = '/run/containerd/containerd.sock'
  uid = 0
[timeouts]
  "io.containerd.timeout.shim.load" = "5s"
[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]
  endpoint = ["https://a.example"]
`;
    const settings = readFlatToml(text);
    expect(values(settings)).toEqual({
      version: "2",
      root: "/var/lib/containerd",
      disabled_plugins: `["cri", 'x']`,
      "grpc.address": "/run/containerd/containerd.sock",
      "grpc.uid": "0",
      "timeouts.io.containerd.timeout.shim.load": "5s",
      'plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io".endpoint': '["https://a.example"]',
    });
    expect(settings?.get("grpc.address")?.line).toBe(6);
  });

  test.each([
    ["a long array", 'a = [\n "b",\n]\n'],
    ["a long string", 'a = """b"""\n'],
    ["an inline table", 'a = { b = "c" }\n'],
    ["an escape", 'a = "\\u0041"\n'],
    ["an array of tables", "[[a]]\nb = 1\n"],
    ["a dotted key", "a.b = 1\n"],
    ["no value", "a =\n"],
    ["a bare path", "a = /run/x\n"],
    ["a bare word", "a = cri\n"],
    ["a bare word in an array", "a = [cri]\n"],
    ["a comma too many", 'a = ["b",,"c"]\n'],
    ["a key twice", "a = 1\na = 2\n"],
  ])("leaves %s to the parser", (_, text) => {
    expect(readFlatToml(text)).toBeNull();
  });

  test("strings come out as the real parser has them, or not at all", () => {
    const line = fc.stringMatching(/^[ab]{1,2} ?= ?["'][ -~]{0,10}["'] ?#?$/);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 3 }), (lines) => {
        const text = `${lines.join("\n")}\n`;
        const flat = values(readFlatToml(text));
        if (flat !== null) expect(flat).toEqual(parseToml(text));
      }),
      { numRuns: 2000 },
    );
  });
});
