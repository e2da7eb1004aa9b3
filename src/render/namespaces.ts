import type { Comparison, NamespaceCount } from "../model/index.ts";
import type { RenderOptions } from "./drawing.ts";
import { renderJoined, type Sheet } from "./joined.ts";
import type { Cell, Column } from "./table.ts";
import type { Rendered } from "./text-options.ts";

/** What runs in each namespace, where the task folders could be counted: by name. */
export interface NamespaceOptions extends RenderOptions {
  running?: ReadonlyMap<string, Pick<NamespaceCount, "running" | "sandboxes">>;
}

const countOf = (count: number | null | undefined): string =>
  count === null || count === undefined ? "" : String(count);

const sheetOf = ({ tty, running }: NamespaceOptions): Sheet<"namespace"> => ({
  columns: (): Column[] => [
    { header: "NAMESPACE", min: 12 },
    { header: "CONTAINERS", align: "right", priority: 1 },
    { header: "RUNNING", align: "right", priority: 3, optional: true },
    { header: "SANDBOXES", align: "right", priority: 4, optional: true },
    { header: "IMAGES", align: "right", priority: 2 },
    { header: "LABELS", min: 8, priority: 5, optional: true },
    ...(tty ? [] : [{ header: "ENGINE" }]),
  ],
  cells: (row): Cell[] => {
    const labels = Object.entries(row.labels).map(([key, value]) => `${key}=${value}`);
    const now = running?.get(row.name);
    const counts = [row.containers, now?.running, now?.sandboxes, row.images].map(countOf);
    return [row.name, ...counts, labels.join(","), ...(tty ? [] : [row.at])];
  },
  shown: (rows) => [...rows],
});

/** Draws `ctool namespaces`: containerd's, which are not those of Kubernetes. */
export const renderNamespaces = (comparison: Comparison<"namespace">, options: NamespaceOptions): Rendered =>
  renderJoined(comparison, sheetOf(options), options);
