export { type Dropped, type PsOptions, type Selection, selectContainers } from "./containers.ts";
export { CONTAINER_FILTERS, IMAGE_FILTERS } from "./filters.ts";
export { type ImagesOptions, selectImages } from "./images.ts";

export { type DockerState, dockerStateOf, healthOf, isUp } from "./states.ts";
export { wantsAll } from "./wants-all.ts";
