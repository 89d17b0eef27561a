import { upTo, type Micros } from '../../kernel/index.ts';

/** 2 to this power buckets for each doubling: each holds durations that differ by less than a thousandth. */
const FINENESS = 10;
const FINE = 2 ** FINENESS;
/** Longest duration told apart from longer ones: 36 minutes. Longer ones share a bucket, and are as exact as any. */
const LONGEST = 2 ** 31 - 1;
const BUCKETS = bucketOf(LONGEST) + 1;
/** Buckets are counted in groups too, so that a place is found in two short searches. */
const GROUP = 256;

/**
 * Durations that come and go, and which of them would stand where if they were sorted. A window that slides adds and removes each of
 * them once, however often it is looked at. Exact: a bucket keeps what is in it, in order.
 */
export class SlidingDurations {
  readonly #buckets: (Micros[] | undefined)[] = new Array<Micros[] | undefined>(BUCKETS);
  readonly #counts = new Int32Array(BUCKETS);
  readonly #groups = new Int32Array(Math.ceil(BUCKETS / GROUP));

  add(duration: Micros): void {
    const index = bucketOf(duration),
      bucket = (this.#buckets[index] ??= []);
    bucket.splice(upTo(bucket, duration), 0, duration);
    this.#count(index, 1);
  }

  /** Takes out one that is there. */
  remove(duration: Micros): void {
    const index = bucketOf(duration),
      bucket = this.#buckets[index]!;
    // The last of several equal ones: fewest others move.
    bucket.splice(upTo(bucket, duration) - 1, 1);
    this.#count(index, -1);
  }

  /** What stands at these places, from 0; ascending, each below the number of durations. */
  at(places: readonly number[]): Micros[] {
    let group = 0,
      before = 0;
    return places.map((place) => {
      for (; before + this.#groups[group]! <= place; group++) before += this.#groups[group]!;
      let within = before,
        index = group * GROUP;
      for (; within + this.#counts[index]! <= place; index++) within += this.#counts[index]!;
      return this.#buckets[index]![place - within]!;
    });
  }

  #count(index: number, by: 1 | -1): void {
    this.#counts[index]! += by;
    this.#groups[Math.floor(index / GROUP)]! += by;
  }
}

/** Small durations have buckets of their own; each doubling above has as many as the one before. */
function bucketOf(duration: Micros): number {
  const whole = Math.min(duration, LONGEST);
  if (whole < FINE) return whole;
  const doubling = 31 - Math.clz32(whole) - FINENESS;
  return (doubling + 1) * FINE + (whole >> doubling) - FINE;
}
