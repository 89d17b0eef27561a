import type { Plan, Row, RunRange } from '../../sim/index.ts';

/** Plays runs of a plan somewhere: in this process, on other threads, on other machines. All of them give the same rows. */
export interface Executor {
  /**
   * @param arrived is called with rows as they are done, a few at a time and in any order, each of them once
   * @param tell is called with a sentence for people when somebody has to do something
   * @returns the rows, in the order of the plan
   * @throws CannotPlay when an arm cannot be played
   */
  play(plan: Plan, range: RunRange, arrived: (rows: readonly Row[]) => void, tell?: (sentence: string) => void): Promise<Row[]>;
  /** Ends whatever it holds open; nothing can be played afterwards. */
  close(): Promise<void>;
}
