import { countUpTo, FIRST_CAUSE, type Micros, oncePerTrace, type Trace } from '../../../sim/index.ts';

/** A request on its way at one instant: row of the attempt and how far it has come, 0 (user) … 1 (server). */
export interface Flight { row: number; progress: number }
/** An attempt that failed a moment ago: row and how much of its ✕ is left, 1 … 0. */
export interface Loss { row: number; left: number }

export interface TrafficNow {
  flights: Flight[];
  losses: Loss[];
  /** Each dot stands for this many requests. */
  every: number;
}

/** Dots on stage at once; more would be a fog. */
export const DOTS_MOST = 150;
const LOSSES_MOST = 60;
/** A ✕ stays for this many flight times. */
const FADE = 1.5;

/**
 * Which attempts are drawn at an instant. A dot reaches its server exactly when the attempt was sent, so that slots fill as dots
 * arrive. Rows are thinned by a hash of the row and a rate fixed for the whole trace: a dot that is drawn once is drawn for its
 * whole flight, forwards and backwards.
 */
export function trafficAt(trace: Trace, at: Micros, travel: Micros, most = DOTS_MOST): TrafficNow {
  const { attempts } = trace;
  const every = niceAtLeast((busiest(trace) * travel) / most);
  const flights: Flight[] = [];
  const sent = attempts.sentAt.subarray(0, attempts.count);
  for (let row = countUpTo(sent, at); row < attempts.count && sent[row]! <= at + travel; row++) {
    if (chosen(row, every)) flights.push({ row, progress: 1 - (sent[row]! - at) / travel });
  }
  const { row: rows, at: times, rate } = failuresOf(trace);
  const fade = travel * FADE, keep = niceAtLeast((rate * fade) / LOSSES_MOST);
  const losses: Loss[] = [];
  for (let i = countUpTo(times, at - fade); i < rows.length && times[i]! <= at; i++) {
    if (chosen(rows[i]!, keep)) losses.push({ row: rows[i]!, left: 1 - (at - times[i]!) / fade });
  }
  return { flights, losses, every };
}

const chosen = (row: number, every: number): boolean => every === 1 || (Math.imul(row + 1, 0x9e3779b1) >>> 7) % every === 0;

const busiest = oncePerTrace((trace) => peakRate(trace.attempts.sentAt.subarray(0, trace.attempts.count)));

/** All failed attempts in the order in which they failed, and their peak rate. */
const failuresOf = oncePerTrace(({ attempts }) => {
  const row: number[] = [];
  for (let i = 0; i < attempts.count; i++) if (attempts.outcome[i]! >= FIRST_CAUSE) row.push(i);
  row.sort((a, b) => attempts.endedAt[a]! - attempts.endedAt[b]! || a - b);
  const at = row.map((i) => attempts.endedAt[i]!);
  return { row, at, rate: peakRate(at) };
});

/** Most instants within any one second of an ascending list, as a number per microsecond. */
function peakRate(sorted: ArrayLike<number>): number {
  let most = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while (sorted[to]! - sorted[from]! > 1e6) from++;
    most = Math.max(most, to - from + 1);
  }
  return most / 1e6;
}

/** The least number with one digit that counts, such as 1, 2, 3 … 10, 20, that is not below a value. */
function niceAtLeast(value: number): number {
  let unit = 1;
  while (unit * 9 < value) unit *= 10;
  return Math.max(1, Math.ceil(value / unit)) * unit;
}
