import type { Seen } from '../../analysis/index.ts';
import { toSeconds, type Micros } from '../../kernel/index.ts';
import { IN_FLIGHT, SERVED } from '../../trace/facts.ts';
import type { Attempts } from '../../trace/trace.ts';
import type { Replica } from '../fleet/replica.ts';

/** The attempts of one population that have ended, in the order in which they did. */
interface Log {
  /** How many of all that have ended have been looked at. */
  read: number;
  endedAt: Micros[];
  /** How long it took, in seconds; NaN for one that failed. */
  duration: number[];
  /** How many of the first 0, 1, 2, … have failed. */
  failed: number[];
}

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
  readonly #logs = new Map<string | null, Log>();

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
    const { endedAt, duration, failed } = this.#logOf(pool);
    const first = firstAfter(endedAt, after),
      end = Math.max(first, firstAfter(endedAt, until));
    return {
      requests: end - first,
      failed: failed[end]! - failed[first]!,
      durations: () => Float64Array.from(duration.slice(first, end).filter((value) => value === value)),
    };
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

  #logOf(pool: string | null): Log {
    const { outcome, endedAt, sentAt, replica } = this.attempts;
    let log = this.#logs.get(pool);
    if (!log) this.#logs.set(pool, (log = { read: 0, endedAt: [], duration: [], failed: [0] }));
    for (; log.read < this.#ended.length; log.read++) {
      const row = this.#ended[log.read]!,
        index = replica[row]!;
      if (pool !== null && (index < 0 || this.replicas[index]!.pool !== pool)) continue;
      const isServed = outcome[row] === SERVED;
      log.endedAt.push(endedAt[row]!);
      log.duration.push(isServed ? toSeconds(endedAt[row]! - sentAt[row]!) : NaN);
      log.failed.push(log.failed.at(-1)! + (isServed ? 0 : 1));
    }
    return log;
  }
}

/** How many of the ascending instants lie at or before this one. */
function firstAfter(instants: readonly Micros[], at: Micros): number {
  let low = 0,
    high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instants[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
