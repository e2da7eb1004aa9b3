export { explainText, MESSAGES_PAGE } from "./explain.ts";
export { knownMessages } from "./known.ts";
export { normaliseMessage } from "./normalise.ts";
export { messagesPage } from "./page.ts";
export type { About, Explanation, KnownMessage, Speaker } from "./types.ts";
