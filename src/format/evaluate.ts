import type { GoFunction, Parameter } from "./functions.ts";
import { type Branch, type Command, type Node, type Operand, type Part, type Pipe, textOf } from "./nodes.ts";
import type { Tree } from "./parse.ts";
import { plain } from "./print.ts";
import { CallError, TemplateError } from "./problem.ts";
import { goQuote } from "./quote.ts";
import { isTrue, sortedEntries, typeOf, type Value } from "./values.ts";

/** How deep `{{template}}` may call itself. Go allows 100,000: its stacks grow, ours do not. */
const MAX_DEPTH = 500;
/** What all rows together may cost, in letters printed and steps taken: a second of nothing else, for what nobody writes. */
const START_FUEL = 20_000_000;
/** What a step costs: a turn of a loop, a pipeline. */
const STEP = 20;
/** What each row adds to it. */
const ROW_FUEL = 20_000;

export interface EvaluateOptions {
  functions: Readonly<Record<string, GoFunction>>;
  /** A key that a map does not have: Go's `missingkey=error` instead of `<no value>`. */
  missingKeyIsError?: boolean;
}

/** No argument came through the pipe; `undefined` is a value that is none. */
const MISSING = Symbol("missing");
type Final = Value | typeof MISSING;
type Leave = "break" | "continue" | null;

/**
 * Makes a template ready to run, as Go's text/template does (exec.go), with an end to what it may cost over all its rows.
 * @returns a function from the data to the text; it throws TemplateError in Go's words
 */
