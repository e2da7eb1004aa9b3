import { describe, expect, test } from "vitest";
import { resolveImage } from "../../src/resolve/index.ts";
import { image } from "../plan/rows.ts";

const nginx = image();
const redis = image({
  references: ["docker.io/library/redis:7", "docker.io/library/cache:v1"],
  digests: [`docker.io/library/redis@sha256:${"3".repeat(64)}`],
  configDigest: `sha256:${"ab".repeat(32)}`,
  manifestDigest: `sha256:${"cd".repeat(32)}`,
});
const dockers = image({
  at: "docker",
  namespace: null,
  configDigest: `sha256:${"ef".repeat(32)}`,
  manifestDigest: null,
});
const rows = [nginx, redis, dockers];

describe("resolveImage", () => {
  test("finds by short and full name, tag and digest", () => {
    expect(resolveImage("nginx", [nginx, redis], "k3s")).toMatchObject({
      found: nginx,
      by: "name",
      reference: "docker.io/library/nginx:latest",
    });
    expect(resolveImage("cache:v1", rows, "k3s")).toMatchObject({ found: redis });
    expect(resolveImage(`redis@sha256:${"3".repeat(64)}`, rows, "k3s")).toMatchObject({ found: redis });
  });

  test("finds by docker's and by nerdctl's id, whole or its start", () => {
    for (const id of ["abab", `sha256:${"ab".repeat(32)}`, "cdcdcdcdcdcd"])
      expect(resolveImage(id, rows, "k3s")).toMatchObject({ found: redis, by: "id", reference: null });
  });

  test("what lies where one looks first wins over the same name elsewhere", () => {
    expect(resolveImage("nginx", rows, "k3s")).toMatchObject({ found: nginx });
    expect(resolveImage("nginx", rows, "docker")).toMatchObject({ found: dockers });
    expect(resolveImage("nginx", [redis, dockers], "k3s")).toMatchObject({ found: dockers });
  });

  test("several are candidates, none is unknown with names that are alike", () => {
    const other = image({ namespace: "default", manifestDigest: `sha256:${"4".repeat(64)}`, configDigest: null });
    expect(resolveImage("nginx", [nginx, other], "k3s")).toEqual({ candidates: [nginx, other] });
    expect(resolveImage("redis:8", rows, "k3s")).toEqual({ unknown: true, near: ["docker.io/library/redis:7"] });
    expect(resolveImage("", rows, "k3s")).toEqual({ unknown: true, near: [] });
  });
});
