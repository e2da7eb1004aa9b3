import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Container } from "../../src/model/index.ts";
import { CONTAINER_FILTERS, type PsOptions, selectContainers, wantsAll } from "../../src/select/index.ts";
import { image } from "../golden/images.ts";
import { container } from "../golden/node.ts";

const BUSYBOX = "sha256:4d5328c953a56e33a0a851d49b59f317fa019e5ac17efa2b29d1be270ce866a8";
const NGINX = "sha256:7abbe9382d66e28629c1522a42a72abec0149e578b1a7e9416f3d9adf36e70a3";
const at = (second: number): string => `2026-11-21T04:20:0${second}.${second}Z`;

/** The containers that dockerd 20.10 held when the answers below were taken from it. */
const rows: Container[] = [
  container({
    id: "745a1fd13171b01382f2bd795fe2b79219c5fca66aca8c09d856d04c4885dc3b",
    name: "web",
    image: "busybox:latest",
    imageId: BUSYBOX,
    createdAt: at(1),
    status: "Up 3 seconds",
    labels: { team: "shop", tier: "front" },
    mounts: ["data", "/data"],
    networks: ["none"],
    cri: false,
  }),
  container({
    id: "04df7d7262ca7e1366e2a26d7f91363c13aadd91fb114a2e7f25629618363c56",
    name: "web2",
    image: "busybox:2",
    imageId: BUSYBOX,
    createdAt: at(2),
    status: "Up 3 seconds",
    labels: { team: "shop" },
    mounts: ["/tmp", "/host"],
    networks: ["host"],
  }),
  container({
    id: "39a8be6d9e423540487e7270a2ce77dd687dec26f51820e7cc2d7c4e82b1b3c5",
    name: "gone",
    image: "busybox",
    imageId: BUSYBOX,
    createdAt: at(3),
    state: "exited",
    exitCode: 3,
    status: "Exited (3) 3 seconds ago",
    labels: { team: "base" },
    networks: ["none"],
  }),
  container({
    id: "5a758f570e294696a6d690f7c66bacaca2b124ae147ab24f3f6ed8775f09d0da",
    name: "fresh",
    image: "busybox",
    imageId: BUSYBOX,
    createdAt: at(4),
    state: "created",
    status: "Created",
    labels: { team: "base" },
    networks: ["none"],
  }),
  container({
    id: "ded066d0dbf5a1cf8bcb4b9beb02d11de701463559d1eeb2a8f2626ed0d1241a",
    name: "pz",
    image: "example.com/app/nginx:1.27",
    imageId: NGINX,
    createdAt: at(5),
    state: "paused",
    status: "Up Less than a second (Paused)",
    networks: ["none"],
  }),
];

const none: PsOptions = { all: false, last: null, latest: false, filters: [] };

/** Reads `-a -n 2 -f name=web` into options. */
const optionsOf = (words: string): PsOptions => {
  const list = words.split(" ").filter((word) => word !== "");
  const options = { ...none, filters: [] as string[] };
  for (let index = 0; index < list.length; index++) {
    const word = list[index];
    if (word === "-a") options.all = true;
    else if (word === "-l") options.latest = true;
    else if (word === "-n") options.last = Number(list[++index]);
    else if (word === "-f") options.filters.push(list[++index] ?? "");
  }
  return options;
};

const pick = (words: string): string => {
  const selection = selectContainers(rows, optionsOf(words));
  return "problem" in selection ? `! ${selection.problem.message}` : selection.rows.map(({ name }) => name).join(" ");
};

