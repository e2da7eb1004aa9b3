import { addressFlags } from "../adapters/ask.ts";
import type { Fit, Target, Tool, Translation } from "../model/index.ts";
import { aboutTools } from "../model/index.ts";
import { COLUMNS, quote, translate } from "../translate/index.ts";
import { cheatLines } from "./cheat-lines.ts";

const MARKS: Readonly<Record<Fit, readonly [string, string]>> = {
  exact: ["=", "same effect"],
  steps: ["+", "same, in several commands"],
  partial: ["~", "something is lost"],
  none: ["–", "no form"],
};

const escapeHtml = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** An id that has to be looked up first is `ID` here; how, the sheet says once. */
const lineOf = ({ steps }: Translation): string =>
  steps
    .filter(({ captures, argv }) => captures === null || !argv.includes("-q"))
    .map(({ argv }) => argv.map((word) => (word === "<container-id>" ? "ID" : quote([word]))).join(" "))
    .join("; ");

const cell = (translation: Translation): string => {
  const { fit } = translation;
  const [mark] = MARKS[fit];
  const line = lineOf(translation).replace(/docker\.io\/library\//g, "…/");
  return `<td class="${fit}"><b>${mark}</b>${line === "" ? "" : ` <code>${escapeHtml(line)}</code>`}</td>`;
};

const row = async (line: string): Promise<string> => {
  const { translations } = await translate(line.replace(/^ctool /, "docker "));
  const cells = COLUMNS.flatMap((tool) => translations.filter((each) => each.tool === tool).map(cell));
  return `<tr><th scope="row"><code>${escapeHtml(line)}</code></th>${cells.join("")}</tr>`;
};

/** Two places where containerd listens, as the tools are told. */
const PLACES: readonly (readonly [string, Target])[] = [
  ["k3s, RKE2", "/run/k3s/containerd/containerd.sock"],
  ["kubeadm, EKS, AKS, GKE", "/run/containerd/containerd.sock"],
].map(([name = "", socket = ""]) => [
  name,
  { id: "", flavor: "containerd", engine: "containerd", socket, namespace: "k8s.io", reason: "", otherNamespaces: [] },
]);

const places = (): string =>
  PLACES.map(([name, target]) => {
    const lines = (["nerdctl", "crictl", "ctr"] satisfies Tool[]).map(
      (tool) => `<code>${escapeHtml([tool, ...addressFlags(tool, target)].join(" "))}</code>`,
    );
    return `<dt>${name}</dt><dd>${lines.join("<br>")}</dd>`;
  }).join("");

const tools = (): string =>
  aboutTools.map(({ tool, purpose }) => `<dt>${tool}</dt><dd>${escapeHtml(purpose)}</dd>`).join("");

const STYLE = `
@page { size: A4 landscape; margin: 7mm; }
* { box-sizing: border-box; }
html { background: #fff; color: #111; font: 7pt/1.15 "DejaVu Sans", Verdana, "Segoe UI", sans-serif; }
body { width: 283mm; margin: 0 auto; }
h1 { font-size: 11pt; margin: 0 0 0.5mm; }
h1 small { font-size: 7pt; font-weight: normal; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: 0.1mm 1mm; border-bottom: 0.1mm solid #bbb; font-weight: normal; overflow-wrap: anywhere; }
thead th { font-weight: bold; border-bottom: 0.3mm solid #111; }
tbody th.group { font-weight: bold; background: #eee; }
th:nth-child(1) { width: 18%; } th:nth-child(2) { width: 22%; } th:nth-child(3) { width: 23%; }
code { font: 6.6pt/1.15 "DejaVu Sans Mono", Menlo, Consolas, monospace; }
td b { display: inline-block; width: 2.2mm; }
td.partial { background: #fff6dd; } td.none { color: #777; }
footer { display: grid; grid-template-columns: 1fr 2fr 1fr; gap: 4mm; margin-top: 1mm; }
h2 { font-size: 8pt; margin: 0 0 0.5mm; }
dl { margin: 0; } dt { font-weight: bold; float: left; clear: left; margin-right: 1.5mm; } dd { margin: 0; overflow-wrap: anywhere; }
p { margin: 0 0 0.6mm; }
@media print { html { -webkit-print-color-adjust: exact; print-color-adjust: exact; } tr, footer { break-inside: avoid; } }
`.trim();

/**
 * The cheat sheet: one page of A4 (landscape), to read on a screen, to print, or to save as PDF.
 * @returns HTML with its styles in it; no scripts, nothing loaded
 */
export const cheatSheet = async (version: string): Promise<string> => {
  const groups = await Promise.all(
    cheatLines.map(async ([title, lines]) => {
      const rows = await Promise.all(lines.map(row));
      return `<tbody><tr><th class="group" scope="rowgroup" colspan="4">${title}</th></tr>\n${rows.join("\n")}\n</tbody>`;
    }),
  );
  const legend = Object.entries(MARKS).map(([fit, [mark, text]]) => `<b>${mark}</b> ${fit}: ${text}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>docker, nerdctl, crictl, ctr</title>
<style>
${STYLE}
</style>
</head>
<body>
<h1>docker → nerdctl, crictl, ctr <small>${legend.join(" &nbsp; ")} &nbsp; …/ is docker.io/library/ &nbsp; ctool ${escapeHtml(version)}</small></h1>
<table>
<thead><tr><th scope="col">docker</th>${COLUMNS.map((tool) => `<th scope="col">${tool}</th>`).join("")}</tr></thead>
${groups.join("\n")}
</table>
<footer>
<section><h2>What each is for</h2><dl>${tools()}</dl></section>
<section><h2>Where containerd is</h2><dl>${places()}</dl></section>
<section><h2>Know</h2>
<p>crictl takes ids: <code>crictl ps -a -q --name '^web$'</code>.</p>
<p>containerd's namespaces are worlds apart: pods are in k8s.io, nerdctl and ctr look into default unless told.</p>
<p>What a line loses, and every other flag: <code>ctool map run</code>, <code>ctool translate LINE</code>.</p>
<p>The addresses of this node: <code>eval "$(ctool env)"</code>.</p>
</section>
</footer>
</body>
</html>
`;
};
