export { type DoctorInput, gatherDoctorFacts } from "./gather.ts";
export { planProbes, runProbes } from "./probes.ts";
