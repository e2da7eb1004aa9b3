import { parseReference } from "../../references.ts";
import type { BackDraft, BackStep } from "../back-draft.ts";

/**
 * Credentials that a tool takes with the command are a `docker login` before it.
 * @param credentials `user:password`, or a user alone
 * @param image whose registry is logged in to; docker.io needs no name
 */
export function loginStep(draft: BackDraft, credentials: string, image: string | undefined): BackStep {
  const colon = credentials.indexOf(":");
  const user = colon === -1 ? credentials : credentials.slice(0, colon);
  const password = colon === -1 ? null : credentials.slice(colon + 1);
  const parsed = image === undefined ? null : parseReference(image);
  const domain = parsed === null || "problem" in parsed ? null : parsed.domain;
  const server = domain === null || domain === "docker.io" ? [] : [domain];
  draft.tell(
    null,
    "docker keeps the credentials until docker logout; --password-stdin keeps the password out of the process list",
    "all",
  );
  return { argv: ["docker", "login", "-u", user, ...(password === null ? [] : ["-p", password]), ...server] };
}
