import { cleanLine } from "../../model/clean.ts";
import { fillFix, fillText } from "./fill.ts";
import { knownMessages } from "./known.ts";
import { normaliseMessage } from "./normalise.ts";
import { findPlace } from "./place.ts";
import type { About, Explanation, KnownMessage, Seen } from "./types.ts";

/** Where the messages are explained; each has a heading of its id. */
export const MESSAGES_PAGE = "docs/doctor/messages.md";

/** Longest part of the text that is shown as recognised, in characters. */
const LONGEST_MATCH = 200;

const explain = (message: KnownMessage, seen: Seen): Explanation => {
  const { title, cause, fix, notThis } = { ...message, ...message.decide?.(seen) };
  const found = [...cleanLine(seen.match[0])];
  return {
    id: message.id,
    title: fillText(title, seen),
    cause: fillText(cause, seen),
    fix: fix.map((template) => fillFix(template, seen)),
    notThis: notThis.map((text) => fillText(text, seen)),
    match: found.length > LONGEST_MATCH ? `${found.slice(0, LONGEST_MATCH - 1).join("")}…` : found.join(""),
    docs: `${MESSAGES_PAGE}#${message.id}`,
  };
};

/**
 * What the known messages in a text mean, and what to do about each.
 * @param text what a tool printed, a log, or what somebody pasted: escapes, log prefixes and quoting do not matter
 * @param about what is known about it: fixes then name the socket, the namespace and the service of this node
 * @returns each message once, the one that says most first; empty for text that holds none
 */
export const explainText = (text: string, about: About): Explanation[] => {
  const said = normaliseMessage(text);
  const facts = about.facts ?? about.doctor?.node ?? null;
  const place = findPlace(about, facts);
  const found = knownMessages.flatMap((message) => {
    const match = message.pattern.exec(said);
    return match ? [{ message, match }] : [];
  });
  const covered = new Set(found.flatMap(({ message }) => message.covers ?? []));
  return found
    .filter(({ message }) => !covered.has(message.id))
    .map(({ message, match }) => explain(message, { match, about, facts, place }));
};