describe("what dockerd answered", () => {
  test.each([
    ["", "pz web2 web"],
    ["-a", "pz fresh gone web2 web"],
    ["-f name=web", "web2 web"],
    ["-f name=^web$", "web"],
    ["-f name=/web", "web2 web"],
    ["-f name=WEB", ""],
    ["-f name=w[e", ""],
    ["-f name=web2 -f name=pz", "pz web2"],
    ["-a -f name=", "pz fresh gone web2 web"],
    ["-f label=team", "web2 web"],
    ["-f label=team=shop -f label=tier", "web"],
    ["-f label=team=shop -f label=tier=x", ""],
    ["-f label=team=", ""],
    ["-f status=exited", "gone"],
    ["-f status=running -f status=created", "fresh web2 web"],
    ["-f status=paused", "pz"],
    ["-f exited=3", ""],
    ["-a -f exited=3", "gone"],
    ["-a -f exited=0", ""],
    ["-a -f ancestor=busybox", "fresh gone web2 web"],
    ["-a -f ancestor=busybox:2", "fresh gone web2 web"],
    ["-a -f ancestor=nginx", ""],
    ["-a -f ancestor=example.com/app/nginx", ""],
    ["-a -f ancestor=example.com/app/nginx:1.27", "pz"],
    ["-a -f ancestor=nosuch", ""],
    ["-a -f ancestor=4d5328c953a5", "fresh gone web2 web"],
    ["-a -f before=gone", "web2 web"],
    ["-a -f since=web2", "pz fresh gone"],
    ["-f since=web2", "pz"],
    ["-f before=fresh", "web2 web"],
    ["-a -f before=fresh -f since=web", "gone web2"],
    ["-a -f before=gone -f name=web", ""],
    ["-a -f before=gone -f name=gone -f name=web", "web2 web"],
    ["-a -f since=web -f name=2", "web2"],
    ["-a -f before=39a8be6d9e423540487e7270a2ce77dd687dec26f51820e7cc2d7c4e82b1b3c5", "web2 web"],
    ["-a -f id=39a8be6d9e42", "gone"],
    ["-a -f id=a8be6d9e42", ""],
    ["-a -f id=0", "web2"],
    ["-a -f id=39a8be6d9e42 -f name=web", ""],
    ["-a -f volume=data", "web"],
    ["-a -f volume=/data", "web"],
    ["-a -f volume=/tmp", "web2"],
    ["-a -f volume=dat", ""],
    ["-a -f network=host", "web2"],
    ["-a -f network=hos", ""],
    ["-a -f expose=80", ""],
    ["-a -f health=none", "pz fresh gone web2 web"],
    ["-a -f health=healthy", ""],
    ["-a -f is-task=true", ""],
    ["-a -f is-task=false", "pz fresh gone web2 web"],
    ["-a -f isolation=hyperv", "pz fresh gone web2 web"],
    ["-n 2", "pz fresh"],
    ["-n 2 -f status=running", "web2 web"],
    ["-n 2 -f exited=3", "gone"],
    ["-l", "pz"],
    ["-l -n 3", "pz fresh gone"],
    ["-n 0", "pz web2 web"],
    ["-n -1", "pz web2 web"],
  ])("docker ps %s", (words, names) => {
    expect(pick(words)).toBe(names);
  });

  test("blanks and capitals of the key do not matter, an empty filter is none", () => {
    const typed = (filter: string) => {
      const selection = selectContainers(rows, { ...none, filters: [filter] });
      return "problem" in selection ? selection.problem : selection.rows.map(({ name }) => name);
    };
    expect(typed("NAME = web ")).toEqual(["web2", "web"]);
    expect(typed("")).toEqual(["pz", "web2", "web"]);
  });
});

