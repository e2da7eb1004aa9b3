export { type Resolved, type ResolveOptions, resolveContainer } from "./container.ts";
export { namesOf } from "./names.ts";
