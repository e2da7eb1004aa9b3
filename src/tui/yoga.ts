import * as yoga from "yoga-layout";

/**
 * Resolves when Ink's layout engine can be used. As a module it has waited for itself before anybody imports it; in dist/, whose
 * scripts cannot wait at their top level, build/bundle.ts gives it this promise.
 */
export const yogaReady = new Map<string, unknown>(Object.entries(yoga)).get("ready") as Promise<void> | undefined;
