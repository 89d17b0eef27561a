/** One measured round: how much was done, and how long it took by the wall clock. */
export interface Round {
  amount: number;
  seconds: number;
}

export interface Contestant {
  name: string;
  /** The least ratio of the suite's first contestant to this one that we aim for. */
  goal?: number;
  /** The most milliseconds that one unit may take. */
  limit?: number;
  /** Why this contestant cannot run here, and how to change that; `undefined` when it can. */
  skipped?: string;
  round(): Round;
}

/** Contestants that do the same work, measured in turns; the first one is ours. */
export interface Suite {
  id: string;
  title: string;
  /** What is counted, in the plural: `customers`. */
  unit: string;
  contestants: Contestant[];
}

/** Runs the work, which returns its amount, against the wall clock. */
export function timed(work: () => number): Round {
  const start = performance.now(),
    amount = work();
  return { amount, seconds: (performance.now() - start) / 1_000 };
}