export const evaluator = (
  { name, text, root, parts }: Tree,
  { functions, missingKeyIsError = false }: EvaluateOptions,
): ((data: Value) => string) => {
  let fuel = START_FUEL;
  let out: string[] = [];
  let variables: { name: string; value: Value }[] = [];
  let called = name;
  let depth = 0;
  /** What a message points at. */
  let current: Part | null = null;

  const fail = (message: string): never => {
    if (!current) throw new TemplateError(`template: ${called}: ${message}`);
    const before = text.slice(0, current.at);
    const line = before.split("\n").length;
    const start = before.lastIndexOf("\n");
    const column = new TextEncoder().encode(before.slice(start + 1)).length;
    const where = `${name}:${line}:${column}`;
    throw new TemplateError(`template: ${where}: executing ${goQuote(called)} at <${textOf(current)}>: ${message}`);
  };
  const spend = (units: number): void => {
    fuel -= units;
    if (fuel < 0) fail("the template takes too long or prints too much");
  };
  const write = (printed: string): void => {
    spend(printed.length);
    out.push(printed);
  };

  const setVariable = (variable: string, value: Value): void => {
    const found = variables.findLast((one) => one.name === variable);
    if (!found) fail(`undefined variable: ${variable}`);
    else found.value = value;
  };
  const getVariable = (variable: string): Value => {
    const found = variables.findLast((one) => one.name === variable);
    return found ? found.value : fail(`undefined variable: ${variable}`);
  };

  /** Whether a value may stand where a parameter wants it; what it then is. */
  const checked = (value: Value, wanted: Parameter): Value => {
    if (wanted === "any" || wanted === "interface {}") return value;
    if (value === undefined || value === null) {
      if (wanted === "[]string") return null;
      return fail(`invalid value; expected ${wanted}`);
    }
    const type = typeOf(value);
    return type === wanted ? value : fail(`wrong type for value; expected ${wanted}; got ${type}`);
  };

  const argument = (dot: Value, wanted: Parameter, word: Operand): Value => {
    current = word;
    switch (word.kind) {
      case "dot":
        return checked(dot, wanted);
      case "nil":
        return wanted === "string" || wanted === "int" ? fail(`cannot assign nil to ${wanted}`) : null;
      case "field":
        return checked(fields(dot, dot, word, word.path, [], MISSING), wanted);
      case "variable":
        return checked(variable(dot, word, [], MISSING), wanted);
      case "pipe":
        return checked(pipeline(dot, word), wanted);
      case "identifier":
        return checked(callNamed(dot, word, word, [], MISSING), wanted);
      case "chain":
        return checked(chain(dot, word, [], MISSING), wanted);
      default: {
        if (wanted === "any" || wanted === "interface {}") return word.value;
        if (wanted === "int")
          return typeof word.value === "bigint" ? word.value : fail(`expected integer; found ${textOf(word)}`);
        if (wanted === "string")
          return word.kind === "string" ? word.value : fail(`expected string; found ${textOf(word)}`);
        return fail(`can't handle ${textOf(word)} for arg of type ${wanted}`);
      }
    }
  };

  const call = (
    dot: Value,
    { parameters, rest, call: body }: GoFunction,
    node: Part,
    title: string,
    words: readonly Operand[],
    final: Final,
  ): Value => {
    const count = words.length + (final === MISSING ? 0 : 1);
    if (rest === undefined ? count !== parameters.length : count < parameters.length) {
      const wanted = rest === undefined ? `${parameters.length}` : `at least ${parameters.length}`;
      fail(`wrong number of args for ${title}: want ${wanted} got ${rest === undefined ? count : words.length}`);
    }
    const wantedAt = (index: number): Parameter => parameters[index] ?? rest ?? "any";
    if (title === "and" || title === "or") {
      let value: Value;
      for (const word of words) {
        value = argument(dot, "any", word);
        if (isTrue(value) === (title === "or")) return value;
      }
      return final === MISSING ? value : final;
    }
    const args = words.map((word, index) => argument(dot, wantedAt(index), word));
    if (final !== MISSING) args.push(checked(final, wantedAt(words.length)));
    try {
      const value = body(args, spend);
      spend(typeof value === "string" ? value.length : STEP);
      return value;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      current = node;
      return fail(`error calling ${title}: ${error.message}`);
    }
  };

  const callNamed = (
    dot: Value,
    word: Operand & { kind: "identifier" },
    node: Part,
    words: readonly Operand[],
    final: Final,
  ): Value => {
    current = word;
    const found = Object.hasOwn(functions, word.name) ? functions[word.name] : undefined;
    return found
      ? call(dot, found, node, word.name, words, final)
      : fail(`${goQuote(word.name)} is not a defined function`);
  };

  const field = (
    dot: Value,
    receiver: Value,
    title: string,
    node: Part,
    words: readonly Operand[],
    final: Final,
    staticType: string,
  ): Value => {
    if (receiver === undefined)
      return missingKeyIsError ? fail(`nil data; no entry for key ${goQuote(title)}`) : undefined;
    if (receiver === null) return fail(`nil pointer evaluating interface {}.${title}`);
    const hasArguments = words.length > 0 || final !== MISSING;
    if (typeof receiver === "object" && receiver.kind !== "list") {
      if (receiver.kind === "nil") return fail(`nil pointer evaluating ${receiver.type}.${title}`);
      const method = receiver.methods && Object.hasOwn(receiver.methods, title) ? receiver.methods[title] : undefined;
      if (method) {
        const asFunction: GoFunction = { parameters: ["string"], call: ([value]) => method(value as string) };
        return call(dot, asFunction, node, title, words, final);
      }
      if (receiver.kind === "struct" && Object.hasOwn(receiver.fields, title)) {
        if (hasArguments) {
          const count = words.length + (final === MISSING ? 0 : 1);
          fail(
            receiver.json?.row
              ? `wrong number of args for ${title}: want 0 got ${count}`
              : `${title} has arguments but cannot be invoked as function`,
          );
        }
        return receiver.fields[title];
      }
      if (receiver.kind === "map") {
        if (hasArguments) fail(`${title} is not a method but has arguments`);
        if (receiver.entries.has(title)) return receiver.entries.get(title);
        return missingKeyIsError ? fail(`map has no entry for key ${goQuote(title)}`) : undefined;
      }
    }
    return fail(`can't evaluate field ${title} in type ${staticType}`);
  };

  const fields = (
    dot: Value,
    receiver: Value,
    node: Part,
    path: readonly string[],
    words: readonly Operand[],
    final: Final,
  ): Value => {
    let value = receiver;
    let type = typeOf(receiver);
    for (const [index, title] of path.entries()) {
      const isLast = index === path.length - 1;
      const holder = value;
      value = field(dot, holder, title, node, isLast ? words : [], isLast ? final : MISSING, type);
      // What a map of anything holds is anything, until it has gone through a pipe.
      type = typeOf(holder).endsWith("]interface {}") ? "interface {}" : typeOf(value);
    }
    return value;
  };

  const noArguments = (word: Operand, words: readonly Operand[], final: Final): void => {
    if (words.length > 0 || final !== MISSING) fail(`can't give argument to non-function ${textOf(word)}`);
  };

  const variable = (
    dot: Value,
    word: Operand & { kind: "variable" },
    words: readonly Operand[],
    final: Final,
  ): Value => {
    current = word;
    const value = getVariable(word.name);
    if (word.path.length > 0) return fields(dot, value, word, word.path, words, final);
    noArguments(word, words, final);
    return value;
  };

  const chain = (dot: Value, word: Operand & { kind: "chain" }, words: readonly Operand[], final: Final): Value => {
    current = word;
    const start = argument(dot, "any", word.start);
    return fields(dot, start, word, word.path, words, final);
  };

  const command = (dot: Value, node: Command, final: Final): Value => {
    const [first, ...words] = node.words;
    if (!first) return fail("empty command");
    switch (first.kind) {
      case "field":
        current = first;
        return fields(dot, dot, first, first.path, words, final);
      case "chain":
        return chain(dot, first, words, final);
      case "identifier":
        return callNamed(dot, first, node, words, final);
      case "variable":
        return variable(dot, first, words, final);
      case "pipe":
        noArguments(first, words, final);
        return pipeline(dot, first);
      default:
        current = first;
        noArguments(first, words, final);
        if (first.kind === "dot") return dot;
        if (first.kind === "nil") return fail("nil is not a command");
        return first.value;
    }
  };

  const pipeline = (dot: Value, pipe: Pipe): Value => {
    spend(STEP);
    current = pipe;
    let value: Final = MISSING;
    for (const node of pipe.commands) value = command(dot, node, value) ?? undefined;
    const result = value === MISSING ? undefined : value;
    for (const title of pipe.variables) {
      if (pipe.assigns) setVariable(title, result);
      else variables.push({ name: title, value: result });
    }
    return result;
  };

  const range = (dot: Value, node: Branch): Leave => {
    const { pipe, body, otherwise } = node;
    const value = pipeline(dot, pipe);
    const mark = variables.length;
    const once = (key: Value, item: Value): Leave => {
      spend(STEP);
      const [first, second] = pipe.variables;
      const values = second === undefined ? [item] : [key, item];
      for (const [index, title] of [first, second].entries()) {
        if (title === undefined) continue;
        if (pipe.assigns) setVariable(title, values[index]);
        else {
          const place = variables[mark - pipe.variables.length + index];
          if (place) place.value = values[index];
        }
      }
      const left = walkAll(item, body);
      variables.length = mark;
      return left;
    };
    let ran = false;
    if (typeof value === "bigint") {
      if (pipe.variables.length > 1) fail(`can't use ${value} to iterate over more than one variable`);
      for (let count = 0n; count < value; count++) {
        ran = true;
        if (once(undefined, count) === "break") break;
      }
    } else if (typeof value === "object" && value !== null && value.kind === "list") {
      for (const [index, item] of value.items.entries()) {
        ran = true;
        if (once(BigInt(index), item) === "break") break;
      }
    } else if (typeof value === "object" && value !== null && value.kind === "map") {
      for (const [key, item] of sortedEntries(value)) {
        ran = true;
        if (once(key, item) === "break") break;
      }
    } else if (value !== undefined && value !== null) fail(`range can't iterate over ${plain(value)}`);
    return !ran && otherwise ? walkAll(dot, otherwise) : null;
  };

  const callTemplate = (dot: Value, node: Node & { kind: "template" }): void => {
    const nodes = node.name === name ? root : parts.get(node.name);
    if (!nodes) {
      fail(`template ${goQuote(node.name)} not defined`);
      return;
    }
    if (depth >= MAX_DEPTH) fail(`exceeded maximum template depth (${MAX_DEPTH})`);
    const data = node.pipe ? pipeline(dot, node.pipe) : undefined;
    const outer = { variables, called };
    variables = [{ name: "$", value: data }];
    called = node.name;
    depth++;
    walkAll(data, nodes);
    depth--;
    ({ variables, called } = outer);
  };

  const walk = (dot: Value, node: Node): Leave => {
    current = node;
    switch (node.kind) {
      case "text":
        write(node.text);
        return null;
      case "action": {
        const value = pipeline(dot, node.pipe);
        if (node.pipe.variables.length > 0) return null;
        current = node;
        write(value === undefined ? "<no value>" : plain(value));
        return null;
      }
      case "break":
      case "continue":
        return node.kind;
      case "template":
        callTemplate(dot, node);
        return null;
      default: {
        const mark = variables.length;
        let left: Leave = null;
        if (node.kind === "range") left = range(dot, node);
        else {
          const value = pipeline(dot, node.pipe);
          if (isTrue(value)) left = walkAll(node.kind === "with" ? value : dot, node.body);
          else if (node.otherwise) left = walkAll(dot, node.otherwise);
        }
        variables.length = mark;
        return left;
      }
    }
  };

  const walkAll = (dot: Value, nodes: readonly Node[]): Leave => {
    for (const node of nodes) {
      const left = walk(dot, node);
      if (left) return left;
    }
    return null;
  };

  return (data) => {
    fuel += ROW_FUEL;
    out = [];
    variables = [{ name: "$", value: data }];
    called = name;
    depth = 0;
    current = null;
    try {
      walkAll(data, root);
    } catch (error) {
      if (error instanceof TemplateError) error.printed = out.join("");
      // The last resort: everything that can nest has a limit of its own.
      if (error instanceof RangeError)
        throw new TemplateError(`template: ${name}: it nests too deep or prints too much`);
      throw error;
    }
    return out.join("");
  };
};
