import * as yoga from "yoga-layout";

/**
 * Resolves when Ink's layout engine can be used. As a module it has waited for itself before anybody imports it; in dist/, whose
 * scripts cannot wait at their top level, build/bundle.ts gives it this promise.
 */
export const yogaReady: Promise<void> | undefined = (yoga as { ready?: Promise<void> }).ready;
