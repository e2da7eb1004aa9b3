export { type DockerReadKind, type DockerRowOptions, type DockerRows, dockerRows } from "./docker-rows.ts";
export { renderRecords } from "./records.ts";
export { readSheetOf, readSheets, type SheetKind } from "./sheets.ts";
