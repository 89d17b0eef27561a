import type { Micros } from './time.ts';

/**
 * What comes first within one instant: the world breaks, the world moves, requests move, controllers look, people act, meters read.
 * Controllers thus see every lifecycle change of their instant at once, and people act upon what a picture of the instant shows.
 */
export const PHASE = { fault: 0, lifecycle: 1, traffic: 2, control: 3, people: 4, sample: 5 } as const;
export type Phase = (typeof PHASE)[keyof typeof PHASE];

/** Names a scheduled call so that it can be cancelled. */
export type CallHandle = number;

/** Thrown when a run needs more events than its limit: the scenario asks for too much, or two controllers chase each other. */
export class EventLimitError extends Error {
  override name = 'EventLimitError';
  constructor(
    readonly limit: number,
    readonly at: Micros,
  ) {
    super(
      `stopped after ${limit} events at ${at / 1e6} s of simulated time: the scenario asks for more work than the limit allows`,
    );
  }
}

/** The kind under which a scheduled call travels; every other kind is the caller's own. */
const CALL = -1;
/** Phase and order share one number: eight phases above 2^50 orders stay exact in a double. */
const PHASE_UNIT = 2 ** 50;
const INITIAL_CAPACITY = 1_024;

/**
 * The agenda of one run, ordered by (at, phase, order of scheduling): ties are decided in the key, never by the heap.
 *
 * The hot path is data: `schedule` stores a numeric kind and an integer payload in typed arrays, and `run` hands them to one
 * `dispatch` function. `call` is for the rare control event that is easier said as a closure.
 *
 * A binary heap over two arrays, the instant and the slot that holds the rest, so that a level costs two moves. Most events
 * schedule their successor, therefore the event being played leaves its place at the top open for it: one way down the
 * heap then does the work of a removal and an insertion.
 */
export class Calendar {
  /** The instant being played; never moves backwards. */
  now: Micros = 0;
  /** How many events have been played. */
  played = 0;

  /** Heap places in use, the open one at the top included. */
  #size = 0;
  #open = false;
  #order = 0;
  #at = new Float64Array(INITIAL_CAPACITY);
  /** A permutation of all slots: those behind the heap's end are free. */
  #slot = Int32Array.from({ length: INITIAL_CAPACITY }, (_, slot) => slot);
  #tie = new Float64Array(INITIAL_CAPACITY);
  #kind = new Int32Array(INITIAL_CAPACITY);
  #payload = new Int32Array(INITIAL_CAPACITY);
  #calls = new Map<CallHandle, () => void>();
  #nextCall = 0;

  /** Number of events still on the agenda, cancelled calls included until their instant passes. */
  get size(): number {
    return this.#open ? this.#size - 1 : this.#size;
  }

  /**
   * Puts a data event on the agenda.
   * @param at absolute instant; an instant already past is an error of the caller and throws
   * @param kind non-negative event kind, meaningful to the caller's dispatch
   * @param payload 32-bit integer handed back to the dispatch
   */
  schedule(at: Micros, phase: Phase, kind: number, payload: number): void {
    if (!(at >= this.now)) throw new RangeError(`cannot schedule at ${at}: it is already ${this.now}`);
    const tie = phase * PHASE_UNIT + this.#order++;
    if (this.#open) {
      this.#open = false;
      const slot = this.#slot[0]!;
      this.#tie[slot] = tie;
      this.#kind[slot] = kind;
      this.#payload[slot] = payload;
      this.#sink(at, tie, slot);
      return;
    }
    if (this.#size === this.#at.length) this.#grow();
    const ats = this.#at,
      slots = this.#slot,
      ties = this.#tie;
    let hole = this.#size++;
    const slot = slots[hole]!;
    ties[slot] = tie;
    this.#kind[slot] = kind;
    this.#payload[slot] = payload;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentAt = ats[parent]!;
      if (parentAt < at || (parentAt === at && ties[slots[parent]!]! < tie)) break;
      ats[hole] = parentAt;
      slots[hole] = slots[parent]!;
      hole = parent;
    }
    ats[hole] = at;
    slots[hole] = slot;
  }

  /** Puts a closure on the agenda; for control events, never for requests. */
  call(at: Micros, phase: Phase, action: () => void): CallHandle {
    const handle = this.#nextCall++;
    this.schedule(at, phase, CALL, handle);
    this.#calls.set(handle, action);
    return handle;
  }

  /** Forgets a scheduled call; a call already made or cancelled is ignored. */
  cancel(handle: CallHandle): void {
    this.#calls.delete(handle);
  }

  /**
   * Plays all events up to and including `until`, then stands at `until`. When `dispatch` throws, the calendar stands at the
   * instant of the event that failed, and that event is gone.
   * @param dispatch receives each data event; may schedule further ones
   * @param limit most events to play over the calendar's whole life; default unlimited
   * @throws EventLimitError when the limit is reached
   */
  run(until: Micros, dispatch: (kind: number, payload: number) => void, limit = Infinity): void {
    if (this.#open) this.#close();
    while (this.#size > 0) {
      const at = this.#at[0]!;
      if (at > until) break;
      if (this.played >= limit) throw new EventLimitError(limit, this.now);
      this.played++;
      this.now = at;
      this.#open = true;
      const slot = this.#slot[0]!,
        kind = this.#kind[slot]!,
        payload = this.#payload[slot]!;
      if (kind === CALL) this.#make(payload);
      else dispatch(kind, payload);
      if (this.#open) this.#close();
    }
    if (until > this.now) this.now = until;
  }

  #make(handle: CallHandle): void {
    const action = this.#calls.get(handle);
    this.#calls.delete(handle);
    action?.();
  }

  /** Nothing took the open place at the top: the last entry does. */
  #close(): void {
    this.#open = false;
    const size = --this.#size;
    const slots = this.#slot,
      freed = slots[0]!,
      slot = slots[size]!;
    slots[size] = freed;
    if (size > 0) this.#sink(this.#at[size]!, this.#tie[slot]!, slot);
  }

  /** Finds the place of an entry on the way down from the top. */
  #sink(at: Micros, tie: number, slot: number): void {
    const ats = this.#at,
      slots = this.#slot,
      ties = this.#tie,
      size = this.#size;
    const firstLeaf = size >> 1;
    let hole = 0;
    while (hole < firstLeaf) {
      let child = 2 * hole + 1;
      const right = child + 1;
      if (right < size) {
        const leftAt = ats[child]!,
          rightAt = ats[right]!;
        if (rightAt === leftAt) {
          if (ties[slots[right]!]! < ties[slots[child]!]!) child = right;
        } else {
          // Added rather than branched upon: which child is earlier is a coin toss that no processor predicts.
          child += +(rightAt < leftAt);
        }
      }
      const childAt = ats[child]!;
      if (at < childAt || (at === childAt && tie < ties[slots[child]!]!)) break;
      ats[hole] = childAt;
      slots[hole] = slots[child]!;
      hole = child;
    }
    ats[hole] = at;
    slots[hole] = slot;
  }

  #grow(): void {
    const capacity = this.#at.length,
      wider = capacity * 2;
    this.#at = widen(this.#at, new Float64Array(wider));
    this.#slot = widen(
      this.#slot,
      Int32Array.from({ length: wider }, (_, slot) => slot),
    );
    this.#tie = widen(this.#tie, new Float64Array(wider));
    this.#kind = widen(this.#kind, new Int32Array(wider));
    this.#payload = widen(this.#payload, new Int32Array(wider));
  }
}

function widen<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
