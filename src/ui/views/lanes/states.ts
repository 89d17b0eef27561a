import { countUpTo, format, type Micros, oncePerTrace, type Trace } from '../../../sim/index.ts';
import { spell, textWidth } from '../../marks/words.ts';
import { visitsOf, type Visit } from '../machine/chart.ts';
import type { TimeScale } from './paths.ts';

/** How a span is drawn, apart from its word: nothing left to do, at work, waiting for time or a person, on the way back. */
export type SpanKind = 'rest' | 'work' | 'wait' | 'back';

/** A stretch of time in one state of the machine. */
export interface Span { from: Micros; until: Micros; path: string; name: string; kind: SpanKind; reason: string }

/** The states of a run over time; what was left at the very instant at which it was entered has no length, and is left out. */
export const spansOf = oncePerTrace((trace): Span[] =>
  visitsOf(trace)
    .filter(({ at, until }) => until > at)
    .map((visit) => ({ from: visit.at, until: visit.until, path: visit.state, name: spell(visit.state), kind: kindOf(visit), reason: visit.reason })),
);

/** What the machine says where it says so, else read off the words that all charts share. */
function kindOf({ state, settled }: Visit): SpanKind {
  if (settled) return 'rest';
  if (/paused|waiting|awaiting|held|undecided|standingBy/i.test(state.split('.').at(-1)!)) return 'wait';
  return /rollingBack|abort/i.test(state) ? 'back' : 'work';
}

const PAD = 7;

/** Names that fit into their spans, each at the middle of what is in sight of it. */
export const placeNames = (spans: readonly Span[], x: TimeScale): { at: Micros; x: number; name: string }[] =>
  spans.flatMap(({ from, until, name }) => (x(until) - x(from) >= textWidth(name) + 2 * PAD ? [{ at: from, x: (x(from) + x(until)) / 2, name }] : []));

const startsOf = oncePerTrace((trace) => spansOf(trace).map(({ from }) => from));

/** The span at an instant. */
export const spanAt = (trace: Trace, at: Micros): Span | undefined => spansOf(trace)[countUpTo(startsOf(trace), at) - 1];

/** A span in words: `paused since 0:46: step 2 of 6`. */
export const saySpan = ({ path, from, reason }: Span): string => `${path.split('.').map(spell).join(' › ')} since ${format.clock(from)}${reason === '' ? '' : `: ${reason}`}`;

/** The transition that a pointer is on, if it is within `reach`. */
export function transitionNear(trace: Trace, at: Micros, reach: Micros): Micros | null {
  const starts = startsOf(trace), i = countUpTo(starts, at);
  const near = [starts[i - 1], starts[i]].filter((start): start is Micros => start !== undefined && Math.abs(start - at) <= reach);
  return near.length === 0 ? null : near.reduce((best, start) => (Math.abs(start - at) < Math.abs(best - at) ? start : best));
}
