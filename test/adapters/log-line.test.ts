import { expect, it } from "vitest";
import { readLogLine } from "../../src/adapters/log-line.ts";

it.each([
  [
    'time="2026-11-21T01:14:00Z" level=fatal msg="say \\"hi\\"" error="no such file"',
    { by: "logrus", text: 'say "hi": no such file', merely: false },
  ],
  ['time="2026-11-21T01:14:00Z" level=warning msg=short', { by: "logrus", text: "short", merely: true }],
  ["FATA[0000] no such image", { by: "logrus", text: "no such image", merely: false }],
  ["WARN[2026-11-21] old", { by: "logrus", text: "old", merely: true }],
  [
    'E1121 01:16:00.123    3217 log.go:32] "Exec failed" err="rpc error: \\"x\\"" containerID="y"',
    { by: "klog", text: 'rpc error: "x"', merely: false },
  ],
  ['I1121 01:16:00.123    3217 log.go:32] "nothing wrong"', { by: "klog", text: "", merely: false }],
  ["ctr: object required", { by: "plain", text: "ctr: object required", merely: false }],
  ["", { by: "plain", text: "", merely: false }],
])("%s", (line, read) => {
  expect(readLogLine(line)).toEqual(read);
});
