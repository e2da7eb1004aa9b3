import { knownMessages } from "./known.ts";
import type { FixTemplate, KnownMessage } from "./types.ts";

/** What stands in braces in a template, in words that a person fills in. */
const inWords = (text: string): string =>
  text
    .replace(/\{(\d)\}/g, "…")
    .replace(/\{sudo\} ?/g, "sudo ")
    .replace(/\{restart\}/g, "systemctl restart containerd")
    .replace(/\{start\}/g, "systemctl start containerd")
    .replace(/\{status\}/g, "systemctl status containerd")
    .replace(/\{certs\}/g, "/etc/containerd/certs.d")
    .replace(/\{config\}/g, "/etc/containerd/config.toml")
    .replace(/\{(ctr|nerdctl)\}/g, "$1 -n k8s.io")
    .replace(/\{(\w+)\}/g, (_, name: string) => (name === "crictl" ? "crictl" : `<${name}>`));

const fixLines = ({ text, run, argv, shell }: FixTemplate): string[] => {
  const command = run ?? argv?.join(" ") ?? shell;
  return command === undefined
    ? [`- ${inWords(text)}`]
    : [
        `- ${inWords(text)}:`,
        "",
        ...inWords(command)
          .split("\n")
          .map((line) => `      ${line}`),
        "",
      ];
};

const section = ({ id, title, pattern, from, cause, fix, notThis }: KnownMessage): string =>
  [
    `## ${id}`,
    "",
    `**${inWords(title)}** (from ${from.join(", ")})`,
    "",
    "Recognised by:",
    "",
    `    ${pattern.source}`,
    "",
    inWords(cause),
    "",
    ...fix.flatMap(fixLines),
    ...(notThis.length > 0
      ? ["", "What does not help, or harms:", "", ...notThis.map((text) => `- ${inWords(text)}`)]
      : []),
  ]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd();

/**
 * docs/doctor/messages.md: every known message under a heading of its id, in the alphabet's order.
 * @returns Markdown, with a line feed at its end
 */
export const messagesPage = (): string =>
  `${[
    "# Known messages",
    "",
    "What the tools, containerd, the kubelet and package managers print when something is wrong, and what it means. `ctool why -` explains a pasted text, and every failing run is explained by the same table; on a node the fixes name its own sockets.",
    "",
    ...[...knownMessages]
      .sort((one, other) => one.id.localeCompare(other.id))
      .map((message) => `${section(message)}\n`),
  ]
    .join("\n")
    .trimEnd()}\n`;
