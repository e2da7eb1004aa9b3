export { type Resolved, type ResolveOptions, resolveContainer } from "./container.ts";
export { type ResolvedImage, resolveImage } from "./image.ts";
export { namesOf } from "./names.ts";
