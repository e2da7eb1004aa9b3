import type { Comparison } from "../model/index.ts";
import type { RenderOptions } from "./drawing.ts";
import { renderJoined, type Sheet } from "./joined.ts";
import type { Rendered } from "./text-options.ts";

const countOf = (count: number | null): string => (count === null ? "" : String(count));

/** How namespaces become a table, wherever one is drawn. */
export const namespaceSheet: Sheet<"namespace"> = {
  columns: ({ tty }) => [
    { header: "NAMESPACE", min: 12 },
    { header: "CONTAINERS", align: "right", priority: 1 },
    { header: "IMAGES", align: "right", priority: 2 },
    { header: "LABELS", min: 8, priority: 3, optional: true },
    ...(tty ? [] : [{ header: "ENGINE" }]),
  ],
  cells: (row, { tty }) => {
    const labels = Object.entries(row.labels).map(([key, value]) => `${key}=${value}`);
    return [row.name, countOf(row.containers), countOf(row.images), labels.join(","), ...(tty ? [] : [row.at])];
  },
  shown: (rows) => [...rows],
};

/** Draws `ctool namespaces`: containerd's, which are not those of Kubernetes. */
export const renderNamespaces = (comparison: Comparison<"namespace">, options: RenderOptions): Rendered =>
  renderJoined(comparison, namespaceSheet, options);
