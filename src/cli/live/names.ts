import type { Container } from "../../model/index.ts";
import { namesOf } from "../../resolve/index.ts";
import type { EventSubject } from "../../select/events.ts";
import type { Context } from "../context.ts";
import { listContainers } from "../list-all.ts";

/** A container as far as an event needs it. */
export type Subject = EventSubject & Pick<Container, "name" | "kind">;

/** Ids whose answer is remembered: a node on which jobs come and go for weeks has no end of them. */
const REMEMBERED = 4_096;

/**
 * Names of the node's containers by id: a list at first, and another one when something appears that is not in it.
 * @returns `of`, which waits for such a list; null for what is no container, or was gone before anybody could look
 */
export const containerNames = (context: Context): { of: (id: string) => Promise<Subject | null> } => {
  const known = new Map<string, Subject>();
  const asked = new Map<string, Promise<Subject | null>>();
  let looking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    try {
      const { comparison } = await listContainers(context, true);
      known.clear();
      for (const row of comparison.rows) {
        const { name, kind, image, labels } = row;
        known.set(row.id, { name, kind, image, labels, names: namesOf(row) });
      }
    } catch {
      // Events are shown without names then.
    }
  };
  const find = async (id: string): Promise<Subject | null> => {
    // A list that is under way may be too old for what has just been made: the next one is not.
    await looking;
    if (!known.has(id)) {
      looking ??= look().finally(() => {
        looking = null;
      });
      await looking;
    }
    return known.get(id) ?? null;
  };
  return {
    of: (id) => {
      const subject = known.get(id);
      if (subject) return Promise.resolve(subject);
      const finding = asked.get(id) ?? find(id);
      if (asked.size >= REMEMBERED) asked.clear();
      asked.set(id, finding);
      return finding;
    },
  };
};
