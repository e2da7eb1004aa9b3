import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** These replace a module, and so must be the first to load it: each has a worker of its own. The others share workers, which
 * saves a good half of the time of a small file: they keep nothing in a module and leave the environment as they found it. */
const replacing = ["test/tui/ui.test.ts"];

/** What takes a good part of a minute, the longest first: started last, it would be waited for alone. */
const longest = [
  "cli/writes",
  "doctor/staged-k3s",
  "doctor/staged-containerd",
  "cli/reads",
  "translate/effect",
  "doctor/staged-nodes",
  "doctor/staged-docker",
  "translate/binaries",
  "cli/containerd2",
];

/** Vitest knows how long a file takes from the run before. A fresh clone has none. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return found === -1 ? longest.length : found;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}

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
    sequence: { sequencer: LongestFirst },
    projects: [
      { test: { ...shared, name: "shared", include: ["test/**/*.test.{ts,tsx}"], exclude: replacing, isolate: false } },
      { test: { ...shared, name: "alone", include: replacing } },
    ],
  },
});
