import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { familiarReference, fullReference, parseReference, splitWords } from "../../src/translate/index.ts";
import { imageBaseName, isLocalRegistry } from "../../src/translate/references.ts";

const digest = `sha256:${"a".repeat(64)}`;

describe("fullReference", () => {
  it.each([
    ["nginx", "docker.io/library/nginx:latest"],
    ["nginx:alpine", "docker.io/library/nginx:alpine"],
    ["bitnami/redis:7.2", "docker.io/bitnami/redis:7.2"],
    ["docker.io/nginx", "docker.io/library/nginx:latest"],
    ["index.docker.io/library/nginx", "docker.io/library/nginx:latest"],
    ["library/nginx", "docker.io/library/nginx:latest"],
    ["localhost/web", "localhost/web:latest"],
    ["localhost:5000/web:v1", "localhost:5000/web:v1"],
    ["ghcr.io/a/b/c", "ghcr.io/a/b/c:latest"],
    ["127.0.0.1:5000/a", "127.0.0.1:5000/a:latest"],
    ["[::1]:5000/a:b", "[::1]:5000/a:b"],
    ["Registry/web", "Registry/web:latest"],
    [`nginx@${digest}`, `docker.io/library/nginx@${digest}`],
    [`nginx:1@${digest}`, `docker.io/library/nginx:1@${digest}`],
    ["nginx:5000/web", "nginx:5000/web:latest"],
    ["a_b/c__d--e.f", "docker.io/a_b/c__d--e.f:latest"],
    [digest, digest],
    ["a".repeat(64), "a".repeat(64)],
    ["$IMAGE", "$IMAGE"],
  ])("%s → %s", (name, full) => {
    expect(fullReference(name)).toBe(full);
  });
});

describe("what docker refuses", () => {
  // The words of docker CLI 28.2.2 (`docker run NAME`).
  it.each([
    ["Alpine", "invalid reference format: repository name (library/Alpine) must be lowercase"],
    ["a/B", "invalid reference format: repository name (a/B) must be lowercase"],
    ["nginx:", "invalid reference format"],
    [":alpine", "invalid reference format"],
    ["a//b", "invalid reference format"],
    ["-x", "invalid reference format"],
    ["a b", "invalid reference format"],
    ["nginx@sha256:12", "invalid reference format"],
    ["", "invalid reference format"],
  ])("%s", (name, problem) => {
    expect(parseReference(name)).toEqual({ problem });
  });
});

describe("familiarReference", () => {
  it.each([
    ["docker.io/library/nginx:latest", "nginx:latest"],
    ["docker.io/me/x:1", "me/x:1"],
    [`docker.io/library/nginx@${digest}`, `nginx@${digest}`],
    ["ghcr.io/a/b:1", "ghcr.io/a/b:1"],
    [digest, digest],
  ])("%s → %s", (full, short) => {
    expect(familiarReference(full)).toBe(short);
  });
});

it("names containers after their image", () => {
  expect(["nginx:1", "nvidia/cuda:12.4.1-base", "localhost:5000/vm@sha256:1", "$X"].map(imageBaseName)).toEqual([
    "nginx",
    "cuda",
    "vm",
    "X",
  ]);
});

it("knows the registries docker talks plain HTTP to", () => {
  expect(
    ["localhost:5000/a:1", "localhost/a:1", "127.0.0.1:80/a:1", "docker.io/a/b:1", "localhost.x/a:1"].map(
      isLocalRegistry,
    ),
  ).toEqual([true, true, true, false, false]);
});

describe("the references that the hand-checked ctr lines use", () => {
  const lines = readFileSync(new URL("../fixtures/truth/mapping.jsonl", import.meta.url), "utf8")
    .trim()
    .split("\n");
  const pulls = lines
    .map((line) => JSON.parse(line) as { docker: string; ctr: { steps?: string[][] } })
    .flatMap(({ docker, ctr }) => {
      const pull = ctr.steps?.find((argv) => argv[1] === "images" && argv[2] === "pull");
      return pull === undefined ? [] : [{ docker, reference: pull.at(-1) as string }];
    });
  it.each(pulls)("$reference", ({ docker, reference }) => {
    expect(splitWords(docker).words.map(fullReference)).toContain(reference);
  });
});
