export * from "./about-tools.ts";
export * from "./clean.ts";
export * from "./comparison.ts";
export * from "./rows.ts";
export * from "./run.ts";
export * from "./target.ts";
export * from "./tool.ts";
export * from "./translation.ts";
