// Bundles src/ into dist/. What `ctool ps` needs to start its children is one chunk, what reads their answers another: each
// file more costs Node about a millisecond, and the second chunk loads while the children run.
import { readFileSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const starting =
  /\/src\/(cli\/(main|context|explain-failures|docker|open-host|settings|errors|globals|io|list|node|ps|verbs)|facts\/(?!doctor|path|find-by-id)|plan\/|runtime\/(ask|run|journal|spawn-failure)\.|adapters\/ask|model\/|settings\/|translate\/([a-z-]+\.ts|specs\/(index|container-ls)))|fastest-levenshtein/;
const answering =
  /\/src\/(adapters\/(?!reads)|compare\/(?!reads)|select\/(?!(reads|events))|render\/(?!reads|t(argets|ools|ranslation))|cli\/outcomes)/;

// Built beside dist/ and swapped in: a ctool that starts meanwhile finds a whole one.
const draft = fileURLToPath(new URL(`dist.${process.pid}`, import.meta.url));
const dist = fileURLToPath(new URL("dist", import.meta.url));
const bundle = await rolldown({
  input: { ctool: "src/main.ts" },
  platform: "node",
  // Said at a user on first use, warnings about chunks help nobody; errors are thrown.
  logLevel: "silent",
  external: ["react-devtools-core"],
  transform: {
    define: {
      "process.env.NODE_ENV": '"production"',
      __CTOOL_VERSION__: JSON.stringify(version),
      __CTOOL_HOME__: JSON.stringify(".."),
      // ctool fetches nothing. Yoga would, its own code out of a data: URL: loading Node's fetch for that takes 60 ms.
      fetch: "undefined",
    },
  },
});
await bundle.write({
  dir: draft,
  format: "esm",
  entryFileNames: "[name].mjs",
  chunkFileNames: "[name]-[hash].mjs",
  minify: true,
  codeSplitting: {
    groups: [
      { name: "start", test: starting, priority: 2 },
      { name: "answer", test: answering, priority: 1 },
    ],
  },
});
await bundle.close();
rmSync(dist, { recursive: true, force: true });
renameSync(draft, dist);
