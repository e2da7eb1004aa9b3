import type { EngineFacts, NamespaceCount, Target } from "../model/index.ts";
import { glyphsFor } from "./glyphs.ts";
import { wrap } from "./measure.ts";
import { makePaint, type Style } from "./paint.ts";
import { type Column, renderTsv, tableLines } from "./table.ts";
import type { Rendered, TextOptions } from "./text-options.ts";

/** What `ctool targets` found out. */
export interface TargetsView {
  engines: readonly (EngineFacts & { version: string | null })[];
  target: Target | null;
  problem: { message: string; hint: string | null } | null;
  problems: readonly { source: string; text: string }[];
  looked: readonly string[];
}

const columns: readonly Column[] = [
  { header: "" },
  { header: "TARGET" },
  { header: "ENGINE", priority: 2 },
  { header: "STATE" },
  { header: "SOCKET", min: 20, cut: "middle" },
  { header: "NAMESPACES", min: 16 },
];

const countOf = ({ containers, running }: NamespaceCount): string => {
  if (containers !== null) return running === null ? `${containers}` : `${containers} (${running} running)`;
  return running === null ? "?" : `${running} running`;
};

const namespacesOf = ({ engine, namespaces }: EngineFacts): string => {
  if (engine === "docker") return namespaces[0] ? `${countOf(namespaces[0])}` : "";
  return namespaces.map((one) => `${one.name} ${countOf(one)}`).join(", ");
};

const stateStyle = ({ liveness }: EngineFacts): Style =>
  liveness === "alive" ? "good" : liveness === "denied" ? "warn" : "bad";

/**
 * The table of engines, the one that was chosen and why, and what is wrong with the others.
 * @returns for a terminal everything on stdout; for a pipe the table only, the rest on stderr
 */
export const renderTargets = (view: TargetsView, { width, tty, colour, ascii }: TextOptions): Rendered => {
  const paint = makePaint(colour);
  const { seen } = glyphsFor(ascii);
  const { engines, target, problem, problems, looked } = view;
  const isChosen = ({ socket, id }: EngineFacts) => target !== null && target.socket === socket && target.id === id;
  const rows = engines.map((engine) => [
    isChosen(engine) ? (ascii ? "*" : seen) : "",
    engine.id,
    `${engine.engine}${engine.version ? ` ${engine.version}` : ""}`,
    { text: engine.liveness, style: stateStyle(engine) },
    engine.socket,
    namespacesOf(engine),
  ]);
  const notes: string[] = [];
  const say = (text: string, style: Style = "plain") => {
    for (const line of wrap(text, Math.max(20, width - 2))) notes.push(paint(style, line));
  };
  if (target) say(`uses ${target.id}${target.namespace ? `, namespace ${target.namespace}` : ""}: ${target.reason}`);
  if (problem) {
    say(problem.message, "bad");
    if (problem.hint) say(problem.hint);
  }
  for (const { id, why } of engines) if (why) say(`${id}: ${why}`, "warn");
  for (const { source, text } of problems) say(`${source}: ${text}`, "warn");
  if (engines.length === 0) say(`Looked for a socket at: ${looked.join(" ")}`);
  const others = engines.find((engine) => engine.liveness === "alive" && !isChosen(engine));
  if (others) say(`another one: ctool --target ${others.id} ps`, "dim");
  const text = notes.map((line) => `${line}\n`).join("");
  if (!tty) return { stdout: engines.length > 0 ? renderTsv(columns, rows) : "", stderr: text };
  const table = engines.length > 0 ? `${tableLines(columns, rows, { width, colour, ascii }).join("\n")}\n\n` : "";
  return { stdout: table + text, stderr: "" };
};
