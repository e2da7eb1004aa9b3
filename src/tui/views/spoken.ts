import { cleanLine, TOOLS } from "../../model/index.ts";
import { notesOn } from "../../render/index.ts";
import { helpLines } from "../help.ts";
import {
  CARDS,
  cardOf,
  contentOf,
  countsOf,
  drawTableAt,
  entryOf,
  hereText,
  type Item,
  indexOf,
  lengthOf,
  pageOf,
  panelTitles,
  placeOf,
  type State,
  sheetOf,
  showsRun,
  sliceLines,
} from "../state/index.ts";

/** Lines of a page that are said at once; who wants the rest moves on. */
const MOST_LINES = 200;
/** Cells that help is laid out for: nobody sees them. */
const WIDTH = 200;

/** `docker ps -a` as it is to be heard: readers pass over dashes. */
export const spokenLine = (line: string): string =>
  line.replace(
    /(^|\s)(--?)(?=\w)/g,
    (_, blank: string, dashes: string) => `${blank}${dashes.length === 2 ? "dash dash " : "dash "}`,
  );

/** What the line is in the tools, in words; empty while nothing is known. */
const meaningOf = ({ live, line }: State): string => {
  const { report } = live;
  if (report === null || line.text.trim() === "" || !live.answered) return "";
  const [problem] = report.problems;
  if (problem !== undefined)
    return `${problem.message}.${problem.suggestion === null ? "" : ` Did you mean: ${spokenLine(problem.suggestion)}? Tab takes it.`}`;
  const forms = report.translations.map(({ tool, fit, shell, notes }) => {
    const lost = notes.filter(({ kind }) => kind === "lost").map(({ text }) => text);
    return `${tool}: ${fit}${shell === "" ? "" : `, ${spokenLine(shell.split("\n")[0] ?? "")}`}${lost.length === 0 ? "" : `, loses: ${lost.join("; ")}`}.`;
  });
  return forms.join(" ");
};

/** How the run went, tool by tool. */
const outcomeOf = (state: State): string => {
  const { run, live } = state;
  if (run === null || run.table === null) return "";
  const counts = countsOf(run.table);
  const tools = run.table.comparison.tools.map(({ tool, state: how, error }) => {
    const fit = showsRun(state) ? live.report?.translations.find((one) => one.tool === tool)?.fit : undefined;
    const count = counts.get(tool) ?? 0;
    const told = how === "ok" ? `${count} row${count === 1 ? "" : "s"}` : `${how}${error === null ? "" : `, ${error}`}`;
    return `${tool}: ${fit === undefined ? "" : `${fit}, `}${told}.`;
  });
  const length = run.table.items.length;
  return `${spokenLine(run.line)}. ${tools.join(" ")} ${length} row${length === 1 ? "" : "s"} in all.`;
};

/** A row: its cells with the names of their columns, who lists it, and why the others do not. */
const rowWords = ({ row }: Item, state: State): string => {
  const table = state.run?.table;
  if (table == null) return "";
  const drawing = drawTableAt(table, WIDTH, { colour: false, ascii: true });
  const sheet = sheetOf(table.comparison.kind);
  const cells = sheet.cells(row, drawing).map((cell) => (typeof cell === "string" ? cell : cell.text));
  const named = sheet.columns(drawing).flatMap(({ header }, index) => {
    const text = cells[index] ?? "";
    return text === "" ? [] : [header === "NAME" ? text : `${header.toLowerCase()} ${text}`];
  });
  const notes = TOOLS.flatMap((tool) =>
    notesOn(row, tool).map((note) => (note.startsWith(tool) ? note : `${tool} ${note}`)),
  );
  return [...named, `listed by ${row.seenBy.join(", ")}`, ...notes].join(", ");
};

/** What the cursor of the list stands on. */
const cursorWords = (state: State): string => {
  const content = contentOf(state);
  const at = indexOf(content, state.selected);
  const length = lengthOf(content);
  if (length === 0) return "the list is empty";
  const what = content.kind === "rows" ? content.items[at] : content.lines[at];
  if (what === undefined) return "";
  return `${at + 1} of ${length}: ${"row" in what ? rowWords(what, state) : what.text}`;
};

const nodeWords = (state: State): string => {
  const { node } = state;
  if (node.state === "looking") return "";
  if (node.state === "none") return `${node.failure.message}. ${node.failure.hint ?? ""}`;
  const { id, namespace } = node.target;
  const count = hereText(state);
  return `${id}${namespace === null ? "" : `, namespace ${namespace}`}${count === null ? "" : `, ${count}`}.`;
};

