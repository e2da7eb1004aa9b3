import { checkRowFormat, type GoStruct, type RowFormat, rowFormat, rowValue, TemplateError } from "../format/index.ts";
import { type DockerFields, type DockerRecord, dockerFields, type FormattedKind, widthOf } from "../render/index.ts";
import { CtoolError, exitCodes } from "./errors.ts";

/** A template's fault as a usage error: docker's words, and what a template may use. */
export const templateProblem = (error: unknown, fields?: DockerFields): unknown => {
  if (!(error instanceof TemplateError)) return error;
  const names = fields && Object.keys(fields.headers).map((name) => `.${name}`);
  const hint = names && /can't evaluate field/.test(error.message) ? `The fields: ${names.join(" ")}` : null;
  return new CtoolError("template", exitCodes.usage, error.message, { hint, fix: "ctool help formatting" });
};

/** Runs what may meet a fault of a template. */
export const withTemplate = <T>(what: () => T, fields?: DockerFields): T => {
  try {
    return what();
  } catch (error) {
    throw templateProblem(error, fields);
  }
};

/** A record, and the labels that its `.Label "name"` reads. */
export interface FormattedRow {
  record: DockerRecord;
  labels?: Readonly<Record<string, string>>;
}

/** A compiled `--format` for the rows of one kind. */
export interface CompiledRows {
  /** Whether docker would ask for sizes: the template reads `.Size`, or prints everything. */
  readsSize: boolean;
  /** Whether docker would tell digests: `{{.Digest}}` stands in the template. */
  readsDigests: boolean;
  /** @throws {CtoolError} usage */
  lines: (rows: readonly FormattedRow[]) => string;
}

/** A row without content, whose `.Size` tells that it was read. */
const probeOf = ({ type, headers }: DockerFields, seen: () => void): GoStruct => {
  const fields: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = () => {
      if (name === "Size") seen();
      return "";
    };
    Object.defineProperty(fields, name, { enumerable: true, get: value });
  }
  return { kind: "struct", type, fields, methods: { Label: () => "" }, json: { row: true } };
};

/** Docker's own templates by name, with what `--size` and `--digests` add to them (docker/cli, NewContainerFormat, NewImageFormat). */
const textOf = ({ table, raw }: DockerFields, template: string | null, size: boolean, digests: boolean): string => {
  if (template === null) {
    const sized = size ? `${table}\\t{{.Size}}` : table;
    return digests ? sized.replace("{{.Tag}}\\t", "{{.Tag}}\\t{{.Digest}}\\t") : sized;
  }
  if (template === "raw" && raw !== null) {
    const sized = size ? `${raw}size: {{.Size}}\n` : raw;
    return digests ? sized.replace("tag: {{.Tag}}\n", "tag: {{.Tag}}\ndigest: {{.Digest}}\n") : sized;
  }
  const addsDigest = digests && template.startsWith("table") && !template.includes("{{.Digest}}");
  return addsDigest ? `${template}\\t{{.Digest}}` : template;
};

/**
 * Compiles `--format` for rows of a kind, before anything is asked.
 * @param template as typed: a template, `table TEMPLATE`, `raw`; null for docker's own table
 * @throws {CtoolError} usage, in docker's words
 */
export const compileRows = (
  kind: FormattedKind,
  template: string | null,
  { size = false, digests = false }: { size?: boolean; digests?: boolean } = {},
): CompiledRows => {
  const fields = dockerFields[kind];
  const text = textOf(fields, template, size, digests);
  const compiled: RowFormat = withTemplate(() => {
    // Docker's ps looks before it asks. Unlike docker, what fails only for want of content (an index into it) may pass.
    try {
      if (kind !== "image")
        checkRowFormat(
          text,
          probeOf(fields, () => {}),
        );
    } catch (error) {
      if (!(error instanceof TemplateError) || !/: error calling /.test(error.message)) throw error;
    }
    return rowFormat(text, { headers: fields.headers, widthOf });
  }, fields);
  return {
    readsSize: /\.Size\b/.test(text) || compiled.reads((seen) => probeOf(fields, seen)),
    readsDigests: text.includes("{{.Digest}}"),
    lines: (rows) =>
      withTemplate(() => {
        try {
          return compiled.print(rows.map(({ record, labels = {} }) => rowValue(fields.type, record, labels)));
        } catch (error) {
          // Docker's ps would have said it when it looked at the template.
          if (kind === "container" && error instanceof TemplateError)
            error.message = error.message.replace(/^template parsing error/, "failed to execute template");
          throw error;
        }
      }, fields),
  };
};