describe("what docker refuses, in its words", () => {
  test.each([
    ["foo", 'invalid argument "foo" for "-f, --filter" flag: bad format of filter (expected name=value)', null],
    ["foo=bar", "invalid filter 'foo'", null],
    ["nmae=bar", "invalid filter 'nmae'", "name=bar"],
    ["=x", "invalid filter ''", null],
    [
      "status=exitd",
      "invalid filter 'status=exitd': invalid value for state (exitd): must be one of created, running, paused, restarting, removing, exited, dead",
      "status=exited",
    ],
    [
      "health=bogus",
      "invalid filter 'health=bogus': invalid value for health (bogus): must be one of none, starting, healthy, unhealthy",
      null,
    ],
    ["exited=abc", "invalid filter 'exited=abc': strconv.Atoi: parsing \"abc\": invalid syntax", null],
    ["is-task=maybe", "invalid filter 'is-task=[maybe]'", "is-task=true"],
    ["before=nosuch", "No such container: nosuch", null],
    ["publish=80:80", "filter for 'publish' should not contain ':': 80:80", "publish=80"],
    ["publish=abc", 'error while looking up for publish abc: strconv.ParseUint: parsing "abc": invalid syntax', null],
    [
      "expose=70000",
      'error while looking up for expose 70000: strconv.ParseUint: parsing "70000": value out of range',
      null,
    ],
    ["publish=90-80", "error while looking up for publish 90-80: invalid range specified for port: 90-80", null],
  ])("%s", (filter, message, suggestion) => {
    const selection = selectContainers(rows, { ...none, filters: [filter] });
    expect(selection).toEqual({ problem: { code: "bad-filter", message, suggestion } });
  });
});

describe("rows that docker has no word for", () => {
  const pod = { pod: "redis-0", podNamespace: "default", labels: { "io.kubernetes.pod.uid": "5555" }, cri: true };
  const redis = container({
    ...pod,
    id: "a1".repeat(32),
    name: "default/redis-0/redis",
    podContainer: "redis",
    attempt: 4,
    state: "exited",
    exitCode: 3,
    createdAt: at(7),
  });
  const pause = container({ ...pod, id: "a2".repeat(32), kind: "sandbox", name: "default/redis-0", createdAt: at(6) });
  const names = (words: string, list: Container[] = [...rows, redis, pause]) => {
    const selection = selectContainers(list, optionsOf(words));
    if ("problem" in selection) throw new Error(selection.problem.message);
    return selection.rows.map(({ name }) => name);
  };

  test.each(["^redis$", "k8s://default/", "k8s_redis_redis-0_default_5555_4", "default/redis-0/redis"])(
    "a pod's container answers to %s",
    (name) => {
      expect(names(`-a -f name=${name}`)).toContain("default/redis-0/redis");
    },
  );

  test("dockershim's name of a sandbox", () => {
    expect(names("-a -f name=k8s_POD_redis")).toEqual(["default/redis-0"]);
  });

  test("sandboxes pass the filters and do not count for -n", () => {
    expect(names("-n 2")).toEqual(["default/redis-0/redis", "default/redis-0", "pz"]);
    expect(names("")).toEqual(["default/redis-0", "pz", "web2", "web"]);
  });

  test("before finds a container by its name in the pod, and says so when several have it", () => {
    expect(names("-a -f before=redis")).toEqual(["default/redis-0", "pz", "fresh", "gone", "web2", "web"]);
    const other = { ...redis, id: "b1".repeat(32), name: "default/redis-1/redis", pod: "redis-1" };
    expect(selectContainers([redis, other], optionsOf("-a -f before=redis"))).toEqual({
      problem: { code: "bad-filter", message: "2 containers are called redis", suggestion: "default/redis-0/redis" },
    });
  });

  test("an id prefix of two containers stands for none", () => {
    expect(names("-a -f id=a")).toEqual([]);
    expect(names("-a -f id=a1")).toEqual(["default/redis-0/redis"]);
  });

  test("ports: published on the host, exposed in the container, either is enough", () => {
    const port = { hostIp: "0.0.0.0", hostPort: 8080, containerPort: 80, protocol: "tcp" };
    const list = [
      container({ id: "p", name: "p", ports: [port] }),
      container({ id: "q", name: "q", ports: [{ ...port, hostIp: null, hostPort: null }] }),
    ];
    expect(names("-f publish=8000-9000", list)).toEqual(["p"]);
    expect(names("-f publish=8080/udp", list)).toEqual([]);
    expect(names("-f expose=80/tcp", list)).toEqual(["p", "q"]);
    expect(names("-f publish=1 -f expose=80", list)).toEqual(["p", "q"]);
  });

  test("health and restarting are read from docker's status", () => {
    const list = [
      container({ id: "1", name: "h", status: "Up 5 minutes (healthy)" }),
      container({ id: "2", name: "s", status: "Up 1 second (health: starting)" }),
      container({ id: "3", name: "r", state: "unknown", status: "Restarting (1) 5 seconds ago" }),
    ];
    expect(names("-f health=healthy", list)).toEqual(["h"]);
    expect(names("-f health=starting", list)).toEqual(["s"]);
    expect(names("-f status=restarting", list)).toEqual(["r"]);
    expect(names("", list)).toEqual(["h", "s", "r"]);
  });

  test("other names of an image come from the images of the node", () => {
    const images = [image({ configDigest: NGINX, references: ["docker.io/library/web:9"] })];
    const selection = selectContainers(rows, { ...none, filters: ["ancestor=web:9"], images });
    expect("rows" in selection && selection.rows.map(({ name }) => name)).toEqual(["pz"]);
  });

  test("what was left out is counted, sandboxes not", () => {
    const dropped = (words: string) => {
      const selection = selectContainers([...rows, redis, { ...pause, state: "exited" }], optionsOf(words));
      return "dropped" in selection ? selection.dropped : null;
    };
    expect(dropped("")).toEqual({ notRunning: 3, filtered: 0, limited: 0 });
    expect(dropped("-f name=web")).toEqual({ notRunning: 0, filtered: 4, limited: 0 });
    expect(dropped("-n 1")).toEqual({ notRunning: 0, filtered: 0, limited: 5 });
  });
});

