/** A transition: its label, the next state, and the invariants that it violates. */
export interface Edge<State> {
  readonly label: string;
  readonly to: State;
  readonly broken?: readonly string[];
}

export interface Model<State> {
  readonly initial: readonly State[];
  /** States with the same key have the same successors and are visited once. */
  key(state: State): string;
  edges(state: State): Iterable<Edge<State>>;
  /** The invariants that do not hold in this state. */
  check(state: State): readonly string[];
}

export interface Exploration<State> {
  readonly states: readonly State[];
  readonly transitions: number;
  /** The shortest path to each violation: the labels of the transitions from an initial state. */
  readonly violations: ReadonlyMap<string, readonly string[]>;
}

export interface ExploreOptions {
  /** The maximum number of states of a finite model. Default 100,000. */
  readonly limit?: number;
  /** Stops when this invariant is violated. */
  readonly stopAt?: string;
}

/** Visits every reachable state once, breadth first. Throws a `RangeError` when there are more states than `limit`. */
export function explore<State>(
  model: Model<State>,
  { limit = 100_000, stopAt }: ExploreOptions = {},
): Exploration<State> {
  const states: State[] = [];
  const parents: { readonly from: number; readonly label: string }[] = [];
  const seen = new Set<string>();
  const violations = new Map<string, readonly string[]>();
  let transitions = 0;

  const pathTo = (index: number): string[] => {
    const path: string[] = [];
    for (let at = index; at >= 0; at = parents[at]!.from) path.unshift(parents[at]!.label);
    return path;
  };
  const report = (names: readonly string[], path: () => string[]) => {
    for (const name of names) if (!violations.has(name)) violations.set(name, path());
  };
  const visit = (state: State, from: number, label: string) => {
    const key = model.key(state);
    if (seen.has(key)) return;
    if (seen.size >= limit) throw new RangeError(`More than ${limit} states.`);
    seen.add(key);
    states.push(state);
    parents.push({ from, label });
    report(model.check(state), () => pathTo(states.length - 1));
  };

  for (const state of model.initial) visit(state, -1, 'start of the model');
  for (let index = 0; index < states.length && !(stopAt && violations.has(stopAt)); index += 1) {
    for (const { label, to, broken = [] } of model.edges(states[index]!)) {
      transitions += 1;
      report(broken, () => [...pathTo(index), label]);
      visit(to, index, label);
    }
  }
  return { states, transitions, violations };
}
