export const renderTargets = (..._: unknown[]) => ({ stdout: "", stderr: "" });