test("which lines need containers that do not run", () => {
  expect(["", "-f name=x", "-f exited=3", "-n 0", "-n -1"].map((words) => wantsAll(optionsOf(words)))).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(
    ["-a", "-n 1", "-l", "-f status=exited", "-f before=x", "-f SINCE=x"].map((words) => wantsAll(optionsOf(words))),
  ).toEqual([true, true, true, true, true, true]);
});

describe("properties", () => {
  const filters = fc.subarray(
    [
      "name=web",
      "name=^gone$",
      "label=team",
      "label=team=shop",
      "status=running",
      "status=exited",
      "exited=3",
      "id=3",
      "volume=data",
      "network=none",
      "health=none",
      "ancestor=busybox:2",
    ],
    { maxLength: 4 },
  );
  // What `ancestor` means depends on the images of the node, as in dockerd, not on which rows are left.
  const images = [image({ configDigest: BUSYBOX, references: ["docker.io/library/busybox:2"] })];
  const options = fc
    .record({ all: fc.boolean(), last: fc.constantFrom(null, 0, 1, 3), latest: fc.boolean(), filters })
    .map((typed): PsOptions => ({ ...typed, images }));
  const chosen = fc.subarray(rows);
  const select = (list: readonly Container[], how: PsOptions): Container[] => {
    const selection = selectContainers(list, how);
    if ("problem" in selection) throw new Error(selection.problem.message);
    return selection.rows;
  };

  test("selecting again changes nothing", () => {
    fc.assert(
      fc.property(chosen, options, (list, how) => {
        const once = select(list, how);
        expect(select(once, how)).toEqual(once);
      }),
    );
  });

  test("the order of the rows does not matter, and nothing is made up", () => {
    fc.assert(
      fc.property(chosen, options, (list, how) => {
        const one = select(list, how);
        expect(select(list.toReversed(), how)).toEqual(one);
        expect(one.every((row) => list.includes(row))).toBe(true);
      }),
    );
  });

  test("no filter, whatever is typed, throws", () => {
    const typed = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom(...CONTAINER_FILTERS), fc.string()).map(([key, value]) => `${key}=${value}`),
    );
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 3 }), (list) => void selectContainers(rows, { ...none, filters: list })),
    );
  });
});
