/** A template as a tree; the texts of the nodes are what Go's messages quote. `at` is where a node starts (UTF-16 units). */
export type Operand =
  | { kind: "dot"; at: number }
  | { kind: "nil"; at: number }
  | { kind: "bool"; at: number; value: boolean }
  | { kind: "number"; at: number; text: string; value: bigint | number }
  | { kind: "string"; at: number; quoted: string; value: string }
  | { kind: "identifier"; at: number; name: string }
  | { kind: "field"; at: number; path: string[] }
  | { kind: "variable"; at: number; name: string; path: string[] }
  | { kind: "chain"; at: number; start: Operand; path: string[] }
  | Pipe;

export interface Command {
  kind: "command";
  at: number;
  words: Operand[];
}

export interface Pipe {
  kind: "pipe";
  at: number;
  /** Names of the variables that are declared or set, with `$`. */
  variables: string[];
  /** `=` rather than `:=`. */
  assigns: boolean;
  commands: Command[];
}

export interface Branch {
  kind: "if" | "with" | "range";
  at: number;
  pipe: Pipe;
  body: Node[];
  otherwise: Node[] | null;
}

export type Node =
  | { kind: "text"; at: number; text: string }
  | { kind: "action"; at: number; pipe: Pipe }
  | { kind: "break" | "continue"; at: number }
  | { kind: "template"; at: number; name: string; pipe: Pipe | null }
  | Branch;

/** A piece of a template that a message may point at. */
export type Part = Operand | Command | Node;

const pathOf = (path: readonly string[]): string => path.map((name) => `.${name}`).join("");

const operandText = (operand: Operand): string => (operand.kind === "pipe" ? `(${textOf(operand)})` : textOf(operand));

/** A piece of a template as Go writes it back. */
export const textOf = (part: Part): string => {
  switch (part.kind) {
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return String(part.value);
    case "number":
    case "text":
      return part.text;
    case "string":
      return part.quoted;
    case "identifier":
      return part.name;
    case "field":
      return pathOf(part.path);
    case "variable":
      return part.name + pathOf(part.path);
    case "chain":
      return operandText(part.start) + pathOf(part.path);
    case "command":
      return part.words.map(operandText).join(" ");
    case "pipe": {
      const declared = part.variables.length > 0 ? `${part.variables.join(", ")} ${part.assigns ? "=" : ":="} ` : "";
      return declared + part.commands.map(textOf).join(" | ");
    }
    case "action":
      return `{{${textOf(part.pipe)}}}`;
    case "template":
      return `{{template ${JSON.stringify(part.name)}${part.pipe ? ` ${textOf(part.pipe)}` : ""}}}`;
    case "break":
    case "continue":
      return `{{${part.kind}}}`;
    default: {
      const otherwise = part.otherwise ? `{{else}}${part.otherwise.map(textOf).join("")}` : "";
      return `{{${part.kind} ${textOf(part.pipe)}}}${part.body.map(textOf).join("")}${otherwise}{{end}}`;
    }
  }
};
