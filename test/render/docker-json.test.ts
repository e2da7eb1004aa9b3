import { describe, expect, test } from "vitest";
import { dockerContainerRecord, dockerImageRecords, renderDockerJson } from "../../src/render/index.ts";
import { dockerTarget, question, readRecorded, recorded, rowsOf } from "../adapters/recorded.ts";
import { image, known } from "../golden/images.ts";
import { container } from "../golden/node.ts";

/** When the recording was made, by its own words ("8 seconds ago"). */
const THEN = Date.parse("2026-11-21T02:37:42Z");
const linesOf = (argv: string): string => {
  const run = recorded("versions/docker-28.2").find((one) => one.argv.join(" ") === argv);
  if (!run) throw new Error(`not recorded: ${argv}`);
  return run.stdout;
};

describe("what docker 28 printed is what ctool prints of the same rows", () => {
  test("ps --format json", () => {
    const rows = rowsOf(
      readRecorded("versions/docker-28.2", "docker", question("container"), dockerTarget),
      "container",
    );
    const printed = renderDockerJson(rows.map((row) => dockerContainerRecord(row, { now: THEN, noTrunc: true })));
    expect(printed).toBe(linesOf("docker ps -a --no-trunc --format json"));
  });

  test("images --format json", () => {
    const rows = rowsOf(
      readRecorded("versions/docker-28.2", "docker", question("image", { all: false }), dockerTarget),
      "image",
    );
    const records = rows.flatMap((row) => dockerImageRecords(row, { now: THEN, noTrunc: true, digests: false }));
    expect(renderDockerJson(records)).toBe(linesOf("docker images --no-trunc --format {{json .}}"));
  });
});

test("cut as docker cuts: ids, commands, mounts; quoted as Go quotes", () => {
  const row = container({
    id: "27779154c704f4ef5f0b1a6b9a4ed1a4f1d3f4f4c8f0ac2b0f1f6c7de5b1a001",
    name: "web",
    image: `docker.io/library/nginx:1.27@sha256:${"a".repeat(64)}`,
    command: 'sh -c "echo <hi> & sleep"\t日本',
    createdAt: "2026-11-21T01:14:35.123456789Z",
    mounts: ["/a/very/long/path/on/the/host", "data"],
    labels: { b: "2", a: "1" },
    ports: [{ hostIp: "0.0.0.0", hostPort: 8080, containerPort: 80, protocol: "tcp" }],
  });
  const now = Date.parse("2026-11-21T01:16:50Z");
  expect(dockerContainerRecord(row, { now, noTrunc: false })).toEqual({
    Command: '"sh -c \\"echo <hi> & …"',
    CreatedAt: "2026-11-21 01:14:35 +0000 UTC",
    ID: "27779154c704",
    Image: "nginx:1.27",
    Labels: "a=1,b=2",
    LocalVolumes: "1",
    Mounts: "/a/very/long/p…,data",
    Names: "web",
    Networks: "",
    Platform: null,
    Ports: "0.0.0.0:8080->80/tcp",
    RunningFor: "2 minutes ago",
    Size: "0B",
    State: "running",
    Status: "Up",
  });
  expect(dockerContainerRecord(row, { now, noTrunc: true }).Command).toBe('"sh -c \\"echo <hi> & sleep\\"\\t日本"');
  const [line = ""] = renderDockerJson([{ Command: "<a> & b\u2028" }]).split("\n");
  expect(line).toBe('{"Command":"\\u003ca\\u003e \\u0026 b\\u2028"}');
  expect(JSON.parse(line)).toEqual({ Command: "<a> & b\u2028" });
});

test("a line for each name of an image, `<none>` where there is none", () => {
  const digest = `docker.io/library/nginx@${known.nginx.manifest}`;
  const row = image({
    configDigest: known.nginx.config,
    references: ["docker.io/library/nginx:1", "example.com:5000/web:2"],
    digests: [digest, `docker.io/other/web@${known.nginx.manifest}`],
    unpackedSize: 2_032_000,
  });
  const names = (digests: boolean) =>
    dockerImageRecords(row, { now: 0, noTrunc: false, digests }).map(({ Repository, Tag, Digest }) => [
      Repository,
      Tag,
      Digest,
    ]);
  expect(names(false)).toEqual([
    ["nginx", "1", "<none>"],
    ["example.com:5000/web", "2", "<none>"],
    ["other/web", "<none>", "<none>"],
  ]);
  expect(names(true)).toEqual([
    ["nginx", "1", known.nginx.manifest],
    ["example.com:5000/web", "2", "<none>"],
    ["other/web", "<none>", known.nginx.manifest],
  ]);
  const bare = dockerImageRecords(image({ configDigest: known.nginx.config }), { now: 0, noTrunc: false });
  expect(bare.map(({ Repository, Tag, ID, Size }) => [Repository, Tag, ID, Size])).toEqual([
    ["<none>", "<none>", "780a7e2ce0af", ""],
  ]);
});
