import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["./test/widths.ts"],
    globalSetup: ["./test/node/global-setup.ts"],
    reporters: ["default", "./test/reporter.ts"],
    // What tests run does not belong on the list of the person who runs them.
    env: { CTOOL_RUNS: "false" },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
