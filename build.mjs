// Bundles src/ into dist/: one entry, the rest in chunks that load only when a verb needs them.
import { readFileSync, rmSync } from "node:fs";
import { rolldown } from "rolldown";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
rmSync(new URL("dist", import.meta.url), { recursive: true, force: true });
const bundle = await rolldown({
  input: { ctool: "src/main.ts" },
  platform: "node",
  external: ["react-devtools-core"],
  transform: { define: { "process.env.NODE_ENV": '"production"', __CTOOL_VERSION__: JSON.stringify(version) } },
});
await bundle.write({
  dir: "dist",
  format: "esm",
  entryFileNames: "[name].mjs",
  chunkFileNames: "[name]-[hash].mjs",
  minify: true,
});
