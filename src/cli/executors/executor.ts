import type { Plan, Row, RunRange } from '../../sim/index.ts';

/** Plays runs of a plan somewhere: in this process, on other threads, on other machines. All of them give the same rows. */
export interface Executor {
  /**
   * @param told is called as rows arrive, with how many there are of this range
   * @returns the rows, in the order of the plan
   * @throws CannotPlay when an arm cannot be played
   */
  play(plan: Plan, range: RunRange, told: (done: number) => void): Promise<Row[]>;
  /** Ends whatever it holds open; nothing can be played afterwards. */
  close(): Promise<void>;
}
