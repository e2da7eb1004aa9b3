import { describe, expect, test } from "vitest";
import {
  agoOf,
  displayPorts,
  humanDuration,
  humanSize,
  shortenTimes,
  shortStatusOf,
  statusOf,
} from "../../src/render/index.ts";
import { container } from "../golden/node.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

// The cases of go-units' own duration_test.go.
test.each([
  [450, "Less than a second"],
  [-5 * SECOND, "Less than a second"],
  [47 * SECOND, "47 seconds"],
  [SECOND, "1 second"],
  [MINUTE, "About a minute"],
  [3 * MINUTE, "3 minutes"],
  [35 * MINUTE, "35 minutes"],
  [35 * MINUTE + 40 * SECOND, "35 minutes"],
  [HOUR, "About an hour"],
  [HOUR + 45 * MINUTE, "2 hours"],
  [3 * HOUR, "3 hours"],
  [3 * HOUR + 59 * MINUTE, "4 hours"],
  [3 * HOUR + 60 * MINUTE, "4 hours"],
  [24 * HOUR, "24 hours"],
  [36 * HOUR, "36 hours"],
  [47 * HOUR, "47 hours"],
  [2 * DAY, "2 days"],
  [7 * DAY, "7 days"],
  [13 * DAY + 5 * HOUR, "13 days"],
  [2 * WEEK, "2 weeks"],
  [2 * WEEK + 4 * DAY, "2 weeks"],
  [3 * WEEK, "3 weeks"],
  [4 * WEEK + 3 * DAY, "4 weeks"],
  [MONTH, "4 weeks"],
  [6 * WEEK, "6 weeks"],
  [2 * MONTH, "2 months"],
  [3 * MONTH + 5 * DAY, "3 months"],
  [23 * MONTH, "23 months"],
  [24 * MONTH, "24 months"],
  [24 * MONTH + 2 * WEEK, "2 years"],
  [3 * YEAR + 2 * MONTH, "3 years"],
])("%d ms: %s", (ms, words) => {
  expect(humanDuration(ms)).toBe(words);
});

// From go-units' size_test.go (4 digits), and what docker printed (3 digits).
test.each([
  [1000, 4, "1kB"],
  [1024, 4, "1.024kB"],
  [1_000_000, 4, "1MB"],
  [1_048_576, 4, "1.049MB"],
  [2_000_000, 4, "2MB"],
  [3.42e9, 4, "3.42GB"],
  [5.372e12, 4, "5.372TB"],
  [2.22e15, 4, "2.22PB"],
  [0, 3, "0B"],
  [1_982_284, 3, "1.98MB"],
  [1_982_284, 4, "1.982MB"],
  [2_130_635, 3, "2.13MB"],
  [999.6, 3, "1e+03B"],
  [123_456_789, 3, "123MB"],
])("%d bytes in %d digits: %s", (bytes, digits, words) => {
  expect(humanSize(bytes, digits)).toBe(words);
});

describe("STATUS", () => {
  const now = Date.parse("2026-11-21T01:16:50Z");
  const at = (row: Parameters<typeof container>[0] extends infer T ? Omit<T & object, "id"> : never) =>
    statusOf(container({ id: "x", ...row }), now);

  test("docker's words from state and times", () => {
    expect(at({ startedAt: "2026-11-21T01:12:40Z" })).toBe("Up 4 minutes");
    expect(at({ state: "paused", startedAt: "2026-11-20T23:16:50Z" })).toBe("Up 2 hours (Paused)");
    expect(at({ state: "exited", exitCode: 3, finishedAt: "2026-11-21T01:11:50Z" })).toBe("Exited (3) 5 minutes ago");
    expect(at({ state: "created" })).toBe("Created");
  });

  test("a time that nobody told is no guess", () => {
    expect(at({ createdAt: "2026-11-21T01:12:40Z" })).toBe("Up");
    expect(at({ status: "Up" })).toBe("Up");
    expect(at({ state: "paused" })).toBe("Up (Paused)");
    expect(at({ state: "exited", exitCode: 0 })).toBe("Exited (0)");
    expect(at({ state: "exited" })).toBe("Exited");
    expect(at({ state: "unknown" })).toBe("Unknown");
  });

  test("docker's own text stays, with its health; nerdctl's bare `Up` gives way to a time", () => {
    expect(at({ status: "Up 3 hours (healthy)", startedAt: "2026-11-21T01:12:40Z" })).toBe("Up 3 hours (healthy)");
    expect(at({ status: "Up", startedAt: "2026-11-21T01:12:40Z" })).toBe("Up 4 minutes");
    expect(at({ state: "exited", status: "Restarting (1) 5 seconds ago" })).toBe("Restarting (1) 5 seconds ago");
  });

  test("short", () => {
    const row = container({ id: "x", state: "exited", exitCode: 137, finishedAt: "2026-11-21T00:16:50Z" });
    expect(shortStatusOf(row, now)).toBe("Exited (137) 1 h");
    expect(shortenTimes("Up Less than a second")).toBe("Up <1 s");
    expect(shortenTimes("Up 3 months (healthy)")).toBe("Up 3 mo (healthy)");
    expect(agoOf(null, now)).toBe("");
    expect(agoOf("2026-11-21T01:15:50Z", now)).toBe("About a minute ago");
  });
});

// The cases of docker/cli's formatter/container_test.go, TestDisplayablePorts.
test("ports as docker shows them", () => {
  const port = (
    containerPort: number,
    protocol = "tcp",
    hostIp: string | null = null,
    hostPort: number | null = null,
  ) => ({
    hostIp,
    hostPort,
    containerPort,
    protocol,
  });
  expect(displayPorts([port(9988)])).toBe("9988/tcp");
  expect(displayPorts([port(9988, "udp")])).toBe("9988/udp");
  expect(displayPorts([port(9988, "tcp", "0.0.0.0", 8899)])).toBe("0.0.0.0:8899->9988/tcp");
  expect(displayPorts([port(9988, "tcp", "::", 8899)])).toBe("[::]:8899->9988/tcp");
  expect(displayPorts([port(9988, "tcp", "4.3.2.1", 9988)])).toBe("4.3.2.1:9988->9988/tcp");
  expect(displayPorts([port(9988), port(9999)])).toBe("9988/tcp, 9999/tcp");
  expect(displayPorts([port(9998), port(9999), port(9997)])).toBe("9997-9999/tcp");
  expect(displayPorts([port(9998, "tcp", "1.2.3.4", 9998), port(9999, "tcp", "1.2.3.4", 9999)])).toBe(
    "1.2.3.4:9998-9999->9998-9999/tcp",
  );
  expect(displayPorts([port(9998, "tcp", "1.2.3.4", 8887), port(9999, "tcp", "1.2.3.4", 8888)])).toBe(
    "1.2.3.4:8887->9998/tcp, 1.2.3.4:8888->9999/tcp",
  );
  expect(displayPorts([port(6666), port(2222, "udp"), port(6667), port(53, "tcp", "0.0.0.0", 53)])).toBe(
    "0.0.0.0:53->53/tcp, 2222/udp, 6666-6667/tcp",
  );
  expect(displayPorts([])).toBe("");
});
