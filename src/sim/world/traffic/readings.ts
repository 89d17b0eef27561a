import type { Seen } from '../../analysis/index.ts';
import { toSeconds, type Micros } from '../../kernel/index.ts';
import { IN_FLIGHT } from '../../trace/facts.ts';
import type { Attempts } from '../../trace/trace.ts';
import type { Replica } from '../fleet/replica.ts';
import { PopulationLog } from './population-log.ts';

/**
 * What a monitoring system would have seen. Each attempt is looked at once, when the first reading after its end comes; a reading then
 * is a search for both ends of its window, however long that is.
 */
export class Readings {
  /** Attempts before this row have been looked at. */
  #seen = 0;
  /** Of those: still in flight. */
  #inFlight: number[] = [];
  /** Of those: ended, in the order in which they did. */
  readonly #ended: number[] = [];
  readonly #logs = new Map<string | null, PopulationLog>();

  constructor(
    private readonly attempts: Attempts,
    private readonly replicas: readonly Replica[],
  ) {}

  /**
   * What ended after one instant, and until another that has come.
   * @param pool whose requests; attempts that reached no replica belong to nobody but the service as a whole (null)
   */
  read(pool: string | null, after: Micros, until: Micros): Seen {
    this.#catchUp();
    let log = this.#logs.get(pool);
    if (!log) this.#logs.set(pool, (log = new PopulationLog(this.attempts, (row) => this.#belongs(row, pool))));
    log.readOn(this.#ended);
    const range = log.rangeOf(after, until);
    return {
      requests: range.end - range.first,
      failed: log.failedIn(range),
      durationsAt: (places) => log.durationsAt(range, until - after, places).map(toSeconds),
    };
  }

  #belongs(row: number, pool: string | null): boolean {
    const index = this.attempts.replica[row]!;
    return pool === null || (index >= 0 && this.replicas[index]!.pool === pool);
  }

  #catchUp(): void {
    const { outcome, endedAt, count } = this.attempts,
      fresh: number[] = [],
      waiting: number[] = [];
    const sort = (row: number): void => void (outcome[row] === IN_FLIGHT ? waiting : fresh).push(row);
    for (const row of this.#inFlight) sort(row);
    for (; this.#seen < count; this.#seen++) sort(this.#seen);
    this.#inFlight = waiting;
    // All of them ended after whatever was seen before: the order of the whole is kept.
    fresh.sort((a, b) => endedAt[a]! - endedAt[b]! || a - b);
    for (const row of fresh) this.#ended.push(row);
  }
}
