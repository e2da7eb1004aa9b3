import { type Action, type Effect, reduce, type State } from "./state/index.ts";

/** The one place where the state is kept. */
export interface Store {
  get(): State;
  dispatch(action: Action): void;
  /** @returns what ends the subscription */
  subscribe(listener: () => void): () => void;
}

/**
 * Keeps the state: every action goes through `reduce`, its effects to `perform`.
 * @param perform carries an effect out, in its own time; what comes of it is dispatched
 */
export const makeStore = (initial: State, perform: (effect: Effect, dispatch: Store["dispatch"]) => void): Store => {
  let state = initial;
  const listeners = new Set<() => void>();
  const dispatch = (action: Action): void => {
    const [next, effects] = reduce(state, action);
    const changed = next !== state;
    state = next;
    if (changed) for (const listener of listeners) listener();
    for (const effect of effects) perform(effect, dispatch);
  };
  return {
    get: () => state,
    dispatch,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
