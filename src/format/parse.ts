import { isKeyword, lex, type Token, type TokenKind } from "./lex.ts";
import { readCharacter, readNumber, unquote } from "./literals.ts";
import { type Branch, type Command, type Node, type Operand, type Pipe, textOf } from "./nodes.ts";
import { TemplateError } from "./problem.ts";
import { goQuote } from "./quote.ts";

/** How deep parentheses and blocks may be nested. Go allows 10,000 parentheses; nobody needs them, and a stack has an end. */
const MAX_DEPTH = 200;

/** A parsed template: its name in messages, its text, and the parts that `define` and `block` gave names. */
export interface Tree {
  name: string;
  text: string;
  root: Node[];
  parts: ReadonlyMap<string, Node[]>;
}

/** What ends a list of nodes. */
type End = { kind: "end" } | { kind: "else"; chained: "if" | "with" | null };
const OPERANDS: readonly TokenKind[] = [
  "bool",
  "char-constant",
  "dot",
  "field",
  "identifier",
  "number",
  "nil",
  "raw-string",
  "string",
  "variable",
  "(",
];

/** A token as Go's messages show it. */
const shown = ({ kind, text }: Token): string => {
  if (kind === "eof") return "EOF";
  if (isKeyword(kind) || kind === "nil" || kind === "dot") return `<${text}>`;
  const letters = [...text];
  return letters.length > 10 ? `${goQuote(letters.slice(0, 10).join(""))}...` : goQuote(text);
};

const lineAt = (text: string, at: number): number => text.slice(0, at).split("\n").length;

/**
 * Reads a template by Go's grammar (text/template/parse).
 * @param name the template's name in messages: empty for docker's rows, `version` for docker version
 * @param isFunction whether a name is a function's
 * @throws {TemplateError} in Go's words, `template: :1: unclosed action`
 */
