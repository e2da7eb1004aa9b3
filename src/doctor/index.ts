export { diagnose } from "./diagnose.ts";
export type { Asked, DoctorFacts, Probe } from "./facts.ts";
export { isAbout } from "./order.ts";
export type { Area, Found, Rule, RulePage } from "./rule.ts";
export { rules } from "./rules/index.ts";
