import { dashed, type ToolUse } from "../reverse/tool-spec.ts";
import { type Finding, splice } from "./finding.ts";
import { gluedValue } from "./line-parts.ts";

const CONTAINERD = "/run/containerd/containerd.sock";
/** Sockets that speak docker's HTTP API. Docker's own containerd and cri-dockerd do not. */
const DOCKER_API = /(?:^|\/)docker\.sock$|\/run\/docker\/(?!containerd\/)[^/]*\.sock$/;

/** Flags by which crictl, ctr and nerdctl are told their socket. */
const NAMES: ReadonlySet<string> = new Set(["address", "host", "runtime-endpoint", "image-endpoint"]);

/** An address that cannot be right: docker's socket, or TCP. */
export function wrongAddress(tool: string, words: readonly string[], globals: readonly ToolUse[]): Finding | null {
  for (const use of globals) {
    if (!NAMES.has(use.row.long ?? "")) continue;
    const flag = (words[use.at] ?? dashed(use.row)).replace(/=.*$/s, "");
    const put = (value: string): string[] =>
      gluedValue(words[use.at] ?? "") === null
        ? splice(words, use.at + 1, 1, value)
        : splice(words, use.at, 1, `${flag}=${value}`);
    const right = use.value.startsWith("/") ? CONTAINERD : `unix://${CONTAINERD}`;
    if (DOCKER_API.test(use.value)) {
      const what = tool === "crictl" ? "a CRI socket" : "containerd's socket";
      return {
        code: "docker-socket",
        message: `${flag} of ${tool} is ${what}; ${use.value} speaks docker's API`,
        fix: put(right),
      };
    }
    if (/^(?:tcp|https?|ssh):/.test(use.value)) {
      const says = tool === "crictl" ? "only support unix socket endpoint" : "containerd listens on a unix socket only";
      return { code: "bad-address", message: `${tool}: ${says}`, fix: put(`unix://${CONTAINERD}`) };
    }
  }
  return null;
}
