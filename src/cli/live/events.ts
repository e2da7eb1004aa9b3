import { errorLine } from "../../adapters/index.ts";
import { eventLines } from "../../adapters/reads/events.ts";
import { millisOf } from "../../compare/index.ts";
import type { NodeEvent, StreamResult, Tool } from "../../model/index.ts";
import type { Ask } from "../../plan/list.ts";
import { eventTest } from "../../select/events.ts";
import { parseMoment } from "../../select/moment.ts";
import { allValues, lastValue, type Understood } from "../../translate/index.ts";
import { formatOf } from "../choices.ts";
import type { Context } from "../context.ts";
import { exitCodes, usageError } from "../errors.ts";
import { lineSink, textOfLine } from "../one-source/lines.ts";
import { untilMs } from "../one-source/log-window.ts";
import { planRead } from "../reads/ask.ts";
import { sayRecording } from "../show.ts";
import { viaOf } from "../via.ts";
import { containerNames, type Subject } from "./names.ts";

/** What a tool tells first is not news: containerd 2's CRI begins with what happened before anybody listened. */
const SLACK_MS = 1_000;
/** The one tool of a place that is asked where every event is to come once. */
const ONCE: readonly Tool[] = ["docker", "nerdctl", "ctr", "crictl"];

type Print = (tool: Tool, event: NodeEvent) => string | null;

/** How events are printed: a line for a person, the documented JSON, docker's own JSON or a template. */
const printerFor = async (understood: Understood, context: Context): Promise<{ print: Print; once: boolean }> => {
  const { io, globals, dockerMode } = context;
  if (globals.switches.has("json")) {
    const print: Print = (tool, event) =>
      `${JSON.stringify({ schemaVersion: 1, tool, time: event.time, stream: "stdout", event })}\n`;
    return { print, once: false };
  }
  const { dockerEvent, renderEvent } = await import("../../render/reads/events.ts");
  const format = formatOf(lastValue(understood.command, "format"));
  if (format === "json") return { print: (_, event) => `${JSON.stringify(dockerEvent(event))}\n`, once: true };
  if (format !== null) {
    const [{ inspectFormat, valueOfJson }, { withTemplate }] = await Promise.all([
      import("../../format/index.ts"),
      import("../formatted.ts"),
    ]);
    const print = withTemplate(() => inspectFormat(format.template));
    const shown: Print = (_, event) => {
      const json = dockerEvent(event);
      const value = valueOfJson({ ...json, ID: json.id, Status: json.status, From: json.from, Time: json.time });
      return withTemplate(() => print({ value, json }));
    };
    return { print: shown, once: true };
  }
  const options = { colour: io.colour, whole: !io.stdoutIsTerminal };
  return { print: (tool, event) => renderEvent(tool, event, options), once: dockerMode };
};

/** `--since` or `--until` in milliseconds. @throws {CtoolError} usage */
const momentOf = (understood: Understood, flag: "since" | "until", now: number): number | null => {
  const text = lastValue(understood.command, flag);
  if (text === null || text === "") return null;
  const ms = millisOf(text) ?? parseMoment(text, now);
  if (ms === null) throw usageError(`--${flag} ${text} is no time`, "Say it as 10m, or 2024-01-02T13:23:37Z.");
  return ms;
};

/** The tools that are listened to: all, one with `--via`, or one for each engine. */
const chosen = (asks: readonly Ask[], via: Tool | null, once: boolean): Ask[] => {
  if (via !== null) return asks.filter(({ tool }) => tool === via);
  if (!once) return [...asks];
  const sorted = asks.toSorted((a, b) => ONCE.indexOf(a.tool) - ONCE.indexOf(b.tool));
  return sorted.filter((ask, index) => sorted.findIndex(({ target }) => target.id === ask.target.id) === index);
};

/** An event with what a list of containers knows of the one it is about. */
const withSubject = (event: NodeEvent, subject: Subject | null): NodeEvent => {
  if (subject === null) return event;
  const isPod = subject.kind === "sandbox" && event.kind === "container";
  return { ...event, kind: isPod ? "pod" : event.kind, name: event.name ?? subject.name };
};

