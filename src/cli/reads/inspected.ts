import { readDocuments } from "../../adapters/json.ts";
import {
  cleanText,
  type FieldValue,
  type Joined,
  type ObjectRecord,
  type RecordKind,
  type Tool,
} from "../../model/index.ts";
import type { Context } from "../context.ts";
import { CtoolError, exitCodes } from "../errors.ts";
import { exitCodeOf, sayRecording } from "../show.ts";
import { type Asked, lineUp } from "./ask.ts";

/**
 * Prints what one tool printed, as it is (its escapes taken out on a terminal).
 * @returns the exit code: 0 when it answered
 * @throws {CtoolError} when that tool has no such answer
 */
export const rawDocuments = (asked: readonly Asked<RecordKind>[], via: Tool, context: Context): number => {
  sayRecording(context);
  let exitCode: number = exitCodes.done;
  for (const { plan, answered, outcomes } of asked) {
    const index = plan.asks.findIndex(({ tool }) => tool === via);
    const failure = outcomes.find(({ tool }) => tool === via)?.failure;
    if (index < 0) {
      throw new CtoolError(
        "no-form",
        exitCodes.noTool,
        `${via} cannot say it: ${failure?.error ?? "it was not asked"}`,
        {
          hint: failure?.hint ?? null,
        },
      );
    }
    const main = answered[index]?.[0]?.query.name;
    for (const { run, query } of answered[index] ?? []) {
      if (query.name !== main) continue;
      context.io.out(context.io.stdoutIsTerminal ? cleanText(run.stdout) : run.stdout);
      if (run.exitCode !== 0) context.io.err(cleanText(run.stderr));
      if (run.exitCode !== 0) exitCode = exitCodes.failed;
    }
  }
  return exitCode;
};

const text = (value: FieldValue | undefined): string => (typeof value === "string" ? value : "");
const list = (value: FieldValue | undefined): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);
const map = (value: FieldValue | undefined): Record<string, string> =>
  typeof value === "object" && !Array.isArray(value) ? { ...(value as Record<string, string>) } : {};
const number = (value: FieldValue | undefined): number => (typeof value === "number" ? value : 0);

/** Docker's record of a container, as far as the tools' fields fill it. */
const dockerContainer = ({ id, name, fields }: ObjectRecord): Record<string, unknown> => {
  const command = list(fields.command);
  const state = text(fields.state);
  return {
    Id: id,
    Created: text(fields.createdAt),
    Path: command[0] ?? "",
    Args: command.slice(1),
    State: {
      Status: state,
      Running: state === "running",
      Paused: state === "paused",
      Pid: number(fields.pid),
      ExitCode: number(fields.exitCode),
      StartedAt: text(fields.startedAt) || "0001-01-01T00:00:00Z",
      FinishedAt: text(fields.finishedAt) || "0001-01-01T00:00:00Z",
    },
    Image: text(fields.imageId),
    LogPath: text(fields.logPath),
    Name: `/${name ?? id}`,
    RestartCount: number(fields.attempt),
    Driver: text(fields.snapshotter),
    Mounts: list(fields.mounts).map((mount) => {
      const [, source = "", destination = "", readOnly] = /^(.*?):([^:]*)(:ro)?$/.exec(mount) ?? [];
      return { Type: "bind", Source: source, Destination: destination, RW: readOnly === undefined };
    }),
    Config: {
      Env: Object.entries(map(fields.env)).map(([key, value]) => `${key}=${value}`),
      Cmd: command,
      Image: text(fields.image),
      WorkingDir: text(fields.workingDir),
      User: text(fields.user),
      Labels: map(fields.labels),
    },
    HostConfig: {
      Runtime: text(fields.runtime),
      Memory: number(fields.memoryLimit),
      CgroupParent: text(fields.cgroup),
    },
    NetworkSettings: { IPAddress: text(fields.ip), Ports: {}, Networks: {} },
  };
};

