/** Where the translation differs from the hand-checked one on purpose: `case tool` → why it is better. */
export const BETTER: Record<string, string> = {
  "run-53 crictl": "a relative profile becomes <ABS_PATH>/p.json, as every relative path does, not /abs/p.json",
  "run-67 ctr": "without the pull it is one command with the same effect: exact",
  "create-01 ctr": "-p is lost in ctr containers create as it is in ctr run: partial",
  "start-03 ctr": "leftover tasks have to go first for two containers as for one (start-01)",
  "stop-05 ctr": "two containers get the SIGKILL that one gets (stop-01): tasks rm fails on a task that runs",
  "trust-01 nerdctl": "cosign.key is the name that cosign generate-key-pair gives the key, not k",
  "update-01 nerdctl":
    "nerdctl update --cpus sets no quota and exits 0 (cpu.cfs_quota_us stays as it was): --cpu-quota and --cpu-period do",
};
