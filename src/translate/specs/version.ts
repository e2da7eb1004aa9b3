import { nerdctlFormat, readFormat } from "../formats.ts";
import { asTyped, flag, lost, operands, reshape, verb } from "../rules.ts";
import type { CommandSpec } from "../spec.ts";

export const commands: readonly CommandSpec[] = [
  {
    path: "version",
    aliases: [],
    risk: "read",
    summary: "Shows the versions of the client and of the engine.",
    operands: operands(""),
    tools: { nerdctl: asTyped(), crictl: verb("version"), ctr: verb("version") },
    flags: [
      flag("-f, --format string", "Prints in another format: json or a Go template.", {
        nerdctl: nerdctlFormat,
        crictl: lost("crictl version has one format"),
        ctr: lost("ctr version has one format"),
      }),
    ],
    examples: ["docker version", "docker version -f json", "docker version --format '{{.Server.Version}}'"],
  },
  {
    path: "system info",
    aliases: ["info"],
    risk: "read",
    summary: "Shows how the engine is set up.",
    operands: operands(""),
    tools: {
      nerdctl: asTyped(),
      crictl: verb("info", { info: "the CRI runtime's own status and configuration, as JSON" }),
      ctr: verb("version", {
        partial: "versions only; ctr info (from 1.7 on) adds a little, ctr plugins ls the plugins",
      }),
    },
    flags: [
      flag("-f, --format string", "Prints in another format: json or a Go template.", {
        nerdctl: nerdctlFormat,
        crictl: reshape("-o json", (draft, use) => {
          draft.put(use, ["-o", "json"]);
          if (readFormat(use.value).kind !== "json") draft.change(use, "its fields are not docker's: read the JSON");
          else draft.change(use, "another JSON than docker's");
        }),
        ctr: lost("ctr has no output formats"),
      }),
    ],
    examples: ["docker info", "docker system info", "docker info -f json", "docker info --format '{{.Driver}}'"],
  },
  {
    path: "--version",
    aliases: [],
    risk: "read",
    summary: "Prints the client's version.",
    operands: operands(""),
    tools: { nerdctl: verb("--version"), crictl: verb("--version"), ctr: verb("--version") },
    flags: [],
    examples: ["docker --version", "docker -v"],
  },
  {
    path: "--help",
    aliases: [],
    risk: "read",
    summary: "Lists the commands.",
    operands: operands(""),
    tools: { nerdctl: verb("--help"), crictl: verb("--help"), ctr: verb("--help") },
    flags: [],
    examples: ["docker --help", "docker help"],
  },
];
