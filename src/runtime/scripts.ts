import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";

/** Beside each script of dist/: the code that V8 made of it when ctool was built (ADR 0010). */
export const COMPILED = ".code";

/** Smaller ones are compiled in less time than a second file is read. */
const WORTH_KEEPING = 2_048;

/** The scripts of one folder, each run once, however often it is required. */
export interface Scripts {
  /**
   * Runs a script, and those that it requires, and returns what it exports.
   * @param name file name in the folder
   * @throws what reading or running it throws
   */
  load(name: string): unknown;
  /** What V8 has compiled by now of each script that was loaded, with every function that ran: file name → bytes to keep. */
  compiled(): Map<string, Uint8Array>;
}

const readIfThere = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};

/**
 * Opens a folder of CommonJS scripts that require each other as `./name`, and everything else of Node. Code that was kept is
 * used where it fits this Node; V8 checks that, and compiles as ever where it does not. Node's own compile cache keeps no
 * function that runs later than its module, which are nearly all.
 */
export const openScripts = (folder: string, nodeRequire: NodeJS.Require): Scripts => {
  const modules = new Map<string, { exports: unknown }>();
  const scripts = new Map<string, Script>();
  const requireFor = (id: string): unknown => (id.startsWith("./") ? load(id.slice(2)) : nodeRequire(id));
  const load = (name: string): unknown => {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const path = join(folder, name);
    const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(path, "utf8")}\n})`;
    const cachedData = source.length < WORTH_KEEPING ? undefined : readIfThere(`${path}${COMPILED}`);
    const script = new Script(source, { filename: path, ...(cachedData ? { cachedData } : {}) });
    if (source.length >= WORTH_KEEPING) scripts.set(name, script);
    script.runInThisContext()(module.exports, requireFor, module, path, folder);
    return module.exports;
  };
  return {
    load,
    compiled: () => new Map([...scripts].map(([name, script]) => [name, script.createCachedData()])),
  };
};