/**
 * `ctool events`: every tool's stream of events, labelled by tool, until Ctrl-C (or `--until`). Events come in docker's words, with
 * the names of containers. Only dockerd remembers: what was before is docker's alone.
 */
export const runEvents = async (understood: Understood, context: Context): Promise<number> => {
  const { io, host } = context;
  const test = eventTest(allValues(understood.command, "filter"));
  if ("problem" in test) throw usageError(test.problem.message, null, test.problem.suggestion);
  const [via, began] = [viaOf(context), host.now()];
  const since = momentOf(understood, "since", began);
  const until = momentOf(understood, "until", began);
  const { print, once } = await printerFor(understood, context);
  // An end that lies ahead is kept by ctool, for every tool.
  const past = [...(since === null ? [] : ["since"]), ...(until !== null && until <= began ? ["until"] : [])];
  const operands = past.flatMap((flag) => [`--${flag}`, lastValue(understood.command, flag) ?? ""]);
  const { plan } = await planRead(understood, { kind: "event", all: true, size: false, operands }, context);
  sayRecording(context);
  const timeoutMs = until === null || until <= began ? null : untilMs(until, began);
  // Only dockerd has anything to say of a time that is over.
  const asks = chosen(plan.asks, via, once).filter(({ tool }) => until === null || until > began || tool === "docker");
  const say = (text: string): void => {
    if (!context.dockerMode) io.err(text);
  };
  for (const { tool, error, state } of plan.unasked) if (!once && state !== "missing") say(`${tool}: ${error}\n`);
  if (since !== null && asks.some(({ tool }) => tool !== "docker"))
    say("only dockerd remembers events: the other tools tell what happens from now on\n");
  const names = containerNames(context);
  const gone = new AbortController();

  const listen = async ({ tool, command, queries }: Ask): Promise<StreamResult> => {
    const read = eventLines(tool);
    let said = "";
    const isNews = ({ time }: NodeEvent): boolean =>
      since !== null || context.recording !== null || (millisOf(time) ?? began) >= began - SLACK_MS;
    const onLine = async (line: Uint8Array): Promise<string> => {
      let text = "";
      for (const event of read(textOfLine(line)).filter(isNews)) {
        const subject = event.id === null || event.kind === "image" ? null : await names.of(event.id);
        const whole = withSubject(event, subject);
        if (test(whole, subject)) text += print(tool, whole) ?? "";
      }
      return text;
    };
    const out = lineSink(async (lines) => {
      for (const line of lines) {
        const text = await onLine(line);
        if (text !== "") await io.pass(Buffer.from(text), "out");
      }
      if (io.outClosed()) gone.abort();
    });
    const err = lineSink((lines) => {
      said = (said + lines.map((line) => `${textOfLine(line)}\n`).join("")).slice(-4_096);
    });
    const [query] = queries;
    const result = await host.stream({
      tool,
      argv: query?.argv ?? [tool],
      file: command,
      stdin: "none",
      stdout: out.sink,
      stderr: err.sink,
      timeoutMs,
      cancel: gone.signal,
    });
    await out.end();
    await err.end();
    const failed =
      result.outcome === "exited" ? result.exitCode !== 0 || said.includes("level=error") : result.error !== null;
    if (failed) say(`${tool}: ${errorLine(said) ?? result.error ?? `ended with exit code ${result.exitCode}`}\n`);
    return result;
  };
  const results = await Promise.all(asks.map(listen));
  if (results.length === 0)
    return plan.unasked.some(({ state }) => state === "unsupported") ? exitCodes.noTool : exitCodes.environment;
  if (results.some(({ outcome }) => outcome === "timeout")) return exitCodes.done;
  if (results.some(({ outcome }) => outcome === "cancelled"))
    return gone.signal.aborted ? exitCodes.done : exitCodes.interrupted;
  return results.some(({ outcome, exitCode }) => outcome === "exited" && exitCode === 0)
    ? exitCodes.done
    : exitCodes.failed;
};
