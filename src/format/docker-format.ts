import { alignColumns, PAIRS, TABLE } from "./columns.ts";
import { evaluator } from "./evaluate.ts";
import { functions, headerFunctions } from "./functions.ts";
import { parse, type Tree } from "./parse.ts";
import { TemplateError } from "./problem.ts";
import { type GoMap, textMapOf, type Value, valueOfJson } from "./values.ts";

const isFunction = (name: string): boolean => Object.hasOwn(functions, name);
const compile = (template: string, name = ""): Tree => parse(template, name, isFunction);

/** Docker's words before Go's message. */
const prefixed = <T>(prefix: string, what: () => T): T => {
  try {
    return what();
  } catch (error) {
    if (error instanceof TemplateError) error.message = `${prefix}: ${error.message}`;
    throw error;
  }
};

/** The value that a row type's headers are for a template: field → header, `.Label` the last word of a label's name. */
const headersOf = (headers: Readonly<Record<string, string>>): GoMap => ({
  ...textMapOf(headers),
  methods: { Label: (name) => (name.split(".").at(-1) ?? "").replace(/[-_]/g, " ") },
});

/** A compiled `--format` for rows. */
export interface RowFormat {
  /**
   * Whether the template looks at a field, `{{json .}}` included.
   * @param probe calls `seen` when the field that is asked about is read
   */
  reads: (probe: (seen: () => void) => Value) => boolean;
  /**
   * Prints rows, a line each, under headers when it is a table.
   * @throws {TemplateError} in docker's words, and then nothing of it is to be printed
   */
  print: (rows: readonly Value[]) => string;
}

export interface RowFormatOptions {
  /** Field → header, for `table …`. */
  headers: Readonly<Record<string, string>>;
  /** Cells of a terminal that a text takes. */
  widthOf: (text: string) => number;
}

/**
 * Compiles docker's `--format` for rows (docker/cli, formatter.Context): `table` in front makes a table, `\t` and `\n` mean
 * tab and line feed.
 * @param format what was typed: a template, or `table` and a template
 * @throws {TemplateError} `template parsing error: …`
 */
export const rowFormat = (format: string, { headers, widthOf }: RowFormatOptions): RowFormat => {
  const isTable = format.startsWith("table");
  const trimmed = format.slice(isTable ? "table".length : 0).replace(/^ +| +$/g, "");
  const tree = prefixed("template parsing error", () =>
    compile(trimmed.replaceAll("\\t", "\t").replaceAll("\\n", "\n")),
  );
  return {
    reads: (probe) => {
      let seen = false;
      try {
        evaluator(tree, { functions })(
          probe(() => {
            seen = true;
          }),
        );
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
      }
      return seen;
    },
    print: (rows) => {
      const run = evaluator(tree, { functions });
      const lines = prefixed("template parsing error", () => rows.map((row) => `${run(row)}\n`).join(""));
      if (!isTable) return lines;
      let header = "";
      try {
        header = evaluator(tree, { functions: headerFunctions })(headersOf(headers));
      } catch (error) {
        // A function that headers are no values for is no reason to print no rows.
        if (!(error instanceof TemplateError)) throw error;
        header = error.printed;
      }
      return alignColumns(`${header}\n${lines}`, { ...TABLE, widthOf });
    },
  };
};

/**
 * Docker's `ps` looks at a template before it asks for anything, as it was typed.
 * @param probe a row without content
 * @throws {TemplateError} `failed to parse template: …`, `failed to execute template: …`
 */
export const checkRowFormat = (format: string, probe: Value): void => {
  const tree = prefixed("failed to parse template", () => compile(format));
  prefixed("failed to execute template", () => evaluator(tree, { functions })(probe));
};

/**
 * Compiles the `--format` of `docker version`: a template over one value, columns aligned.
 * @throws {TemplateError} `template parsing error: …`
 */
export const valueFormat = (
  template: string,
  name: string,
  widthOf: (text: string) => number,
): ((value: Value) => string) => {
  const tree = prefixed("template parsing error", () => compile(template, name));
  return (value) => `${alignColumns(`${evaluator(tree, { functions })(value)}`, { ...PAIRS, widthOf })}\n`;
};

/** One thing to be inspected: the value with docker's types, and the JSON it came from. */
export interface Inspected {
  value: Value;
  json: unknown;
}

/**
 * Compiles the `--format` of `docker inspect`. Where a template fails on the typed value it is tried on the plain JSON, in
 * which a key that is not there is an error (docker/cli, inspect.TemplateInspector).
 * @throws {TemplateError} `template parsing error: …`
 */
export const inspectFormat = (template: string): ((one: Inspected) => string) => {
  const tree = prefixed("template parsing error", () => compile(template));
  const typed = evaluator(tree, { functions });
  const raw = evaluator(tree, { functions, missingKeyIsError: true });
  return ({ value, json }) => {
    try {
      return `${typed(value)}\n`;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
    }
    return prefixed("template parsing error", () => `${raw(valueOfJson(json))}\n`);
  };
};
