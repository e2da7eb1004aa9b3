import type { Hop, HopCommand, HopFacts, HopName, Sought } from "./types.ts";

type HopOf<N extends HopName> = Extract<Hop, { hop: N }>;
type Commands = readonly (readonly string[] | null)[];

/** The first command that can be run here; the alternatives say the same less well. */
export const firstOf = (commands: Commands): HopCommand[] => {
  const argv = commands.find((one) => one !== null);
  return argv ? [{ argv: [...argv], needs: null }] : [];
};

/** A hop that was looked at. */
export const seen = <N extends HopName>(hop: N, facts: HopFacts[N], commands: HopCommand[]): HopOf<N> =>
  ({ hop, state: "seen", why: null, facts, commands }) as unknown as HopOf<N>;

/** A hop that is not there; the command, if any, shows that. */
export const absent = <N extends HopName>(hop: N, why: string, commands: HopCommand[] = []): HopOf<N> =>
  ({ hop, state: "absent", why, facts: null, commands }) as unknown as HopOf<N>;

/** A hop that could not be looked at. */
export const unseen = <N extends HopName>(hop: N, why: string): HopOf<N> =>
  ({ hop, state: "unseen", why, facts: null, commands: [] }) as unknown as HopOf<N>;

/** Whether there is an answer. */
export const answered = (sought: Sought | null): boolean => sought !== null && "text" in sought;

/** Why none of these was answered: a refusal before everything else. */
export const whyNone = (sought: readonly (Sought | null)[], otherwise: string): string => {
  const refusals = sought.flatMap((one) => (one && "why" in one ? [one] : []));
  return (refusals.find(({ denied }) => denied) ?? refusals[0])?.why ?? otherwise;
};
