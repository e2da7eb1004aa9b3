import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openRecording } from "../cli/recorded.ts";
import { silentIo } from "../cli/silent-io.ts";
import { loadWidths } from "../render/index.ts";
import { noSettings } from "../settings/index.ts";
import { makeEffects } from "../tui/effects.ts";
import { defaultKeys } from "../tui/keys.ts";
import { initialState, type State } from "../tui/state/index.ts";
import { makeStore } from "../tui/store.ts";
import { drawScreen } from "../tui/views/index.ts";
import { svgOf } from "./pictures.ts";

/**
 * Draws `docs/pictures/*.svg`: screens of the workbench over the bundled node, by the same code that draws them on a terminal.
 * With `--check` it writes nothing, names what is stale, and fails.
 */
const root = fileURLToPath(new URL("../../", import.meta.url));
const SIZE = { columns: 120, rows: 32 };
const LOOK = { colour: true, ascii: false };
const NAMED: Readonly<Record<string, string>> = { "\r": "enter", "\t": "tab", "\u001b": "escape" };

interface Picture {
  name: string;
  title: string;
  /** Keys, one piece after the other, and what has to be on the screen before the next. */
  steps: readonly (readonly [keys: string, sees: string])[];
}

const listed = ["docker ps -a\r\t", "redis"] as const;
const pictures: readonly Picture[] = [
  {
    name: "translate",
    title: "A docker line being typed, with its nerdctl, crictl and ctr forms beside each other",
    steps: [["docker run -d --name web -p 8080:80 --restart always nginx:alpine", "loses"]],
  },
  { name: "joined", title: "docker ps -a answered by every tool in one table", steps: [listed] },
  {
    name: "places",
    title: "Every namespace of every engine, with its containers",
    steps: [listed, ["n", "running of"]],
  },
  { name: "doctor", title: "What doctor found, with evidence and fix", steps: [listed, ["!", "because"]] },
];

const take = async ({ steps }: Picture): Promise<string[]> => {
  const context = {
    io: silentIo({ columns: SIZE.columns }),
    globals: { switches: new Set<never>(), off: new Set<never>(), values: new Map<never, string>(), assume: [] },
    settings: noSettings(),
    interrupt: new AbortController().signal,
    version: "",
    home: root,
    launcher: `${root}bin/ctool`,
    dockerMode: false,
    input: "docker",
    ...openRecording(`${root}demo/k3s-node.jsonl`),
  };
  const terminal = {
    suspend: async () => {},
    leave: () => {},
    send: () => {},
    multiplexer: null,
    columns: () => SIZE.columns,
  };
  const effects = makeEffects(context, terminal);
  const start = initialState({ ...SIZE, ascii: false, recording: context.recording?.title ?? null, keys: defaultKeys });
  const store = makeStore(start, effects.perform);
  const draw = (state: State): string[] => drawScreen(state, LOOK).lines;
  const isThere = (text: string): boolean => {
    const screen = draw(store.get()).join("\n");
    return screen.includes(text) && store.get().live.answered && !/still asking|counting what|looking at/.test(screen);
  };
  const sees = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`never saw ${text}`)), 20_000);
      const look = (): void => {
        if (!isThere(text)) return;
        clearTimeout(late);
        stop();
        resolve();
      };
      const stop = store.subscribe(look);
      look();
    });
  effects.perform({ type: "look" }, store.dispatch);
  await sees("namespace");
  for (const [keys, text] of steps) {
    for (const key of keys) {
      const name = NAMED[key];
      store.dispatch({ type: "key", key: { name: name ?? key, text: name === undefined ? key : null } });
    }
    await sees(text);
  }
  effects.dispose();
  return draw(store.get());
};

await loadWidths("漢");
const stale: string[] = [];
for (const picture of pictures) {
  const path = `docs/pictures/${picture.name}.svg`;
  const svg = svgOf(await take(picture), SIZE.columns, picture.title);
  let before = "";
  try {
    before = readFileSync(root + path, "utf8");
  } catch {
    // Not drawn yet.
  }
  if (before === svg) continue;
  stale.push(path);
  if (process.argv.includes("--check")) continue;
  mkdirSync(`${root}docs/pictures`, { recursive: true });
  writeFileSync(root + path, svg);
}
if (process.argv.includes("--check")) {
  for (const path of stale) process.stderr.write(`${path} is stale: node src/docs/write-pictures.ts\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else process.stdout.write(`${pictures.length} pictures: ${stale.length} written\n`);