export const parse = (text: string, name: string, isFunction: (name: string) => boolean): Tree => {
  const tokens = lex(text);
  const parts = new Map<string, Node[]>();
  let at = 0;
  let depth = 0;
  let ranges = 0;
  let actionAt: number | null = null;
  let variables = ["$"];

  const last: Token = { kind: "eof", text: "", at: text.length };
  const next = (): Token => tokens[at++] ?? last;
  const peek = (): Token => tokens[at] ?? last;
  const nextNonSpace = (): Token => {
    while (peek().kind === "space") at++;
    return next();
  };
  const peekNonSpace = (): Token => {
    while (peek().kind === "space") at++;
    return peek();
  };
  const fail = (message: string): never => {
    throw new TemplateError(`template: ${name}:${lineAt(text, (tokens[at - 1] ?? last).at)}: ${message}`);
  };
  const unexpected = (token: Token, where: string): never => {
    if (token.kind !== "error") return fail(`unexpected ${shown(token)} in ${where}`);
    const line = actionAt === null ? null : lineAt(text, actionAt);
    const started = line !== null && line !== lineAt(text, token.at);
    const extra = `${/ action$/.test(token.text) ? "" : " in action"} started at ${name}:${line}`;
    return fail(`${token.text}${started ? extra : ""}`);
  };
  const expect = (kind: TokenKind, where: string): Token => {
    const token = nextNonSpace();
    return token.kind === kind ? token : unexpected(token, where);
  };
  const unquoted = (token: Token): string => unquote(token.text) ?? fail("invalid syntax");
  const deeper = <T>(what: () => T): T => {
    if (depth >= MAX_DEPTH) return fail("max expression depth exceeded");
    depth++;
    const result = what();
    depth--;
    return result;
  };

  const term = (): Operand | null => {
    const token = nextNonSpace();
    switch (token.kind) {
      case "identifier":
        if (!isFunction(token.text)) fail(`function ${goQuote(token.text)} not defined`);
        return { kind: "identifier", at: token.at, name: token.text };
      case "dot":
      case "nil":
        return { kind: token.kind, at: token.at };
      case "variable":
        if (!variables.includes(token.text)) fail(`undefined variable ${goQuote(token.text)}`);
        return { kind: "variable", at: token.at, name: token.text, path: [] };
      case "field":
        return { kind: "field", at: token.at, path: [token.text.slice(1)] };
      case "bool":
        return { kind: "bool", at: token.at, value: token.text === "true" };
      case "char-constant": {
        const value = readCharacter(token.text) ?? fail(`malformed character constant: ${token.text}`);
        return { kind: "number", at: token.at, text: token.text, value };
      }
      case "number": {
        const value = readNumber(token.text) ?? fail(`illegal number syntax: ${goQuote(token.text)}`);
        return { kind: "number", at: token.at, text: token.text, value };
      }
      case "(":
        return deeper(() => pipeline("parenthesized pipeline", ")"));
      case "string":
      case "raw-string":
        return { kind: "string", at: token.at, quoted: token.text, value: unquoted(token) };
      default:
        at--;
        return null;
    }
  };

  const operand = (): Operand | null => {
    const start = term();
    if (start === null || peek().kind !== "field") return start;
    const chainAt = peek().at;
    const path: string[] = [];
    while (peek().kind === "field") path.push(next().text.slice(1));
    switch (start.kind) {
      case "field":
      case "variable":
        return { ...start, at: chainAt, path: [...start.path, ...path] };
      case "bool":
      case "string":
      case "number":
      case "nil":
      case "dot":
        return fail(`unexpected . after term ${goQuote(textOf(start))}`);
      default:
        return { kind: "chain", at: chainAt, start, path };
    }
  };

  const command = (): Command => {
    const words: Operand[] = [];
    const start = peekNonSpace().at;
    for (;;) {
      peekNonSpace();
      const word = operand();
      if (word) words.push(word);
      const token = next();
      if (token.kind === "space") continue;
      if (token.kind === "right" || token.kind === ")") at--;
      else if (token.kind !== "pipe") unexpected(token, "operand");
      break;
    }
    if (words.length === 0) fail("empty command");
    return { kind: "command", at: start, words };
  };

  /** `$x :=`, `$x =`, `$i, $x :=` before a pipeline's commands. */
  const declarations = (pipe: Pipe, where: string): void => {
    while (peekNonSpace().kind === "variable") {
      const start = at;
      const variable = next();
      const token = peekNonSpace();
      const comma = token.kind === "char" && token.text === ",";
      if (token.kind !== "assign" && token.kind !== "declare" && !comma) {
        at = start;
        return;
      }
      next();
      pipe.variables.push(variable.text);
      variables.push(variable.text);
      if (!comma) {
        pipe.assigns = token.kind === "assign";
        return;
      }
      if (where !== "range" || pipe.variables.length > 1) fail(`too many declarations in ${where}`);
      if (!["variable", "right", ")"].includes(peekNonSpace().kind)) fail("range can only initialize variables");
    }
  };

  const pipeline = (where: string, end: TokenKind): Pipe => {
    const pipe: Pipe = { kind: "pipe", at: peekNonSpace().at, variables: [], assigns: false, commands: [] };
    declarations(pipe, where);
    for (;;) {
      const token = nextNonSpace();
      if (token.kind === end) break;
      if (!OPERANDS.includes(token.kind)) unexpected(token, where);
      at--;
      pipe.commands.push(command());
    }
    if (pipe.commands.length === 0) fail(`missing value for ${where}`);
    for (const [index, { words }] of pipe.commands.entries()) {
      if (index > 0 && ["bool", "dot", "nil", "number", "string"].includes(words[0]?.kind ?? ""))
        fail(`non executable command in pipeline stage ${index + 1}`);
    }
    return pipe;
  };

  const branch = (kind: Branch["kind"], start: number): Branch => {
    const known = variables.length;
    const pipe = pipeline(kind, "right");
    if (kind === "range") ranges++;
    const { nodes: body, end } = list();
    if (kind === "range") ranges--;
    let otherwise: Node[] | null = null;
    if (end.kind === "else" && kind !== "range" && end.chained === kind) {
      // `{{else if}}` is `{{else}}{{if}}` that shares its `{{end}}`.
      const token = next();
      otherwise = [deeper(() => branch(kind, token.at))];
    } else if (end.kind === "else") {
      const rest = list();
      if (rest.end.kind !== "end") fail("expected end; found {{else}}");
      otherwise = rest.nodes;
    }
    variables = variables.slice(0, known);
    return { kind, at: start, pipe, body, otherwise };
  };

  const leave = (kind: "break" | "continue", start: number): Node => {
    const token = nextNonSpace();
    if (token.kind !== "right") unexpected(token, `{{${kind}}}`);
    if (ranges === 0) fail(`{{${kind}}} outside {{range}}`);
    return { kind, at: start };
  };

  /** What stands between `define` or `block` and its end is a template of its own. */
  const part = (partName: string, where: string): void => {
    const outer = { variables, ranges };
    variables = ["$"];
    ranges = 0;
    const { nodes, end } = list();
    if (end.kind !== "end") fail(`unexpected {{else}} in ${where}`);
    ({ variables, ranges } = outer);
    const empty = (node: Node) => node.kind === "text" && node.text.trim() === "";
    if (!parts.get(partName)?.some((node) => !empty(node))) parts.set(partName, nodes);
    else if (!nodes.every(empty)) fail(`template: multiple definition of template ${goQuote(partName)}`);
  };

  const nameOf = (token: Token, where: string): string =>
    token.kind === "string" || token.kind === "raw-string" ? unquoted(token) : unexpected(token, where);

  const action = (): Node | End => {
    const token = nextNonSpace();
    switch (token.kind) {
      case "if":
      case "with":
      case "range":
        return deeper(() => branch(token.kind as Branch["kind"], token.at));
      case "end":
        expect("right", "end");
        return { kind: "end" };
      case "else": {
        const { kind } = peekNonSpace();
        if (kind === "if" || kind === "with") return { kind: "else", chained: kind };
        expect("right", "else");
        return { kind: "else", chained: null };
      }
      case "break":
      case "continue":
        return leave(token.kind, token.at);
      case "template": {
        const where = "template clause";
        const called = nextNonSpace();
        const partName = nameOf(called, where);
        if (nextNonSpace().kind === "right") return { kind: "template", at: called.at, name: partName, pipe: null };
        at--;
        return { kind: "template", at: called.at, name: partName, pipe: pipeline(where, "right") };
      }
      case "block": {
        const where = "block clause";
        const called = nextNonSpace();
        const partName = nameOf(called, where);
        const pipe = pipeline(where, "right");
        deeper(() => part(partName, where));
        return { kind: "template", at: called.at, name: partName, pipe };
      }
      default:
        at--;
        return { kind: "action", at: peek().at, pipe: pipeline("command", "right") };
    }
  };

  const textOrAction = (): Node | End => {
    const token = nextNonSpace();
    if (token.kind === "text") return { kind: "text", at: token.at, text: token.text };
    if (token.kind !== "left") return unexpected(token, "input");
    actionAt = token.at;
    const node = action();
    actionAt = null;
    return node;
  };

  const isEnd = (node: Node | End): node is End => node.kind === "end" || node.kind === "else";

  const list = (): { nodes: Node[]; end: End } => {
    const nodes: Node[] = [];
    while (peekNonSpace().kind !== "eof") {
      const node = textOrAction();
      if (isEnd(node)) return { nodes, end: node };
      nodes.push(node);
    }
    next();
    return fail("unexpected EOF");
  };

  const root: Node[] = [];
  while (peek().kind !== "eof") {
    const start = at;
    if (next().kind === "left" && nextNonSpace().kind === "define") {
      const where = "define clause";
      const partName = nameOf(nextNonSpace(), where);
      expect("right", where);
      part(partName, where);
      continue;
    }
    at = start;
    const node = textOrAction();
    if (isEnd(node)) fail(`unexpected {{${node.kind}}}`);
    else root.push(node);
  }
  return { name, text, root, parts };
};
