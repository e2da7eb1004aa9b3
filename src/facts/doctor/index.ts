export { type DoctorInput, gatherDoctorFacts } from "./gather.ts";
export { childDeadlineOf, planProbes, runProbes } from "./probes.ts";
