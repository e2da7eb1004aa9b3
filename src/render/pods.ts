import type { Comparison } from "../model/index.ts";
import type { RenderOptions } from "./drawing.ts";
import { renderJoined, type Sheet } from "./joined.ts";
import { shortId } from "./names.ts";
import { agoOf } from "./status.ts";
import type { Rendered } from "./text-options.ts";
import { shortenTimes } from "./units.ts";

/** CRI's states as crictl prints them. */
export const podStates = { ready: "Ready", notready: "NotReady", unknown: "Unknown" } as const;

/** How pods become a table, wherever one is drawn. */
export const podSheet: Sheet<"pod"> = {
  columns: ({ tty, size }) => {
    if (!tty)
      return ["POD ID", "NAME", "POD NAMESPACE", "STATE", "CREATED", "ATTEMPT", "RUNTIME", "ENGINE", "NAMESPACE"].map(
        (header) => ({
          header,
        }),
      );
    if (size === "narrow") return [{ header: "NAME", min: 12, cut: "middle" }, { header: "STATE" }];
    return [
      { header: "POD ID" },
      { header: "NAME", min: 12, fair: 32, cut: "middle" },
      { header: "NAMESPACE", min: 8, fair: 16, cut: "middle" },
      { header: "STATE" },
      { header: "CREATED", priority: 2 },
      { header: "ATTEMPT", align: "right", priority: 3 },
      { header: "RUNTIME", priority: 4, optional: true },
    ];
  },
  cells: (row, { tty, size, now, noTrunc }) => {
    const attempt = row.attempt === null ? "" : String(row.attempt);
    const handler = row.runtimeHandler ?? "";
    const state = podStates[row.state];
    if (!tty)
      return [
        row.id,
        row.name,
        row.podNamespace,
        state,
        row.createdAt ?? "",
        attempt,
        handler,
        row.at,
        row.namespace ?? "",
      ];
    const style = row.state === "ready" ? "good" : "warn";
    if (size === "narrow")
      return [row.name === "" ? shortId(row.id) : `${row.podNamespace}/${row.name}`, { text: state, style }];
    const created = agoOf(row.createdAt, now);
    return [
      noTrunc ? row.id : shortId(row.id),
      row.name,
      row.podNamespace,
      { text: state, style },
      { text: created, short: shortenTimes(created), style: "plain" },
      attempt,
      handler,
    ];
  },
  shown: (rows) => [...rows],
};

/** Draws `ctool pods`. */
export const renderPods = (comparison: Comparison<"pod">, options: RenderOptions): Rendered =>
  renderJoined(comparison, podSheet, options);