const pageWords = (before: State, after: State): string[] => {
  const [was, is] = [pageOf(before), pageOf(after)];
  if (is === null) return was === null ? [] : ["closed."];
  const same = was?.id === is.id;
  const said = same ? was.lines.length + was.lines.dropped - is.lines.dropped : 0;
  const fresh = sliceLines(is.lines, Math.max(0, said), MOST_LINES);
  const more = is.lines.length - Math.max(0, said) - fresh.length;
  const words = [...(same ? [] : [`${is.title}:`]), ...fresh, ...(more > 0 ? [`${more} more lines.`] : [])];
  if (is.state !== "running" && (!same || was.state !== is.state))
    words.push(
      is.asks !== null
        ? "y runs it, Escape does not."
        : is.exitCode === null || is.exitCode === 0
          ? `${is.state}.`
          : `exit code ${is.exitCode}.`,
    );
  if (same && fresh.length === 0 && was.top !== is.top) words.push(sliceLines(is.lines, is.top, 1)[0] ?? "");
  return words;
};

const panelWords = (before: State, after: State): string[] => {
  const [was, is] = [before.panel, after.panel];
  if (is === null) return was === null ? [] : ["closed."];
  const words = was?.kind === is.kind ? [] : [`${panelTitles[is.kind]}:`];
  if (is.state === "there" && was?.state !== "there") words.push(`${is.entries.length} in the list. ${is.note}`.trim());
  const entry = entryOf(is);
  if (entry !== null && (was?.selected !== is.selected || was?.entries !== is.entries))
    words.push(...entry.lines.map(({ text }) => text).filter((text) => text !== ""));
  return words;
};

const quizWords = ({ quiz: was }: State, { quiz: is }: State): string[] => {
  if (is === null || was === is) return is === null && was !== null ? ["closed."] : [];
  const card = cardOf(is);
  const words: string[] = [];
  if (is.verdict !== null && was?.verdict !== is.verdict) words.push(...is.verdict.lines.map(({ text }) => text));
  if (card !== null && is.state === "asking" && (was?.at !== is.at || was.cards !== is.cards))
    words.push(card.question.replaceAll("→", "to"), spokenLine(card.card.line), ...card.hints);
  if (is.state === "over" && was?.state !== "over") words.push(`${is.right} of ${is.cards.length} right.`);
  return words;
};

/** What has to be said of a change: only what is new, states as words, no drawing. */
export const sayings = (before: State, after: State): string[] => {
  const words: string[] = [];
  const changed = (of: (state: State) => string): void => {
    const text = of(after);
    if (text !== "" && text !== of(before)) words.push(text);
  };
  changed(nodeWords);
  if (after.notice !== null && after.notice !== before.notice) words.push(after.notice.text);
  if (after.help !== null && before.help === null)
    words.push(...helpLines(WIDTH, after.keys).map(({ text }) => text.replace(/ {2,}/g, " ").trim()));
  words.push(...pageWords(before, after), ...panelWords(before, after), ...quizWords(before, after));
  changed(meaningOf);
  if (after.menu !== null && after.menu !== before.menu) {
    const { text = "", meaning = "" } = after.menu.items[after.menu.index] ?? {};
    words.push(`${spokenLine(text)}. ${meaning}`);
  }
  if (after.search !== null && after.search.hit !== before.search?.hit && after.search.hit !== null)
    words.push(spokenLine(after.history.entries[after.search.hit] ?? ""));
  if (after.run?.state === "done" && (before.run?.id !== after.run.id || before.run.state !== "done"))
    words.push(outcomeOf(after));
  if (after.run?.failure != null && before.run?.failure !== after.run.failure)
    words.push(after.run.failure.message, ...(after.run.failure.hint === null ? [] : [after.run.failure.hint]));
  if (after.card !== before.card) words.push(CARDS[after.card] ?? "");
  if (after.onlyDifferent !== before.onlyDifferent)
    words.push(after.onlyDifferent ? "only rows on which the tools differ." : "all rows.");
  if (after.view !== before.view && after.focus === "list")
    words.push({ joined: "joined table.", raw: "raw output.", whole: "explained." }[after.view]);
  if (after.filter.text !== before.filter.text)
    words.push(
      `filter ${after.filter.text === "" ? "dropped" : after.filter.text}: ${lengthOf(contentOf(after))} left.`,
    );
  if (after.focus !== before.focus) words.push(after.focus === "line" ? "the line." : "the list.");
  const inList = placeOf(after) === "list";
  if (
    inList &&
    (placeOf(before) !== "list" ||
      after.selected !== before.selected ||
      (after.run?.table ?? null) !== (before.run?.table ?? null))
  )
    words.push(cursorWords(after));
  return words.map((text) => cleanLine(text));
};

/** The one line that stands below all that was said: where keys go, and what is typed there. */
export const promptOf = (state: State): string => {
  switch (placeOf(state)) {
    case "line":
      return `docker line: ${state.line.text}`;
    case "search":
      return `search the history: ${state.search?.query ?? ""}`;
    case "filter":
      return `filter: ${state.filter.text}`;
    case "command":
      return `command: ${state.command?.line.text ?? ""}`;
    case "find":
      return `search: ${pageOf(state)?.search.text ?? ""}`;
    case "quiz":
      return `answer: ${state.quiz?.answer.text ?? ""}`;
    case "question":
      return "run it? y or Escape";
    case "help":
      return "help";
    case "page":
      return "page";
    case "panel":
      return state.panel === null ? "" : panelTitles[state.panel.kind];
    case "list":
      return "list";
  }
};
