import { defineConfig } from "vitest/config";

/** These replace a module, and so must be the first to load it: each has a worker of its own. The others share workers, which
 * saves a good half of the time of a small file: they keep nothing in a module and leave the environment as they found it. */
const replacing = ["test/tui/ui.test.ts"];

const shared = {
  setupFiles: ["./test/widths.ts"],
  // What tests run does not belong on the list of the person who runs them.
  env: { CTOOL_RUNS: "false" },
  unstubEnvs: true,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 10_000 } },
};

export default defineConfig({
  test: {
    globalSetup: ["./test/node/global-setup.ts"],
    reporters: ["default", "./test/reporter.ts"],
    // One more than the processors of a small machine: what uses the real tools waits for them a good part of its time.
    maxWorkers: 3,
    projects: [
      { test: { ...shared, name: "shared", include: ["test/**/*.test.{ts,tsx}"], exclude: replacing, isolate: false } },
      { test: { ...shared, name: "alone", include: replacing } },
    ],
  },
});
