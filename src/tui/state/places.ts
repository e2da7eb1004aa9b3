import { pad, widthOf } from "../../render/index.ts";
import { type Entry, type EntryLine, openPanel } from "./panel.ts";
import type { Place, State, Step } from "./state.ts";

const isPlace = (place: Place, { node }: Pick<State, "node">): boolean =>
  node.state === "found" && place.target === node.target.id && place.namespace === node.target.namespace;

/** `3 running`, `3 running of 8`, `2`: what lies in a place; empty where nobody could count. */
export const countText = ({ running, total }: Pick<Place, "running" | "total">): string => {
  if (running === null) return total === null ? "" : `${total} in all`;
  return total === null ? `${running} running` : `${running} running of ${total}`;
};

/** A number for a place, where there is room for one only. */
const shortCount = ({ running, total }: Place): string => String(total ?? running ?? "?");

/** `k8s.io 8`: the chosen namespace with its count, for the header; null where it has none or nobody counted. */
export const hereText = (state: State): string | null => {
  const here = state.places.find((place) => isPlace(place, state));
  const count = here === undefined ? "" : countText(here);
  return count === "" ? null : count;
};

/** `default 1 · moby 2`: what lies in other places than the chosen one, empty ones left out. */
export const elsewhereText = (state: State, dot: string): string => {
  const { node, places } = state;
  if (node.state !== "found") return "";
  // What dockerd runs is in its containerd's moby: the same containers are not told twice.
  const hasMoby = places.some(({ namespace }) => namespace === "moby");
  return places
    .filter((place) => !isPlace(place, state) && !(hasMoby && place.engine === "docker"))
    .filter((place) => (place.total ?? place.running ?? 0) > 0)
    .map((place) => `${place.namespace ?? place.target} ${shortCount(place)}`)
    .join(` ${dot} `);
};

const keyOf = ({ target, namespace }: Pick<Place, "target" | "namespace">): string => `${target}/${namespace ?? ""}`;

/** Every namespace of every engine, with its counts; an engine that does not answer says why. */
export const placeEntries = (places: readonly Place[], state: Pick<State, "node">): Entry[] => {
  const nameOf = ({ namespace }: Place): string => namespace ?? "(no namespaces)";
  const names = Math.max(0, ...places.map((place) => widthOf(nameOf(place))));
  const targets = Math.max(0, ...places.map(({ target }) => widthOf(target)));
  const counts = Math.max(0, ...places.map((place) => widthOf(place.why === null ? countText(place) : "")));
  return places.map((place): Entry => {
    const { target, namespace, socket, why } = place;
    const here = isPlace(place, state) ? "  (here)" : "";
    const head = [pad(nameOf(place), names), pad(why === null ? countText(place) : "", counts), pad(target, targets)];
    return {
      key: keyOf(place),
      lines: [
        { text: `${head.join("  ")}  ${socket}${here}`, style: here === "" ? "plain" : "title", indent: 0, row: true },
        ...(why === null ? [] : [{ text: why, style: "dim" as const, indent: 2 }]),
      ],
      enter: why === null ? { do: "place", target, namespace } : null,
      copy: { text: socket, what: "the socket" },
    };
  });
};

/** Every engine once, with what lies in all of its namespaces. */
export const socketEntries = (places: readonly Place[], state: Pick<State, "node">): Entry[] => {
  const engines = [...Map.groupBy(places, ({ target }) => target)];
  const names = Math.max(0, ...engines.map(([target]) => widthOf(target)));
  return engines.flatMap(([target, own]): Entry[] => {
    const [first] = own;
    if (first === undefined) return [];
    const sum = (of: "running" | "total"): number | null =>
      own.every((place) => place[of] === null) ? null : own.reduce((all, place) => all + (place[of] ?? 0), 0);
    const here = state.node.state === "found" && state.node.target.id === target ? "  (here)" : "";
    const spaces = own.flatMap(({ namespace }) => namespace ?? []).join(", ");
    const count = first.why === null ? countText({ running: sum("running"), total: sum("total") }) : "";
    const told = first.why ?? `${count}${spaces === "" ? "" : ` in ${spaces}`}`.trim();
    const head: EntryLine = {
      text: `${pad(target, names)}  ${first.engine}  ${first.socket}${here}`,
      style: here === "" ? "plain" : "title",
      indent: 0,
      row: true,
    };
    return [
      {
        key: target,
        lines: told === "" ? [head] : [head, { text: told, style: "dim", indent: 2 }],
        enter: first.why === null ? { do: "place", target, namespace: null } : null,
        copy: { text: first.socket, what: "the socket" },
      },
    ];
  });
};

/** The switcher: what is known of all places at once, counted in full as soon as the tools have answered. */
export const openPlaces = (state: State, kind: "places" | "sockets"): Step => {
  const { node, places } = state;
  const entries = kind === "places" ? placeEntries(places, state) : socketEntries(places, state);
  const here =
    node.state !== "found"
      ? null
      : kind === "places"
        ? keyOf({ target: node.target.id, namespace: node.target.namespace })
        : node.target.id;
  return openPanel(state, kind, { type: "survey" }, entries, here);
};

/** Goes to a place: what is listed is asked for again there. */
export const goTo = (state: State, target: string | null, namespace: string | null): Step => [
  { ...state, panel: null, pages: [], node: { state: "looking" }, moved: true },
  [
    {
      type: "place",
      ...(target === null ? {} : { target }),
      ...(namespace === null ? {} : { namespace }),
    },
  ],
];
