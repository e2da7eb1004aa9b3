import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { schemas } from "../contract/index.ts";

/** Writes docs/schemas/ from src/contract; with --check, fails when a file is not what it would write. */
const folder = fileURLToPath(new URL("../../docs/schemas/", import.meta.url));
mkdirSync(folder, { recursive: true });
let stale = 0;
for (const [name, schema] of Object.entries(schemas())) {
  const file = `${folder}${name}.json`;
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  if (!process.argv.includes("--check")) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    process.stderr.write(`docs/schemas/${name}.json is stale: npm run docs\n`);
    stale++;
  }
}
process.exitCode = stale > 0 ? 1 : 0;
