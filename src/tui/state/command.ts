import { splitWords } from "../../translate/index.ts";
import { complete, turn } from "./completion.ts";
import { noHistory, remember, step } from "./history.ts";
import { emptyLine, erase, insert, type Line, lineOf } from "./line.ts";
import { openLine, openPage } from "./page.ts";
import { openPanel } from "./panel.ts";
import { goTo, openPlaces } from "./places.ts";
import { openQuiz } from "./quiz.ts";
import type { CommandLine, State, Step } from "./state.ts";
import { run, say, setLine } from "./type-line.ts";

/** What can be typed after `:` besides any line of docker's or ctool's: its name, and what it does. */
export const ownCommands = {
  q: "leave",
  help: "what the keys do",
  ps: "the containers, running or not",
  images: "the images",
  pods: "the pods",
  ns: "look into another containerd namespace: its NAME, or a list to choose from",
  target: "look at another engine: its ID, or a list to choose from",
  learn: "cards: what is this line in another tool?",
  doctor: "what is wrong with this node",
  why: "LINE: explain the output of a line",
  runs: "what was run",
  targets: "every engine socket of this node",
  tools: "which tools are here, and what each is for",
  events: "what happens, as it happens",
  stats: "what containers use, as it changes",
} as const;

const lists: Readonly<Record<string, string>> = { ps: "docker ps -a", images: "docker images", pods: "ctool pods -a" };

/** Runs a line as if it had been typed in the line. */
export const runText = (state: State, text: string): Step => {
  const [typed, effects] = setLine(state, lineOf(text));
  const [next, more] = run({ ...typed, focus: "list" });
  return [next, [...effects, ...more]];
};

/** Verbs that page what they say, and change nothing. */
const paged = new Set(["why", "runs", "targets", "tools", "path", "settings", "map", "help"]);

/** Carries out what was typed after `:`. */
export const runCommand = (before: State): Step => {
  const text = before.command?.line.text.trim() ?? "";
  const commands = text === "" ? before.commands : { ...remember(before.commands, text), at: null, draft: "" };
  const state: State = { ...before, command: null, commands };
  const { words, problem } = splitWords(text);
  const [name = "", ...rest] = words;
  if (problem !== null) return say(state, problem.message, "warn");
  if (name === "") return [state, []];
  if (name === "q" || name === "quit") return [state, [{ type: "leave" }]];
  if (name === "help" && rest.length === 0) return [{ ...state, help: { top: 0 } }, []];
  if (name === "ns" || name === "target") return place(state, name, rest);
  if (name === "doctor" && rest.length === 0) return openPanel(state, "doctor", { type: "examine" });
  if (name === "learn" && rest.length === 0) return openQuiz(state);
  const list = lists[name];
  if (list !== undefined && rest.length === 0) return runText({ ...state, pages: [], panel: null }, list);
  if (paged.has(name) || name === "doctor") return openPage(state, text, words);
  if (name === "events" || name === "stats") return openLine(state, words, false);
  return runText({ ...state, pages: [], panel: null }, name === "docker" || name === "ctool" ? text : `docker ${text}`);
};

const place = (state: State, name: "ns" | "target", [value]: readonly string[]): Step => {
  if (value === undefined) return openPlaces(state, name === "ns" ? "places" : "sockets");
  return name === "ns" ? goTo(state, null, value) : goTo(state, value, null);
};

/** Puts a line behind `:`, and asks what would fit there. */
const setCommand = (state: State, line: Line, keep: Partial<Pick<CommandLine, "menu">> = {}): Step => {
  const seq = (state.command?.seq ?? 0) + 1;
  const command: CommandLine = { line, seq, candidates: null, menu: null, waiting: false, ...keep };
  return [{ ...state, command }, [{ type: "suggest", seq, text: line.text, cursor: line.cursor }]];
};

export const openCommand = (state: State): Step =>
  setCommand({ ...state, commands: { ...noHistory, entries: state.commands.entries } }, emptyLine);

export const typeCommand = (state: State, text: string): Step =>
  state.command === null ? [state, []] : setCommand(state, insert(state.command.line, text));

/** Erases a letter; where there is none left, the prompt goes. */
export const eraseCommand = (state: State): Step => {
  const { command } = state;
  if (command === null || command.line.text === "") return [{ ...state, command: null }, []];
  return setCommand(state, erase(command.line, "left"));
};

/** Up and Down among the commands typed before. */
export const recallCommand = (state: State, by: -1 | 1): Step => {
  const found = step(state.commands, state.command?.line.text ?? "", by);
  return found === null ? [state, []] : setCommand({ ...state, commands: found.history }, lineOf(found.text));
};

/** Tab: completes the word, then goes through what fits. */
export const completeCommand = (state: State): Step => {
  const { command } = state;
  if (command === null) return [state, []];
  if (command.menu !== null) {
    const { line, menu } = turn(command.menu, 1);
    return setCommand(state, line, { menu });
  }
  if (command.candidates === null) return [{ ...state, command: { ...command, waiting: true } }, []];
  const { line, menu } = complete(command.line, command.candidates);
  return setCommand(state, line, { menu });
};

/** What would fit after `:` is there. */
export const suggested = (state: State, seq: number, candidates: CommandLine["candidates"]): Step => {
  const { command } = state;
  if (command === null || command.seq !== seq) return [state, []];
  const next: State = { ...state, command: { ...command, candidates, waiting: false } };
  return command.waiting && candidates !== null ? completeCommand(next) : [next, []];
};
