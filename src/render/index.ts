export { renderPs } from "./containers.ts";
export {
  type DockerJsonOptions,
  type DockerRecord,
  dockerContainerRecord,
  dockerImageRecords,
  renderDockerJson,
} from "./docker-json.ts";
export type { RenderOptions } from "./drawing.ts";
export { type Glyphs, glyphsFor } from "./glyphs.ts";
export { type ImageName, imageNames, renderImages } from "./images.ts";
export { cut, graphemesOf, pad, widthOf, wrap } from "./measure.ts";
export { imageNameOf, shortId } from "./names.ts";
export { renderNamespaces } from "./namespaces.ts";
export { makePaint, type Paint, type Style } from "./paint.ts";
export { renderPods } from "./pods.ts";
export { displayPorts } from "./ports.ts";
export { type QuietOptions, renderQuietContainers, renderQuietImages } from "./quiet.ts";
export { type RawOutput, renderRaw } from "./raw.ts";
export { agoOf, shortStatusOf, statusOf } from "./status.ts";
export { type Cell, type Column, renderTable, renderTsv, type TableOptions, tableLines } from "./table.ts";
export type { Rendered, TextOptions } from "./text-options.ts";
export { humanDuration, humanSize, shortenTimes } from "./units.ts";
export { renderVersions } from "./versions.ts";
