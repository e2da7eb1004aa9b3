import { type Style, widthOf, wrap } from "../render/index.ts";
import { type Keys, labelOf, type Place, placeNames } from "./keys.ts";

/** A line of the help page. */
export interface HelpLine {
  text: string;
  style: Style;
}

/** Cells of the column of keys, and the least that the words beside it need. */
const KEYS = 24;
const WORDS = 30;
const PLACES: readonly Place[] = [
  "line",
  "list",
  "page",
  "question",
  "panel",
  "quiz",
  "filter",
  "search",
  "command",
  "find",
];

const everywhere = (places: readonly Place[]): boolean => places.length === Object.keys(placeNames).length;

/** Keys and words side by side, or under each other where the screen is narrow. */
const linesFor = (keys: readonly string[], help: string, width: number): HelpLine[] => {
  const names = `  ${keys.map(labelOf).join(", ")}`;
  const beside = width >= KEYS + WORDS;
  const words = wrap(help, Math.max(1, width - (beside ? KEYS : 4)));
  const first = beside && widthOf(names) < KEYS ? names.padEnd(KEYS) + (words.shift() ?? "") : names;
  const margin = " ".repeat(beside ? KEYS : 4);
  return [first, ...words.map((line) => margin + line)].map((text) => ({ text, style: "plain" }));
};

const section = (title: string, rows: readonly HelpLine[]): HelpLine[] => [
  { text: title, style: "bold" },
  ...rows,
  { text: "", style: "plain" },
];

/** The help page: the key table, place by place, in so many cells. */
export const helpLines = (width: number, { bindings }: Keys): HelpLine[] => {
  const rows = (isMeant: (places: readonly Place[]) => boolean): HelpLine[] =>
    bindings.filter(({ places }) => isMeant(places)).flatMap(({ keys, help }) => linesFor(keys, help, width));
  return [
    ...section("Everywhere", rows(everywhere)),
    ...PLACES.flatMap((place) =>
      section(
        placeNames[place],
        rows((places) => places.includes(place) && !everywhere(places)),
      ),
    ),
  ];
};
