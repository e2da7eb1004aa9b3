import type { State } from "./state.ts";

/** Heights of the screen's parts, from top to bottom, in rows; 0: not shown. Together they are the screen's rows. */
export interface Layout {
  /** `cards`: three cards side by side · `tabs`: one card at a time · `tiny`: the line, the fit words and the list. */
  mode: "cards" | "tabs" | "tiny";
  header: number;
  line: number;
  /** What is wrong with the line, what would fit, or the last notice. */
  hint: number;
  tabs: number;
  card: number;
  rule: number;
  list: number;
  /** Why the row under the cursor is missing somewhere. */
  notes: number;
  footer: number;
}

/** From this width on, three cards fit side by side. */
const WIDE = 120;
const MEDIUM = 60;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** Parts in the order in which a terminal without rows gives them up. */
const GIVEN_UP = ["footer", "tabs", "hint", "line"] as const;

/**
 * How the screen is divided. Heights hang on its size alone, so nothing jumps while a line is typed.
 */
export const layoutOf = ({ columns, rows }: State["size"]): Layout => {
  const layout: Layout =
    columns >= WIDE && rows >= 20
      ? {
          mode: "cards",
          header: 1,
          line: 3,
          hint: 1,
          tabs: 0,
          card: clamp(Math.floor(rows * 0.22), 4, 10),
          rule: 1,
          list: 0,
          notes: 3,
          footer: 1,
        }
      : columns >= MEDIUM && rows >= 14
        ? {
            mode: "tabs",
            header: 1,
            line: 1,
            hint: 1,
            tabs: 1,
            card: clamp(Math.floor(rows * 0.16), 2, 6),
            rule: 1,
            list: 0,
            notes: 2,
            footer: 1,
          }
        : { mode: "tiny", header: 0, line: 1, hint: 1, tabs: 1, card: 0, rule: 0, list: 0, notes: 0, footer: 1 };
  const { header, line, hint, tabs, card, rule, notes, footer } = layout;
  layout.list = rows - (header + line + hint + tabs + card + rule + notes + footer);
  for (const part of GIVEN_UP) {
    if (layout.list >= 0) break;
    layout.list += layout[part];
    layout[part] = 0;
  }
  layout.list = Math.max(0, layout.list);
  return layout;
};

/** Rows of a page of the list: the table's header is none of them. */
export const pageOf = (layout: Layout, hasHeader: boolean): number => Math.max(1, layout.list - (hasHeader ? 1 : 0));
