import { orderStatistics, upTo, type Micros } from '../../kernel/index.ts';
import { SERVED } from '../../trace/facts.ts';
import type { Attempts } from '../../trace/trace.ts';
import { SlidingDurations } from './sliding-durations.ts';

/** Windows with fewer answers are sorted as far as needed, each time anew. */
const SMALL = 500;

/** A stretch of a log. */
export interface Range {
  first: number;
  /** One behind the last. */
  end: number;
}

/** A window of one length that slides over the log, as long as looks at it overlap. */
interface Sliding extends Range {
  /** Null until a second look has shown that it slides. */
  durations: SlidingDurations | null;
}

/** The attempts of one population that have ended, in the order in which they did. */
export class PopulationLog {
  /** How many of all that have ended have been looked at. */
  #read = 0;
  readonly #endedAt: Micros[] = [];
  /** How long it took; −1 for one that failed. */
  readonly #duration: Micros[] = [];
  /** How many of the first 0, 1, 2, … have failed. */
  readonly #failed: number[] = [0];
  readonly #sliding = new Map<Micros, Sliding>();

  constructor(
    private readonly attempts: Attempts,
    private readonly belongs: (row: number) => boolean,
  ) {}

  /** Takes up those that have ended since the last time. */
  readOn(ended: readonly number[]): void {
    const { outcome, endedAt, sentAt } = this.attempts;
    let failed = this.#failed[this.#failed.length - 1]!;
    for (; this.#read < ended.length; this.#read++) {
      const row = ended[this.#read]!;
      if (!this.belongs(row)) continue;
      const isServed = outcome[row] === SERVED;
      this.#endedAt.push(endedAt[row]!);
      this.#duration.push(isServed ? endedAt[row]! - sentAt[row]! : -1);
      this.#failed.push((failed += isServed ? 0 : 1));
    }
  }

  /** What ended after one instant, and until another. */
  rangeOf(after: Micros, until: Micros): Range {
    const first = upTo(this.#endedAt, after);
    return { first, end: Math.max(first, upTo(this.#endedAt, until)) };
  }

  failedIn({ first, end }: Range): number {
    return this.#failed[end]! - this.#failed[first]!;
  }

  /**
   * How long answers within a range took: those that would stand at these places if they were sorted.
   * @param length of the window: looks at windows of one length may be one window that slides
   */
  durationsAt(range: Range, length: Micros, places: readonly number[]): Micros[] {
    const durations = range.end - range.first < SMALL ? null : this.#slideTo(range, length);
    return durations?.at(places) ?? orderStatistics(this.#answersIn(range), places);
  }

  /** Null where this look has nothing in common with the last one. */
  #slideTo({ first, end }: Range, length: Micros): SlidingDurations | null {
    const last = this.#sliding.get(length);
    if (last === undefined || first < last.first || end < last.end || first >= last.end) {
      this.#sliding.set(length, { first, end, durations: null });
      return null;
    }
    if (last.durations === null) {
      if (first === last.first && end === last.end) return null;
      last.durations = new SlidingDurations();
      for (const duration of this.#answersIn(last)) last.durations.add(duration);
    }
    for (const duration of this.#answersIn({ first: last.first, end: first })) last.durations.remove(duration);
    for (const duration of this.#answersIn({ first: last.end, end })) last.durations.add(duration);
    [last.first, last.end] = [first, end];
    return last.durations;
  }

  #answersIn({ first, end }: Range): Float64Array {
    const answers = new Float64Array(end - first - this.failedIn({ first, end }));
    for (let at = first, next = 0; at < end; at++) if (this.#duration[at]! >= 0) answers[next++] = this.#duration[at]!;
    return answers;
  }
}