/** Docker's record of an image, likewise. */
const dockerImage = ({ id, fields }: ObjectRecord): Record<string, unknown> => {
  const [os = "", architecture = ""] = text(fields.platform).split("/");
  return {
    Id: id,
    RepoTags: list(fields.references),
    RepoDigests: list(fields.digests),
    Created: text(fields.createdAt),
    Architecture: architecture,
    Os: os,
    Size: number(fields.unpackedSize) || number(fields.contentSize),
    Config: {
      Env: Object.entries(map(fields.env)).map(([key, value]) => `${key}=${value}`),
      Entrypoint: list(fields.entrypoint),
      Cmd: list(fields.command),
      WorkingDir: text(fields.workingDir),
      User: text(fields.user),
      Labels: map(fields.labels),
    },
    RootFS: { Type: "layers", Layers: list(fields.layers) },
  };
};

/** What nobody said: null, an empty text, list or object, 0, and Go's "never". */
const isBlank = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  value === 0 ||
  value === "0001-01-01T00:00:00Z" ||
  (typeof value === "object" && Object.keys(value).length === 0);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A tool's own record, with what it leaves blank filled in from what the other tools say. */
const fill = (own: unknown, from: unknown): unknown => {
  if (!isObject(own) || !isObject(from)) return isBlank(own) && !isBlank(from) ? from : own;
  const filled = { ...own };
  for (const [key, value] of Object.entries(from)) filled[key] = key in own ? fill(own[key], value) : value;
  return filled;
};

const shapes: Partial<Record<RecordKind, (record: ObjectRecord) => Record<string, unknown>>> = {
  containerRecord: dockerContainer,
  podRecord: dockerContainer,
  imageRecord: dockerImage,
};

/** docker's own document about a row, else nerdctl's, which has the same shape; an empty one where neither has one. */
const ownDocument = ({ plan, answered }: Asked<RecordKind>, row: Joined<RecordKind>): unknown => {
  for (const tool of ["docker", "nerdctl"] as const) {
    const index = plan.asks.findIndex((one) => one.tool === tool);
    if (index < 0 || !row.seenBy.includes(tool)) continue;
    for (const document of (answered[index] ?? []).flatMap(({ run }) => readDocuments(run.stdout).rows)) {
      const { Id, Name } = document as { Id?: unknown; Name?: unknown };
      if (Id === row.id || Name === row.id || (row.saidBy.manifestDigest && plan.question.operands?.length === 1))
        return document;
    }
  }
  return {};
};

/**
 * Prints docker's answer: an array of docker's records, or what a Go template makes of each.
 * @param format as typed; null, `json` and the empty text are docker's array
 * @throws {CtoolError} usage, in docker's words, when the template is none
 */
export const printAsDocker = async (
  asked: readonly Asked<RecordKind>[],
  format: string | null,
  context: Context,
): Promise<number> => {
  sayRecording(context);
  const found = asked.map((one) => ({ one, listed: lineUp(one) }));
  const documents = found.flatMap(({ one, listed }) =>
    (listed.comparison.rows as Joined<RecordKind>[]).map((row) => ({
      kind: one.question.kind,
      document: fill(ownDocument(one, row), shapes[one.question.kind]?.(row) ?? {}),
    })),
  );
  const exitCode = Math.max(...found.map(({ listed }) => exitCodeOf(listed.comparison as never, context)));
  if (format === null || format === "" || format === "json") {
    context.io.out(
      `${JSON.stringify(
        documents.map(({ document }) => document),
        null,
        4,
      )}\n`,
    );
  } else {
    const [{ inspectedContainer, inspectedImage, inspectFormat, valueOfJson }, { withTemplate }] = await Promise.all([
      import("../../format/index.ts"),
      import("../formatted.ts"),
    ]);
    const print = withTemplate(() => inspectFormat(format));
    for (const { kind, document } of documents) {
      const value =
        kind === "imageRecord"
          ? inspectedImage(document)
          : kind === "containerRecord"
            ? inspectedContainer(document)
            : { value: valueOfJson(document), json: document };
      context.io.out(withTemplate(() => print(value)));
    }
  }
  for (const { one } of found)
    for (const { tool, failure } of one.outcomes)
      if (exitCode !== exitCodes.done && failure && failure.state !== "unsupported")
        context.io.err(`${tool}: ${failure.error}\n`);
  return exitCode;
};
