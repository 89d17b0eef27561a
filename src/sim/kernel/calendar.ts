import type { Micros } from './time.ts';

/**
 * What comes first within one instant: the world breaks, the world moves, requests move, controllers look, meters read.
 * Controllers thus see every lifecycle change of their instant at once.
 */
export const PHASE = { fault: 0, lifecycle: 1, traffic: 2, control: 3, sample: 4 } as const;
export type Phase = (typeof PHASE)[keyof typeof PHASE];

/** Names a scheduled call so that it can be cancelled. */
export type CallHandle = number;

/** Thrown when a run needs more events than its limit: the scenario asks for too much, or two controllers chase each other. */
export class EventLimitError extends Error {
  override name = 'EventLimitError';
  constructor(readonly limit: number, readonly at: Micros) {
    super(`stopped after ${limit} events at ${at / 1e6} s of simulated time: the scenario asks for more work than the limit allows`);
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
 */
export class Calendar {
  /** The instant being played; never moves backwards. */
  now: Micros = 0;
  /** How many events have been played. */
  played = 0;

  #size = 0;
  #order = 0;
  #at = new Float64Array(INITIAL_CAPACITY);
  #tie = new Float64Array(INITIAL_CAPACITY);
  #kind = new Int32Array(INITIAL_CAPACITY);
  #payload = new Int32Array(INITIAL_CAPACITY);
  #calls = new Map<CallHandle, () => void>();
  #nextCall = 0;

  /** Number of events still on the agenda, cancelled calls included until their instant passes. */
  get size(): number {
    return this.#size;
  }

  /**
   * Puts a data event on the agenda.
   * @param at absolute instant; an instant already past is an error of the caller and throws
   * @param kind non-negative event kind, meaningful to the caller's dispatch
   * @param payload 32-bit integer handed back to the dispatch
   */
  schedule(at: Micros, phase: Phase, kind: number, payload: number): void {
    if (!(at >= this.now)) throw new RangeError(`cannot schedule at ${at}: it is already ${this.now}`);
    if (this.#size === this.#at.length) this.#grow();
    const tie = phase * PHASE_UNIT + this.#order++;
    const ats = this.#at, ties = this.#tie, kinds = this.#kind, payloads = this.#payload;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const parentAt = ats[parent]!;
      if (parentAt < at || (parentAt === at && ties[parent]! < tie)) break;
      ats[hole] = parentAt;
      ties[hole] = ties[parent]!;
      kinds[hole] = kinds[parent]!;
      payloads[hole] = payloads[parent]!;
      hole = parent;
    }
    ats[hole] = at;
    ties[hole] = tie;
    kinds[hole] = kind;
    payloads[hole] = payload;
  }

  /** Puts a closure on the agenda; for control events, never for requests. */
  call(at: Micros, phase: Phase, action: () => void): CallHandle {
    const handle = this.#nextCall++;
    this.#calls.set(handle, action);
    this.schedule(at, phase, CALL, handle);
    return handle;
  }

  /** Forgets a scheduled call; a call already made or cancelled is ignored. */
  cancel(handle: CallHandle): void {
    this.#calls.delete(handle);
  }

  /**
   * Plays all events up to and including `until`, then stands at `until`.
   * @param dispatch receives each data event; may schedule further ones
   * @param limit most events to play over the calendar's whole life; default unlimited
   * @throws EventLimitError when the limit is reached
   */
  run(until: Micros, dispatch: (kind: number, payload: number) => void, limit = Infinity): void {
    while (this.#size > 0 && this.#at[0]! <= until) {
      if (this.played >= limit) throw new EventLimitError(limit, this.now);
      this.played++;
      this.now = this.#at[0]!;
      const kind = this.#kind[0]!, payload = this.#payload[0]!;
      this.#removeFirst();
      if (kind === CALL) {
        const action = this.#calls.get(payload);
        this.#calls.delete(payload);
        action?.();
      } else dispatch(kind, payload);
    }
    this.now = until;
  }

  #removeFirst(): void {
    const size = --this.#size;
    if (size === 0) return;
    const ats = this.#at, ties = this.#tie, kinds = this.#kind, payloads = this.#payload;
    const at = ats[size]!, tie = ties[size]!;
    const firstLeaf = size >> 1;
    let hole = 0;
    while (hole < firstLeaf) {
      let child = 2 * hole + 1;
      const right = child + 1;
      if (right < size && (ats[right]! < ats[child]! || (ats[right] === ats[child] && ties[right]! < ties[child]!))) child = right;
      const childAt = ats[child]!;
      if (at < childAt || (at === childAt && tie < ties[child]!)) break;
      ats[hole] = childAt;
      ties[hole] = ties[child]!;
      kinds[hole] = kinds[child]!;
      payloads[hole] = payloads[child]!;
      hole = child;
    }
    ats[hole] = at;
    ties[hole] = tie;
    kinds[hole] = kinds[size]!;
    payloads[hole] = payloads[size]!;
  }

  #grow(): void {
    const capacity = this.#at.length * 2;
    this.#at = widen(this.#at, new Float64Array(capacity));
    this.#tie = widen(this.#tie, new Float64Array(capacity));
    this.#kind = widen(this.#kind, new Int32Array(capacity));
    this.#payload = widen(this.#payload, new Int32Array(capacity));
  }
}

function widen<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
