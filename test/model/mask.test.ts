import { describe, expect, test } from "vitest";
import { maskArgv } from "../../src/model/mask.ts";

const masked = (line: string): string => maskArgv(line.split(" ")).join(" ");

describe("maskArgv", () => {
  test.each([
    ["docker run -e TOKEN=abc nginx", "docker run -e TOKEN=*** nginx"],
    ["docker run -eTOKEN=abc nginx", "docker run -eTOKEN=*** nginx"],
    ["docker run --env=MODE=prod nginx", "docker run --env=MODE=*** nginx"],
    ["docker run --env MODE nginx", "docker run --env MODE nginx"],
    ["docker login -u me -p hunter2 r.example", "docker login -u me -p *** r.example"],
    ["docker run -p 80:80 nginx", "docker run -p 80:80 nginx"],
    ["docker login --password=hunter2", "docker login --password=***"],
    ["ctr images pull --user me:hunter2 r.example/x:1", "ctr images pull --user me:*** r.example/x:1"],
    ["docker run -u 1000:1000 nginx", "docker run -u 1000:1000 nginx"],
    ["crictl pull --creds me:hunter2 x", "crictl pull --creds *** x"],
    [
      "docker build --build-arg DB_PASSWORD=x --build-arg V=1 .",
      "docker build --build-arg DB_PASSWORD=*** --build-arg V=1 .",
    ],
    ["docker build https://me:hunter2@git.example/x.git", "docker build https://me:***@git.example/x.git"],
    ["docker ps -a --filter name=web", "docker ps -a --filter name=web"],
  ])("%s", (line, safe) => {
    expect(masked(line)).toBe(safe);
  });
});
