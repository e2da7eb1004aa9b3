export { loadWidths, paintedWidthOf } from "./cells.ts";
export { containerSheet, renderPs } from "./containers.ts";
export { type DockerFields, dockerFields, type FormattedKind } from "./docker-fields.ts";
export {
  type DockerJsonOptions,
  type DockerRecord,
  dockerContainerRecord,
  dockerImageRecords,
  dockerNamespaceRecord,
  dockerPodRecord,
  renderDockerJson,
} from "./docker-json.ts";
export { type Drawing, drawingOf, type RenderOptions } from "./drawing.ts";
export { emptyLines } from "./empty.ts";
export { type Footnotes, makeFootnotes } from "./footnotes.ts";
export { type Glyphs, glyphsFor } from "./glyphs.ts";
export { type ImageName, imageNames, imageSheet, renderImages } from "./images.ts";
export type { Sheet } from "./joined.ts";
export { cut, graphemesOf, pad, widthOf, wrap } from "./measure.ts";
export { imageNameOf, shortId } from "./names.ts";
export { namespaceSheet, renderNamespaces } from "./namespaces.ts";
export { makePaint, type Paint, type Style } from "./paint.ts";
export { podSheet, renderPods } from "./pods.ts";
export { displayPorts } from "./ports.ts";
export { isHere, type QuietOptions, renderQuietContainers, renderQuietImages } from "./quiet.ts";
export { type RawOutput, renderRaw } from "./raw.ts";
export { notesOn, type SeenBy, seenByColumns } from "./seen-by.ts";
export { agoOf, shortStatusOf, statusOf } from "./status.ts";
export { type Cell, type Column, renderTable, renderTsv, type TableOptions, tableLines } from "./table.ts";
export type { Rendered, TextOptions } from "./text-options.ts";
export { humanDuration, humanSize, shortenTimes } from "./units.ts";
export { renderVersions } from "./versions.ts";
