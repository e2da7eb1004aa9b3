import type { AboutTool, ToolFacts } from "../model/index.ts";
import { glyphsFor } from "./glyphs.ts";
import { wrap } from "./measure.ts";
import { makePaint } from "./paint.ts";
import { type Column, renderTsv, tableLines } from "./table.ts";
import type { TextOptions } from "./text-options.ts";

/** A tool on this node, with what it is for. */
export type ToolView = ToolFacts & { about: AboutTool | null };

const columns: readonly Column[] = [
  { header: "TOOL" },
  { header: "VERSION" },
  { header: "WHERE", min: 24, cut: "middle" },
  { header: "WHOSE", priority: 1 },
];

/** Where a tool is, in words: its path, or that it is not here. */
const whereOf = ({ path, command, problem }: ToolFacts): string => {
  if (problem === "missing") return "not on this node";
  return problem === "not-executable" ? `${path} (not executable)` : command.join(" ");
};

const whoseOf = ({ owner, realPath, path }: ToolFacts): string => {
  if (owner === "docker") return "Docker's containerd.io";
  const linked = realPath !== null && realPath !== path ? ` (${realPath})` : "";
  return owner ? `${owner}'s${linked}` : "";
};

/** One tool's paragraph of the comparison: a label and what stands behind it, wrapped. */
const paragraph = (label: string, text: string, width: number): string[] => {
  const lines = wrap(text, Math.max(20, width - 14));
  return lines.map((line, index) => `  ${(index === 0 ? label : "").padEnd(12)}${line}`);
};

/** The tools of this node, then what each is for: the comparison that people start from. */
export const renderTools = (tools: readonly ToolView[], { width, tty, colour, ascii }: TextOptions): string => {
  const rows = tools.map((tool) => [tool.tool, tool.version ?? "", whereOf(tool), whoseOf(tool)]);
  if (!tty) return renderTsv(columns, rows);
  const paint = makePaint(colour);
  const { dot } = glyphsFor(ascii);
  const lines = tableLines(columns, rows, { width, colour, ascii });
  for (const { tool, also } of tools)
    if (also.length > 0) lines.push(...wrap(`${tool}, other copies: ${also.join(", ")}`, width));
  const list = (items: readonly string[]) => items.join(` ${dot} `);
  for (const { about } of tools) {
    if (!about) continue;
    lines.push(
      "",
      `${paint("bold", about.tool)}  ${wrap(about.purpose, Math.max(20, width - about.tool.length - 2)).join("\n          ")}`,
    );
    lines.push(...paragraph("community", about.community, width), ...paragraph("works with", about.worksWith, width));
    lines.push(...paragraph("sees", about.sees, width), ...paragraph("only here", list(about.onlyHere), width));
    lines.push(...paragraph("has no", list(about.lacks), width));
  }
  return `${lines.join("\n")}\n`;
};
