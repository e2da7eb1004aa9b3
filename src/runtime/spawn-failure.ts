/** What an error code of spawn says about the file that was to be started. */
export const spawnFailure: Readonly<Record<string, "not-found" | "not-executable">> = {
  ENOENT: "not-found",
  EACCES: "not-executable",
  ENOEXEC: "not-executable",
};
