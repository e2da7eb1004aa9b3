import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Plugin, rolldown } from "rolldown";

/**
 * Bundles src/ into dist/, as scripts whose compiled code is kept beside them (ADR 0010). What `ctool ps` needs to start its
 * children is one script, what reads their answers another: each file more costs Node about a millisecond, and the second one
 * loads while the children run.
 */

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
const { version } = JSON.parse(readFileSync(path("package.json"), "utf8")) as { version: string };

const starting =
  /\/src\/(cli\/(main|context|explain-failures|docker|open-host|settings|errors|globals|io|list|node|ps|verbs)|facts\/(?!doctor|path|find-by-id)|plan\/(list|target|namespace)\.ts|runtime\/(ask|run|journal|spawn-failure)\.|adapters\/ask|model\/|settings\/|translate\/([a-z-]+\.ts|specs\/(index|container-ls)))|fastest-levenshtein/;
const answering =
  /\/src\/(adapters\/(?!reads)|compare\/(?!reads)|select\/(?!(reads|events))|render\/(?!reads|t(argets|ools|ranslation))|cli\/(outcomes|read-answer|ask-ends))/;

const YOGA = "\0yoga-layout";

/** Scripts cannot await at their top level. Ink's layout engine does; here it says by a promise when it is there (src/tui/yoga.ts). */
const yogaByPromise: Plugin = {
  name: "yoga-by-promise",
  resolveId: (id) => (id === "yoga-layout" ? YOGA : null),
  load: (id) =>
    id === YOGA
      ? `import { loadYoga } from "yoga-layout/load";
         let yoga;
         export const ready = loadYoga().then((loaded) => { yoga = loaded; });
         export { yoga as default };
         export * from "yoga-layout/load";`
      : null,
};

/** Neither can Ink, which waits for React's developer tools where the variable DEV is set. They are left out. */
const noDeveloperTools: Plugin = {
  name: "no-developer-tools",
  transform: (code, id) =>
    id.endsWith("/ink/build/reconciler.js") ? code.replaceAll("process.env['DEV'] === 'true'", "false") : null,
};

/** The tables that string-width makes when it is loaded take a good part of the time to the workbench's first frame. */
const oneWidth: Plugin = {
  name: "one-width",
  resolveId: (id, importer) =>
    id === "string-width" && !importer?.endsWith("/src/render/cells.ts") ? path("src/tui/string-width.ts") : null,
};

// Built beside dist/ and swapped in: a ctool that starts meanwhile finds a whole one.
const draft = path(`dist.${process.pid}`);

const bundle = await rolldown({
  input: {
    ctool: path("src/installed.ts"),
    main: path("src/main.ts"),
    program: path("src/cli/main.ts"),
    rehearse: path("build/rehearse.ts"),
  },
  platform: "node",
  // Said at a user on first use, warnings about chunks help nobody; errors are thrown.
  logLevel: "silent",
  plugins: [yogaByPromise, noDeveloperTools, oneWidth],
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
const { output } = await bundle.write({
  dir: draft,
  format: "cjs",
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name]-[hash].cjs",
  minify: true,
  codeSplitting: {
    groups: [
      { name: "start", test: starting, priority: 2 },
      { name: "answer", test: answering, priority: 1 },
    ],
  },
});
await bundle.close();
// The bundler makes `require` of every `import()` of ours, but leaves those of Node's modules, which a script cannot do.
for (const file of output)
  if (file.type === "chunk" && /\bimport\(/.test(file.code))
    throw new Error(`${file.fileName}: import() of a module of Node's; take process.getBuiltinModule`);
execFileSync(process.execPath, [`${draft}/rehearse.cjs`], { stdio: "inherit", timeout: 60_000 });
for (const file of readdirSync(draft)) if (file.startsWith("rehearse")) rmSync(`${draft}/${file}`);
const dist = path("dist");
const old = `${draft}.old`;
if (existsSync(dist)) renameSync(dist, old);
renameSync(draft, dist);
rmSync(old, { recursive: true, force: true });
