import { expect, test } from "vitest";
import { compare } from "../../src/compare/index.ts";
import { crictlImage, ctrImages, image, k3sImages, known, listed, nerdctlImages } from "../golden/images.ts";

test("one row for each image: crictl's config digest and nerdctl's manifest digest meet in the bare sha256 reference", () => {
  const { rows, tools } = compare(k3sImages());
  expect(rows.map(({ references, seenBy }) => [references, seenBy])).toEqual([
    [["docker.io/library/busybox:latest"], ["docker"]],
    [["docker.io/library/busybox:latest"], ["nerdctl", "crictl", "ctr"]],
    [["docker.io/library/nginx:1.27-alpine"], ["nerdctl", "crictl", "ctr"]],
    [["docker.io/rancher/mirrored-pause:3.6"], ["nerdctl", "crictl", "ctr"]],
  ]);
  expect(rows[2]).toMatchObject({
    configDigest: known.nginx.config,
    manifestDigest: known.nginx.manifest,
    contentSize: 2_130_635,
    unpackedSize: 2_032_000,
    createdAt: "2026-11-21T01:08:59Z",
    platforms: ["linux/amd64"],
    pinned: false,
    differs: [],
  });
  expect(tools.map(({ tool, count }) => [tool, count])).toEqual([
    ["docker", 1],
    ["nerdctl", 6],
    ["crictl", 3],
    ["ctr", 6],
  ]);
});

test("the same name in docker's store and in containerd is two images, and each says where it is", () => {
  const [docker, containerd] = compare(k3sImages()).rows;
  expect(docker?.missing.map(({ tool, code, why }) => [tool, code, why])).toEqual([
    ["nerdctl", "other-engine", "is in Docker's own image store"],
    ["crictl", "other-engine", "is in Docker's own image store"],
    ["ctr", "other-engine", "is in Docker's own image store"],
  ]);
  expect(containerd?.missing).toEqual([
    { tool: "docker", code: "other-engine", why: "is in k3s's containerd, and docker lists only dockerd's own" },
  ]);
});

test("without a digest in common a shared reference joins", () => {
  const bare = nerdctlImages(known.nginx).slice(1);
  const { rows } = compare(
    k3sImages({
      docker: listed("docker", []),
      nerdctl: listed("nerdctl", bare),
      crictl: listed("crictl", [crictlImage(known.nginx)]),
      ctr: listed("ctr", []),
    }),
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ configDigest: known.nginx.config, manifestDigest: known.nginx.manifest });
});

test("two images that fight over one reference stay two", () => {
  const [moved] = nerdctlImages(known.busybox).slice(1);
  const { rows } = compare(
    k3sImages({
      docker: listed("docker", []),
      nerdctl: listed("nerdctl", [{ ...image({}), ...moved, references: [known.nginx.reference] }]),
      crictl: listed("crictl", []),
      ctr: listed("ctr", ctrImages(known.nginx).slice(0, 1)),
    }),
  );
  expect(rows.map(({ manifestDigest }) => manifestDigest).sort()).toEqual(
    [known.nginx.manifest, known.busybox.manifest].sort(),
  );
});

test("a tag that crictl does not know, and a pin, are differences; rounded sizes are not", () => {
  const tagged = nerdctlImages(known.nginx).map((row) => ({
    ...row,
    references: [...row.references, "example.com/web:1"],
    pinned: true,
  }));
  const row = compare(
    k3sImages({ nerdctl: listed("nerdctl", tagged), ctr: listed("ctr", ctrImages(known.nginx)) }),
  ).rows.find(({ configDigest }) => configDigest === known.nginx.config);
  expect(row?.differs).toEqual([
    {
      field: "references",
      values: {
        nerdctl: ["docker.io/library/nginx:1.27-alpine", "example.com/web:1"],
        crictl: ["docker.io/library/nginx:1.27-alpine"],
        ctr: ["docker.io/library/nginx:1.27-alpine"],
      },
    },
    { field: "pinned", values: { nerdctl: true, crictl: false } },
  ]);
  const bigger = ctrImages(known.nginx).map((row) => ({ ...row, contentSize: 9_000_000 }));
  const other = compare(k3sImages({ ctr: listed("ctr", bigger) })).rows.find(
    ({ configDigest }) => configDigest === known.nginx.config,
  );
  expect(other?.differs).toEqual([
    { field: "contentSize", values: { nerdctl: 2_131_000, crictl: 2_130_635, ctr: 9_000_000 } },
  ]);
});

test("an image of another namespace says so", () => {
  const { rows } = compare(
    k3sImages({
      docker: listed("docker", []),
      nerdctl: listed("nerdctl", nerdctlImages(known.nginx), "default"),
      crictl: listed("crictl", []),
      ctr: listed("ctr", []),
    }),
  );
  expect(rows[0]?.missing.map(({ tool, code }) => [tool, code])).toEqual([
    ["docker", "other-engine"],
    ["crictl", "other-namespace"],
    ["ctr", "other-namespace"],
  ]);
});
