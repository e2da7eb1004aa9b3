import { defineConfig } from "vitest/config";

/** Folders whose tests keep nothing in a module and start nothing: they share a worker, which saves half their time. */
const pure = [
  "translate",
  "select",
  "compare",
  "plan",
  "render",
  "format",
  "learn",
  "model",
  "settings",
  "golden",
  "resolve",
];
const pureFiles = pure.map((folder) => `test/${folder}/**/*.test.{ts,tsx}`);

const shared = {
  setupFiles: ["./test/widths.ts"],
  // What tests run does not belong on the list of the person who runs them.
  env: { CTOOL_RUNS: "false" },
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    globalSetup: ["./test/node/global-setup.ts"],
    reporters: ["default", "./test/reporter.ts"],
    // One more than the processors of a small machine: what uses the real tools waits for them a good part of its time.
    maxWorkers: 3,
    projects: [
      {
        test: { ...shared, name: "world", include: ["test/**/*.test.{ts,tsx}"], exclude: pureFiles },
      },
      { test: { ...shared, name: "pure", include: pureFiles, isolate: false } },
    ],
  },
});
