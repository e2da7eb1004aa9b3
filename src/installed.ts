import { openScripts } from "./runtime/scripts.ts";

/** What bin/ctool starts: main.ts, bundled into the scripts of this folder. A single executable starts main.ts itself. */
openScripts(__dirname, require).load("main.cjs");
