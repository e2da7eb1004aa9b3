import type { Problem } from "../../model/index.ts";
import type { Draft } from "../draft.ts";
import { isLocalRegistry, parseReference } from "../references.ts";
import { flag, lost } from "../rules.ts";
import { type DockerCommand, type FlagSpec, isOn } from "../spec.ts";
import { quote } from "../words.ts";
import { contentTrust } from "./run/security.ts";

/** For ctr: docker falls back to plain HTTP for a registry of this machine, ctr only where it is told to. */
export function allowPlainHttp(draft: Draft): void {
  if (!isLocalRegistry(draft.operands[0]?.word ?? "")) return;
  draft.put(null, ["--plain-http"]);
  draft.tell(null, "docker tries HTTPS first for localhost; without --plain-http if this registry has TLS");
}

/** The row of Docker Content Trust, which docker leaves off unless it is told otherwise. */
export function trustRow(meaning: string, instead: string): FlagSpec {
  return flag("--disable-content-trust", meaning, {
    nerdctl: { ...lost("nerdctl has no Docker Content Trust and no such flag", instead), always: true },
    crictl: contentTrust,
    ctr: contentTrust,
  });
}

/** What docker answers to a tag or digest beside --all-tags. */
export function allTagsProblem(command: DockerCommand): Problem[] {
  const name = command.operands[0]?.word ?? "";
  const parsed = parseReference(name);
  if (!isOn(command, "all-tags") || "problem" in parsed || (parsed.tag ?? parsed.digest) === null) return [];
  const bare = name.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const suggestion = quote(["docker", ...command.typed.split(" "), "-a", bare]);
  return [{ code: "bad-combination", message: "tag can't be used with --all-tags/-a", suggestion }];
}
